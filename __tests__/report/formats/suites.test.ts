import { expect, test } from '@jest/globals'
import { suitesOf } from '../../../src/report/formats/suites.ts'
import type { PackageReport, ReportedTests } from '../../../src/report/report.ts'
import { finding, packageReport, report } from '../reports.ts'

const tests = (...cases: ReportedTests['cases']): ReportedTests => ({
  total: cases.length,
  passed: 0,
  failed: 0,
  errors: 0,
  skipped: 0,
  xfailed: 0,
  xpassed: 0,
  deselected: 0,
  seconds: 2,
  cases,
})
const passed = { id: 'tests/unit/test_a.py::TestA::test_b[1::2]', outcome: 'passed' as const, seconds: 0.1 }
const failed = { id: 'tests/test_a.py::test_c', outcome: 'failed' as const, seconds: 0.1 }
const check = (name: string, status: 'pass' | 'fail' | 'warn' | 'skip' | 'error', pythons?: string[]) => ({
  check: name,
  status,
  seconds: 1,
  ...(pythons === undefined ? {} : { pythons }),
})

test.each<[name: string, given: Partial<PackageReport>, suites: Record<string, readonly string[]>]>([
  [
    'checks without failing findings are one case each',
    {
      checks: [
        check('build', 'pass'),
        check('contents', 'warn'),
        check('metadata', 'error'),
        check('tests', 'skip'),
      ],
    },
    {
      'demo: build': ['demo build passed'],
      'demo: contents': ['demo contents passed'],
      'demo: metadata': ['demo metadata error'],
      'demo: tests': ['demo tests skipped'],
    },
  ],
  [
    'findings that fail the package are the failures of their check',
    {
      checks: [check('contents', 'fail'), check('version', 'fail')],
      findings: [
        finding({ rule: 'module-missing', file: 'src/demo/a.py', line: 3 }),
        finding({ rule: 'junk-shipped', severity: 'warning' }),
        finding({ rule: 'data-missing', ignored: 'not needed' }),
        finding({ rule: 'version-taken' }),
      ],
    },
    {
      'demo: contents': ['demo.contents module-missing (src/demo/a.py:3) failed'],
      'demo: version': ['demo.version version-taken failed'],
    },
  ],
  [
    'findings with the same name are numbered',
    {
      checks: [check('scripts', 'fail')],
      findings: [finding({ rule: 'script-failed' }), finding({ rule: 'script-failed' })],
    },
    { 'demo: scripts': ['demo.scripts script-failed failed', 'demo.scripts script-failed (2) failed'] },
  ],
  [
    'a warning fails a package with fail-on: warning',
    {
      failOn: 'warning',
      checks: [check('contents', 'warn')],
      findings: [finding({ rule: 'junk-shipped', severity: 'warning' })],
    },
    { 'demo: contents': ['demo.contents junk-shipped failed'] },
  ],
  [
    'a check whose failures another finding explains',
    { checks: [check('imports', 'fail')] },
    { 'demo: imports': ['demo imports failed'] },
  ],
  [
    'tests are in the suite of their check',
    { checks: [check('tests', 'pass')], tests: tests(passed) },
    { 'demo: tests': ['demo tests passed', 'tests.unit.test_a.TestA test_b[1::2] passed'] },
  ],
  [
    'failing tests are not counted twice',
    { checks: [check('tests', 'fail')], tests: tests(failed), findings: [finding({ rule: 'tests-failed' })] },
    { 'demo: tests': ['tests.test_a test_c failed'] },
  ],
  [
    'a run that failed before the first test',
    { checks: [check('tests', 'fail')], tests: tests(), findings: [finding({ rule: 'tests-failed' })] },
    { 'demo: tests': ['demo.tests tests-failed failed'] },
  ],
  [
    'several Pythons',
    {
      checks: [check('build', 'pass'), check('tests', 'fail', ['3.9']), check('tests', 'pass', ['3.12'])],
      tests: tests(failed),
      pythons: [
        { python: '3.9', verdict: 'fail', tests: tests(failed) },
        { python: '3.12', verdict: 'pass', tests: tests(passed) },
      ],
    },
    {
      'demo: build': ['demo build passed'],
      'demo: tests (Python 3.9)': ['tests.test_a test_c failed'],
      'demo: tests (Python 3.12)': ['tests.unit.test_a.TestA test_b[1::2] passed'],
    },
  ],
])('%s', (_, given, expected) => {
  const found = suitesOf(report(packageReport(given))).map(({ name, cases }) => [
    name,
    cases.map((one) => `${one.className} ${one.name} ${one.outcome}`),
  ])
  expect(found).toEqual(Object.entries(expected))
})

test.each([
  ['xfailed', 'skipped'],
  ['xpassed', 'passed'],
  ['error', 'error'],
] as const)('a test that %s is reported as %s', (outcome, expected) => {
  const one = packageReport({ checks: [check('tests', 'pass')], tests: tests({ ...passed, outcome }) })
  expect(suitesOf(report(one))[0]?.cases.at(-1)).toMatchObject({ outcome: expected, rawOutcome: outcome })
})
