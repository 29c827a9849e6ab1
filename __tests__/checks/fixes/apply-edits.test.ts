import { expect, test } from '@jest/globals'
import { applyEdits, type EditSettings } from '../../../src/checks/fixes/apply-edits.ts'
import type { Edit } from '../../../src/checks/fixes/edit.ts'

const FILES: Readonly<Record<string, string>> = {
  'pyproject.toml': '[project]\nname = "demo"\n',
  'table.toml/pyproject.toml': '# a\n[tool.a]\nlist = ["x"]\n# end\n\n[tool.b]\nc = 1\n',
  'lib/setup.cfg': '[options]\npackages = a\n',
  'setup.py': 'setup()\n',
  'MANIFEST.in': 'include a\nprune b\nexclude c\n',
  'windows.txt': 'a\r\nb\r\n',
  'unfinished.txt': 'a\nb',
  'empty.txt': '',
  'latin1.txt': 'J\ufffdrg\n',
}

const textOf = (file: string) => FILES[file]

/** In place of the probe: appends the names of the settings, and refuses "bad". */
const editSettings: EditSettings = async ({ files, edits }) => ({
  files: Object.fromEntries(
    Object.entries(files).map(([file, text]) => [
      file,
      text + edits.map(({ path }) => `# ${path}\n`).join(''),
    ]),
  ),
  errors: edits.flatMap(({ path }, index) =>
    path[0] === 'bad' ? [{ index, message: 'bad is computed' }] : [],
  ),
})

const setting = (file: string, ...path: string[]): Edit => ({
  kind: 'setting',
  file,
  path,
  change: { kind: 'append', items: ['x'] },
})

test.each<readonly [string, readonly Edit[], Readonly<Record<string, string | undefined>>]>([
  [
    'a setting of pyproject.toml',
    [setting('pyproject.toml', 'project', 'keywords')],
    { 'pyproject.toml': '[project]\nname = "demo"\nkeywords = ["x"]\n' },
  ],
  [
    'a setting of setup.cfg',
    [setting('lib/setup.cfg', 'options', 'packages')],
    { 'lib/setup.cfg': '[options]\npackages = a, x\n' },
  ],
  [
    'settings of setup.py',
    [setting('setup.py', 'a'), setting('setup.py', 'b')],
    { 'setup.py': 'setup()\n# a\n# b\n' },
  ],
  [
    'a new pyproject.toml',
    [setting('new/pyproject.toml', 'tool', 'a', 'b')],
    { 'new/pyproject.toml': '[tool.a]\nb = ["x"]\n' },
  ],
  ['deleted lines', [{ kind: 'lines', file: 'MANIFEST.in', delete: [3, 1] }], { 'MANIFEST.in': 'prune b\n' }],
  [
    'settings in place of others, at their place',
    [
      {
        kind: 'setting',
        file: 'table.toml/pyproject.toml',
        path: ['tool', 'a', 'list'],
        change: { kind: 'delete' },
      },
      setting('table.toml/pyproject.toml', 'tool', 'a', 'list', 'find', 'where'),
      setting('table.toml/pyproject.toml', 'tool', 'a', 'list', 'find', 'include'),
    ],
    {
      'table.toml/pyproject.toml':
        '# a\n[tool.a.list.find]\nwhere = ["x"]\ninclude = ["x"]\n# end\n\n[tool.b]\nc = 1\n',
    },
  ],
  [
    'deleted and appended lines',
    [{ kind: 'lines', file: 'MANIFEST.in', delete: [2], append: ['graft d', 'graft e'] }],
    { 'MANIFEST.in': 'include a\nexclude c\ngraft d\ngraft e\n' },
  ],
  [
    'lines that are deleted one edit after the other',
    [
      { kind: 'lines', file: 'MANIFEST.in', delete: [1] },
      { kind: 'lines', file: 'MANIFEST.in', delete: [2], append: ['graft d'] },
      { kind: 'replace', file: 'MANIFEST.in', line: 3, text: 'exclude', by: 'include' },
    ],
    { 'MANIFEST.in': 'include c\ngraft d\n' },
  ],
  [
    'appended lines with CRLF',
    [{ kind: 'lines', file: 'windows.txt', append: ['c'] }],
    { 'windows.txt': 'a\r\nb\r\nc\r\n' },
  ],
  [
    'appended lines without a final newline',
    [{ kind: 'lines', file: 'unfinished.txt', append: ['c'] }],
    { 'unfinished.txt': 'a\nb\nc' },
  ],
  [
    'the last line without a final newline',
    [{ kind: 'lines', file: 'unfinished.txt', delete: [2] }],
    { 'unfinished.txt': 'a\n' },
  ],
  ['lines of a new file', [{ kind: 'lines', file: 'new.txt', append: ['a', 'b'] }], { 'new.txt': 'a\nb\n' }],
  ['lines of an empty file', [{ kind: 'lines', file: 'empty.txt', append: ['a'] }], { 'empty.txt': 'a\n' }],
  [
    'a text in a line',
    [{ kind: 'replace', file: 'MANIFEST.in', line: 2, text: 'b', by: 'bb' }],
    { 'MANIFEST.in': 'include a\nprune bb\nexclude c\n' },
  ],
  [
    'two texts in a line',
    [
      { kind: 'replace', file: 'MANIFEST.in', line: 2, text: 'b', by: 'bb' },
      { kind: 'replace', file: 'MANIFEST.in', line: 2, text: 'prune', by: 'graft' },
    ],
    { 'MANIFEST.in': 'include a\ngraft bb\nexclude c\n' },
  ],
  [
    'a text in a line with CRLF',
    [{ kind: 'replace', file: 'windows.txt', line: 2, text: 'b', by: 'c' }],
    { 'windows.txt': 'a\r\nc\r\n' },
  ],
  [
    'a text in a line below a new table',
    [
      setting('pyproject.toml', 'build-system', 'requires'),
      setting('pyproject.toml', 'project', 'a'),
      { kind: 'replace', file: 'pyproject.toml', line: 2, text: 'demo', by: 'x' },
    ],
    { 'pyproject.toml': '[project]\nname = "x"\na = ["x"]\n\n[build-system]\nrequires = ["x"]\n' },
  ],
  ['a new file', [{ kind: 'create', file: 'src/demo/py.typed', text: '' }], { 'src/demo/py.typed': '' }],
  ['a deleted file', [{ kind: 'delete', file: 'setup.py' }], { 'setup.py': undefined }],
  [
    'a file that is replaced',
    [
      { kind: 'delete', file: 'setup.py' },
      { kind: 'create', file: 'setup.py', text: 'x\n' },
    ],
    { 'setup.py': 'x\n' },
  ],
  [
    'a file that is created and edited, and one that does not change in the end',
    [
      { kind: 'create', file: 'a', text: 'x\n' },
      { kind: 'lines', file: 'a', append: ['y'] },
      { kind: 'create', file: 'b', text: '' },
      { kind: 'delete', file: 'b' },
    ],
    { a: 'x\ny\n' },
  ],
])('applies %s', async (_, edits, expected) => {
  const applied = await applyEdits(edits, textOf, editSettings)
  expect(applied).toEqual({
    kind: 'applied',
    changes: new Map(Object.entries(expected).map(([file, after]) => [file, { before: FILES[file], after }])),
  })
})

