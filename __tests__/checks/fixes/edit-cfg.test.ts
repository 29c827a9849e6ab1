import { describe, expect, test } from '@jest/globals'
import type { SettingChange, SettingValue } from '../../../src/checks/fixes/edit.ts'
import { editCfg } from '../../../src/checks/fixes/edit-cfg.ts'

const set = (value: SettingValue): SettingChange => ({ kind: 'set', value })
const append = (...items: SettingValue[]): SettingChange => ({ kind: 'append', items })
const remove = (...items: SettingValue[]): SettingChange => ({ kind: 'remove', items })
const replace = (item: SettingValue, by: SettingValue): SettingChange => ({ kind: 'replace', item, by })
const del: SettingChange = { kind: 'delete' }

type Case = readonly [name: string, text: string, path: string, change: SettingChange, expected: string]

const REQUIRES =
  '[options]\ninstall_requires =\n    a>=1  # not a comment\n    # a comment\n    b\nzip_safe = False\n'

const CASES: Record<string, readonly Case[]> = {
  'a new option': [
    [
      'in a section',
      '[options]\na = 1\n# c\n\n[x]\n',
      'options|b',
      set(true),
      '[options]\na = 1\nb = True\n# c\n\n[x]\n',
    ],
    ['in an empty section', '[options]\n', 'options|b', append('x', 'y'), '[options]\nb =\n    x\n    y\n'],
    ['in an empty file', '', 'options|b', set('x'), '[options]\nb = x\n'],
    ['without spaces', '[options]\na=1\n', 'options|b', set('x'), '[options]\na=1\nb=x\n'],
    [
      'behind a value of several lines, in the indentation of the file',
      '[options]\na =\n  x\n\n  y\n\n# c\n[x]\n',
      'options|b',
      append('z'),
      '[options]\na =\n  x\n\n  y\nb =\n  z\n\n# c\n[x]\n',
    ],
    ['without a final newline', '[options]\na = 1', 'options|b', set('x'), '[options]\na = 1\nb = x'],
    [
      'CRLF',
      '[options]\r\na =\r\n    x\r\n',
      'options|a',
      append('y'),
      '[options]\r\na =\r\n    x\r\n    y\r\n',
    ],
    [
      'in a new section beside those that it belongs to',
      '[metadata]\nname = x\n\n[options]\na = 1\n\n# tests\n[tool:pytest]\nx = 1\n',
      'options.package_data|demo',
      append('*.txt'),
      '[metadata]\nname = x\n\n[options]\na = 1\n\n[options.package_data]\ndemo =\n    *.txt\n\n# tests\n[tool:pytest]\nx = 1\n',
    ],
    [
      'in a new section at the end',
      '[metadata]\nname = x',
      'options|a',
      set('1'),
      '[metadata]\nname = x\n\n[options]\na = 1',
    ],
    [
      'a mapping',
      '[options]\n',
      'options|package_dir',
      set({ '': 'src' }),
      '[options]\npackage_dir =\n    = src\n',
    ],
    [
      'an item of a mapping',
      '[options]\n',
      'options|package_dir|',
      set('src'),
      '[options]\npackage_dir =\n    = src\n',
    ],
  ],
  'a value': [
    ['scalar', '[options]\nzip-safe: no\n', 'options|zip_safe', set(true), '[options]\nzip-safe: True\n'],
    [
      'scalar for lines',
      '[options]\npackages =\n    a\n    # c\n    b\nx = 1\n',
      'options|packages',
      set('find:'),
      '[options]\npackages = find:\nx = 1\n',
    ],
    [
      'lines for a scalar',
      '[options]\npackages = find:\nx = 1\n',
      'options|packages',
      set(['a', 'b']),
      '[options]\npackages = a, b\nx = 1\n',
    ],
    [
      'lines for lines',
      '[options]\npackages =\n  a\n  b\n',
      'options|packages',
      set(['c']),
      '[options]\npackages =\n  c\n',
    ],
    ['empty', '[options]\nx =\n', 'options|x', set('1'), '[options]\nx = 1\n'],
    [
      'item of a mapping',
      '[options]\npackage_dir =\n    =lib\n    demo = x\n',
      'options|package_dir|',
      set('src'),
      '[options]\npackage_dir =\n    = src\n    demo = x\n',
    ],
    [
      'item of a mapping in one line',
      '[options]\npackage_dir = =lib\n',
      'options|package_dir|demo',
      set('x'),
      '[options]\npackage_dir = =lib, demo = x\n',
    ],
    [
      'entry point',
      '[options.entry_points]\nconsole_scripts =\n    demo=demo:run\n    other = o:main\n',
      'options.entry_points|console_scripts|demo',
      set('demo:main'),
      '[options.entry_points]\nconsole_scripts =\n    demo = demo:main\n    other = o:main\n',
    ],
  ],
  'append to a list': [
    [
      'one item per line',
      REQUIRES,
      'options|install_requires',
      append('b', 'c'),
      REQUIRES.replace('    b\n', '    b\n    c\n'),
    ],
    [
      'in one line',
      '[options]\npackages = a,b\n',
      'options|packages',
      append('c'),
      '[options]\npackages = a, b, c\n',
    ],
    [
      'one item',
      '[options]\npackages = a\n',
      'options|packages',
      append('c'),
      '[options]\npackages = a, c\n',
    ],
    [
      'requirements are not separated by commas',
      '[options]\ninstall_requires = a>1,<2\n',
      'options|install_requires',
      append('c'),
      '[options]\ninstall_requires =\n    a>1,<2\n    c\n',
    ],
    [
      'a first item in the line of the key',
      '[options]\npackages = a\n           b\n',
      'options|packages',
      append('c'),
      '[options]\npackages = a\n           b\n           c\n',
    ],
    [
      'one in the next line',
      '[options]\npackages =\n  a\n',
      'options|packages',
      append('c'),
      '[options]\npackages =\n  a\n  c\n',
    ],
    [
      'several in the next line',
      '[options.package_data]\n* =\n    *.a, *.b\n',
      'options.package_data|*',
      append('*.c'),
      '[options.package_data]\n* =\n    *.a, *.b, *.c\n',
    ],
    [
      'behind a comment',
      '[options]\npackages =\n    a\n    # last\n\n[x]\n',
      'options|packages',
      append('b'),
      '[options]\npackages =\n    a\n    b\n    # last\n\n[x]\n',
    ],
    [
      'entry points',
      '[options.entry_points]\nconsole_scripts = demo = demo:main\n',
      'options.entry_points|console_scripts',
      append('x = demo:x'),
      '[options.entry_points]\nconsole_scripts =\n    demo = demo:main\n    x = demo:x\n',
    ],
  ],
  'remove from a list': [
    ['a line', REQUIRES, 'options|install_requires', remove('b'), REQUIRES.replace('    b\n', '')],
    [
      'in one line',
      '[options]\npackages = a, b , c\n',
      'options|packages',
      remove('a', 'c'),
      '[options]\npackages = b\n',
    ],
    [
      'in the line of the key',
      '[options]\npackages = a\n  b\n',
      'options|packages',
      remove('a'),
      '[options]\npackages =\n  b\n',
    ],
    [
      'the only one',
      '[options]\npackages =\n  a\nx = 1\n',
      'options|packages',
      remove('a'),
      '[options]\nx = 1\n',
    ],
    [
      'the only one of a section',
      '[metadata]\nname = x\n\n# data\n[options.package_data]\n* = a\n\n[x]\ny = 1\n',
      'options.package_data|*',
      remove('a'),
      '[metadata]\nname = x\n\n[x]\ny = 1\n',
    ],
  ],
  'replace an item': [
    [
      'a line',
      REQUIRES,
      'options|install_requires',
      replace('b', 'b<2'),
      REQUIRES.replace('    b\n', '    b<2\n'),
    ],
    [
      'in one line',
      '[options]\npackages = a, b\n',
      'options|packages',
      replace('a', 'c'),
      '[options]\npackages = c, b\n',
    ],
    [
      'in the line of the key',
      '[options]\nx_requires = a\n  b\n',
      'options|x_requires',
      replace('a', 'c'),
      '[options]\nx_requires = c\n  b\n',
    ],
  ],
  delete: [
    ['an option', REQUIRES, 'options|install_requires', del, '[options]\nzip_safe = False\n'],
    [
      'the last section',
      '[metadata]\nname = x\n\n[options]\na = 1\n',
      'options|a',
      del,
      '[metadata]\nname = x\n',
    ],
    [
      'an item of a mapping',
      '[options]\npackage_dir =\n    = src\n    a = b\n',
      'options|package_dir|',
      del,
      '[options]\npackage_dir =\n    a = b\n',
    ],
  ],
}

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  test.each(cases)('%s', (_name, text, path, change, expected) => {
    expect(editCfg(text, path.split('|'), change)).toEqual({ kind: 'edited', text: expected })
  })
})

