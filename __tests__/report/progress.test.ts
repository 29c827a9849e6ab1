import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { type LiveState, liveLines } from '../../src/report/live-progress.ts'
import { plainProgress, runningLine } from '../../src/report/progress.ts'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

function plain() {
  const lines: string[] = []
  return { lines, progress: plainProgress((line) => lines.push(line)) }
}

test('the stages of one package, when they end', () => {
  const { lines, progress } = plain()
  progress.begin('a', 'build', true)('done', 1.25)
  progress.begin('a', 'toolchain', false)('done', 0.5)
  progress.begin('a', 'environments', false)('done', 47)
  progress.begin('a', 'upgrade', true)('skipped', 0)
  progress.begin('a', 'interpreters', false)('inconclusive', 0)
  progress.done('a', 'pass', 50)
  expect(lines).toEqual([
    'a: build done (1.3 s)',
    'a: environments done (47.0 s)',
    'a: interpreters inconclusive (0.0 s)',
  ])
})

test('several packages, when they are done', () => {
  const { lines, progress } = plain()
  progress.expect(2)
  progress.begin('a', 'build', true)('done', 5)
  progress.begin('b', 'install', true)('inconclusive', 1)
  progress.done('b', 'error', 2)
  progress.done('a', 'pass', 7)
  expect(lines).toEqual([
    'b: install inconclusive (1.0 s)',
    '[1/2] b: error (2.0 s)',
    '[2/2] a: pass (7.0 s)',
  ])
})

test('what is running, in longer and longer intervals without another line', () => {
  const { lines, progress } = plain()
  progress.begin('a', 'tests', true)
  const endInstall = progress.begin('a', 'install', true)
  jest.advanceTimersByTime(2_900)
  expect(lines).toEqual([])
  jest.advanceTimersByTime(200)
  expect(lines).toEqual(['a: running tests (3 s) and install (3 s)'])
  jest.advanceTimersByTime(1_900)
  endInstall('done', 5)
  jest.advanceTimersByTime(3_000)
  expect(lines.slice(1)).toEqual(['a: install done (5.0 s)', 'a: running tests (8 s)'])
  jest.advanceTimersByTime(200_000)
  // After 10, 30, 60, 60 and no more seconds.
  expect(lines.slice(3)).toEqual([
    'a: running tests (18 s)',
    'a: running tests (48 s)',
    'a: running tests (108 s)',
    'a: running tests (168 s)',
  ])
  progress.end()
  jest.advanceTimersByTime(100_000)
  expect(lines).toHaveLength(7)
})

test('the running stages of several packages', () => {
  const running = ['a', 'b', 'c'].flatMap((packageName) =>
    ['build', 'tests'].map((stage) => ({ packageName, stage, since: 1_000 })),
  )
  expect(runningLine(running, 3, 13_400)).toBe(
    'running a: build (12 s), a: tests (12 s), b: build (12 s), b: tests (12 s), c: build (12 s) and 1 more',
  )
  expect(runningLine([{ packageName: '', stage: 'trials of fixes', since: 0 }], 3, 1_000)).toBe(
    'running trials of fixes (1 s)',
  )
})

const STYLE = { color: false, width: 40, rows: 6 }
const build = { packageName: 'a', stage: 'build', since: 0 }
const tests = { packageName: 'a', stage: 'tests', since: 2_000 }
const ended = ['one', 'two', 'three', 'four', 'five', 'six'].map((name) => ({
  name,
  how: 'done',
  seconds: 1,
}))

test.each<[name: string, state: Partial<LiveState>, lines: readonly string[]]>([
  ['stages of one package', { running: [build, tests] }, ['⠋ build 12 s', '⠋ tests 10 s']],
  [
    'ended stages stay above, the last ones if not all fit',
    { ended, running: [tests] },
    ['· three 1.0 s', '· four 1.0 s', '· five 1.0 s', '· six 1.0 s', '⠋ tests 10 s'],
  ],
  [
    'an inconclusive stage',
    { ended: [{ name: 'metadata', how: 'inconclusive', seconds: 0.1 }] },
    ['? metadata 0.1 s'],
  ],
  [
    'several packages',
    {
      packages: 3,
      done: 1,
      ended: [{ name: 'bad', how: 'fail', seconds: 3 }],
      running: [build, tests, { ...tests, packageName: 'b' }],
    },
    ['✗ bad 3.0 s', '⠋ a: build 12 s, tests 10 s', '⠋ b: tests 10 s', '[1/3]'],
  ],
  [
    'long lines are wrapped between words',
    {
      packages: 2,
      running: ['build', 'install', 'imports', 'tests'].map((stage) => ({ ...build, stage })),
    },
    ['⠋ a: build 12 s, install 12 s, imports', '  12 s, tests 12 s', '[0/2]'],
  ],
  ['nothing', {}, []],
])('live: %s', (_, state, lines) => {
  expect(liveLines({ packages: 1, done: 0, ended: [], running: [], ...state }, 12_000, 0, STYLE)).toEqual(
    lines,
  )
})
