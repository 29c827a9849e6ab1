import { expect, test } from '@jest/globals'
import { choosePythons } from '../../src/matrix/choose-pythons.ts'

test.each<[string | undefined, readonly string[]]>([
  ['>=3.9', ['3.9', '3.14']],
  ['>=3.12', ['3.12', '3.14']],
  ['>=3.12.2', ['3.12', '3.14']],
  ['>=3.9,<3.13', ['3.9', '3.12']],
  ['~=3.10', ['3.10', '3.14']],
  ['==3.11.*', ['3.11']],
  ['>=3.6', ['3.8', '3.14']],
  ['>=3.14', ['3.14']],
  ['>=4', []],
  // Without a minimum Python, only the highest.
  [undefined, ['3.14']],
  ['<3.12', ['3.11']],
  ['!=3.9.1', ['3.14']],
  ['what is this', ['3.14']],
])('Requires-Python %s is verified with %j', (requiresPython, chosen) => {
  expect(choosePythons(undefined, requiresPython)).toEqual({ chosen, refused: [] })
})

test.each<[string | undefined, readonly string[], readonly string[]]>([
  ['>=3.10', ['3.11', '3.12'], ['3.9']],
  ['>=3.11.4', ['3.11', '3.12'], ['3.9']],
  [undefined, ['3.9', '3.11', '3.12'], []],
  ['>=3.13', [], ['3.9', '3.11', '3.12']],
])('of the requested Pythons, Requires-Python %s allows %j', (requiresPython, chosen, refused) => {
  expect(choosePythons(['3.9', '3.11', '3.12'], requiresPython)).toEqual({ chosen, refused })
})

test('a requested patch release is compared exactly', () => {
  expect(choosePythons(['3.11.3'], '>=3.11.4')).toEqual({ chosen: [], refused: ['3.11.3'] })
})
