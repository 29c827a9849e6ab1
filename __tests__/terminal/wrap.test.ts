import { expect, test } from '@jest/globals'
import { padEnd, wrap } from '../../src/terminal/wrap.ts'

test.each<[name: string, text: string, wrapping: Parameters<typeof wrap>[1], lines: readonly string[]]>([
  ['a short text', 'a b', { width: 40 }, ['a b']],
  [
    'a hanging indent',
    'one two three four five six seven',
    { width: 26, first: '- ', next: '    ' },
    ['- one two three four', '    five six seven'],
  ],
  [
    'the same indent',
    'one two three four five six seven',
    { width: 24, first: '  ' },
    ['  one two three four', '  five six seven'],
  ],
  [
    'a path longer than a line',
    'see /home/someone/project/src/package/module.py there',
    { width: 24 },
    ['see', '/home/someone/project/src/package/module.py', 'there'],
  ],
  [
    'code in backticks',
    'to do this run `git add x.py` and commit',
    { width: 24 },
    ['to do this run', '`git add x.py` and', 'commit'],
  ],
  [
    'code that fits no line',
    'run `git commit --message something` now',
    { width: 20 },
    ['run `git commit', '--message something`', 'now'],
  ],
  [
    'wide characters',
    '日本語 日本語 日本語 日本語 日本語',
    { width: 20 },
    ['日本語 日本語 日本語', '日本語 日本語'],
  ],
  [
    'emoji of several code points',
    '👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 end',
    { width: 20 },
    ['👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧', 'end'],
  ],
  [
    'indented lines',
    'write\n  a = "one two three four five"\nthere',
    { width: 20 },
    ['write', '  a = "one two three four five"', 'there'],
  ],
  ['an empty text with a mark', '', { width: 40, first: '✓ build  ' }, ['✓ build']],
  [
    'fewer columns than the indent needs',
    'one two three four five',
    { width: 10, first: ' '.repeat(8) },
    ['        one two three four', '        five'],
  ],
])('%s', (_, text, wrapping, lines) => {
  expect(wrap(text, wrapping).split('\n')).toEqual(lines)
})

test('colors are continued on each line, and do not count', () => {
  const red = (text: string) => `\u001b[31m${text}\u001b[39m`
  expect(wrap(red('one two three four five'), { width: 20 })).toBe(
    `${red('one two three four')}\n${red('five')}`,
  )
})

test.each([
  ['ab', 'ab  '],
  ['日', '日  '],
  ['abcde', 'abcde'],
])('%s is padded to four columns', (text, padded) => {
  expect(padEnd(text, 4)).toBe(padded)
})
