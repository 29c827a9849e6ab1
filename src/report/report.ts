import type { Rule, Severity } from '../checks/rules.ts'

/**
 * The report, schema 1: what users, the action's outputs and other programs read. `docs/report.schema.json` says the
 * same as JSON Schema; a test holds the two together.
 */
export interface Report {
  readonly schema: 1
  readonly verdict: Verdict
  /** What made the report; not there on a laptop. */
  readonly run?: RunIdentity
  readonly packages: readonly PackageReport[]
  /** Where only what changed was asked for: how many packages that are, and since when. */
  readonly selection?: string
  /** Not in a joined report. */
  readonly timings?: RunTimings
  /** Only in a report that joins those of the cells of a plan. */
  readonly gate?: GateReport
}

/** What the whole run took; in seconds, to the millisecond. */
export interface RunTimings {
  /** Since the process began. */
  readonly seconds: number
  /** In which no other program ran: what as-installed itself cost. */
  readonly own: number
}

/** What made a report, as far as it is known. */
export interface RunIdentity {
  /** That was checked out. */
  readonly commit?: string
  /** `owner/name` */
  readonly repository?: string
  readonly workflow?: string
  /** Of the workflow run; stays the same when jobs are run again. */
  readonly runId?: string
  /** 1 for the first. */
  readonly attempt?: number
  /** `Linux`, `macOS`, `Windows`. */
  readonly os?: string
  /** As it was asked for. */
  readonly python?: string
  /** The id in the plan. */
  readonly cell?: string
}

/** What a joined report knows besides the packages. */
export interface GateReport {
  /** Digest of the plan; null when there is none that could be read. */
  readonly plan: string | null
  readonly cells: readonly GateCell[]
  /** Why the verdict is an error although no package says so. */
  readonly problems: readonly { readonly kind: string; readonly message: string }[]
  /** What was not verified, or not with one Python, on purpose. */
  readonly leftOut: readonly {
    readonly path: string
    readonly name: string
    readonly python?: string
    readonly reason: string
  }[]
}

export interface GateCell {
  readonly id: string
  readonly name: string
  /** The label of the runner. */
  readonly os: string
  readonly python: string
  readonly packages: readonly { readonly path: string; readonly name: string }[]
  /** `missing`: no report that counts. */
  readonly status: Verdict | 'missing'
}

/** `error`: it could not be decided, through no fault of the package. */
export type Verdict = 'pass' | 'fail' | 'error'

export interface PackageReport {
  /** Relative to the repository's root; `.` for the root. */
  readonly path: string
  readonly name: string
  readonly version: string | null
  /** Of the last release; null when there is none or it is not known. */
  readonly previousVersion: string | null
  readonly verdict: Verdict
  readonly artifacts: readonly ReportedArtifact[]
  readonly checks: readonly ReportedCheck[]
  readonly findings: readonly ReportedFinding[]
  /** Everything that tells the version of the package, the wheel first; empty without a wheel. */
  readonly versions: readonly ReportedVersion[]
  /** Top-level names that the wheel installs. */
  readonly ships: readonly string[]
  /** Modules that ship, but for tests among them, by whether the tests loaded them; not there when no tests ran. */
  readonly modules?: { readonly loaded: readonly string[]; readonly notLoaded: readonly string[] }
  /** Where several were asked for: what came of each; those that were left out come last. */
  readonly pythons?: readonly ReportedPython[]
  /** Why nothing of it was verified: it has not changed. */
  readonly leftOut?: string
  /** Folder of the logs. */
  readonly logs: string
  readonly timings?: Timings
  /** In a joined report: what made this part of it. */
  readonly run?: RunIdentity
}

/** One of several Pythons, as it was asked for. */
export type ReportedPython =
  | { readonly python: string; readonly verdict: Verdict }
  /** Why nothing was verified with it. */
  | { readonly python: string; readonly leftOut: string }

/** What a package took; all in seconds, to the millisecond. */
export interface Timings {
  readonly seconds: number
  /** In which none of the programs of the critical path ran: what as-installed itself cost. */
  readonly own: number
  /** When each stage began, from the beginning on, and what it took; they overlap. */
  readonly stages: readonly { readonly stage: string; readonly start: number; readonly seconds: number }[]
  /** The programs that waited for each other, in order. */
  readonly critical: readonly {
    readonly stage: string
    readonly program: string
    readonly seconds: number
  }[]
}

export interface ReportedArtifact {
  /** Absolute. */
  readonly file: string
  readonly kind: 'wheel' | 'sdist'
  readonly sha256: string
  readonly bytes: number
}

export interface ReportedCheck {
  readonly check: string
  readonly status: 'pass' | 'fail' | 'warn' | 'skip' | 'error'
  readonly seconds: number
  /** What was seen, why it was skipped, or why it could not be decided. */
  readonly reason?: string
  /** Of several Pythons: those with which it is so. Not there where it is so with all. */
  readonly pythons?: readonly string[]
}

/** One place that tells a version of the package. */
export interface ReportedVersion {
  /** `METADATA of the wheel`, `greet --version`, `uv.lock`. */
  readonly source: string
  /** As it is told there; null where nothing is. */
  readonly version: string | null
  /** Whether it is the version of the wheel; null where it says nothing that could be compared. */
  readonly agrees: boolean | null
  /** Relative to the repository's root. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
}

export interface ReportedFinding {
  readonly rule: Rule
  readonly severity: Severity
  readonly message: string
  readonly fix?: string
  /** Relative to the repository's root. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
  readonly facts: object
  /** The reason why it is ignored; it then does not count. */
  readonly ignored?: string
  /** Of several Pythons: those with which it was found. Not there where it was found with all that got so far. */
  readonly pythons?: readonly string[]
}

/** The verdict over several: a defect that is known weighs more than something that is not known. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail'
  return verdicts.includes('error') ? 'error' : 'pass'
}

/** The verdict that the checks of a package give. */
export function verdictOf(checks: readonly Pick<ReportedCheck, 'status'>[]): Verdict {
  return worst(checks.map(({ status }) => (status === 'fail' || status === 'error' ? status : 'pass')))
}

/** Exit status of the program for a verdict. 2 is left for what is wrong with the configuration. */
export const EXIT_STATUS: Readonly<Record<Verdict, number>> = { pass: 0, fail: 1, error: 3 }
