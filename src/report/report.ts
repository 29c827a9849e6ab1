import type { Rule, Severity } from '../checks/rules.ts'
import type { VersionStep } from '../checks/version/facts.ts'
import type { BumpPolicy } from '../config/bump-policy.ts'
import type { FailOn } from '../config/fail-on.ts'
import type { VersionPolicy } from '../config/version-policy.ts'
import type { Harm } from './harm.ts'

/**
 * The report of a run, schema 1. `npm run schemas` generates `docs/report.schema.json` from these types: their comments
 * are the descriptions, and `@minimum`, `@minLength`, `@minItems` and `@pattern` are keywords of JSON Schema. Fields that
 * were added to schema 1 are optional, because the gate also reads reports of earlier versions.
 */
export interface Report {
  /** URL of the JSON Schema. */
  readonly $schema?: string
  /** Increases when a program written for this schema could misread a report. Check it first. */
  readonly schema: 1
  readonly tool?: Tool
  /** When the report was created: ISO 8601, UTC. @format date-time */
  readonly createdAt?: string
  /** The worst verdict of the packages, and of the gate. */
  readonly verdict: Verdict
  readonly summary?: ReportSummary
  /** The run that created the report; absent outside of a workflow. */
  readonly run?: RunIdentity
  /** In the order in which they were selected. In a joined report, each package once for each job that verified it. */
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

/** The program that created the report. */
export interface Tool {
  readonly name: string
  readonly version: string
  readonly uri: string
}

/** The number of findings by severity. Ignored findings are counted only as `ignored`. */
export interface FindingCounts {
  /** @asType integer @minimum 0 */
  readonly errors: number
  /** @asType integer @minimum 0 */
  readonly warnings: number
  /** @asType integer @minimum 0 */
  readonly notes: number
  /** @asType integer @minimum 0 */
  readonly ignored: number
}

/** The number of packages by verdict, and of their findings. A joined report counts a package once for each job. */
export interface ReportSummary extends FindingCounts {
  /** @asType integer @minimum 0 */
  readonly packages: number
  /** @asType integer @minimum 0 */
  readonly passed: number
  /** @asType integer @minimum 0 */
  readonly failed: number
  /** @asType integer @minimum 0 */
  readonly inconclusive: number
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
  /** How many times a copy of the checkout was edited and checked again. @asType integer @minimum 0 */
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
  /** Attempt of the workflow run; 1 for the first. @asType integer @minimum 1 */
  readonly attempt?: number
  /** `Linux`, `macOS`, `Windows`. */
  readonly os?: string
  /** As configured. */
  readonly python?: string
  /** Id of the job in the plan. */
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
  readonly summary?: FindingCounts
  /** The size of the step from the previous version to this one; null if there is no previous version. */
  readonly bump?: VersionStep | null
  readonly policy?: ReportedPolicy
  /** The Python and the installer. If several Pythons were configured, the first; `pythons` has all. */
  readonly environment?: ReportedEnvironment
  /** The distributions in the runtime environment, as resolved by the installer, without the package itself. */
  readonly dependencies?: readonly ReportedDependency[]
  /** The test results; absent if no tests ran. If several Pythons were configured, with the first. */
  readonly tests?: ReportedTests
  /** The verified sdist and wheels; empty if nothing was built. */
  readonly artifacts: readonly ReportedArtifact[]
  /** @minItems 1 */
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

/** One of several Pythons. */
export type ReportedPython = VerifiedPython | UnusedPython

/** A Python with which the package was verified. */
export interface VerifiedPython {
  /** As configured. */
  readonly python: string
  readonly verdict: Verdict
  readonly environment?: ReportedEnvironment
  readonly dependencies?: readonly ReportedDependency[]
  readonly tests?: ReportedTests
}

/** A configured Python that was not used. */
export interface UnusedPython {
  /** As configured. */
  readonly python: string
  /** Why it was not used. */
  readonly leftOut: string
}

/** The policies that the package was verified with. */
export interface ReportedPolicy {
  /** The version policy of this event. */
  readonly version: VersionPolicy
  /** The required size of the bump; the sizes are absent if the project uses the defaults (SemVer). */
  readonly bump: BumpPolicy
  readonly failOn: FailOn
}

/** The Python and the installer of the runtime environment. */
export interface ReportedEnvironment {
  /** Version of the Python. */
  readonly python: string
  /** `cpython`, `pypy` */
  readonly implementation: string
  /** As in the names of wheels: `linux-x86_64`. */
  readonly platform?: string
  readonly installer: {
    /** `pip`, `uv` */
    readonly name: string
    /** Null for the pip that is bundled with Python. */
    readonly version: string | null
  }
}

/** A distribution that was installed as a dependency. */
export interface ReportedDependency {
  readonly name: string
  readonly version: string
}

/** The number of tests by outcome, as pytest counts them. */
export interface ReportedTests {
  /** @asType integer @minimum 0 */
  readonly total: number
  /** @asType integer @minimum 0 */
  readonly passed: number
  /** @asType integer @minimum 0 */
  readonly failed: number
  /** Errors in setup, teardown or collection. @asType integer @minimum 0 */
  readonly errors: number
  /** @asType integer @minimum 0 */
  readonly skipped: number
  /** @asType integer @minimum 0 */
  readonly xfailed: number
  /** @asType integer @minimum 0 */
  readonly xpassed: number
  /** @asType integer @minimum 0 */
  readonly deselected: number
  /** @minimum 0 */
  readonly seconds: number
  /**
   * The tests that did not pass; all tests if the report is also written in a format that lists them (`junit`, `ctrf`).
   * At most 20,000.
   */
  readonly cases: readonly ReportedTestCase[]
}

/** One test. */
export interface ReportedTestCase {
  /** pytest's node ID: `tests/test_a.py::TestA::test_b[1]`. */
  readonly id: string
  readonly outcome: TestOutcome
  /** Setup, call and teardown. @minimum 0 */
  readonly seconds: number
  /** Relative to pytest's root directory. */
  readonly file?: string
  /** 1-based. @asType integer @minimum 1 */
  readonly line?: number
  /** The first line of the exception, or the reason for skipping. */
  readonly message?: string
  /** The end of pytest's report of the failure. */
  readonly text?: string
}

export type TestOutcome = 'passed' | 'failed' | 'error' | 'skipped' | 'xfailed' | 'xpassed'

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

/** An sdist or a wheel. */
export interface ReportedArtifact {
  /** Absolute. */
  readonly file: string
  /** Relative to the output directory of the package: `dist/greeter-1.1.0-py3-none-any.whl`. */
  readonly name?: string
  readonly kind: 'wheel' | 'sdist'
  /** @pattern ^[0-9a-f]{64}$ */
  readonly sha256: string
  /** @asType integer @minimum 1 */
  readonly bytes: number
  /** What it contains; of a wheel in the order of the archive. */
  readonly files?: readonly ReportedFile[]
}

/** A file in an sdist or a wheel. */
export interface ReportedFile {
  /** Its path in the archive, with `/`; in an sdist without the first directory. */
  readonly path: string
  /** @asType integer @minimum 0 */
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
  /** 1-based. @asType integer @minimum 1 */
  readonly line?: number
}

export interface ReportedFinding {
  readonly rule: Rule
  /** The title of the rule. */
  readonly title?: string
  /** Documentation of the rule. @format uri */
  readonly helpUri?: string
  /** Why the rule matters to users of the package. */
  readonly why?: string
  /**
   * Identifies the finding in the reports of later commits: it does not depend on lines, versions, counts or the
   * environment. Different for each finding of a package. @pattern ^[0-9a-f]{32}$
   */
  readonly fingerprint?: string
  /** With the settings of the package applied. */
  readonly severity: Severity
  /** @minLength 1 */
  readonly message: string
  /** How to fix it. @minLength 1 */
  readonly fix?: string
  /** The fix as edits; absent if no edit is known. */
  readonly patch?: ReportedPatch
  /** Relative to the repository root. */
  readonly file?: string
  /** 1-based. @asType integer @minimum 1 */
  readonly line?: number
  /** What shows that the rule is broken; the keys depend on the rule, see `$defs/FactsOf`. */
  readonly facts: object
  /** The worst that the broken rule harms; absent if it harms nothing. */
  readonly harm?: Harm
  /** How many failures of other checks have this cause; they have no findings of their own. */
  readonly causes?: readonly ReportedCause[]
  /** The same as a sentence: `This breaks 20 tests and the script shop.` */
  readonly effect?: string
  /** The reason given for ignoring it; an ignored finding does not affect the verdict. */
  readonly ignored?: string
  /** The Pythons that it was found with; absent if it was found with all that reached the check. */
  readonly pythons?: readonly string[]
}

/** The facts of a finding about an entry of `ignore` that matches nothing, or that has expired. */
export interface UnusedIgnore {
  readonly rule: string
  readonly reason: string
  readonly match?: string | undefined
  /** A date: `2027-01-31`. */
  readonly expires?: string | undefined
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
  /** 1-based; 1 for a new file. @asType integer @minimum 1 */
  readonly startLine: number
  /** 1-based, inclusive; one less than `startLine` if lines are only inserted. @asType integer @minimum 0 */
  readonly endLine: number
  /** With its line ends; empty if the lines are deleted. */
  readonly text: string
}

/** The failures of one check that a finding explains. */
export interface ReportedCause {
  readonly check: string
  /** @asType integer @minimum 1 */
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
