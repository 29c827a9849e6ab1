import { expect, test } from '@jest/globals'
import { parseMetadata } from '../../src/distribution/core-metadata.ts'
import { normalizeName, parseRequirement } from '../../src/python/requirement.ts'

const BASIC = 'Metadata-Version: 2.4\nName: demo\nVersion: 1.0\n'

test.each([
  ['the name', BASIC, { name: 'demo', version: '1.0' }],
  ['headers in another case', 'NAME: demo\nversion: 1.0\n', { name: 'demo', version: '1.0' }],
  ['CRLF', BASIC.replaceAll('\n', '\r\n'), { name: 'demo', version: '1.0' }],
  ['no space after the colon', 'Name:demo\nVersion:1.0\n', { name: 'demo', version: '1.0' }],
  ['nothing at all', '', { name: '', version: '', requiresPython: undefined, requirements: [], extras: [] }],
  ['a name twice: the first counts', `${BASIC}Name: other\n`, { name: 'demo' }],
  ['Requires-Python', `${BASIC}Requires-Python: >=3.9,<4\n`, { requiresPython: '>=3.9,<4' }],
  [
    'several requirements',
    `${BASIC}Requires-Dist: a\nRequires-Dist: b>=1\n`,
    { requirements: ['a', 'b>=1'] },
  ],
  [
    'a folded requirement',
    `${BASIC}Requires-Dist: a>=1\n  ; extra == "x"\n`,
    { requirements: ['a>=1 ; extra == "x"'] },
  ],
  ['a requirement folded by a tab', `${BASIC}Requires-Dist: a\r\n\t>=1\r\n`, { requirements: ['a >=1'] }],
  [
    'a requirement from a URL',
    `${BASIC}Requires-Dist: a @ https://h/a.whl\n`,
    { requirements: ['a @ https://h/a.whl'] },
  ],
  ['extras', `${BASIC}Provides-Extra: cli\nProvides-Extra: My_Docs\n`, { extras: ['cli', 'My_Docs'] }],
  [
    'a body that looks like headers',
    `${BASIC}\nName: other\nRequires-Dist: evil\n`,
    { name: 'demo', requirements: [] },
  ],
  ['no description', `${BASIC}\n\n`, { descriptionType: undefined }],
  ['a description without a type', `${BASIC}\nText`, { descriptionType: 'text/x-rst' }],
  [
    'a description and its type',
    `${BASIC}Description-Content-Type: text/Markdown; charset=UTF-8\n\nText`,
    { descriptionType: 'text/markdown' },
  ],
  ['a description in a header', `${BASIC}Description: Text\n`, { descriptionType: 'text/x-rst' }],
  ['a body after CRLF', 'Name: demo\r\nVersion: 1.0\r\n\r\nRequires-Dist: evil\r\n', { requirements: [] }],
  [
    'a description in the headers',
    'Name: demo\nDescription: first\n        Requires-Dist: evil\n        \n        Version: 9\nVersion: 1.0\n',
    { version: '1.0', requirements: [] },
  ],
  [
    'a line that is no header',
    'Namex\nversions\nName: demo\nVersion: 1.0\n',
    { name: 'demo', version: '1.0' },
  ],
] as const)('metadata with %s', (_, text, expected) => {
  expect(parseMetadata(text)).toMatchObject(expected)
})

test.each([
  ['Demo', 'demo'],
  ['a_b.c-d', 'a-b-c-d'],
  ['a-_.b', 'a-b'],
  ['zope.interface', 'zope-interface'],
])('the name %s is compared as %s', (name, normalized) => {
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
])('"%s" is no requirement with a name', (text) => {
  expect(parseRequirement(text)).toBeUndefined()
})
