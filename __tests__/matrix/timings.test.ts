import { expect, test } from '@jest/globals'
import { type PackageJob, secondsOf, systemOf, type Timing, timingsOf } from '../../src/matrix/timings.ts'
import { packageReport } from '../report/reports.ts'

const packageJob = (given: Partial<PackageJob>): PackageJob => ({
  path: 'alpha',
  python: '3.12',
  system: 'Linux',
  files: 50,
  ...given,
})
const timing = (given: Partial<Timing>): Timing => ({
  path: 'alpha',
  python: '3.12',
  system: 'Linux',
  seconds: 40,
  ...given,
})

test.each<[string, readonly Timing[], { seconds: number; timing: string }]>([
  ['uses a measurement', [timing({})], { seconds: 40, timing: 'measured' }],
  ['uses the maximum', [timing({}), timing({ seconds: 50 })], { seconds: 50, timing: 'measured' }],
  [
    'prefers the same Python and system',
    [timing({ seconds: 90, python: '3.9' }), timing({})],
    { seconds: 40, timing: 'measured' },
  ],
  [
    'falls back to any Python and system',
    [timing({ seconds: 90, python: '3.9' }), timing({ seconds: 70, system: 'Windows' })],
    { seconds: 90, timing: 'measured' },
  ],
  ['estimates without a measurement', [], { seconds: 15, timing: 'estimated' }],
  [
    'estimates if only another package was measured',
    [timing({ path: 'beta' })],
    { seconds: 15, timing: 'estimated' },
  ],
])('%s', (_, timings, expected) => {
  expect(secondsOf(timings, [packageJob({})])(packageJob({}))).toEqual(expected)
})

test('scales estimates by the measured packages', () => {
  const all = [packageJob({ path: 'slow', files: 50 }), packageJob({ path: 'new', files: 200 })]
  const seconds = secondsOf([timing({ path: 'slow', seconds: 150 })], all)

  // Ten times the estimate.
  expect(all.map((one) => seconds(one).seconds)).toEqual([150, 300])
})

test('reads timings from reports, joined or not', () => {
  const checks = [
    { check: 'build', status: 'pass', seconds: 3 },
    { check: 'tests', status: 'pass', seconds: 4.5 },
  ] as const
  const run = { python: '3.12', os: 'Linux' }
  const one = packageReport({ path: 'alpha', checks })

  expect(
    timingsOf([
      { packages: [one] },
      { run, packages: [one] },
      { packages: [{ ...one, run: { ...run, python: '3.9' } }] },
    ]),
  ).toEqual([
    { path: 'alpha', python: undefined, system: undefined, seconds: 7.5 },
    { path: 'alpha', python: '3.12', system: 'Linux', seconds: 7.5 },
    { path: 'alpha', python: '3.9', system: 'Linux', seconds: 7.5 },
  ])
})

test.each([
  ['ubuntu-latest', 'Linux'],
  ['ubuntu-24.04-arm', 'Linux'],
  ['macos-15', 'macOS'],
  ['windows-latest', 'Windows'],
  ['our-own', undefined],
])('the runner %s has the system %s', (label, system) => {
  expect(systemOf(label)).toBe(system)
})
