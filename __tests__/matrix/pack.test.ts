import { describe, expect, test } from '@jest/globals'
import { pack } from '../../src/matrix/pack.ts'
import type { Shard } from '../../src/matrix/plan.ts'
import { planned, shard } from './plans.ts'

/** The seconds of the packages in each job: `{ '3.12': 'a+b c' }` is two jobs. */
function secondsPerJob(shards: readonly Shard[]): Record<string, string> {
  const groups: Record<string, string[]> = {}
  for (const { python, packages } of shards) {
    groups[python] ??= []
    groups[python].push(packages.map(({ seconds }) => seconds).join('+'))
  }
  return Object.fromEntries(Object.entries(groups).map(([python, jobs]) => [python, jobs.sort().join(' ')]))
}

/** Packages with these seconds, sorted by path. */
const packages = (...seconds: number[]) =>
  seconds.map((each, i) => planned(`packages/p${String(i).padStart(3, '0')}`, each))

describe('distributes packages to jobs', () => {
  test.each<
    [string, { groups: Record<string, number[]>; maxJobs: number; expected: Record<string, string> }]
  >([
    ['one package needs one job', { groups: { '3.12': [600] }, maxJobs: 16, expected: { '3.12': '600' } }],
    [
      'packages that take no longer than the start of a job stay together',
      { groups: { '3.12': [20, 20, 20] }, maxJobs: 16, expected: { '3.12': '20+20+20' } },
    ],
    [
      'the longest package goes first, to the job with the least time',
      { groups: { '3.12': [50, 60, 70, 80, 90] }, maxJobs: 2, expected: { '3.12': '50+60+90 70+80' } },
    ],
    [
      'four jobs, although three would not be faster than two',
      { groups: { '3.12': [100, 100, 100, 100] }, maxJobs: 4, expected: { '3.12': '100 100 100 100' } },
    ],
    [
      'two jobs, if a third would not help and a fourth is not allowed',
      { groups: { '3.12': [100, 100, 100, 100] }, maxJobs: 3, expected: { '3.12': '100+100 100+100' } },
    ],
    [
      'the group with the longest job gets the next one',
      {
        groups: { '3.9': [100, 100], '3.12': [300, 300] },
        maxJobs: 3,
        expected: { '3.9': '100+100', '3.12': '300 300' },
      },
    ],
    [
      'other groups are not split if one package takes longest',
      {
        groups: { '3.9': [600], '3.12': [100, 100, 100] },
        maxJobs: 16,
        expected: { '3.9': '600', '3.12': '100+100+100' },
      },
    ],
    [
      'one job per group, if no more are allowed',
      {
        groups: { '3.9': [100, 100], '3.12': [300, 300] },
        maxJobs: 2,
        expected: { '3.9': '100+100', '3.12': '300+300' },
      },
    ],
    ['no packages, no jobs', { groups: {}, maxJobs: 16, expected: {} }],
  ])('%s', (_, { groups, maxJobs, expected }) => {
    const all = Object.entries(groups).map(([python, seconds]) =>
      shard({ python, packages: packages(...seconds) }),
    )

    expect(secondsPerJob(pack(all, maxJobs))).toEqual(expected)
  })
})

describe('300 packages with four Pythons', () => {
  const seconds = Array.from({ length: 300 }, (_, i) => 5 + ((i * 37) % 90))
  const groups = ['3.9', '3.10', '3.11', '3.12'].map((python) =>
    shard({ python, packages: packages(...seconds) }),
  )

  test.each([4, 16, 256])('use at most %i jobs, each package once per Python', (maxJobs) => {
    const shards = pack(groups, maxJobs)

    expect(shards.length).toBeLessThanOrEqual(maxJobs)
    for (const python of ['3.9', '3.10', '3.11', '3.12']) {
      const paths = shards.filter((one) => one.python === python).flatMap((one) => one.packages)
      expect(paths.map(({ path }) => path).sort()).toEqual(packages(...seconds).map(({ path }) => path))
    }
  })

  test('are balanced: no job takes a third longer than the mean', () => {
    const lengths = pack(groups, 16).map((one) => one.packages.reduce((sum, each) => sum + each.seconds, 0))
    const mean = (seconds.reduce((sum, each) => sum + each, 0) * 4) / 16

    expect(Math.max(...lengths)).toBeLessThan(mean * 1.34)
  })

  test('are distributed independently of their order', () => {
    const reversed = groups.map((group) => ({ ...group, packages: [...group.packages].reverse() }))

    expect(pack(reversed, 16)).toEqual(pack(groups, 16))
  })
})
