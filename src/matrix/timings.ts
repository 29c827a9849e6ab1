import type { Report } from '../report/report.ts'

/** The time that the checks of one package took in an earlier run. */
export interface Timing {
  readonly path: string
  /** Undefined if it is not in the report. */
  readonly python: string | undefined
  readonly system: string | undefined
  readonly seconds: number
}

/** The timings in reports, joined or not. */
export function timingsOf(reports: readonly Pick<Report, 'run' | 'packages'>[]): Timing[] {
  return reports.flatMap(({ run, packages }) =>
    packages.map((one) => ({
      path: one.path,
      python: (one.run ?? run)?.python,
      system: (one.run ?? run)?.os,
      seconds: one.checks.reduce((sum, { seconds }) => sum + seconds, 0),
    })),
  )
}

/** A package with one Python on one system. */
export interface PackageJob {
  readonly path: string
  readonly python: string
  /** Undefined if the label of the runner does not name it. */
  readonly system: string | undefined
  /** The number of its files that git tracks. */
  readonly files: number
}

/**
 * Estimates the seconds of a package: the maximum measured with this Python on this system, else with any Python on any
 * system. Without a measurement, the number of files is scaled by the packages that have one.
 */
export function secondsOf(
  timings: readonly Timing[],
  jobs: readonly PackageJob[],
): (job: PackageJob) => { seconds: number; timing: 'measured' | 'estimated' } {
  const byPath = new Map<string, Timing[]>()
  for (const timing of timings) byPath.set(timing.path, [...(byPath.get(timing.path) ?? []), timing])
  const measured = (job: PackageJob): number | undefined => {
    const own = byPath.get(job.path) ?? []
    const sameTarget = own.filter(({ python, system }) => python === job.python && system === job.system)
    const seconds = (sameTarget.length > 0 ? sameTarget : own).map((timing) => timing.seconds)
    return seconds.length === 0 ? undefined : Math.max(...seconds)
  }
  const known = jobs.filter((job) => measured(job) !== undefined)
  const scale =
    known.length === 0
      ? 1
      : sum(known.map((job) => measured(job) ?? 0)) / sum(known.map((job) => estimate(job)))
  return (job) => {
    const seconds = measured(job)
    return seconds === undefined
      ? { seconds: rounded(estimate(job) * scale), timing: 'estimated' }
      : { seconds: rounded(seconds), timing: 'measured' }
  }
}

/** Seconds: a constant for build and installation, and a part for tests that grows with the files. */
function estimate({ files }: PackageJob): number {
  return 10 + files / 10
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10
}

/** The operating system of a GitHub-hosted runner by its label; undefined for other labels. */
export function systemOf(label: string): string | undefined {
  if (/^ubuntu-/.test(label)) return 'Linux'
  if (/^macos-/.test(label)) return 'macOS'
  return /^windows-/.test(label) ? 'Windows' : undefined
}
