import { describe, expect, test } from '@jest/globals'
import {
  changesBetween,
  type Expected,
  isExpected,
  isTimeChanged,
  type Outcome,
  sampleOf,
} from './outcome.ts'

const outcome = (verdict: string, findings: readonly string[] = [], seconds = 10): Outcome => ({
  verdict,
  findings,
  inconclusive: [],
  seconds,
})
const MISSING = 'error module-missing: a.py is not in the wheel.'
const WARNING = 'warning license-missing: LICENSE is not in the wheel.'

describe('what a project is expected to be', () => {
  const broken: Expected = { verdict: 'fail', rules: ['module-missing', 'import-failed'], why: '' }
  const healthy: Expected = { verdict: 'pass', why: '' }
  test.each([
    ['a healthy project passes', healthy, outcome('pass'), true],
    ['warnings do not matter', healthy, outcome('pass', [WARNING]), true],
    ['a healthy project fails', healthy, outcome('fail', [MISSING]), false],
    ['a broken one fails for the known reason', broken, outcome('fail', [MISSING]), true],
    ['a broken one fails for another reason', broken, outcome('fail', ['error tests-failed: x']), false],
    ['a broken one passes', broken, outcome('pass'), false],
    ['an inconclusive one', { verdict: 'error', why: '' } as const, outcome('error'), true],
    ['no report', healthy, outcome('exit 2'), false],
  ])('%s', (_, expected, found, right) => expect(isExpected(found, expected)).toBe(right))
})

describe('changes between two builds', () => {
  test.each([
    ['none', outcome('pass', [WARNING]), outcome('pass', [WARNING]), []],
    ['a new finding', outcome('pass'), outcome('fail', [MISSING]), ['verdict: pass -> fail', `+ ${MISSING}`]],
    ['a lost finding', outcome('fail', [MISSING]), outcome('fail'), [`- ${MISSING}`]],
  ])('%s', (_, base, head, changes) => expect(changesBetween(base, head)).toEqual(changes))

  test.each([
    [10, 11, false],
    [10, 20, true],
    [20, 10, true],
    [1, 3, false],
  ])('%d s and %d s', (base, head, changed) =>
    expect(isTimeChanged(outcome('pass', [], base), outcome('pass', [], head))).toBe(changed),
  )
})

describe('samples', () => {
  const all = Array.from({ length: 10 }, (_, i) => i)

  test('of different weeks cover the list', () => {
    const weeks = [0, 1, 2, 3, 4].map((week) => sampleOf(all, 2, week))
    expect(new Set(weeks.flat()).size).toBe(10)
    for (const week of weeks) expect(week).toHaveLength(2)
  })

  test('are the list if that is not larger', () => expect(sampleOf(all, 20, 3)).toEqual(all))
})
