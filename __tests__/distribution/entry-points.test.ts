import { expect, test } from '@jest/globals'
import { parseEntryPoint, parseEntryPoints } from '../../src/distribution/entry-points.ts'

/** One entry in short: `group/name -> module:attribute [extras]`. */
function short(text: string): string[] {
  return parseEntryPoints(text).map(
    ({ group, name, module, attribute, extras }) =>
      `${group}/${name} -> ${module}:${attribute ?? ''}${extras.length > 0 ? ` [${extras.join(',')}]` : ''}`,
  )
}

test.each([
  ['a script', '[console_scripts]\nfoo = m:f', ['console_scripts/foo -> m:f']],
  ['no spaces', '[console_scripts]\nfoo=m:f', ['console_scripts/foo -> m:f']],
  ['spaces around the colon', '[console_scripts]\nfoo = m : f', ['console_scripts/foo -> m:f']],
  ['an extra', '[console_scripts]\nfoo = m:f [x]', ['console_scripts/foo -> m:f [x]']],
  ['extras without a space', '[console_scripts]\nfoo = m:f[x, y]', ['console_scripts/foo -> m:f [x,y]']],
  ['empty extras', '[console_scripts]\nfoo = m:f []', ['console_scripts/foo -> m:f']],
  ['a nested attribute', '[console_scripts]\nfoo = a.b:C.f', ['console_scripts/foo -> a.b:C.f']],
  [
    'a module in __main__',
    '[console_scripts]\nfoo = a:__main__.main',
    ['console_scripts/foo -> a:__main__.main'],
  ],
  ['no attribute', '[console_scripts]\nfoo = m', ['console_scripts/foo -> m:']],
  ['an empty attribute', '[console_scripts]\nfoo = m:', ['console_scripts/foo -> m:']],
  ['no value', '[console_scripts]\nfoo =', ['console_scripts/foo -> :']],
  ['a second = in the value', '[x]\nfoo = a=b:c', ['x/foo -> a=b:c']],
  [
    'names in two cases',
    '[console_scripts]\nfoo = m:f\nFOO = m:f',
    ['console_scripts/foo -> m:f', 'console_scripts/FOO -> m:f'],
  ],
  [
    'a name twice',
    '[console_scripts]\nfoo = m:f\nfoo = m:g',
    ['console_scripts/foo -> m:f', 'console_scripts/foo -> m:g'],
  ],
  ['a section twice', '[a]\nx = m:f\n[b]\ny = m:f\n[a]\nz = m:f', ['a/x -> m:f', 'b/y -> m:f', 'a/z -> m:f']],
  ['a group in another case', '[Console_Scripts]\nfoo = m:f', ['Console_Scripts/foo -> m:f']],
  ['a name with a space', '[console_scripts]\nmy cmd = m:f', ['console_scripts/my cmd -> m:f']],
  ['a name with a slash', '[console_scripts]\n../evil = m:f', ['console_scripts/../evil -> m:f']],
  ['a name in another script', '[console_scripts]\nprüfe = m:f', ['console_scripts/prüfe -> m:f']],
  ['names with % and -', '[console_scripts]\n-x%s = m:f', ['console_scripts/-x%s -> m:f']],
  ['a comment line', '# c = m:f\n[x]\n  # d = m:f\nfoo = m:f', ['x/foo -> m:f']],
  [
    'a comment after the value',
    '[x]\nfoo = m:f # c\nbar = m:f [e] ; c',
    ['x/foo -> m:f', 'x/bar -> m:f [e]'],
  ],
  ['brackets in a comment', '[x]\nfoo = m:f # see [1]', ['x/foo -> m:f']],
  ['a line that is no pair', '[x]\nfoo: m:f\njust words\nbar = m:f', ['x/bar -> m:f']],
  ['indented entries', '[x]\n   foo = m:f', ['x/foo -> m:f']],
  ['CRLF', '[x]\r\nfoo = m:f\r\n\r\nbar = m:g\r\n', ['x/foo -> m:f', 'x/bar -> m:g']],
  ['entries before any section', 'foo = m:f\n[x]\nbar = m:f', ['x/bar -> m:f']],
  ['nothing', '', []],
  ['a section alone', '[console_scripts]', []],
] as const)('entry_points.txt with %s', (_, text, expected) => {
  expect(short(text)).toEqual(expected)
})

test('the value is kept as written, with extras and comment', () => {
  expect(parseEntryPoints('[x]\nfoo = m:f [a] # c')[0]?.value).toBe('m:f [a] # c')
})

test('a hostile value does not take long', () => {
  const started = performance.now()
  parseEntryPoint('x', 'foo', `${' '.repeat(20_000)}[`.repeat(2))
  expect(performance.now() - started).toBeLessThan(2_000)
})
