import { expect, test } from '@jest/globals'
import { isSameVersion } from '../../src/python/versions.ts'

test.each<[string | undefined, string | undefined, boolean]>([
  ['1.2', '1.2.0', true],
  ['v1.2', '1.2', true],
  ['1.2rc1', '1.2-rc.1', true],
  ['1.2', '1.2.1', false],
  ['1.2', '1.2+local', false],
  ['next', 'next', false],
  ['1.2', undefined, false],
  [undefined, undefined, false],
])('%s and %s are the same version: %s', (one, other, expected) => {
  expect(isSameVersion(one, other)).toBe(expected)
})
