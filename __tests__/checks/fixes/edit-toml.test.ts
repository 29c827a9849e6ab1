import { describe, expect, test } from '@jest/globals'
import type { SettingChange, SettingValue } from '../../../src/checks/fixes/edit.ts'
import { editToml } from '../../../src/checks/fixes/edit-toml.ts'

const set = (value: SettingValue): SettingChange => ({ kind: 'set', value })
const append = (...items: SettingValue[]): SettingChange => ({ kind: 'append', items })
const remove = (...items: SettingValue[]): SettingChange => ({ kind: 'remove', items })
const replace = (item: SettingValue, by: SettingValue): SettingChange => ({ kind: 'replace', item, by })
const del: SettingChange = { kind: 'delete' }

type Case = readonly [name: string, text: string, path: string, change: SettingChange, expected: string]

const PROJECT = `[project]
name = "demo"  # the name

# about setuptools
[tool.setuptools]
packages = ["demo"]

# black
[tool.black]
line-length = 100
`

const CASES: Record<string, readonly Case[]> = {
  'a new key': [
    [
      'behind the last key of its table',
      PROJECT,
      'project.version',
      set('1.0'),
      PROJECT.replace('the name\n', 'the name\nversion = "1.0"\n'),
    ],
    [
      'in an empty table',
      '[build-system]\n\n[project] # c\n\n[tool.x]\ny = 1\n',
      'project.name',
      set('demo'),
      '[build-system]\n\n[project] # c\nname = "demo"\n\n[tool.x]\ny = 1\n',
    ],
    [
      'before a comment that looks like a key',
      '[project]\nname = "demo"\n# version = "1"\n',
      'project.version',
      set('2'),
      '[project]\nname = "demo"\nversion = "2"\n# version = "1"\n',
    ],
    [
      'before the first table',
      '# c\n\n# d\n[a]\nb = 1\n',
      'x',
      set(true),
      '# c\n\nx = true\n\n# d\n[a]\nb = 1\n',
    ],
    ['in an empty document', '', 'x', set(1), 'x = 1\n'],
    [
      'at the end without a final newline',
      '[project]\nname = "demo"',
      'project.version',
      set('1'),
      '[project]\nname = "demo"\nversion = "1"',
    ],
    [
      'with the indentation and spacing of the last key',
      '[project]\n  name="demo"\n',
      'project.version',
      set('1'),
      '[project]\n  name="demo"\n  version="1"\n',
    ],
    [
      'behind a value of several lines',
      '[project]\nd = """\n[x]\n"""\n[tool.x]\n',
      'project.version',
      set('1'),
      '[project]\nd = """\n[x]\n"""\nversion = "1"\n[tool.x]\n',
    ],
    ['with a quoted key', '[a]\n', 'a.*', append('x'), '[a]\n"*" = ["x"]\n'],
    [
      'with a header that has a quoted key',
      '[tool."a.b"]\nc = 1\n',
      'tool|a.b|d',
      set(2),
      '[tool."a.b"]\nc = 1\nd = 2\n',
    ],
    [
      'before the tables of an implicit table',
      '[project]\nname = "demo"\n\n# where\n[tool.setuptools.packages.find]\nwhere = ["src"]\n',
      'tool.setuptools.zip-safe',
      set(false),
      '[project]\nname = "demo"\n\n[tool.setuptools]\nzip-safe = false\n\n# where\n[tool.setuptools.packages.find]\nwhere = ["src"]\n',
    ],
  ],
  'a new table': [
    [
      'behind the table that it belongs to',
      PROJECT,
      'tool.setuptools.package-data.demo',
      append('*.txt', 'data/*'),
      PROJECT.replace(
        '["demo"]\n\n',
        '["demo"]\n\n[tool.setuptools.package-data]\ndemo = ["*.txt", "data/*"]\n\n',
      ),
    ],
    [
      'behind the other tables of its table',
      '[tool.a.b]\nx = 1\n[project]\nname = "demo"\n',
      'tool.a.c.y',
      set(2),
      '[tool.a.b]\nx = 1\n\n[tool.a.c]\ny = 2\n\n[project]\nname = "demo"\n',
    ],
    [
      'behind the last tool',
      '[tool.a]\nx = 1\n\n[project]\n\n[tool.b]\ny = 2\n\n[build-system]\n',
      'tool.c.z',
      set(3),
      '[tool.a]\nx = 1\n\n[project]\n\n[tool.b]\ny = 2\n\n[tool.c]\nz = 3\n\n[build-system]\n',
    ],
    [
      'at the end',
      '[project]\nname = "x"\n',
      'tool.a.x',
      set(1),
      '[project]\nname = "x"\n\n[tool.a]\nx = 1\n',
    ],
    [
      'at the end without a final newline',
      '[project]\nname = "x"',
      'tool.a.x',
      set(1),
      '[project]\nname = "x"\n\n[tool.a]\nx = 1',
    ],
    ['in an empty document', '', 'tool.a.x', set(1), '[tool.a]\nx = 1\n'],
    [
      'as a value',
      '[tool.setuptools]\nzip-safe = true\n',
      'tool.setuptools.package-data',
      set({ demo: ['*.txt'], '*': ['py.typed'] }),
      '[tool.setuptools]\nzip-safe = true\n\n[tool.setuptools.package-data]\ndemo = ["*.txt"]\n"*" = ["py.typed"]\n',
    ],
    [
      'as an inline table',
      '[project]\nname = "x"\n\n[tool.setuptools.dynamic]\nversion = { file = "VERSION" }\n',
      'tool.setuptools.dynamic.readme',
      set({ file: 'README.md' }),
      '[project]\nname = "x"\n\n[tool.setuptools.dynamic]\nversion = { file = "VERSION" }\nreadme = { file = "README.md" }\n',
    ],
    [
      'that is empty',
      '[a]\nx = 1\n',
      'tool.setuptools_scm',
      set({}),
      '[a]\nx = 1\n\n[tool.setuptools_scm]\n',
    ],
    [
      'with CRLF',
      '[project]\r\nname = "x"\r\n\r\n[tool.b]\r\n',
      'project.scripts.demo',
      set('demo:main'),
      '[project]\r\nname = "x"\r\n\r\n[project.scripts]\r\ndemo = "demo:main"\r\n\r\n[tool.b]\r\n',
    ],
    [
      'behind an array of tables',
      '[[tool.a.list]]\nx = 1\n[tool.a.list.sub]\ny = 1\n',
      'tool.a.z.b',
      set(1),
      '[[tool.a.list]]\nx = 1\n[tool.a.list.sub]\ny = 1\n\n[tool.a.z]\nb = 1\n',
    ],
  ],
  'a table is not defined twice': [
    [
      'dotted keys',
      '[tool.setuptools]\npackage-data.demo = ["a"]\nzip-safe = true\n',
      'tool.setuptools.package-data.other',
      append('b'),
      '[tool.setuptools]\npackage-data.demo = ["a"]\npackage-data.other = ["b"]\nzip-safe = true\n',
    ],
    [
      'dotted keys with quotes and spaces',
      '[tool.setuptools]\n"package-data" . demo = ["a"]\n',
      'tool.setuptools.package-data.*',
      append('b'),
      '[tool.setuptools]\n"package-data" . demo = ["a"]\n"package-data"."*" = ["b"]\n',
    ],
    [
      'dotted keys in the first lines',
      'tool.black.line-length = 88\n\n[project]\n',
      'tool.black.target',
      set('x'),
      'tool.black.line-length = 88\ntool.black.target = "x"\n\n[project]\n',
    ],
    [
      'in a section of dotted keys',
      '[project]\nname = "x"\nurls.Home = "y"\n\n[tool.z]\n',
      'project.scripts.demo',
      set('demo:main'),
      '[project]\nname = "x"\nurls.Home = "y"\nscripts.demo = "demo:main"\n\n[tool.z]\n',
    ],
    [
      'another tool beside dotted keys',
      '[tool]\nblack.line-length = 88\n\n[project]\n',
      'tool.ruff.line-length',
      set(1),
      '[tool]\nblack.line-length = 88\nruff.line-length = 1\n\n[project]\n',
    ],
    [
      'an inline table',
      '[tool.setuptools]\npackage-data = {demo = ["a"]} # c\n',
      'tool.setuptools.package-data.other',
      append('b'),
      '[tool.setuptools]\npackage-data = {demo = ["a"], other = ["b"]} # c\n',
    ],
    [
      'an empty inline table',
      '[tool.setuptools]\npackage-data = { }\n',
      'tool.setuptools.package-data.other',
      append('b'),
      '[tool.setuptools]\npackage-data = { other = ["b"] }\n',
    ],
    [
      'an inline table in an inline table',
      '[tool.setuptools]\npackages = { find = { where = ["src"] } }\n',
      'tool.setuptools.packages.find.exclude',
      append('tests*'),
      '[tool.setuptools]\npackages = { find = { where = ["src"], exclude = ["tests*"] } }\n',
    ],
    [
      'dotted keys in an inline table',
      '[a]\nb = {c.d = 1, e = 2}\n',
      'a.b.c.f',
      set(3),
      '[a]\nb = {c.d = 1, c.f = 3, e = 2}\n',
    ],
    ['a table in an inline table', '[a]\nb = {e = 2}\n', 'a.b.c.f', set(3), '[a]\nb = {e = 2, c.f = 3}\n'],
    [
      'a table that is defined behind others',
      '[a.x]\ny = 1\n[a]\nz = 1\n',
      'a.q',
      set(1),
      '[a.x]\ny = 1\n[a]\nz = 1\nq = 1\n',
    ],
  ],
  'a value': [
    ['string', '[a]\nx = "1"  # c\ny = 2\n', 'a.x', set('2'), '[a]\nx = "2"  # c\ny = 2\n'],
    [
      'type',
      '[a]\nx = "1"\n',
      'a.x',
      set({ attr: 'demo.__version__' }),
      '[a]\nx = { attr = "demo.__version__" }\n',
    ],
    ['literal', "[a]\nx = '1'\ny = 'b'\n", 'a.x', set('2'), "[a]\nx = '2'\ny = 'b'\n"],
    ['escapes', '[a]\nx = "1"\n', 'a.x', set('say "\\d"'), '[a]\nx = \'say "\\d"\'\n'],
    ['both quotes', '[a]\nx = 1\n', 'a.x', set('\'"\n\u007f\u0000'), '[a]\nx = "\'\\"\\n\\u007F\\u0000"\n'],
    [
      'in an inline table',
      '[a]\nx = {y = 1, z = 2}\n',
      'a.x.y',
      set([1, 2]),
      '[a]\nx = {y = [1, 2], z = 2}\n',
    ],
    [
      'a long list',
      '[a]\nx = []\n',
      'a.x',
      set(['a'.repeat(40), 'b'.repeat(40)]),
      `[a]\nx = [\n    "${'a'.repeat(40)}",\n    "${'b'.repeat(40)}",\n]\n`,
    ],
    [
      'a list of several lines, in the indentation of the document',
      '[a]\nx = [\n  "a",\n]\n',
      'a.x',
      set(['b']),
      '[a]\nx = [\n  "b",\n]\n',
    ],
    [
      'a table in place of tables',
      '[tool.setuptools]\nzip-safe = true\n\n[tool.setuptools.packages.find]\nwhere = ["src"]\n\n[tool.b]\n',
      'tool.setuptools.packages',
      set(['demo']),
      '[tool.setuptools]\nzip-safe = true\npackages = ["demo"]\n\n[tool.b]\n',
    ],
  ],
  'append to a list': [
    [
      'in one line',
      '[a]\nx = ["a", "b"] # c\n',
      'a.x',
      append('c', 'd'),
      '[a]\nx = ["a", "b", "c", "d"] # c\n',
    ],
    ['padding', '[a]\nx = [ "a" ]\n', 'a.x', append('b'), '[a]\nx = [ "a", "b" ]\n'],
    ['trailing comma in one line', '[a]\nx = ["a",]\n', 'a.x', append('b'), '[a]\nx = ["a", "b",]\n'],
    ['only what it lacks', '[a]\nx = ["a"]\n', 'a.x', append('a', 'b', 'b'), '[a]\nx = ["a", "b"]\n'],
    ['an empty list', '[a]\nx = [] # c\n', 'a.x', append('b'), '[a]\nx = ["b"] # c\n'],
    ['an empty list of lines', '[a]\nx = [\n]\n', 'a.x', append('b'), '[a]\nx = [\n    "b",\n]\n'],
    [
      'an empty list with a comment',
      '[a]\nx = [\n    # none\n]\n',
      'a.x',
      append('b'),
      '[a]\nx = [\n    # none\n    "b",\n]\n',
    ],
    [
      'one item per line',
      '[a]\nx = [\n  "a",\n  "b",  # why\n        # because\n]\n',
      'a.x',
      append('c', 'd'),
      '[a]\nx = [\n  "a",\n  "b",  # why\n        # because\n  "c",\n  "d",\n]\n',
    ],
    [
      'without a trailing comma',
      '[a]\nx = [\n\t"a",\n\t"b" # no, comma\n]\n',
      'a.x',
      append('c', 'd'),
      '[a]\nx = [\n\t"a",\n\t"b", # no, comma\n\t"c",\n\t"d"\n]\n',
    ],
    [
      'a comma before each item',
      '[a]\nx = [\n    "a"\n  , "b"\n]\n',
      'a.x',
      append('c', 'd'),
      '[a]\nx = [\n    "a"\n  , "b"\n  , "c"\n  , "d"\n]\n',
    ],
    [
      'a closing bracket behind the last item',
      '[a]\nx = [\n  "a",\n  "b"]\n',
      'a.x',
      append('c'),
      '[a]\nx = [\n  "a",\n  "b",\n  "c"]\n',
    ],
    [
      'a first item behind the bracket',
      '[a]\nx = ["a",\n     "b"]\n',
      'a.x',
      append('c'),
      '[a]\nx = ["a",\n     "b",\n     "c"]\n',
    ],
    [
      'several items per line',
      '[a]\nx = [\n  "a", "b",\n  "c", "d",\n]\n',
      'a.x',
      append('e'),
      '[a]\nx = [\n  "a", "b",\n  "c", "d",\n  "e",\n]\n',
    ],
    [
      'brackets and hashes in strings',
      '[a]\nx = [\n  "a[b]", # ]\n  \'#,"\',\n]\n',
      'a.x',
      append('c'),
      '[a]\nx = [\n  "a[b]", # ]\n  \'#,"\',\n  "c",\n]\n',
    ],
    [
      'literal strings',
      '[a]\nx = [\'a\']\ny = "b"\nz = "c"\n',
      'a.x',
      append('b'),
      '[a]\nx = [\'a\', \'b\']\ny = "b"\nz = "c"\n',
    ],
    [
      'CRLF',
      '[a]\r\nx = [\r\n  "a"\r\n]\r\n',
      'a.x',
      append('b'),
      '[a]\r\nx = [\r\n  "a",\r\n  "b"\r\n]\r\n',
    ],
    [
      'tables',
      '[a]\nx = [{ include = "a" }]\n',
      'a.x',
      append({ include: 'b', from: 'src' }),
      '[a]\nx = [{ include = "a" }, { include = "b", from = "src" }]\n',
    ],
    [
      'tables with a line each',
      '[a]\nx = [\n    { include = "a" },\n]\n',
      'a.x',
      append({ include: 'b' }),
      '[a]\nx = [\n    { include = "a" },\n    { include = "b" },\n]\n',
    ],
    [
      'an array of tables',
      '[[a.x]]\ninclude = "a"\n\n[b]\n',
      'a.x',
      append({ include: 'b', from: 'src' }),
      '[[a.x]]\ninclude = "a"\n\n[[a.x]]\ninclude = "b"\nfrom = "src"\n\n[b]\n',
    ],
    [
      'a new list of tables',
      '[tool.poetry]\nname = "demo"\n',
      'tool.poetry.packages',
      append({ include: 'a' }, { include: 'b' }),
      '[tool.poetry]\nname = "demo"\npackages = [\n    { include = "a" },\n    { include = "b" },\n]\n',
    ],
    [
      'an indented table',
      '  [a]\n  x = [\n    "a",\n  ]\n',
      'a.x',
      append('b'),
      '  [a]\n  x = [\n    "a",\n    "b",\n  ]\n',
    ],
  ],
  'remove from a list': [
    ['the first', '[a]\nx = ["a", "b"]\n', 'a.x', remove('a'), '[a]\nx = ["b"]\n'],
    ['the last', '[a]\nx = ["a", "b"]\n', 'a.x', remove('b'), '[a]\nx = ["a"]\n'],
    ['the last before a comma', '[a]\nx = ["a", "b",]\n', 'a.x', remove('b'), '[a]\nx = ["a",]\n'],
    ['one in the middle', '[a]\nx = ["a" , "b" , "c"]\n', 'a.x', remove('b'), '[a]\nx = ["a" , "c"]\n'],
    ['several', '[a]\nx = ["a", "b", "a", "c"]\n', 'a.x', remove('a', 'c'), '[a]\nx = ["b"]\n'],
    [
      'a line with its comment',
      '[a]\nx = [\n  "a", # first\n  # second\n  "b",\n]\n',
      'a.x',
      remove('a'),
      '[a]\nx = [\n  # second\n  "b",\n]\n',
    ],
    ['the last line', '[a]\nx = [\n  "a",\n  "b" # last\n]\n', 'a.x', remove('b'), '[a]\nx = [\n  "a",\n]\n'],
    [
      'the last line with the closing bracket',
      '[a]\nx = [\n  "a",\n  "b"]\n',
      'a.x',
      remove('b'),
      '[a]\nx = [\n  "a"]\n',
    ],
    ['the first behind the bracket', '[a]\nx = ["a",\n     "b"]\n', 'a.x', remove('a'), '[a]\nx = ["b"]\n'],
    [
      'in a line of several',
      '[a]\nx = [\n  "a", "b",\n  "c", "d",\n]\n',
      'a.x',
      remove('b', 'c'),
      '[a]\nx = [\n  "a",\n  "d",\n]\n',
    ],
    [
      'a comma before each item, the last',
      '[a]\nx = [\n    "a"\n  , "b"\n]\n',
      'a.x',
      remove('b'),
      '[a]\nx = [\n    "a"\n]\n',
    ],
    [
      'a comma before each item, the first',
      '[a]\nx = [\n    "a"\n  , "b"\n]\n',
      'a.x',
      remove('a'),
      '[a]\nx = [\n    "b"\n]\n',
    ],
    [
      'the only one, with its tables',
      '[a]\nb = 1\n\n# data\n[tool.x.y]\nlist = ["a"]\n\n[c]\n',
      'tool.x.y.list',
      remove('a'),
      '[a]\nb = 1\n\n[c]\n',
    ],
    [
      'an array of tables',
      '[[a.x]]\ny = 1\n\n[[a.x]]\ny = 2\n\n[[a.x]]\ny = 3\n',
      'a.x',
      remove({ y: 2 }),
      '[[a.x]]\ny = 1\n\n[[a.x]]\ny = 3\n',
    ],
    ['all tables of an array', 'z = 1\n\n[[a.x]]\ny = 1\n', 'a.x', remove({ y: 1 }), 'z = 1\n'],
  ],
  'replace an item': [
    [
      'a string',
      '[a]\nx = [\n  "a", # c\n  \'b\'\n]\n',
      'a.x',
      replace('b', 'c'),
      '[a]\nx = [\n  "a", # c\n  \'c\'\n]\n',
    ],
    [
      'a table',
      '[a]\nx = [{y = 1}, {y = 2}]\n',
      'a.x',
      replace({ y: 2 }, { y: 3 }),
      '[a]\nx = [{y = 1}, {y = 3}]\n',
    ],
    [
      'a table of an array of tables',
      '[[a.x]]\ny = 1\n\n[[a.x]]\ny = 2\n\n[b]\n',
      'a.x',
      replace({ y: 1 }, { y: 3, z: 'q' }),
      '[[a.x]]\ny = 3\nz = "q"\n\n[[a.x]]\ny = 2\n\n[b]\n',
    ],
  ],
  delete: [
    ['a key', '[a]\nx = 1 # c\ny = 2\n', 'a.x', del, '[a]\ny = 2\n'],
    ['a value of several lines', '[a]\nx = [\n  1,\n] # c\ny = 2\n', 'a.x', del, '[a]\ny = 2\n'],
    ['a key in an inline table', '[a]\nx = {y = 1, z = 2}\n', 'a.x.y', del, '[a]\nx = {z = 2}\n'],
    ['the last key of an inline table', '[a]\nx = { y = 1, z = 2 }\n', 'a.x.z', del, '[a]\nx = { y = 1 }\n'],
    ['the only key of an inline table', '[a]\nw = 1\nx = {y = {z = 1}}\n', 'a.x.y.z', del, '[a]\nw = 1\n'],
    ['a dotted key', '[a]\nb.c = 1\nb.d = 2\n', 'a.b.c', del, '[a]\nb.d = 2\n'],
    ['a table of dotted keys', '[a]\nb.c = 1\ne = 3\nb.d = 2\n', 'a.b', del, '[a]\ne = 3\n'],
    [
      'tables with all in them',
      '[a]\nx = 1\n\n[tool.b]\ny = 1\n\n[c]\n\n[tool.b.d]\nz = 1\n',
      'tool.b',
      del,
      '[a]\nx = 1\n\n[c]\n',
    ],
    [
      'a table that becomes empty, with its comment',
      PROJECT,
      'tool.setuptools.packages',
      del,
      PROJECT.replace('# about setuptools\n[tool.setuptools]\npackages = ["demo"]\n\n', ''),
    ],
    [
      'the header of a table that has only tables left',
      '[tool.setuptools]\npackages = ["demo"]\n\n[tool.setuptools.package-data]\ndemo = ["*"]\n',
      'tool.setuptools.packages',
      del,
      '[tool.setuptools.package-data]\ndemo = ["*"]\n',
    ],
    [
      'but not the table of a tool that it enables',
      '[a]\nx = 1\n\n[tool.setuptools_scm]\nwrite_to = "x"\n',
      'tool.setuptools_scm.write_to',
      del,
      '[a]\nx = 1\n\n[tool.setuptools_scm]\n',
    ],
    [
      'but not the table of a hook that it enables',
      '[tool.hatch.build.hooks.custom]\npath = "x"\n',
      'tool.hatch.build.hooks.custom.path',
      del,
      '[tool.hatch.build.hooks.custom]\n',
    ],
    ['at the end without a final newline', '[a]\nx = 1\ny = 2', 'a.y', del, '[a]\nx = 1\n'],
    ['CRLF', '[a]\r\nx = 1\r\n\r\n[b]\r\ny = 1\r\n\r\n[c]\r\n', 'b.y', del, '[a]\r\nx = 1\r\n\r\n[c]\r\n'],
  ],
}