test.each<readonly [string, string, SettingChange, string]>([
  ['x = 1\n', 'options|x', del, 'its line 1 is not in a section or has no "="'],
  ['[a]\n[a]\n', 'a|x', del, 'its line 2 is a second [a]'],
  ['[a]\nx = 1\nx = 2\n', 'a|x', del, 'its line 3 is a second x'],
  ['[a]\n', 'a|x', del, 'a.x is not set'],
  ['[a]\n', 'b|x', del, 'b.x is not set'],
  [
    '[options]\npackages = find:\n',
    'options|packages',
    append('demo'),
    'options.packages is "find:" and not a list',
  ],
  ['[options]\npackages = a\n', 'options|packages', append('a'), 'options.packages contains ["a"] already'],
  ['[options]\npackages = a\n', 'options|packages', set('a'), 'options.packages has this value already'],
  ['[options]\npackages = a\n', 'options|packages', remove('b'), 'options.packages has no item "b"'],
  ['[options]\npackages = a\n', 'options', set('b'), 'options is not an option'],
  ['[options]\npackages = a\n', 'options|packages', append({ a: 1 }), 'setup.cfg has no such nested values'],
])('%j does not allow the change of %s to %j: %s', (text, path, change, reason) => {
  expect(editCfg(text, path.split('|'), change)).toEqual({ kind: 'refused', reason })
})
