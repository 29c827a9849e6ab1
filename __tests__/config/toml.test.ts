import { expect, test } from '@jest/globals'
import { parseToml, type TomlPath } from '../../src/config/toml.ts'

const TEXT = `# a comment
title = "x"
a.b.c = 1

[project]
name = "demo"
"quoted key" = 1
'literal.key' = 2
scripts = { demo = "demo:main", other = "x:y" }

[project.urls]
Home = "h"

[tool.poetry.group.test.dependencies]
pytest = "*"

[[tool.demo.ignore]]
rule = "a"

[[tool.demo.ignore]]
rule = "b"
reason = """
several
lines"""
after = 1

[tool.demo.list]
items = [
  "one",
  { key = "two" },
  [3,
   4],
]
"nach größe" = true`

test.each([
  ['a key', ['title'], 2],
  ['a dotted key', ['a', 'b', 'c'], 3],
  ['the beginning of a dotted key', ['a', 'b'], 3],
  ['a table', ['project'], 5],
  ['a key of a table', ['project', 'name'], 6],
  ['a quoted key', ['project', 'quoted key'], 7],
  ['a literal key with a dot', ['project', 'literal.key'], 8],
  ['an inline table', ['project', 'scripts'], 9],
  ['a key of an inline table', ['project', 'scripts', 'other'], 9],
  ['a table below a table', ['project', 'urls', 'Home'], 12],
  ['a long header', ['tool', 'poetry', 'group', 'test', 'dependencies'], 14],
  ['a table without a header', ['tool', 'poetry', 'group'], 14],
  ['the first of an array of tables', ['tool', 'demo', 'ignore', 0], 17],
  ['a key of the second', ['tool', 'demo', 'ignore', 1, 'rule'], 21],
  ['the array of tables itself', ['tool', 'demo', 'ignore'], 17],
  ['a multi-line string', ['tool', 'demo', 'ignore', 1, 'reason'], 22],
  ['a key after a multi-line string', ['tool', 'demo', 'ignore', 1, 'after'], 25],
  ['an element of a list', ['tool', 'demo', 'list', 'items', 0], 29],
  ['a table in a list', ['tool', 'demo', 'list', 'items', 1, 'key'], 30],
  ['a list in a list', ['tool', 'demo', 'list', 'items', 2, 1], 32],
  ['a non-ASCII key', ['tool', 'demo', 'list', 'nach größe'], 34],
  ['a missing key: the table', ['project', 'version'], 5],
  ['a missing element: the list', ['tool', 'demo', 'list', 'items', 9], 28],
  ['a missing table', ['build-system', 'requires'], undefined],
  ['a missing table of a tool', ['tool', 'other', 'key'], undefined],
  ['the document', [], undefined],
] as const)('the line of %s', (_, path: TomlPath, line) => {
  expect(parseToml(TEXT).lineOf(path)).toBe(line)
})

test('CRLF counts as one line', () => {
  expect(parseToml('a = 1\r\nb = 2\r\n').lineOf(['b'])).toBe(2)
})

test('an empty document has no lines', () => {
  expect(parseToml('').lineOf(['a'])).toBeUndefined()
})

test('a byte order mark is ignored', () => {
  expect(parseToml('\ufeffa = 1\nb = 2').lineOf(['b'])).toBe(2)
})

test('a document that only one of the parsers accepts has no lines', () => {
  expect(parseToml('a = 2027-02-31').lineOf(['a'])).toBeUndefined()
})
