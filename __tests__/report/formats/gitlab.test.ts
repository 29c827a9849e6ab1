import { expect, test } from '@jest/globals'
import { gitlabOf } from '../../../src/report/formats/gitlab.ts'
import type { ReportedFinding } from '../../../src/report/report.ts'
import { finding, packageReport, report } from '../reports.ts'

function violations(...findings: readonly Partial<ReportedFinding>[]) {
  const one = packageReport({ path: 'packages/demo', findings: findings.map((one) => finding(one)) })
  return JSON.parse(gitlabOf(report(one)))
}

test('a finding', () => {
  const given = { message: 'It is missing.', fingerprint: 'ab', file: 'src/a.py', line: 3 }
  expect(violations({ rule: 'module-missing', harm: 'import', ...given })).toEqual([
    {
      description: 'It is missing.',
      check_name: 'module-missing',
      fingerprint: 'ab',
      severity: 'blocker',
      location: { path: 'src/a.py', lines: { begin: 3 } },
    },
  ])
})

test.each<[finding: Partial<ReportedFinding>, severity: string]>([
  [{ severity: 'error', harm: 'install' }, 'blocker'],
  [{ severity: 'error', harm: 'version' }, 'critical'],
  [{ severity: 'error' }, 'critical'],
  [{ severity: 'warning', harm: 'install' }, 'major'],
  [{ severity: 'note' }, 'info'],
])('%j is %s', (given, severity) => {
  expect(violations(given)).toMatchObject([{ severity }])
})

test.each<[name: string, findings: Partial<ReportedFinding>[], count: number]>([
  ['an ignored finding is not listed', [{ ignored: 'not needed' }], 0],
  ['the same finding of two jobs is listed once', [{ fingerprint: 'ab' }, { fingerprint: 'ab' }], 1],
  ['two findings', [{ fingerprint: 'ab' }, { fingerprint: 'cd' }], 2],
  ['two findings without fingerprints', [{ message: 'a' }, { message: 'b' }], 2],
])('%s', (_, findings, count) => {
  expect(violations(...findings)).toHaveLength(count)
})

test('a finding without a place is shown at pyproject.toml', () => {
  expect(violations({})).toMatchObject([
    { location: { path: 'packages/demo/pyproject.toml', lines: { begin: 1 } } },
  ])
})
