import { expect, test } from '@jest/globals'
import { recordProgram, Timeline } from '../../src/process/timeline.ts'
import {
  criticalPath,
  ganttOf,
  runTimingsInWords,
  runTimingsOf,
  timingsInWords,
  timingsOf,
} from '../../src/report/timings.ts'

const span = (start: number, end: number) => ({ start, end })

test.each([
  ['nothing ran', [], []],
  ['one', [span(10, 90)], [span(10, 90)]],
  ['in sequence', [span(0, 40), span(50, 100)], [span(0, 40), span(50, 100)]],
  ['in parallel', [span(0, 40), span(0, 100)], [span(0, 100)]],
  [
    'the last of several in parallel',
    [span(0, 20), span(0, 45), span(50, 90), span(60, 80)],
    [span(0, 45), span(50, 90)],
  ],
  ['overlapping programs', [span(0, 60), span(50, 100)], [span(50, 100)]],
  [
    'a program that ends when the next one begins',
    [span(0, 50.5), span(50, 100)],
    [span(0, 50.5), span(50, 100)],
  ],
  ['a program without duration', [span(50, 50), span(50, 100)], [span(50, 50), span(50, 100)]],
])('the critical path where %s', (_, spans, path) => {
  expect(criticalPath(spans, 100)).toEqual(path)
})

const TIMED = {
  ...span(1000, 4000),
  stages: [
    { stage: 'tests', ...span(2500, 3900) },
    { stage: 'build', ...span(1200, 2400.4) },
  ],
  programs: [
    { stage: 'build', program: 'python3', ...span(1300, 2000) },
    { stage: 'build', program: 'python3', ...span(2000, 2300) },
    { stage: 'metadata', program: 'python3', ...span(2400, 2900) },
    { stage: 'tests', program: 'uv', ...span(2500, 2600) },
    { stage: 'tests', program: 'pytest', ...span(2700, 3800) },
  ],
}

test('the timings of a package', () => {
  const timings = timingsOf(TIMED)
  expect(timings).toEqual({
    seconds: 3,
    own: 0.8,
    stages: [
      { stage: 'build', start: 0.2, seconds: 1.2 },
      { stage: 'tests', start: 1.5, seconds: 1.4 },
    ],
    critical: [
      { stage: 'build', program: 'python3', seconds: 0.7 },
      { stage: 'build', program: 'python3', seconds: 0.3 },
      { stage: 'tests', program: 'uv', seconds: 0.1 },
      { stage: 'tests', program: 'pytest', seconds: 1.1 },
    ],
  })
  expect(timingsInWords(timings)).toBe(
    'Total 3.0 s · critical path: build 1.0 s → tests 1.2 s · overhead 0.8 s',
  )
  expect(ganttOf(timings)).toBe(`gantt
  dateFormat x
  axisFormat %M:%S
  section Distributions
  build (1.2 s) :crit, 200, 1400
  section Checks
  tests (1.4 s) :crit, 1500, 2900`)
})

test('the sentence omits short parts, and merges what is adjacent then', () => {
  const critical = [
    ['interpreters', 0.5],
    ['build', 0.1],
    ['toolchain', 0.01],
    ['build', 11.9],
    ['version', 0.02],
    ['metadata', 26.2],
    ['tests', 50],
  ] as const
  const parts = critical.map(([stage, seconds]) => ({ stage, seconds, program: 'python3' }))
  expect(timingsInWords({ seconds: 112.8, own: 23.1, stages: [], critical: parts })).toBe(
    'Total 113 s · critical path: build 12 s → metadata 26 s → tests 50 s · overhead 23 s',
  )
  expect(timingsInWords({ seconds: 0.4, own: 0.4, stages: [], critical: [] })).toBe(
    'Total 0.4 s · overhead 0.4 s',
  )
})

test('the chart marks the critical path, and has no empty bars or sections', () => {
  const stages = [
    { stage: 'toolchain', start: 0, seconds: 0.04 },
    { stage: 'build', start: 0.1, seconds: 2 },
    { stage: 'rebuild', start: 2, seconds: 3 },
    { stage: 'tests', start: 2, seconds: 9.96 },
  ]
  const critical = [
    { stage: 'build', program: 'python3', seconds: 2 },
    { stage: 'rebuild', program: 'git', seconds: 0.01 },
    { stage: 'tests', program: 'pytest', seconds: 9 },
  ]
  expect(ganttOf({ seconds: 12, own: 0, stages, critical }).split('\n').slice(3)).toEqual([
    '  section Distributions',
    '  build (2.0 s) :crit, 100, 2100',
    '  rebuild (3.0 s) :2000, 5000',
    '  section Checks',
    '  tests (10 s) :crit, 2000, 11960',
  ])
})

test('a stage with a Python by its path does not break the chart', () => {
  const stages = [{ stage: 'tests C:\\python.exe', start: 0, seconds: 1 }]
  expect(ganttOf({ seconds: 1, own: 0, stages, critical: [] })).toContain(
    '  tests C \\python.exe (1.0 s) :0, 1000',
  )
})

test.each([
  ['nothing ran', [], 2],
  ['one', [span(500, 1500)], 1],
  ['in parallel', [span(1000, 1800), span(500, 1500)], 0.7],
  ['one within another', [span(500, 1500), span(600, 700), span(1600, 1700)], 0.9],
])('the overhead of a run: %s', (_, spans, own) => {
  const programs = spans.map((one) => ({ ...one, stage: 'build', program: 'python3' }))
  expect(runTimingsOf({ ...span(100, 2000), stages: [], programs })).toEqual({ seconds: 2, own })
})

test('the time of a run as a sentence', () => {
  expect(runTimingsInWords({ seconds: 541.23, own: 1.46 })).toBe('Total 541 s · overhead 1.5 s')
})

test('a program is noted for the stage that starts it, and for what the stage is part of', async () => {
  const [run, one] = [new Timeline(), new Timeline()]
  await run.measure('run', async () => {
    recordProgram('git')()
    await one.measure('build', () => one.measure('second build', async () => recordProgram('python3')()))
  })
  recordProgram('of nobody')()

  const noted = ({ programs }: Timeline) => programs.map(({ stage, program }) => [stage, program])
  expect(noted(one)).toEqual([['second build', 'python3']])
  expect(noted(run)).toEqual([
    ['run', 'git'],
    ['run', 'python3'],
  ])
})
