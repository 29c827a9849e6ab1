import { describe, expect, test } from '@jest/globals'
import { interleaved, summarize } from './statistics.ts'

describe('a summary', () => {
  test.each([
    ['one value', [4], { min: 4, lowerQuartile: 4, median: 4, upperQuartile: 4, max: 4 }],
    ['an odd number', [3, 1, 2], { min: 1, lowerQuartile: 1.5, median: 2, upperQuartile: 2.5, max: 3 }],
    [
      'an even number',
      [4, 1, 3, 2],
      { min: 1, lowerQuartile: 1.75, median: 2.5, upperQuartile: 3.25, max: 4 },
    ],
    [
      'numbers, and not words',
      [10, 9, 100],
      { min: 9, lowerQuartile: 9.5, median: 10, upperQuartile: 55, max: 100 },
    ],
  ])('of %s', (_, values, expected) => {
    expect(summarize(values)).toEqual({ count: values.length, ...expected })
  })

  test('of no values is an error', () => {
    expect(() => summarize([])).toThrow('nothing')
  })

  test('does not reorder the values', () => {
    const values = [3, 1, 2]
    summarize(values)
    expect(values).toEqual([3, 1, 2])
  })
})

describe('interleaved rounds', () => {
  test('begin with the next contender each', () => {
    expect(interleaved(['a', 'b', 'c'], 4)).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c', 'a'],
      ['c', 'a', 'b'],
      ['a', 'b', 'c'],
    ])
  })

  test('are empty without contenders or rounds', () => {
    expect(interleaved([], 2)).toEqual([[], []])
    expect(interleaved(['a'], 0)).toEqual([])
  })
})
