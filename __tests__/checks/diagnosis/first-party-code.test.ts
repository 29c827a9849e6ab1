import { expect, test } from '@jest/globals'
import { isFirstPartyCode } from '../../../src/checks/diagnosis/first-party-code.ts'

test.each([
  ['demo/cli.py', true],
  ['demo/__init__.py', true],
  ['scripts/run', true],
  ['demo/_vendor/six.py', false],
  ['demo/examples/a.py', false],
  ['demo/test_a.py', false],
])('%s is first-party code: %s', (file, expected) => {
  expect(isFirstPartyCode(file)).toBe(expected)
})
