import { expect, test } from '@jest/globals'
import { missingInFailure } from '../../../src/checks/tests/missing-dependency.ts'
import { contentsOf, error } from '../facts.ts'

test.each([
  ['numpy', 'numpy'],
  // Modules of the standard library of other Pythons.
  ['UserDict', undefined],
  ['imp', undefined],
  ['distutils.core', 'setuptools'],
])('a test that imports %s lacks %s', (module, distribution) => {
  const failure = { message: '', error: error(`ModuleNotFoundError: No module named '${module}'`) }
  expect(missingInFailure(failure, contentsOf())?.distribution).toBe(distribution)
})
