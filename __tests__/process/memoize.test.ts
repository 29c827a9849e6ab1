import { expect, test } from '@jest/globals'
import { memoize } from '../../src/process/memoize.ts'

test.each([['a value'], [undefined], [null], [0]])('computes %j once for each key', (value) => {
  const computed: string[] = []
  const get = memoize((key: string) => {
    computed.push(key)
    return value
  })
  expect([get('a'), get('b'), get('a')]).toEqual([value, value, value])
  expect(computed).toEqual(['a', 'b'])
})
