import { expect, test } from '@jest/globals'
import { commandLine } from '../../src/cli/command-line.ts'

test.each([
  ['python', ['-m', 'pytest', '--maxfail=1', 'tests/a.py'], 'python -m pytest --maxfail=1 tests/a.py'],
  ['/a b/python', ['', "it's"], "'/a b/python' '' 'it'\\''s'"],
  ['python', ['-c', 'import a\nprint(a)'], "python -c 'import a…'"],
  ['python', ['x'.repeat(300)], `python '${'x'.repeat(200)}…'`],
])('%s %j', (program, args, text) => {
  expect(commandLine(program, args)).toBe(text)
})