test.each<readonly [string, readonly Edit[]]>([
  ['The edits change nothing.', []],
  ['The edits change nothing.', [{ kind: 'lines', file: 'MANIFEST.in' }]],
  ['The edits change nothing.', [{ kind: 'replace', file: 'MANIFEST.in', line: 2, text: 'b', by: 'b' }]],
  ['setup.py cannot be edited: it exists already.', [{ kind: 'create', file: 'setup.py', text: '' }]],
  ['latin1.txt cannot be edited: it is not UTF-8.', [{ kind: 'lines', file: 'latin1.txt', append: ['x'] }]],
  ['none.py cannot be edited: it does not exist.', [{ kind: 'delete', file: 'none.py' }]],
  [
    'none.py cannot be edited: it does not exist.',
    [{ kind: 'replace', file: 'none.py', line: 1, text: 'a', by: 'b' }],
  ],
  ['none/setup.py cannot be edited: it does not exist.', [setting('none/setup.py', 'packages')]],
  ['setup.py cannot be edited: bad is computed.', [setting('setup.py', 'bad')]],
  ['MANIFEST.in cannot be edited: it is not a file of packaging settings.', [setting('MANIFEST.in', 'a')]],
  [
    'MANIFEST.in cannot be edited: it has no line 4, or another edit deletes it.',
    [{ kind: 'lines', file: 'MANIFEST.in', delete: [4] }],
  ],
  [
    'empty.txt cannot be edited: it has no line 1, or another edit deletes it.',
    [{ kind: 'lines', file: 'empty.txt', delete: [1] }],
  ],
  [
    'MANIFEST.in cannot be edited: line 1 does not contain "x".',
    [{ kind: 'replace', file: 'MANIFEST.in', line: 1, text: 'x', by: 'y' }],
  ],
  [
    'MANIFEST.in cannot be edited: line 3 contains "c" more than once.',
    [{ kind: 'replace', file: 'MANIFEST.in', line: 3, text: 'c', by: 'y' }],
  ],
  [
    'MANIFEST.in cannot be edited: it has no line 9, or another edit deletes it.',
    [{ kind: 'replace', file: 'MANIFEST.in', line: 9, text: 'c', by: 'y' }],
  ],
])('refuses with "%s"', async (problem, edits) => {
  expect(await applyEdits(edits, textOf, editSettings)).toEqual({ kind: 'refused', problems: [problem] })
})

test('reports all edits that do not apply', async () => {
  const edits: Edit[] = [
    setting('setup.py', 'bad'),
    { kind: 'delete', file: 'x' },
    { kind: 'delete', file: 'setup.py' },
  ]
  const applied = await applyEdits(edits, textOf, editSettings)
  expect(applied).toMatchObject({ kind: 'refused', problems: [expect.anything(), expect.anything()] })
})
