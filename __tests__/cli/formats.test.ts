/** All formats of one run, read from the files that the program writes. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { PROBLEMS } from '../report/formats/format-problems.ts'
import { reportProblems } from '../report-problems.ts'
import { type CliRun, type Files, project, runCli, temporaryDirectory } from '../support/project.ts'

const FILES: Files = {
  'pyproject.toml': `[build-system]
requires = ["flit_core==3.12.0"]
build-backend = "flit_core.buildapi"

[project]
name = "sample"
version = "1.0"
description = "A sample."
requires-python = ">=3.8"
dependencies = ["packaging"]

[project.scripts]
sample = "sample:absent"
`,
  'sample/__init__.py': 'import packaging\n',
  'tests/test_sample.py': `import pytest
import sample

class TestSample:
    @pytest.mark.parametrize("value", ["a::b", "\\x1b[31m"])
    def test_passes(self, value):
        assert value

def test_fails():
    print("password")
    assert sample.__name__ == "<another>"

@pytest.mark.skip(reason="not here")
def test_skipped():
    pass

@pytest.mark.xfail(reason="known")
def test_expected():
    assert False
`,
}
const FORMATS = ['sarif', 'junit', 'gitlab', 'ctrf', 'markdown', 'jsonl'] as const

let run: CliRun
let directory: string
const textOf = (format: string) => readFile(join(directory, 'new', format), 'utf8')

beforeAll(async () => {
  directory = await temporaryDirectory()
  const args = FORMATS.flatMap((format) => ['--format', format, '--output', join(directory, 'new', format)])
  run = await runCli(args, { cwd: await project(FILES) })
})

test('the report is valid and has what was observed', () => {
  expect(run.code).toBe(1)
  expect(reportProblems(run.report)).toEqual([])
  const [one] = run.report?.packages ?? []
  expect(run.report).toMatchObject({
    tool: { name: 'as-installed' },
    summary: { packages: 1, failed: 1, errors: 2 },
  })
  expect(one).toMatchObject({
    summary: { errors: 2 },
    bump: null,
    policy: { version: 'if-shipped-changed', failOn: 'error' },
    environment: { implementation: 'cpython', python: expect.stringMatching(/^3\.\d+\.\d+/) },
    dependencies: [{ name: 'packaging', version: expect.stringMatching(/^\d/) }],
    tests: { total: 5, passed: 2, failed: 1, errors: 0, skipped: 1, xfailed: 1 },
  })
  expect(one?.environment?.platform).toMatch(/\w-\w/)
  expect(one?.artifacts.map(({ name }) => name)).toEqual([
    'dist/sample-1.0-py3-none-any.whl',
    'dist/sample-1.0.tar.gz',
  ])
  expect(one?.artifacts[0]?.files).toContainEqual({ path: 'sample/__init__.py', bytes: 17 })
  expect(one?.artifacts[1]?.files?.map(({ path }) => path)).toContain('sample/__init__.py')
  expect(new Set(one?.findings.map(({ fingerprint }) => fingerprint)).size).toBe(one?.findings.length)
})

test.each(['sarif', 'junit', 'gitlab', 'ctrf'] as const)('%s is valid', async (format) => {
  expect(await PROBLEMS[format](await textOf(format))).toEqual([])
})

test('the tests of the package are in JUnit and CTRF, with those that pass', async () => {
  const junit = await textOf('junit')
  expect(junit).toContain('name="test_passes[a::b]" classname="tests.test_sample.TestSample"')
  expect(junit).toContain('&lt;another>')
  const { tests, summary } = JSON.parse(await textOf('ctrf')).results
  const own = tests.filter(({ name }: { name: string }) => name.startsWith('tests.test_sample'))
  expect(own.map(({ rawStatus }: { rawStatus: string }) => rawStatus).sort()).toEqual([
    'failed',
    'passed',
    'passed',
    'skipped',
    'xfailed',
  ])
  expect(summary.stop).toBeGreaterThan(summary.start)
})

test('Markdown is the job summary', async () => {
  expect(await textOf('markdown')).toContain('sample')
})

test('each stage and finding is a line of the log', async () => {
  const lines = (await textOf('jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const events = (name: string) => lines.filter(({ event }) => event === name)
  expect(events('stage-end').map(({ stage }) => stage)).toEqual(expect.arrayContaining(['build', 'tests']))
  expect(events('stage-end').length).toBe(events('stage-start').length)
  expect(events('finding').map(({ rule }) => rule)).toEqual(
    run.report?.packages[0]?.findings.map(({ rule }) => rule),
  )
  expect(lines.at(-1)).toMatchObject({ event: 'run-end', verdict: 'fail', level: 'error' })
  expect(lines.map(({ timestamp }) => timestamp)).toEqual(lines.map(({ timestamp }) => timestamp).toSorted())
})

test('an interrupted run leaves whole lines', async () => {
  const log = join(directory, 'interrupted.jsonl')
  const interrupted = await runCli(['--format', 'jsonl', '--output', log], {
    cwd: await project(FILES),
    whileRunning: (pid) => setTimeout(() => process.kill(pid, 'SIGINT'), 3000),
  })
  expect(interrupted.code).toBe(130)
  const text = await readFile(log, 'utf8')
  expect(text.endsWith('\n')).toBe(true)
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)).length,
  ).toBeGreaterThan(1)
})

test('a format for standard output replaces the report for people', async () => {
  const printed = await runCli(['--format', 'gitlab', '--output', '-'], { cwd: await project(FILES) })
  expect(await PROBLEMS.gitlab(printed.stdout)).toEqual([])
})
