import type { PlannedPackage, Shard } from './plan.ts'

/** The packages that need the same Python and the same runner. */
export type PackageGroup = Shard

/** Starting another job takes about this long. */
const MIN_SECONDS_TO_SPLIT = 60

/**
 * Distributes groups of packages to at most `maxJobs` jobs, to minimize the longest job: each group has one job, and
 * the group with the longest job gets the next one, as long as that makes it shorter. The result does not depend on the
 * order of the packages.
 *
 * @param groups each with at least one package
 * @param maxJobs at least the number of groups
 */
export function pack(groups: readonly PackageGroup[], maxJobs: number): Shard[] {
  const split = groups.map((group) => ({ group, jobs: [group.packages] as (readonly PlannedPackage[])[] }))
  for (let free = maxJobs - groups.length; free > 0 && split.length > 0; ) {
    const slowest = split.reduce((a, b) => (longest(b.jobs) > longest(a.jobs) ? b : a))
    if (longest(slowest.jobs) <= MIN_SECONDS_TO_SPLIT) break
    const more = shortened(slowest, free)
    // The longest job cannot become shorter, so that splitting others does not help.
    if (more === undefined) break
    free -= more.length - slowest.jobs.length
    slowest.jobs = more
  }
  return split.flatMap(({ group: { os, python }, jobs }) =>
    jobs.map((packages) => ({ os, python, packages: [...packages].sort(byPath) })),
  )
}

/** The packages in as few more jobs as make the longest one shorter; undefined if no number does. */
function shortened(
  { group, jobs }: { group: PackageGroup; jobs: readonly (readonly PlannedPackage[])[] },
  free: number,
): PlannedPackage[][] | undefined {
  const max = Math.min(jobs.length + free, group.packages.length)
  for (let count = jobs.length + 1; count <= max; count++) {
    const more = longestFirst(group.packages, count)
    if (longest(more) < longest(jobs)) return more
  }
  return undefined
}

/** Longest-processing-time-first scheduling: each package, longest first, goes to the job with the least time. */
function longestFirst(packages: readonly PlannedPackage[], jobs: number): PlannedPackage[][] {
  const bins = Array.from({ length: jobs }, () => ({ seconds: 0, packages: [] as PlannedPackage[] }))
  for (const one of [...packages].sort((a, b) => b.seconds - a.seconds || byPath(a, b))) {
    const lightest = bins.reduce((a, b) => (b.seconds < a.seconds ? b : a))
    lightest.seconds += one.seconds
    lightest.packages.push(one)
  }
  return bins.map((bin) => bin.packages)
}

function longest(jobs: readonly (readonly PlannedPackage[])[]): number {
  return Math.max(...jobs.map((packages) => packages.reduce((sum, { seconds }) => sum + seconds, 0)))
}

function byPath(a: PlannedPackage, b: PlannedPackage): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
