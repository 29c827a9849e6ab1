import { expect, test } from '@jest/globals'
import type { Rule } from '../../src/checks/rules.ts'
import { describeCounts, headline } from '../../src/report/headline.ts'
import { failureMessage } from '../../src/report/many-packages.ts'
import type { PackageReport, ReportedFinding } from '../../src/report/report.ts'
import { finding, packageReport, report } from './reports.ts'

const failing = (...findings: ReportedFinding[]) => packageReport({ verdict: 'fail', findings })
const error = (rule: Rule, facts: object = {}) => finding({ rule, facts })
const warning = finding({ rule: 'import-failed', severity: 'warning' })

test.each<[string, PackageReport, string]>([
  ['a pass', packageReport(), 'works as installed'],
  ['a pass with warnings', packageReport({ findings: [warning] }), 'works as installed'],
  ['an inconclusive check', packageReport({ verdict: 'error' }), 'inconclusive'],
  ['an error', failing(error('import-failed')), 'broken'],
  ['no test', failing(error('tests-missing'), warning), 'not verified by tests'],
  ['tests of the checkout', failing(error('tests-import-checkout')), 'not verified by tests'],
  ['no test and an error', failing(error('tests-missing'), error('import-failed')), 'broken'],
  ['the version', failing(error('version-not-bumped')), 'version not bumped'],
  ['a tag', failing(error('tag-mismatch')), 'wrong version'],
  [
    'no test and the version',
    failing(error('tests-missing'), error('version-not-bumped')),
    'not verified by tests and version not bumped',
  ],
  ['a failing test', failing(error('tests-failed')), 'broken'],
  [
    'a test that fails in the checkout too',
    failing(error('tests-failed', { alsoInCheckout: true })),
    'tests fail (in the checkout too)',
  ],
  [
    'one test that does and one that does not',
    failing(
      error('tests-failed', { alsoInCheckout: true }),
      error('tests-failed', { alsoInCheckout: false }),
    ),
    'broken',
  ],
  ['warnings that fail the package', { ...failing(warning), failOn: 'warning' }, 'warnings'],
  [
    'a finding that cannot be ignored',
    failing(finding({ rule: 'build-failed', severity: 'note', ignored: 'no' })),
    'broken',
  ],
])('the headline for %s', (_, one, expected) => {
  expect(headline(one)).toBe(expected)
})

test('counts exclude notes and what is ignored', () => {
  const check = { check: 'version', status: 'error', seconds: 0 } as const
  const findings = [
    error('build-failed'),
    warning,
    finding({ severity: 'note' }),
    finding({ ignored: 'known' }),
  ]
  expect(describeCounts({ checks: [check], findings })).toBe('1 error, 1 check inconclusive, 1 warning')
})

test.each<[string, PackageReport[], string]>([
  ['one package', [failing(error('build-failed'), warning)], 'fail. demo 1.0: broken (1 error, 1 warning)'],
  [
    'several packages',
    [
      packageReport({ name: 'a' }),
      packageReport({ verdict: 'error' }),
      failing(error('tests-missing')),
      failing(error('build-failed')),
      packageReport({ name: 'b' }),
    ],
    'fail. 5 packages: 1 broken, 1 not verified by tests, 1 inconclusive, 2 work as installed',
  ],
])('the message that fails a run of %s', (_, packages, expected) => {
  expect(failureMessage({ ...report(...packages), verdict: 'fail' })).toBe(
    `${expected}; see the job summary.`,
  )
})
