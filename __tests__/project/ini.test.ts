import { expect, test } from '@jest/globals'
import { parseIni } from '../../src/project/ini.ts'

function plain(text: string): Record<string, Record<string, string>> {
  return Object.fromEntries([...parseIni(text)].map(([name, keys]) => [name, Object.fromEntries(keys)]))
}

test.each([
  ['a key', '[a]\nx = 1', { a: { x: '1' } }],
  ['a colon', '[a]\nx: 1', { a: { x: '1' } }],
  ['no spaces', '[a]\nx=1', { a: { x: '1' } }],
  ['keys in upper case', '[a]\nPython_Requires = >=3', { a: { python_requires: '>=3' } }],
  ['sections in upper case', '[Tool]\nx = 1', { Tool: { x: '1' } }],
  ['= in the value', '[a]\nx = a=b:c', { a: { x: 'a=b:c' } }],
  ['a URL in the value', '[a]\nx = https://h/p', { a: { x: 'https://h/p' } }],
  ['a value on the next lines', '[a]\nx =\n    one\n    two', { a: { x: 'one\ntwo' } }],
  [
    'a value that begins on the line of its key',
    '[a]\nx = one\n  two\n\tthree',
    { a: { x: 'one\ntwo\nthree' } },
  ],
  ['continued lines with =', '[a]\nx =\n  k = v\n  l: w\ny = 2', { a: { x: 'k = v\nl: w', y: '2' } }],
  ['comments', '# c\n; c\n[a]\n# x = 0\nx = 1\n; y = 2', { a: { x: '1' } }],
  ['a comment in a continued value', '[a]\nx =\n  one\n  # no\n  two', { a: { x: 'one\ntwo' } }],
  ['a blank line in a continued value', '[a]\nx =\n  one\n\n  two', { a: { x: 'one\ntwo' } }],
  ['a marker with ;', '[a]\nx =\n  one; python_version < "3"', { a: { x: 'one; python_version < "3"' } }],
  ['indented keys', '[a]\n  x = 1\n  y = 2\n    3', { a: { x: '1', y: '2\n3' } }],
  ['an empty value', '[a]\nx =\ny = 1', { a: { x: '', y: '1' } }],
  ['a duplicate section', '[a]\nx = 1\n[b]\n[a]\ny = 2', { a: { x: '1', y: '2' }, b: {} }],
  ['a duplicate key: the last is used', '[a]\nx = 1\nx = 2', { a: { x: '2' } }],
  ['a section of tox', '[testenv:py{38,39}]\ndeps =\n  a', { 'testenv:py{38,39}': { deps: 'a' } }],
  ['spaces in the header', '[ a ]\nx = 1', { a: { x: '1' } }],
  ['a comment after the header', '[a] ; c\nx = 1', { a: { x: '1' } }],
  ['CRLF', '[a]\r\nx = 1\r\ny =\r\n  2\r\n', { a: { x: '1', y: '2' } }],
  ['a line that is not a pair', '[a]\nwords\nx = 1', { a: { x: '1' } }],
  ['keys before any section', 'x = 1\n[a]\ny = 2', { a: { y: '2' } }],
  ['an indented line before any key', '[a]\n   words\nx = 1', { a: { x: '1' } }],
  ['nothing', '', {}],
])('an INI file with %s', (_, text, expected) => {
  expect(plain(text)).toEqual(expected)
})
