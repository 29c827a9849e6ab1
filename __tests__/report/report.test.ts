import { expect, test } from '@jest/globals'
import { EXIT_STATUS, type Verdict, verdictOfRun, worst } from '../../src/report/report.ts'
import { packageReport } from './reports.ts'

test.each<[Verdict[], Verdict, number]>([
  [[], 'pass', 0],
  [['pass'], 'pass', 0],
  [['pass', 'error'], 'error', 3],
  [['error', 'fail'], 'fail', 1],
  [['fail', 'pass', 'error'], 'fail', 1],
])('the verdict over %j is %s', (verdicts, verdict, status) => {
  expect(worst(verdicts)).toBe(verdict)
  expect(EXIT_STATUS[worst(verdicts)]).toBe(status)
})

test.each<[string, Parameters<typeof verdictOfRun>[0], Verdict]>([
  ['a package that fails', { packages: [packageReport({ verdict: 'fail' })] }, 'fail'],
  [
    'packages of which one may fail',
    { packages: [packageReport({ verdict: 'fail', failOn: 'never' }), packageReport()] },
    'pass',
  ],
  [
    'packages of which one may fail and another fails',
    { packages: [packageReport({ verdict: 'error', failOn: 'never' }), packageReport({ verdict: 'fail' })] },
    'fail',
  ],
  [
    'a package that may fail, and a missing report',
    {
      packages: [packageReport({ verdict: 'fail', failOn: 'never' })],
      gate: { plan: null, cells: [], problems: [{ kind: 'cell-missing', message: 'No.' }], leftOut: [] },
    },
    'error',
  ],
])('a run of %s', (_, report, verdict) => {
  expect(verdictOfRun(report)).toBe(verdict)
})
