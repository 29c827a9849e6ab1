import { describe, expect, test } from '@jest/globals'
import { CHECKS } from '../src/checks/index.ts'
import { RULES } from '../src/checks/rules.ts'
import type {
  GateReport,
  PackageReport,
  Report,
  ReportedArtifact,
  ReportedCheck,
  ReportedFinding,
  ReportedPatch,
  ReportedVersion,
  RunIdentity,
} from '../src/report/report.ts'
import { reportProblems, SCHEMA } from './report-problems.ts'

// With `Required`, a new key of a type is a compiler error here, and then a failing test until it is in the schema.
const artifact: ReportedArtifact = {
  file: '/out/dist/greeter-1.1.0-py3-none-any.whl',
  kind: 'wheel',
  sha256: 'c2'.repeat(32),
  bytes: 2402,
}
const check: Required<ReportedCheck> = {
  check: 'version',
  status: 'fail',
  seconds: 0.03,
  reason: '1 error',
  pythons: ['3.9'],
}
const patch: Required<ReportedPatch> = {
  status: 'tried',
  summary: 'Set the version to 1.2.0.',
  diff: '--- a/pyproject.toml\n+++ b/pyproject.toml\n@@ -7 +7 @@\n-version = "1.1.0"\n+version = "1.2.0"\n',
  edits: [{ file: 'pyproject.toml', startLine: 7, endLine: 7, text: 'version = "1.2.0"\n' }],
}
const finding: ReportedFinding = {
  rule: 'version-taken',
  severity: 'error',
  message: 'The version 1.1.0 was tagged already.',
  fix: 'Set the version to one above 1.1.0.',
  patch,
  file: 'pyproject.toml',
  line: 7,
  facts: { version: '1.1.0' },
  harm: 'version',
  causes: [{ check: 'tests', count: 20, failures: ['tests/test_a.py::test_b'] }],
  effect: 'This breaks 20 tests.',
  ignored: 'the tag is a mistake',
  pythons: ['3.9'],
}
const version: Required<ReportedVersion> = {
  source: 'uv.lock',
  version: '1.0.0',
  agrees: false,
  file: 'uv.lock',
  line: 12,
}
const run: Required<RunIdentity> = {
  commit: 'c5'.repeat(20),
  repository: 'somebody/something',
  workflow: 'CI',
  runId: '123',
  attempt: 1,
  os: 'Linux',
  python: '3.12',
  cell: 'aff88838c498',
}
const gate: Required<GateReport> = {
  plan: 'd1'.repeat(32),
  cells: [
    {
      id: 'aff88838c498',
      name: 'greeter, 3.12',
      os: 'ubuntu-latest',
      python: '3.12',
      packages: [{ path: '.', name: 'greeter' }],
      status: 'fail',
    },
  ],
  problems: [{ kind: 'job-ended', message: 'The job plan ended with "skipped".' }],
  leftOut: [{ path: '.', name: 'greeter', python: '3.8', reason: 'Requires-Python' }],
}
const one: PackageReport = {
  path: '.',
  name: 'greeter',
  version: '1.1.0',
  previousVersion: '1.0.0',
  verdict: 'fail',
  failOn: 'warning',
  artifacts: [artifact],
  checks: [check],
  findings: [finding],
  versions: [version],
  ships: ['greeter'],
  modules: { loaded: ['greeter'], notLoaded: ['greeter.rare'] },
  pythons: [
    { python: '3.9', verdict: 'fail' },
    { python: '3.8', leftOut: 'Requires-Python >=3.9 does not allow it' },
  ],
  leftOut: 'unchanged since main (1a2b3c4d5e); nothing it depends on changed',
  logs: '/out/logs',
  timings: {
    seconds: 5.2,
    own: 0.2,
    stages: [{ stage: 'build', start: 0.1, seconds: 2 }],
    critical: [{ stage: 'build', program: 'python3', seconds: 1.9 }],
  },
  run,
}
const report: Report = {
  schema: 1,
  verdict: 'fail',
  run,
  packages: [one],
  selection: '1 of 2 packages changed since main (1a2b3c4d5e), or depend on one that did.',
  timings: { seconds: 41.2, own: 0.3 },
  fixes: { seconds: 12.7, trials: 3 },
  gate,
}

const { finding: ofFinding, checkName, factsOf } = SCHEMA.$defs

test('a report in which every key is present is valid', () => {
  expect(reportProblems(report)).toEqual([])
})

test('a report without optional keys is valid', () => {
  const { reason, ...minimalCheck } = check
  const { fix, file, line, ignored, harm, causes, effect, pythons, ...minimalFinding } = finding
  const { file: _, line: __, ...minimalVersion } = version
  const { run: ___, gate: ____, timings: _____, ...minimalReport } = report

  expect(
    reportProblems({
      ...minimalReport,
      packages: [{ ...one, checks: [minimalCheck], versions: [minimalVersion], findings: [minimalFinding] }],
    }),
  ).toEqual([])
})

test('a report of a package that could not be built is valid', () => {
  const unbuilt = { ...one, version: null, previousVersion: null, artifacts: [], versions: [], ships: [] }

  expect(reportProblems({ ...report, packages: [unbuilt] })).toEqual([])
})

describe('the schema rejects', () => {
  const withFinding = (change: object) => ({
    ...report,
    packages: [{ ...one, findings: [{ ...finding, ...change }] }],
  })

  test.each([
    ['another schema', { ...report, schema: 2 }],
    ['another verdict', { ...report, verdict: 'maybe' }],
    [
      'an unknown status of a cell',
      { ...report, gate: { ...gate, cells: [{ ...gate.cells[0], status: 'skip' }] } },
    ],
    ['an unknown rule', withFinding({ rule: 'looks-odd' })],
    ['a line 0', withFinding({ line: 0 })],
  ])('%s', (_, wrong) => {
    expect(reportProblems(wrong)).not.toEqual([])
  })
})

test('the schema has exactly the existing rules', () => {
  expect(ofFinding.properties.rule.enum).toEqual(Object.keys(RULES))
})

test('the schema has exactly the existing checks', () => {
  expect(checkName.enum).toEqual(CHECKS.map(({ name }) => name))
})

test('the facts of a rule in the schema apply to its findings', () => {
  const conditions: { if: { properties: { rule: { const: string } } } }[] = ofFinding.allOf
  expect(conditions.map((one) => one.if.properties.rule.const)).toEqual(Object.keys(factsOf.$defs))
  const withFacts = (facts: object) => ({
    ...report,
    packages: [{ ...one, findings: [{ ...finding, rule: 'tests-missing', facts }] }],
  })
  expect(reportProblems(withFacts({ reason: 'pytest collected no tests' }))).toEqual([])
  expect(reportProblems(withFacts({ rule: 'tests-missing', reason: 'not yet', match: 'x' }))).toEqual([])
  expect(reportProblems(withFacts({ text: 'pytest collected no tests' }))).not.toEqual([])
})
