import type { Report } from '../report/report.ts'

/** How long the checks of one package took in an earlier run. */
export interface Timing {
  readonly path: string
  /** Undefined where the report does not tell. */
  readonly python: string | undefined
  readonly system: string | undefined
  readonly seconds: number
}

/** The timings that reports have, joined or not. */
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

/** A package in one place, of which the time is asked. */
export interface Wanted {
  readonly path: string
  readonly python: string
  /** Undefined where the runner's label does not tell. */
  readonly system: string | undefined
  /** How many files of it git tracks. */
  readonly files: number
}

/**
 * The seconds of a package: the longest that was measured with this Python on this system, else with any on any. What
 * was never measured is estimated by its files, on the scale of what was.
 */
export function secondsOf(
  timings: readonly Timing[],
  all: readonly Wanted[],
): (wanted: Wanted) => { seconds: number; timing: 'measured' | 'estimated' } {
  const byPath = new Map<string, Timing[]>()
  for (const timing of timings) byPath.set(timing.path, [...(byPath.get(timing.path) ?? []), timing])
  const measured = (wanted: Wanted): number | undefined => {
    const own = byPath.get(wanted.path) ?? []
    const here = own.filter(({ python, system }) => python === wanted.python && system === wanted.system)
    const seconds = (here.length > 0 ? here : own).map((timing) => timing.seconds)
    return seconds.length === 0 ? undefined : Math.max(...seconds)
  }
  const known = all.filter((wanted) => measured(wanted) !== undefined)
  const scale =
    known.length === 0
      ? 1
      : sum(known.map((wanted) => measured(wanted) ?? 0)) / sum(known.map((wanted) => estimate(wanted)))
  return (wanted) => {
    const seconds = measured(wanted)
    return seconds === undefined
      ? { seconds: rounded(estimate(wanted) * scale), timing: 'estimated' }
      : { seconds: rounded(seconds), timing: 'measured' }
  }
}

/** A build and an installation take about this long; tests about as long as there are files of them. */
function estimate({ files }: Wanted): number {
  return 10 + files / 10
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10
}

/** The system behind a label of GitHub's own runners; undefined for others. */
export function systemOf(label: string): string | undefined {
  if (/^ubuntu-/.test(label)) return 'Linux'
  if (/^macos-/.test(label)) return 'macOS'
  return /^windows-/.test(label) ? 'Windows' : undefined
}
