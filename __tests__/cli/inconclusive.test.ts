/** Failures of the machine are inconclusive, failures that the package causes are errors. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { limit } from '../checks/limit.ts'
import {
  type CliOptions,
  type CliRun,
  type Files,
  project,
  runCli,
  temporaryDirectory,
} from '../support/project.ts'
import { type SamplePackage, samplePackage } from '../support/sample-package.ts'

const execute = promisify(execFile)
const atMost = limit(2)

const verify = (spec: SamplePackage, args: readonly string[] = [], more: Partial<CliOptions> = {}) =>
  atMost(async () => runCli(args, { cwd: await project(samplePackage(spec)), ...more }))

const GROUPS = '[dependency-groups]\ntest = ["pytest==8.4.2"]\n'
const testing = (body: string): Files => ({
  'tests/test_sample.py': `import os, signal\nimport sample\n\ndef test_sample(tmp_path):\n    ${body}\n`,
})

function expectInconclusive({ code, report, stdout, stderr }: CliRun, check: string, reason: RegExp) {
  expect({ code, stdout, stderr }).toMatchObject({ code: 3 })
  const [one] = report?.packages ?? []
  expect(report?.verdict).toBe('error')
  expect(one?.checks.find((each) => each.check === check)).toMatchObject({
    status: 'error',
    reason: expect.stringMatching(reason),
  })
  expect(one?.findings.filter(({ severity }) => severity === 'error')).toEqual([])
}

test.concurrent('the index is unreachable when test dependencies are installed', async () => {
  const index = 'http://127.0.0.1:9/simple'
  const env = {
    PIP_INDEX_URL: index,
    PIP_RETRIES: '0',
    PIP_EXTRA_INDEX_URL: undefined,
    PIP_NO_CACHE_DIR: '1',
  }
  const run = await verify({ pyproject: GROUPS, files: testing('pass') }, ['--installer', 'pip'], { env })
  expectInconclusive(run, 'tests', /^The package index is unavailable while installing sample/)
})

test.concurrent('no allowed interpreter is installed', async () => {
  const run = await verify({ requiresPython: '>=3.99' })
  expectInconclusive(run, 'build', /3\.99/)
})

test.concurrent.each([
  ['SIGKILL', /^pytest was killed by SIGKILL, which another process sent: usually .* memory/],
  ['SIGTERM', /^pytest was killed by SIGTERM, which another process sent/],
])('pytest is ended by %s', async (signal, reason) => {
  const run = await verify({ pyproject: GROUPS, files: testing(`os.kill(os.getpid(), signal.${signal})`) })
  expectInconclusive(run, 'tests', reason)
})

test.concurrent('pytest crashes by a signal of the package', async () => {
  const run = await verify({ pyproject: GROUPS, files: testing('os.kill(os.getpid(), signal.SIGSEGV)') })
  expect(run.code).toBe(1)
  expect(run.report?.packages[0]?.findings).toMatchObject([
    { rule: 'tests-failed', severity: 'error', message: expect.stringMatching(/SIGSEGV/) },
  ])
})

test.concurrent('a test had failed before pytest was ended', async () => {
  const files = {
    'tests/test_a.py': 'def test_a():\n    assert False\n',
    ...testing('os.kill(os.getpid(), signal.SIGKILL)'),
  }
  const run = await verify({ pyproject: GROUPS, files })
  expect(run.code).toBe(1)
})

test.concurrent('the build is ended', async () => {
  const backend = 'def build_wheel(*_):\n    os.kill(os.getpid(), 9)\n'
  const run = await verify({ backend })
  expectInconclusive(run, 'build', /^The hook build_wheel of the build backend was killed by SIGKILL/)
})

const isRoot = process.getuid?.() === 0 && existsSync('/proc/mounts')

;(isRoot ? describe : describe.skip)('a disk that is full (a small one is mounted, which takes root)', () => {
  /** Verifies with a directory for temporary files on a file system of this size. */
  const onDisk = async (kilobytes: number, spec: SamplePackage): Promise<CliRun> => {
    const directory = await temporaryDirectory()
    await execute('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', directory])
    try {
      return await verify(spec, [], { env: { TMPDIR: directory } })
    } finally {
      await execute('umount', [directory])
    }
  }

  test.concurrent('when the checkout is copied', async () => {
    const files = { 'tests/data.bin': Buffer.alloc(2_000_000) }
    expectInconclusive(await onDisk(1_000, { files }), 'build', /^The disk is full: ENOSPC/)
  })
  test.concurrent('when a backend writes', async () => {
    const backend = 'def build_wheel(*_):\n    open("big", "wb").write(b"x" * 200_000_000)\n'
    const run = await onDisk(60_000, { backend })
    expect(run.report?.verdict).toBe('error')
    // Another concurrent write may fail first.
    expect(run.report?.packages[0]?.checks).toContainEqual({
      check: 'build',
      status: 'error',
      seconds: expect.any(Number),
      reason: expect.stringMatching(
        /^The hook build_wheel of the build backend failed because the disk is full|^The disk is full/,
      ),
    })
  })
  test.concurrent('when dependencies are installed', async () => {
    const run = await onDisk(2_000, { pyproject: GROUPS, files: testing('pass') })
    expect(run.report?.verdict).toBe('error')
    const reasons = run.report?.packages[0]?.checks.map(({ reason }) => reason) ?? []
    expect(reasons).toContainEqual(
      expect.stringMatching(/^The disk is full|full disk|No space left on device/),
    )
  })
  test.concurrent('when a test writes', async () => {
    const files = testing('(tmp_path / "big").write_bytes(b"x" * 100_000_000)')
    const run = await onDisk(60_000, { pyproject: GROUPS, files })
    expectInconclusive(
      run,
      'tests',
      /^tests\/test_sample\.py::test_sample failed because the disk is full: \[Errno 28\]/,
    )
  })
})

