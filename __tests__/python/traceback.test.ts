import { expect, test } from '@jest/globals'
import { exceptionChain, parseTraceback, readPythonError } from '../../src/python/traceback.ts'

const TRACE = 'Traceback (most recent call last):\n'
const frame = (file: string, line: number, name: string) =>
  `  File "${file}", line ${line}, in ${name}\n    code()\n`
const AT = frame('/a.py', 1, '<module>')
const CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n'
const CONTEXT = '\nDuring handling of the above exception, another exception occurred:\n\n'

test.each<[string, string, object]>([
  [
    'an exception',
    `${TRACE}${AT}ValueError: wrong\n`,
    { type: 'ValueError', qualname: 'ValueError', message: 'wrong', cause: null },
  ],
  [
    'an exception without a message',
    `${TRACE}${AT}KeyboardInterrupt\n`,
    { type: 'KeyboardInterrupt', message: '' },
  ],
  [
    'an exception without a final newline',
    `${TRACE}${AT}ValueError: x`,
    { type: 'ValueError', message: 'x' },
  ],
  [
    'other output before it',
    `usage: x\nWARNING y\n${TRACE}${AT}ValueError: x\n`,
    { type: 'ValueError', message: 'x' },
  ],
  [
    'a class with its module',
    `${TRACE}${AT}click.exceptions.UsageError: no\n`,
    { type: 'UsageError', qualname: 'click.exceptions.UsageError', message: 'no' },
  ],
  ['a local class', `${TRACE}${AT}__main__.main.<locals>.Broken: no\n`, { type: 'Broken', message: 'no' }],
  ['a non-ASCII class', `${TRACE}${AT}größe.Fehler: no\n`, { type: 'Fehler', message: 'no' }],
  ['a colon in the message', `${TRACE}${AT}OSError: a: b: c\n`, { type: 'OSError', message: 'a: b: c' }],
  [
    'a message of several lines',
    `${TRACE}${AT}ImportError: no click\n\nRun: pip install demo[cli]\n`,
    { type: 'ImportError', message: 'no click\n\nRun: pip install demo[cli]' },
  ],
  [
    'a message that begins on the next line',
    `${TRACE}${AT}Error: \nsecond\n`,
    { type: 'Error', message: '\nsecond' },
  ],
  ['a note', `${TRACE}${AT}ValueError: m\na note\n`, { type: 'ValueError', message: 'm\na note' }],
  [
    'CRLF',
    `${TRACE}${AT}ValueError: x\n`.replaceAll('\n', '\r\n'),
    { type: 'ValueError', message: 'x', frames: [{ file: '/a.py', line: 1, function: '<module>' }] },
  ],
  [
    'frames',
    `${TRACE}${AT}${frame('C:\\x y\\b.py', 22, 'C.f')}ValueError\n`,
    {
      frames: [
        { file: '/a.py', line: 1, function: '<module>' },
        { file: 'C:\\x y\\b.py', line: 22, function: 'C.f' },
      ],
    },
  ],
  [
    'carets below the code',
    `${TRACE}${AT}    ^^^^^^\n${frame('/b.py', 2, 'f')}    ~~^~~\nValueError: x\n`,
    { frames: [{ line: 1 }, { line: 2 }], message: 'x' },
  ],
  [
    'a recursion',
    `${TRACE}${AT}  [Previous line repeated 996 more times]\nRecursionError: deep\n`,
    { type: 'RecursionError', frames: [{ line: 1 }] },
  ],
  [
    'a code line that looks like an error',
    `${TRACE}  File "/a.py", line 1, in f\n    ValueError: x\nKeyError: 'y'\n`,
    { type: 'KeyError', message: "'y'" },
  ],

  [
    'a missing module',
    `${TRACE}${AT}ModuleNotFoundError: No module named 'yaml'\n`,
    { type: 'ModuleNotFoundError', name: 'yaml' },
  ],
  [
    'a missing submodule',
    `${TRACE}${AT}ModuleNotFoundError: No module named 'a.b'; 'a' is not a package\n`,
    { name: 'a.b' },
  ],
  [
    'a missing name',
    `${TRACE}${AT}ImportError: cannot import name 'x' from 'a.b' (/site/a/b.py)\n`,
    { name: 'a.b' },
  ],
  [
    'a circular import',
    `${TRACE}${AT}ImportError: cannot import name 'x' from partially initialized module 'a' (most likely due to a circular import) (/a.py)\n`,
    { name: 'a' },
  ],
  [
    'a missing file',
    `${TRACE}${AT}FileNotFoundError: [Errno 2] No such file or directory: '/site/a/x.json'\n`,
    { path: '/site/a/x.json' },
  ],
  [
    'a file with an apostrophe',
    `${TRACE}${AT}FileNotFoundError: [Errno 2] No such file or directory: "it's"\n`,
    { path: "it's" },
  ],
  [
    'a missing file on Windows',
    `${TRACE}${AT}FileNotFoundError: [WinError 3] The system cannot find the path specified: 'C:\\\\x'\n`,
    { path: 'C:\\\\x' },
  ],

  [
    'a cause',
    `${TRACE}${AT}KeyError: 'a'\n${CAUSE}${TRACE}${AT}ValueError: b\n`,
    { type: 'ValueError', message: 'b', cause: { type: 'KeyError', message: "'a'", cause: null } },
  ],
  [
    'a context',
    `${TRACE}${AT}KeyError: 'a'\n${CONTEXT}${TRACE}${AT}ValueError: b\n`,
    { type: 'ValueError', cause: { type: 'KeyError', message: "'a'" } },
  ],
  [
    'three chained exceptions',
    `${TRACE}${AT}A\n${CAUSE}${TRACE}${AT}B\n${CONTEXT}${TRACE}${AT}C\n`,
    { type: 'C', cause: { type: 'B', cause: { type: 'A', cause: null } } },
  ],
  [
    'a message of several lines in the cause',
    `${TRACE}${AT}A: one\ntwo\n${CAUSE}${TRACE}${AT}B\n`,
    { type: 'B', message: '', cause: { message: 'one\ntwo' } },
  ],
  [
    'an unrelated traceback before it',
    `${TRACE}${AT}ModuleNotFoundError: No module named 'ujson'\ngoing on without\n${TRACE}${AT}ValueError: b\n`,
    { type: 'ValueError', cause: null },
  ],

  [
    'a syntax error in a module',
    `${TRACE}${AT}  File "/bad.py", line 3\n    x = (\n        ^\nSyntaxError: '(' was never closed\n`,
    {
      type: 'SyntaxError',
      message: "'(' was never closed",
      frames: [{ file: '/a.py' }, { file: '/bad.py', line: 3, function: '<module>' }],
    },
  ],
  [
    'a syntax error of the program',
    `  File "/bad.py", line 3\n    x = (\n        ^\nSyntaxError: '(' was never closed\n`,
    { type: 'SyntaxError', frames: [{ file: '/bad.py', line: 3 }] },
  ],
  [
    'an indentation error of the program',
    `  File "/bad.py", line 3\n    x\nIndentationError: unexpected indent\n`,
    { type: 'IndentationError' },
  ],

  [
    'an exception group',
    `  + Exception Group Traceback (most recent call last):
  |   File "/a.py", line 6, in <module>
  |     f()
  | ExceptionGroup: several (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    |   File "/b.py", line 1, in g
    | ExceptionGroup: n (1 sub-exception)
    +-+---------------- 1 ----------------
      | TypeError: x
      +------------------------------------
`,
    {
      type: 'ExceptionGroup',
      message: 'several (2 sub-exceptions)',
      frames: [{ file: '/a.py', line: 6, function: '<module>' }],
      cause: null,
    },
  ],
  [
    'an exception group with a cause',
    `${TRACE}${AT}KeyError: 'inner'\n${CAUSE}  + Exception Group Traceback (most recent call last):\n  |   File "/a.py", line 6, in f\n  | ExceptionGroup: several (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | ValueError: 1\n    +------------------------------------\n`,
    { type: 'ExceptionGroup', message: 'several (1 sub-exception)', cause: { type: 'KeyError' } },
  ],
])('parses %s', (_, stderr, expected) => {
  expect(parseTraceback(stderr)).toMatchObject(expected)
})