const keys = (path: string) => path.split(path.includes('|') ? '|' : '.')

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  test.each(cases)('%s', (_name, text, path, change, expected) => {
    expect(editToml(text, keys(path), change)).toEqual({ kind: 'edited', text: expected })
  })
})

test.each<readonly [string, string, SettingChange, string]>([
  ['[a', 'a.x', del, 'it is not valid TOML'],
  ['[a]\nx = 1\n', 'a.x', set(1), 'a.x has this value already'],
  ['[a]\nx = 1\n', 'a.x', append('b'), 'a.x is not a list'],
  ['[a]\nx = ["b"]\n', 'a.x', append('b'), 'a.x contains ["b"] already'],
  ['[a]\nx = ["b"]\n', 'a.x', remove('c'), 'a.x has no item "c"'],
  ['[a]\nx = ["b"]\n', 'a.x', replace('c', 'd'), 'a.x has no item "c"'],
  ['[a]\nx = ["b"]\n', 'a.x', replace('b', 'b'), 'a.x has this item already'],
  ['[a]\n', 'a.x', del, 'a.x is not set'],
  ['[a]\n', 'a.x', remove('c'), 'a.x is not set'],
  ['[a]\nx = ["b"]\n', 'a.x.y', set(1), 'a.x is not a table'],
  ['[[a]]\nx = 1\n', 'a.x', set(2), 'a is not a table'],
])('%j does not allow the change of %s to %j: %s', (text, path, change, reason) => {
  expect(editToml(text, keys(path), change)).toEqual({
    kind: 'refused',
    reason: expect.stringContaining(reason),
  })
})
