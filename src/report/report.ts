import type { Rule, Severity } from '../checks/rules.ts'
import type { FailOn } from '../config/fail-on.ts'
import type { Harm } from './harm.ts'

/**
 * The report, schema 1. `docs/report.schema.json` is the same as JSON Schema, which a test verifies.
 */
export interface Report {
  readonly schema: 1
  readonly verdict: Verdict
  /** The run that created the report; absent outside of a workflow. */
  readonly run?: RunIdentity
  readonly packages: readonly PackageReport[]
  /** With `changed-only`: how many packages changed, and since which commit, as a sentence. */
  readonly selection?: string
  /** Absent in a joined report. */
  readonly timings?: RunTimings
  /** Absent if no fixes were tried, and in a joined report. */
  readonly fixes?: FixTimings
  /** Only in a joined report. */
  readonly gate?: GateReport
}

/** The time of the whole run, in seconds with three decimals. */
export interface RunTimings {
  /** Since the process began. */
  readonly seconds: number
  /** The overhead of as-installed: the time in which no other program ran. */
  readonly own: number
}

/** What trying fixes took, after the time in `timings`. */
export interface FixTimings {
  /** With three decimals. */
  readonly seconds: number
  /** How many times a copy of the checkout was edited and checked again. */
  readonly trials: number
}

/** The run that created a report; unknown keys are absent. */
export interface RunIdentity {
  /** The commit that was checked out. */
  readonly commit?: string
  /** `owner/name` */
  readonly repository?: string
  readonly workflow?: string
  /** Id of the workflow run; the same in all attempts. */
  readonly runId?: string
  /** Attempt of the workflow run; 1 for the first. */
  readonly attempt?: number
  /** `Linux`, `macOS`, `Windows`. */
  readonly os?: string
  /** As configured. */
  readonly python?: string
  /** Id of the cell in the plan. */
  readonly cell?: string
}

/** The part of a joined report that is not about packages. */
export interface GateReport {
  /** Digest of the plan; null if the plan could not be read. */
  readonly plan: string | null
  readonly cells: readonly GateCell[]
  /** Why the verdict is `error`, apart from the verdicts of packages. */
  readonly problems: readonly { readonly kind: string; readonly message: string }[]
  /** The packages that were intentionally not verified, or not with one Python. */
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
  /** `missing`: no valid report. */
  readonly status: Verdict | 'missing'
}

/** `error`: inconclusive, for reasons outside the package. */
export type Verdict = 'pass' | 'fail' | 'error'

export interface PackageReport {
  /** Relative to the repository root; `.` for the root. */
  readonly path: string
  readonly name: string
  readonly version: string | null
  /** Of the last release; null if there is none or it is unknown. */
  readonly previousVersion: string | null
  readonly verdict: Verdict
  /** With `warning`, warnings fail the package; with `never`, its verdict fails no run. Absent: `error`. */
  readonly failOn?: FailOn
  readonly artifacts: readonly ReportedArtifact[]
  readonly checks: readonly ReportedCheck[]
  /** The worst first: by severity, then by harm. */
  readonly findings: readonly ReportedFinding[]
  /** All version sources, the wheel first; empty without a wheel. */
  readonly versions: readonly ReportedVersion[]
  /** The import packages and top-level modules in the wheel. */
  readonly ships: readonly string[]
  /** The modules in the wheel except tests, by whether the tests imported them; absent if no tests ran. */
  readonly modules?: { readonly loaded: readonly string[]; readonly notLoaded: readonly string[] }
  /** If several Pythons were configured: the verdict with each; those that were not used come last. */
  readonly pythons?: readonly ReportedPython[]
  /** Why it was not verified: it is unchanged. */
  readonly leftOut?: string
  /** Directory of the logs. */
  readonly logs: string
  readonly timings?: Timings
  /** In a joined report: the run that verified this package. */
  readonly run?: RunIdentity
}

/** One of several Pythons, as configured. */
export type ReportedPython =
  | { readonly python: string; readonly verdict: Verdict }
  /** Why it was not used. */
  | { readonly python: string; readonly leftOut: string }

/** The time of one package, in seconds with three decimals. */
export interface Timings {
  readonly seconds: number
  /** The overhead of as-installed: the time in which no program of the critical path ran. */
  readonly own: number
  /** The stages, which overlap; `start` counts from the start of the package. */
  readonly stages: readonly { readonly stage: string; readonly start: number; readonly seconds: number }[]
  /** The critical path: the programs that waited for each other, in order. */
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
  /** The result, or why the check was skipped or is inconclusive. */
  readonly reason?: string
  /** The Pythons that this result applies to; absent if it applies to all. */
  readonly pythons?: readonly string[]
}