test.concurrent('skipped checks have a reason', async () => {
  const run = await verify({})
  expect(run.report?.packages[0]?.checks.filter(({ status }) => status === 'skip')).toEqual([
    { check: 'scripts', status: 'skip', seconds: 0, reason: 'the wheel has no entry points' },
    {
      check: 'tests',
      status: 'skip',
      seconds: 0,
      reason: expect.stringMatching(/^by configuration: not what this is about$/),
    },
    { check: 'release', status: 'skip', seconds: 0, reason: 'no release tag' },
    { check: 'upgrade', status: 'skip', seconds: 0, reason: 'no release tag' },
  ])
})

describe('an ignore', () => {
  const ignoring = (entry: string) => ({
    pyproject: `${GROUPS}[tool.as-installed]\nignore = [${entry}]\n`,
    files: testing('assert False'),
  })
  test.concurrent('makes a finding a note with the reason', async () => {
    const run = await verify(
      ignoring('{ rule = "tests-failed", reason = "issue 7", expires = "2999-01-01" }'),
    )
    expect(run.code).toBe(0)
    expect(run.report?.packages[0]?.findings).toMatchObject([
      { rule: 'tests-failed', severity: 'note', ignored: 'issue 7' },
    ])
  })
  test.concurrent('that has expired does not apply, and is reported', async () => {
    const run = await verify(
      ignoring('{ rule = "tests-failed", reason = "issue 7", expires = "2020-01-01" }'),
    )
    expect(run.code).toBe(1)
    expect(run.report?.packages[0]?.findings).toMatchObject([
      { rule: 'tests-failed', severity: 'error' },
      { rule: 'tests-failed', severity: 'warning', message: expect.stringMatching(/expired on 2020-01-01/) },
    ])
  })
  test.concurrent('that matches nothing is reported', async () => {
    const run = await verify(ignoring('{ rule = "module-missing", reason = "issue 7" }'))
    expect(run.report?.packages[0]?.findings).toMatchObject([
      { rule: 'tests-failed', severity: 'error' },
      { rule: 'module-missing', severity: 'warning', message: expect.stringMatching(/matches nothing/) },
    ])
  })
  test.concurrent('without a reason is a configuration error', async () => {
    const run = await verify(ignoring('{ rule = "tests-failed" }'))
    expect(run.code).toBe(2)
    expect(run.stderr).toMatch(/reason/)
  })
})

test.concurrent.each([
  ['the source tree', 'not os.path.exists("PKG-INFO")'],
  ['the source tree, and ends the process', 'not os.path.exists("PKG-INFO") and os._exit(3)'],
])(
  'a failed build from %s does not hide that the build from the sdist is not reproducible',
  async (_, fails) => {
    const backend = `
well = build_wheel

def build_wheel(*args):
    global METADATA
    if ${fails}:
        raise RuntimeError("only from an sdist")
    METADATA += "Keywords: " + os.urandom(8).hex() + "\\n"
    return well(*args)
`
    const run = await verify({ backend })
    const rules = run.report?.packages[0]?.findings.map(({ severity, rule }) => `${severity} ${rule}`)
    expect(rules).toEqual(expect.arrayContaining(['error build-failed', 'warning not-reproducible']))
  },
)

test.concurrent('the installer output of preinstalled environments is in a log', async () => {
  const out = join(await temporaryDirectory(), 'out')
  const spec = { pyproject: GROUPS, files: testing('pass') }
  const run = await verify(spec, ['--out', out], {
    env: { AS_INSTALLED_CACHE_DIR: await temporaryDirectory() },
  })
  expect(run.code).toBe(0)
  expect(await readFile(join(out, 'logs', 'install-tests-ahead.log'), 'utf8')).toMatch(/pytest(==|-)8\.4\.2/)
})
