import { expect, test } from '@jest/globals'
import { tellingLines } from '../../src/distribution/build-output.ts'

const GCC = `running build_ext
x.c:1:10: fatal error: Python.h: No such file or directory
    1 | #include <Python.h>
      |          ^~~~~~~~~~
compilation terminated.
error: command '/usr/bin/gcc' failed with exit code 1
`

const RUST =
  `   Compiling demo v0.1.0 (/tmp/demo)
error[E0425]: cannot find value ` +
  '`x`' +
  ` in this scope
 --> src/lib.rs:4:5
  |
4 |     x
  |     ^ not found in this scope

error: could not compile ` +
  '`demo`' +
  ` (lib) due to 1 previous error
maturin failed
  Caused by: Failed to build a native library through cargo
  Caused by: Cargo build finished with "exit status: 101"
Error: command ['maturin', 'pep517', 'build-wheel'] returned non-zero exit status 1
`

test.each([
  ['the error of a compiler before the command that failed', GCC, '', 'Python.h: No such file'],
  ['the error of rustc before those of cargo and maturin', RUST, '', 'src/lib.rs:4:5'],
  ['the last lines', 'one\ntwo\n', '', 'two'],
  [
    'an error before a backtrace',
    `Error: no module\n${'   1: <unknown>\n'.repeat(9)}`,
    '',
    'Error: no module',
  ],
  ['an error before much other output', `ERROR: no table\n${'building\n'.repeat(99)}`, '', 'ERROR: no table'],
  ['the exception', 'warning: x\n', 'ValueError: no', 'ValueError: no'],
])('the relevant lines contain %s', (_, stderr, exception, expected) => {
  const lines = tellingLines(stderr, exception)
  expect(lines.join('\n')).toContain(expected)
  expect(lines.length).toBeLessThan(14)
})

test('an exception that was printed is not repeated, and long lines are cut', () => {
  expect(tellingLines('error: no\n', 'error: no')).toEqual(['error: no'])
  expect(tellingLines(`gcc ${'-I/usr/include '.repeat(99)}-o x`, '')[0]?.length).toBeLessThan(400)
})
