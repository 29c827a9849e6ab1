import { expect, test } from '@jest/globals'
import { isSame } from '../../src/environment/groundwork.ts'

test.each([
  [['click>=8,<9'], ['click<9,>=8'], true],
  [['Foo_Bar >= 1'], ['foo-bar>=1'], true],
  [['foo (>=1)'], ['foo>=1'], true],
  [['foo[b, a]'], ['foo[a,b]'], true],
  [["tomli; python_version < '3.11'"], ['tomli ; python_version<"3.11"'], true],
  [['foo', 'foo', 'bar'], ['bar', 'foo'], true],
  [[], [], true],
  // More than the wheel asks for would hide what it does not declare; less could be replaced by another version.
  [['foo', 'bar'], ['foo'], false],
  [['foo'], ['foo', 'bar'], false],
  [['foo[cli]'], ['foo'], false],
  [['foo>=1'], ['foo>=2'], false],
  [['foo; python_version < "3"'], ['foo'], false],
  [['./foo'], ['./bar'], false],
])('%j is the same as %j: %s', (some, others, same) => {
  expect(isSame(some, others)).toBe(same)
  expect(isSame(others, some)).toBe(same)
})