test.each([
  ['empty output', ''],
  ['usage', 'usage: demo [-h]\ndemo: error: unrecognized arguments: --help\n'],
  ['the header within a line', 'no Traceback (most recent call last): here\nValueError: x\n'],
  ['only the header', TRACE],
  ['only frames, as of a killed program', `${TRACE}${AT}`],
  ['python -m', '/usr/bin/python: No module named demo\n'],
  ['a header without an exception', `${TRACE}${AT}!!! aborted !!!\n`],
  ['a line that only looks like a syntax error', 'SyntaxError: no\n'],
])('finds no traceback in %s', (_, stderr) => {
  expect(parseTraceback(stderr)).toBeUndefined()
})

test('parses a megabyte without a traceback in a few seconds', () => {
  const started = performance.now()
  parseTraceback('  File "x", line 1\n'.repeat(2_000) + 'x'.repeat(1_000_000))
  parseTraceback(`${TRACE}${'  | '.repeat(10_000)}\n`.repeat(10))
  expect(performance.now() - started).toBeLessThan(3_000)
})

test('reads an exception in the JSON of a probe', () => {
  const raw = { type: 'E', qualname: 'builtins.E', message: null, name: null, path: null, frames: [] }
  const error = readPythonError({ ...raw, cause: { ...raw, type: 'F', message: 'f', cause: null } })
  expect(error).toEqual({ ...raw, message: '', cause: { ...raw, type: 'F', message: 'f', cause: null } })
  expect(error && exceptionChain(error).map(({ type }) => type)).toEqual(['E', 'F'])
  for (const nothing of [null, undefined, 'text']) expect(readPythonError(nothing)).toBeUndefined()
})
