import { expect, test } from '@jest/globals'
import { describeInterruption } from '../../src/cli/interruption.ts'
import { type EndedProgram, nameOf } from '../../src/process/run.ts'

const pytest = { program: 'pytest', stage: 'tests', packageName: 'greeter' }
const git = { program: 'git' }

test.each<[ended: readonly EndedProgram[], results: string | undefined, text: string]>([
  [[], undefined, 'Interrupted.'],
  [[git], undefined, 'Interrupted: ended git.'],
  [[pytest], undefined, 'Interrupted: ended pytest (tests of greeter).'],
  [
    [git, pytest, git],
    '/tmp/out (logs)',
    'Interrupted: ended pytest (tests of greeter) and 2 other processes. Results so far: /tmp/out (logs).',
  ],
  [
    [
      { program: 'pip', stage: 'install', packageName: 'a' },
      { program: 'build', stage: 'build', packageName: 'a' },
    ],
    undefined,
    'Interrupted: ended build (build of a) and 1 other process.',
  ],
  [[pytest, git], undefined, 'Interrupted: ended pytest (tests of greeter) and 1 other process.'],
])('%j', (ended, results, text) => {
  expect(describeInterruption('SIGINT', ended, results)).toBe(text)
})

test('another signal', () => {
  expect(describeInterruption('SIGTERM', [git], undefined)).toBe('Ended by SIGTERM: ended git.')
})

test.each([
  ['/usr/bin/git', ['status'], 'git'],
  ['/venv/bin/python', ['-m', 'pytest', '-x'], 'pytest'],
  ['python3.12', ['-I', '/probes/imports.py', 'request'], 'imports'],
  ['python3', ['/lib/pip/__pip-runner__.py', 'install', 'x'], 'pip'],
  ['python.exe', ['-c', 'pass'], 'python'],
  ['pypy3', ['-m'], 'pypy3'],
])('%s %j is %s', (program, args, name) => {
  expect(nameOf({ program, args })).toBe(name)
})
