import { describe, expect, test } from '@jest/globals'
import { pack } from '../../src/matrix/pack.ts'
import type { Share } from '../../src/matrix/plan.ts'
import { planned, share } from './plans.ts'

/** The seconds of the packages, as `place: job job`, each job as `a+b`. */
function shown(shares: readonly Share[]): Record<string, string> {
  const places: Record<string, string[]> = {}
  for (const { python, packages } of shares) {
    places[python] ??= []
    places[python].push(packages.map(({ seconds }) => seconds).join('+'))
  }
  return Object.fromEntries(Object.entries(places).map(([python, jobs]) => [python, jobs.sort().join(' ')]))
}

/** Packages that take so long, named in this order. */
const packages = (...seconds: number[]) =>
  seconds.map((each, i) => planned(`packages/p${String(i).padStart(3, '0')}`, each))

describe('work is shared among jobs', () => {
  test.each<
    [string, { places: Record<string, number[]>; maxJobs: number; expected: Record<string, string> }]
  >([
    [
      'one package: one job, however many there may be',
      { places: { '3.12': [600] }, maxJobs: 16, expected: { '3.12': '600' } },
    ],
    [
      'what takes no longer than a job takes to begin stays together',
      { places: { '3.12': [20, 20, 20] }, maxJobs: 16, expected: { '3.12': '20+20+20' } },
    ],
    [
      'the longest goes first, to the job with the least to do',
      { places: { '3.12': [50, 60, 70, 80, 90] }, maxJobs: 2, expected: { '3.12': '50+60+90 70+80' } },
    ],
    [
      'a third job would help no more than the second does, and a fourth does',
      { places: { '3.12': [100, 100, 100, 100] }, maxJobs: 4, expected: { '3.12': '100 100 100 100' } },
    ],
    [
      'the fourth is not to be had, and the third is not worth it',
      { places: { '3.12': [100, 100, 100, 100] }, maxJobs: 3, expected: { '3.12': '100+100 100+100' } },
    ],
    [
      'the place that takes longest gets the next job',
      {
        places: { '3.9': [100, 100], '3.12': [300, 300] },
        maxJobs: 3,
        expected: { '3.9': '100+100', '3.12': '300 300' },
      },
    ],
    [
      'one long package ends last whatever the others do: they stay together',
      {
        places: { '3.9': [600], '3.12': [100, 100, 100] },
        maxJobs: 16,
        expected: { '3.9': '600', '3.12': '100+100+100' },
      },
    ],
    [
      'as many places as jobs: one for each',
      {
        places: { '3.9': [100, 100], '3.12': [300, 300] },
        maxJobs: 2,
        expected: { '3.9': '100+100', '3.12': '300+300' },
      },
    ],
    ['nothing: no job', { places: {}, maxJobs: 16, expected: {} }],
  ])('%s', (_, { places, maxJobs, expected }) => {
    const all = Object.entries(places).map(([python, seconds]) =>
      share({ python, packages: packages(...seconds) }),
    )

    expect(shown(pack(all, maxJobs))).toEqual(expected)
  })
})

describe('300 packages with four Pythons', () => {
  const seconds = Array.from({ length: 300 }, (_, i) => 5 + ((i * 37) % 90))
  const places = ['3.9', '3.10', '3.11', '3.12'].map((python) =>
    share({ python, packages: packages(...seconds) }),
  )

  test.each([4, 16, 256])('fill at most %i jobs, each package once in each place', (maxJobs) => {
    const shares = pack(places, maxJobs)

    expect(shares.length).toBeLessThanOrEqual(maxJobs)
    for (const python of ['3.9', '3.10', '3.11', '3.12']) {
      const paths = shares.filter((one) => one.python === python).flatMap((one) => one.packages)
      expect(paths.map(({ path }) => path).sort()).toEqual(packages(...seconds).map(({ path }) => path))
    }
  })

  test('are shared evenly: no job takes a third more than the mean', () => {
    const lengths = pack(places, 16).map((one) => one.packages.reduce((sum, each) => sum + each.seconds, 0))
    const mean = (seconds.reduce((sum, each) => sum + each, 0) * 4) / 16

    expect(Math.max(...lengths)).toBeLessThan(mean * 1.34)
  })

  test('are shared in the same way whatever their order', () => {
    const reversed = places.map((place) => ({ ...place, packages: [...place.packages].reverse() }))

    expect(pack(reversed, 16)).toEqual(pack(places, 16))
  })
})
