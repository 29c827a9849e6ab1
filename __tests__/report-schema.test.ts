import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { CHECKS } from '../src/checks/index.ts'
import { RULE_NAMES } from '../src/checks/rules.ts'
import type {
  GateReport,
  PackageReport,
  Report,
  ReportedArtifact,
  ReportedCheck,
  ReportedFinding,
  ReportedPatch,
  ReportedTestCase,
  ReportedVersion,
  RunIdentity,
  VerifiedPython,
} from '../src/report/report.ts'
import { reportHeader } from '../src/report/report-header.ts'
import { SCHEMAS } from '../src/schemas/index.ts'
import { publishedProblems, reportProblems, SCHEMA } from './report-problems.ts'

test.each(SCHEMAS)('$file is the generated one (npm run schemas)', ({ file, text }) => {
  const committed = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
  expect(JSON.parse(committed)).toEqual(JSON.parse(text()))
})

// With `Required`, a new key of a type is a compiler error here, and then a failing test until it is in the schema.
const artifact: Required<ReportedArtifact> = {
  file: '/out/dist/greeter-1.1.0-py3-none-any.whl',
  name: 'dist/greeter-1.1.0-py3-none-any.whl',
  kind: 'wheel',
  sha256: 'c2'.repeat(32),
  bytes: 2402,
  files: [{ path: 'greeter/__init__.py', bytes: 120 }],
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
const finding: Required<ReportedFinding> = {
  rule: 'version-taken',
  title: 'Version already released',
  helpUri: 'https://github.com/as-installed/as-installed/blob/main/docs/rules/version-taken.md',
  why: 'The index refuses it.',
  fingerprint: 'ab'.repeat(16),
  severity: 'error',
  message: 'Version 1.1.0 is already tagged.',
  fix: 'Set the version to one above 1.1.0.',
  patch,
  file: 'pyproject.toml',
  line: 7,
  facts: { version: '1.1.0', tag: 'v1.1.0', commit: 'c5'.repeat(20), branch: null },
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
const testCase: Required<ReportedTestCase> = {
  id: 'tests/test_a.py::test_b',
  outcome: 'failed',
  seconds: 0.01,
  file: 'tests/test_a.py',
  line: 3,
  message: 'assert 1 == 2',
  text: 'E   assert 1 == 2',
}
const python: Required<VerifiedPython> = {
  python: '3.9',
  verdict: 'fail',
  environment: {
    python: '3.9.18',
    implementation: 'cpython',
    platform: 'linux-x86_64',
    installer: { name: 'uv', version: '0.13.8' },
  },
  dependencies: [{ name: 'click', version: '8.1.7' }],
  tests: {
    total: 1,
    passed: 0,
    failed: 1,
    errors: 0,
    skipped: 0,
    xfailed: 0,
    xpassed: 0,
    deselected: 0,
    seconds: 0.4,
    cases: [testCase],
  },
}
const counts = { errors: 1, warnings: 0, notes: 0, ignored: 1 }
const one: Required<PackageReport> = {
  path: '.',
  name: 'greeter',
  version: '1.1.0',
  previousVersion: '1.0.0',
  verdict: 'fail',
  failOn: 'warning',
  summary: counts,
  bump: 'minor',
  policy: { version: 'if-shipped-changed', bump: { severity: 'warning' }, failOn: 'warning' },
  environment: python.environment,
  dependencies: python.dependencies,
  tests: python.tests,
  artifacts: [artifact],
  checks: [check],
  findings: [finding],
  versions: [version],
  ships: ['greeter'],
  modules: { loaded: ['greeter'], notLoaded: ['greeter.rare'] },
  pythons: [python, { python: '3.8', leftOut: 'Requires-Python >=3.9 does not allow it' }],
  leftOut: 'unchanged since main (1a2b3c4d5e), like all of its dependencies',
  logs: '/out/logs',
  timings: {
    seconds: 5.2,
    own: 0.2,
    stages: [{ stage: 'build', start: 0.1, seconds: 2 }],
    critical: [{ stage: 'build', program: 'python3', seconds: 1.9 }],
  },
  run,
}
const report: Required<Report> = {
  ...(reportHeader(new Date(0)) as Required<ReturnType<typeof reportHeader>>),
  verdict: 'fail',
  summary: { packages: 1, passed: 0, failed: 1, inconclusive: 0, ...counts },
  run,
  packages: [one],
  selection: '1 of 2 packages changed since main (1a2b3c4d5e) or depend on a changed package.',
  timings: { seconds: 41.2, own: 0.3 },
  fixes: { seconds: 12.7, trials: 3 },
  gate,
}
const withFinding = (change: object) => ({
  ...report,
  packages: [{ ...one, findings: [{ ...finding, ...change }] }],
})

test('a report in which every field is present is valid', () => {
  expect(reportProblems(report)).toEqual([])
})

test('a report with only the fields that were there first is valid', () => {
  const {
    schema,
    verdict,
    packages: [
      { path, name, version, previousVersion, artifacts, checks, findings, versions, ships, logs } = one,
    ],
  } = report
  const first = { path, name, version, previousVersion, verdict, artifacts, checks, findings, versions }
  expect(reportProblems({ schema, verdict, packages: [{ ...first, ships, logs }] })).toEqual([])
})

test('a report of a package that could not be built is valid', () => {
  const nothing = { artifacts: [], versions: [], ships: [] }
  const unbuilt = { ...one, version: null, previousVersion: null, bump: null, ...nothing }
  expect(reportProblems({ ...report, packages: [unbuilt] })).toEqual([])
})

const ADDED: readonly [what: string, report: object][] = [
  ['the report', { ...report, more: true }],
  ['a run', { ...report, run: { ...run, more: true } }],
  ['a package', { ...report, packages: [{ ...one, more: true }] }],
  ['a Python', { ...report, packages: [{ ...one, pythons: [{ ...python, more: true }] }] }],
  ['a finding', withFinding({ more: true })],
  ['the facts of a finding', withFinding({ facts: { ...finding.facts, more: true } })],
]

describe('a field that is added later', () => {
  test.each(ADDED)('to %s breaks these tests, but no reader', (_, changed) => {
    expect(publishedProblems(changed)).toEqual([])
    expect(reportProblems(changed)).not.toEqual([])
  })
})

describe('the schema rejects', () => {
  test.each([
    ['another schema', { ...report, schema: 2 }],
    ['another verdict', { ...report, verdict: 'maybe' }],
    [
      'an unknown status of a job',
      { ...report, gate: { ...gate, cells: [{ ...gate.cells[0], status: 'skip' }] } },
    ],
    ['an unknown rule', withFinding({ rule: 'looks-odd' })],
    ['an unknown check', { ...report, packages: [{ ...one, checks: [{ ...check, check: 'smell' }] }] }],
    ['a line 0', withFinding({ line: 0 })],
    ['half a line', withFinding({ line: 1.5 })],
    ['a line without a file', withFinding({ file: undefined })],
    ['a short fingerprint', withFinding({ fingerprint: 'ab' })],
    ['no message', withFinding({ message: '' })],
    ['a count that is a text', { ...report, summary: { ...report.summary, errors: '1' } }],
  ])('%s', (_, wrong) => {
    expect(publishedProblems(JSON.parse(JSON.stringify(wrong)))).not.toEqual([])
  })
})

test('the schema has exactly the existing rules and checks', () => {
  expect(SCHEMA.$defs.ReportedFinding.properties.rule.enum).toEqual(expect.arrayContaining([...RULE_NAMES]))
  expect(Object.keys(SCHEMA.$defs.FactsOf.$defs).sort()).toEqual([...RULE_NAMES].sort())
  expect(SCHEMA.$defs.CheckName.enum).toEqual(CHECKS.map(({ name }) => name))
})

describe('the facts of', () => {
  test.each(RULE_NAMES)('%s', (rule) => {
    const { required = [], $ref: reference } = SCHEMA.$defs.FactsOf.$defs[rule]
    const resolved = reference === undefined ? { required } : SCHEMA.$defs[reference.split('/').at(-1)]
    expect(resolved.required.length).toBeGreaterThan(0)
    expect(publishedProblems(withFinding({ rule, facts: {} }))).not.toEqual([])
    expect(reportProblems(withFinding({ rule, facts: { rule, reason: 'not yet', match: 'x' } }))).toEqual([])
  })
})

test.each<[facts: object, isValid: boolean]>([
  [{ reason: 'pytest collected no tests' }, true],
  [{ text: 'pytest collected no tests' }, false],
  [{ reason: 3 }, false],
])('the facts %j of tests-missing', (facts, isValid) => {
  expect(publishedProblems(withFinding({ rule: 'tests-missing', facts })).length === 0).toBe(isValid)
})