/** One version source of the package. */
export interface ReportedVersion {
  /** `METADATA of the wheel`, `greet --version`, `uv.lock`. */
  readonly source: string
  /** As written there; null if there is none. */
  readonly version: string | null
  /** Whether it equals the version of the wheel; null if it cannot be compared. */
  readonly agrees: boolean | null
  /** Relative to the repository root. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
}

export interface ReportedFinding {
  readonly rule: Rule
  readonly severity: Severity
  readonly message: string
  readonly fix?: string
  /** The fix as edits; absent if no edit is known. */
  readonly patch?: ReportedPatch
  /** Relative to the repository root. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
  readonly facts: object
  /** The worst that the broken rule harms; absent if it harms nothing. */
  readonly harm?: Harm
  /** How many failures of other checks have this cause; they have no findings of their own. */
  readonly causes?: readonly ReportedCause[]
  /** The same as a sentence: `20 tests and the script shop fail because of this.` */
  readonly effect?: string
  /** The reason given for ignoring it; an ignored finding does not affect the verdict. */
  readonly ignored?: string
  /** The Pythons that it was found with; absent if it was found with all that reached the check. */
  readonly pythons?: readonly string[]
}

/** A fix as edits of files of the repository. */
export interface ReportedPatch {
  /** `tried`: with these edits the finding is gone, no new one comes, and the wheel has all that it had. */
  readonly status: 'tried' | 'suggested'
  /** What the edits do, as a sentence. */
  readonly summary: string
  /** A unified diff of files relative to the repository root, as `git apply` takes it. */
  readonly diff: string
  readonly edits: readonly ReportedEdit[]
}

/** Lines of a file that are replaced by a text. */
export interface ReportedEdit {
  /** Relative to the repository root. */
  readonly file: string
  /** 1-based; 1 for a new file. */
  readonly startLine: number
  /** 1-based, inclusive; one less than `startLine` if lines are only inserted. */
  readonly endLine: number
  /** With its line ends; empty if the lines are deleted. */
  readonly text: string
}

/** The failures of one check that a finding explains. */
export interface ReportedCause {
  readonly check: string
  readonly count: number
  /** The first ones: `import demo.cli`, `the script demo`, `python -m demo`, `tests/test_a.py::test_b`, `pytest`. */
  readonly failures?: readonly string[]
}

/** The verdict over several verdicts: a failure outweighs an inconclusive result. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail'
  return verdicts.includes('error') ? 'error' : 'pass'
}

/** Whether a finding fails its package. */
export function isFailing(
  { severity, ignored }: Pick<ReportedFinding, 'severity' | 'ignored'>,
  failOn?: FailOn,
): boolean {
  return ignored === undefined && (severity === 'error' || (severity === 'warning' && failOn === 'warning'))
}

/** The verdict of a package by its checks. */
export function verdictOf(checks: readonly Pick<ReportedCheck, 'status'>[], failOn?: FailOn): Verdict {
  return worst(
    checks.map(({ status }) => {
      if (status === 'warn') return failOn === 'warning' ? 'fail' : 'pass'
      return status === 'fail' || status === 'error' ? status : 'pass'
    }),
  )
}

/** The verdict of a package by its findings. */
export function verdictOfFindings(
  findings: readonly Pick<ReportedFinding, 'severity'>[],
  failOn?: FailOn,
): Verdict {
  const fails = ({ severity }: Pick<ReportedFinding, 'severity'>) =>
    severity === 'error' || (severity === 'warning' && failOn === 'warning')
  return findings.some(fails) ? 'fail' : 'pass'
}

/** The exit status for each verdict; 2 is a usage or configuration error. */
export const EXIT_STATUS: Readonly<Record<Verdict, number>> = { pass: 0, fail: 1, error: 3 }

/** The verdict that the run ends with: that of the packages that can fail it, and of the gate. */
export function verdictOfRun({ packages, gate }: Pick<Report, 'packages' | 'gate'>): Verdict {
  const hasProblems = gate !== undefined && gate.problems.length > 0
  const counted = packages.filter(({ failOn }) => failOn !== 'never').map(({ verdict }) => verdict)
  return worst([...counted, ...(hasProblems ? (['error'] as const) : [])])
}
