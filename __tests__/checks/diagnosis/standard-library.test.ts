import { expect, test } from '@jest/globals'
import { isStandardEverywhere, pythonsWith } from '../../../src/checks/diagnosis/standard-library.ts'

test.each([
  ['calendar', undefined, true],
  ['calendar', '>=3.9', true],
  ['dataclasses', undefined, true],
  ['dataclasses', '>=3.10', true],
  ['dataclasses', '>=3.6,<3.7', false],
  ['typing', '>=2.7', false],
  ['graphlib', undefined, false],
  ['graphlib', '>=3.9', true],
  ['tomllib', '>=3.8', false],
  ['tomllib', '>=3.11', true],
  ['compression', '>=3.12', false],
  // Removed in a later Python.
  ['distutils', '>=3.8', false],
  ['cgi', '>=3.13', false],
  // On some platforms only.
  ['readline', undefined, false],
  ['winreg', undefined, false],
  ['_curses', undefined, false],
  ['demo', undefined, false],
  ['importlib_metadata', undefined, false],
])('%s with Requires-Python %s: %s', (name, requiresPython, expected) => {
  expect(isStandardEverywhere(name, requiresPython)).toBe(expected)
})

test.each([
  ['tomllib', '>=3.11'],
  ['zoneinfo.nothing', '>=3.9'],
  ['cgi', '<3.13'],
  ['formatter', '<3.10'],
  ['UserDict', '<3'],
  ['queue', undefined],
  ['Queue', '<3'],
  ['dataclasses', undefined],
  ['calendar', undefined],
  ['demo', undefined],
])('the Pythons with %s: %s', (module, expected) => {
  expect(pythonsWith(module)).toBe(expected)
})
