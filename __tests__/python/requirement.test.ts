import { expect, test } from '@jest/globals'
import { normalizeName, parseRequirement, specifiersOf } from '../../src/python/requirement.ts'

test.each([
  ['Demo', 'demo'],
  ['a_b.c-d', 'a-b-c-d'],
  ['a-_.b', 'a-b'],
  ['zope.interface', 'zope-interface'],
])('the normalized name of %s is %s', (name, normalized) => {
  expect(normalizeName(name)).toBe(normalized)
})

test.each([
  ['A', 'a', [], undefined],
  ['name', 'name', [], undefined],
  ['Foo_Bar.baz', 'foo-bar-baz', [], undefined],
  ['  name  ', 'name', [], undefined],
  ['name>=1', 'name', [], undefined],
  ['name ~= 1.2, != 1.3', 'name', [], undefined],
  ['name===1.0+local', 'name', [], undefined],
  ['name (>=1,<2)', 'name', [], undefined],
  ['name(>=1)', 'name', [], undefined],
  ['name[a]', 'name', ['a'], undefined],
  ['name [ a , b-c ] >= 2.8', 'name', ['a', 'b-c'], undefined],
  ['name[]', 'name', [], undefined],
  ['name @ https://host/x.whl', 'name', [], undefined],
  ['name@https://host/x.whl', 'name', [], undefined],
  ['name[a] @ file:///x/y.whl ; extra == "t"', 'name', ['a'], 't'],
  ['name @ git+ssh://git@host/x.git@main#egg=other', 'name', [], undefined],
  ['name; python_version < "3.9"', 'name', [], undefined],
  ["name>=1 ; extra == 'cli'", 'name', [], 'cli'],
  ['name ; python_version >= "3.8" and extra=="cli"', 'name', [], 'cli'],
  ['name ; (extra == "cli") and os_name == "nt"', 'name', [], 'cli'],
  ['name ; "cli" == extra', 'name', [], 'cli'],
  ['name  # why', 'name', [], undefined],
] as const)('the requirement "%s"', (text, name, extras, ofExtra) => {
  expect(parseRequirement(text)).toEqual({ name, extras, ofExtra, text: text.trim() })
})

test.each([
  [''],
  ['.'],
  ['./folder'],
  ['../name'],
  ['folder/name'],
  ['C:\\folder\\name'],
  ['/absolute'],
  ['-e .'],
  ['-r other.txt'],
  ['--index-url https://host/simple'],
  ['https://host/x.whl'],
  ['git+https://host/x.git'],
  ['file:///x/y.whl'],
  ['# name'],
  ['_name'],
  ['name_ >=1'],
  ['name[a >=1'],
])('"%s" is not a requirement with a name', (text) => {
  expect(parseRequirement(text)).toBeUndefined()
})

test.each([
  ['name', ''],
  ['name >= 1, < 2', '>=1,<2'],
  ['name[extra]>=1; python_version > "3"', '>=1'],
  ['name (>=1)', '>=1'],
  ['name @ https://host/x.whl', undefined],
])('the version specifiers of "%s"', (text, expected) => {
  const requirement = parseRequirement(text)
  expect(requirement && specifiersOf(requirement)).toBe(expected)
})
