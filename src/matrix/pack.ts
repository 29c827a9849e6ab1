import type { PlannedPackage, Share } from './plan.ts'

/** Everything that must run in the same place: packages with one Python on one runner. */
export type Place = Share

/** What takes less is not worth a further job, which takes about as long to begin. */
const WORTH_A_JOB = 60

/**
 * Shares the work of several places among at most so many jobs, so that the longest job is short: each place has one,
 * and the place whose longest job is the longest of all gets the next, until that helps no more. The result depends
 * on the packages and their seconds alone, not on their order.
 *
 * @param places each with at least one package
 * @param maxJobs at least one for each place
 */
export function pack(places: readonly Place[], maxJobs: number): Share[] {
  const shared = places.map((place) => ({ place, jobs: [place.packages] as (readonly PlannedPackage[])[] }))
  for (let free = maxJobs - places.length; free > 0 && shared.length > 0; ) {
    const slowest = shared.reduce((a, b) => (longest(b.jobs) > longest(a.jobs) ? b : a))
    if (longest(slowest.jobs) <= WORTH_A_JOB) break
    const further = shortened(slowest, free)
    // Nothing ends before this one does, whatever becomes of the others.
    if (further === undefined) break
    free -= further.length - slowest.jobs.length
    slowest.jobs = further
  }
  return shared.flatMap(({ place: { os, python }, jobs }) =>
    jobs.map((packages) => ({ os, python, packages: [...packages].sort(byPath) })),
  )
}

/** The fewest further jobs that make the longest one shorter; undefined where none do. */
function shortened(
  { place, jobs }: { place: Place; jobs: readonly (readonly PlannedPackage[])[] },
  free: number,
): PlannedPackage[][] | undefined {
  const most = Math.min(jobs.length + free, place.packages.length)
  for (let count = jobs.length + 1; count <= most; count++) {
    const further = longestFirst(place.packages, count)
    if (longest(further) < longest(jobs)) return further
  }
  return undefined
}

/** Longest processing time first: each package, the longest first, goes to the job that has least to do so far. */
function longestFirst(packages: readonly PlannedPackage[], jobs: number): PlannedPackage[][] {
  const shares = Array.from({ length: jobs }, () => ({ seconds: 0, packages: [] as PlannedPackage[] }))
  for (const one of [...packages].sort((a, b) => b.seconds - a.seconds || byPath(a, b))) {
    const least = shares.reduce((a, b) => (b.seconds < a.seconds ? b : a))
    least.seconds += one.seconds
    least.packages.push(one)
  }
  return shares.map((share) => share.packages)
}

function longest(jobs: readonly (readonly PlannedPackage[])[]): number {
  return Math.max(...jobs.map((packages) => packages.reduce((sum, { seconds }) => sum + seconds, 0)))
}

function byPath(a: PlannedPackage, b: PlannedPackage): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
