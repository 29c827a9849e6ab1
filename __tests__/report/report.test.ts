import { expect, test } from '@jest/globals'
import { EXIT_STATUS, type Verdict, worst } from '../../src/report/report.ts'

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
