import { expect, test } from '@jest/globals'
import { countFindings, countPackages } from '../../src/report/counts.ts'
import { finding, packageReport } from './reports.ts'

const FINDINGS = [
  finding({ severity: 'error' }),
  finding({ severity: 'error', ignored: 'not needed' }),
  finding({ severity: 'warning' }),
  finding({ severity: 'warning' }),
  finding({ severity: 'note' }),
]

test('an ignored finding is counted only as ignored', () => {
  expect(countFindings(FINDINGS)).toEqual({ errors: 1, warnings: 2, notes: 1, ignored: 1 })
})

test('packages are counted by verdict, with the findings of all', () => {
  const packages = [
    packageReport({ verdict: 'fail', findings: FINDINGS }),
    packageReport({ verdict: 'error' }),
    packageReport({ findings: [finding({ severity: 'warning' })] }),
  ]
  expect(countPackages(packages)).toEqual({
    packages: 3,
    passed: 1,
    failed: 1,
    inconclusive: 1,
    errors: 1,
    warnings: 3,
    notes: 1,
    ignored: 1,
  })
})
