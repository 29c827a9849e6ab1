import { expect, test } from '@jest/globals'
import { freeVersions } from '../../../src/checks/version/free-versions.ts'

test.each([
  [['1.0.0'], [], ['1.0.1', '1.1.0', '2.0.0']],
  [
    ['1.0.0', '1.2.0'],
    ['1.0.0', '1.2.0'],
    ['1.2.1', '1.3.0', '2.0.0'],
  ],
  [['1.0'], ['1.0.1', '1.0.2', '1.1'], ['1.0.3', '1.2', '2.0']],
  [['2026.11.1'], ['2026.11.1'], ['2026.11.2']],
  [['one'], [], []],
])('above %j, with releases %j', (above, releases, expected) => {
  expect(freeVersions(above, releases)).toEqual(expected)
})
