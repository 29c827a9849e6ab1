import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { FixFinder, type FixRequest } from '../../../src/commands/fixes/fix-finder.ts'
import { resultOf } from '../../../src/commands/fixes/run-result.ts'
import type { PackageReport, ReportedFinding } from '../../../src/report/report.ts'
import { sourcesOf } from '../../checks/fixes/candidates/described-candidates.ts'
import { finding, packageReport } from '../../report/reports.ts'
import { writeWheel } from '../../support/wheel.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'as-installed-test-'))
  await writeWheel(directory, 'demo', '1.0', { 'demo/__init__.py': '' })
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const reportOf = (findings: readonly ReportedFinding[]): PackageReport =>
  packageReport({
    findings,
    artifacts: [{ file: join(directory, 'demo-1.0-py3-none-any.whl'), kind: 'wheel', sha256: '', bytes: 0 }],
  })

const undeclared = (name: string) => finding({ rule: 'dependency-undeclared', message: name })

const append = (name: string) => ({
  summary: `Declare ${name}.`,
  edits: [
    {
      kind: 'setting' as const,
      file: 'pyproject.toml',
      path: ['project', 'dependencies'],
      change: { kind: 'append' as const, items: [name] },
    },
  ],
})

/** Finds fixes for findings in turn, where trials find what is left after the edits. */
async function findAll(findings: readonly ReportedFinding[], left: (pyproject: string) => ReportedFinding[]) {
  const sources = sourcesOf({ 'pyproject.toml': '[project]\nname = "demo"\ndependencies = []\n' })
  const report = reportOf(findings)
  const log: string[] = []
  const request: FixRequest = {
    report,
    project: sources.project,
    checkout: {} as FixRequest['checkout'],
    pythons: [],
    editSettings: () => Promise.reject(new Error('There is no setup.py.')),
    log: (line) => log.push(line),
    runTrial: async ({ changes }, read) => ({
      kind: 'verified',
      value: await read(reportOf(left(changes.get('pyproject.toml') ?? ''))),
    }),
  }
  const finder = new FixFinder(request, sources, await resultOf(report))
  const found = []
  for (const one of findings)
    found.push(await finder.find({ findings: [one], candidates: [append(one.message)] }))
  return { found, trials: log.filter((line) => line.startsWith('  ')).length }
}

test('a fix of a finding that fixes another one is tried once', async () => {
  const { found, trials } = await findAll([undeclared('a'), undeclared('b')], (pyproject) =>
    pyproject.includes('"a"') ? [] : [undeclared('a')],
  )
  expect(found.map(({ patch }) => patch?.summary)).toEqual(['Declare a.', 'Declare a.'])
  expect(found.map(({ edits }) => edits !== undefined)).toEqual([true, false])
  expect(trials).toBe(1)
})

test('findings with causes of their own have fixes of their own', async () => {
  const { found } = await findAll([undeclared('a'), undeclared('b')], (pyproject) =>
    ['a', 'b'].filter((name) => !pyproject.includes(`"${name}"`)).map(undeclared),
  )
  expect(found.map(({ patch }) => patch?.summary)).toEqual(['Declare a.', 'Declare b.'])
})

test('a fix is not shared with a finding whose check did not run again', async () => {
  const tests = finding({ rule: 'tests-failed', message: 't' })
  const { found } = await findAll([undeclared('a'), tests], (pyproject) =>
    pyproject.includes('"t"') ? [tests] : [],
  )
  expect(found.map(({ patch }) => patch?.summary)).toEqual(['Declare a.', undefined])
})
