import type { Needs } from '../config/job-needs.ts'
import {
  type PackageReport,
  type Report,
  type RunIdentity,
  type Verdict,
  verdictOf as verdictOfChecks,
  verdictOfFindings,
  worst,
} from '../report/report.ts'
import { type Cell, digestOf, type LeftOut, type Plan } from './plan.ts'
import type { ReadResult } from './read.ts'
import { systemOf } from './timings.ts'

/** The input of the gate: the plan and the reports of other jobs, and how these jobs ended. */
export interface GateInput {
  readonly plan: ReadFile<Plan>
  readonly reports: readonly ReadFile<Report>[]
  /** The results of the jobs that the gate needs; undefined outside GitHub. */
  readonly needs: Needs | undefined
  /** The run of the gate. */
  readonly currentRun: RunIdentity
}

export interface ReadFile<T> {
  /** As in messages. */
  readonly file: string
  readonly content: ReadResult<T>
}

/** A problem that makes the joint verdict inconclusive. */
export type Problem =
  | { readonly kind: 'plan-unreadable'; readonly file: string; readonly reason: string }
  /** Its digest does not match its content. */
  | { readonly kind: 'plan-altered'; readonly file: string }
  /** None of the jobs that the gate needs has the digest of the plan among its outputs. */
  | { readonly kind: 'plan-unknown'; readonly jobs: readonly string[] }
  | { readonly kind: 'plan-of-another-run'; readonly file: string; readonly difference: Difference }
  /** It has neither jobs nor a reason for that. */
  | { readonly kind: 'plan-empty'; readonly file: string }
  | { readonly kind: 'cell-missing'; readonly cell: Cell; readonly stale: readonly number[] }
  | { readonly kind: 'cell-twice'; readonly cell: Cell; readonly files: readonly string[] }
  | { readonly kind: 'report-unreadable'; readonly file: string; readonly reason: string }
  | { readonly kind: 'report-without-cell'; readonly file: string; readonly cell: string | undefined }
  | {
      readonly kind: 'report-of-another-run'
      readonly cell: Cell
      readonly file: string
      readonly difference: Difference
    }
  | {
      readonly kind: 'report-of-other-packages'
      readonly cell: Cell
      readonly file: string
      readonly missing: readonly string[]
      readonly unknown: readonly string[]
    }
  /** Its verdict contradicts its checks and findings. */
  | { readonly kind: 'report-contradicts-itself'; readonly cell: Cell; readonly file: string }
  | { readonly kind: 'job-ended'; readonly job: string; readonly result: string }

export interface Difference {
  readonly field: keyof RunIdentity
  readonly expected: string | undefined
  readonly actual: string | undefined
}

/** The verdict over the reports of all jobs. */
export interface Decision {
  readonly verdict: Verdict
  /** Undefined if it has problems. */
  readonly plan: Plan | undefined
  /** In the order of the plan. */
  readonly cells: readonly DecidedCell[]
  readonly problems: readonly Problem[]
  readonly leftOut: readonly LeftOut[]
}

export type DecidedCell =
  | {
      readonly kind: 'reported'
      readonly cell: Cell
      readonly run: RunIdentity
      readonly packages: readonly PackageReport[]
    }
  | { readonly kind: 'missing'; readonly cell: Cell }

/**
 * Compares the reports with the plan and decides the joint verdict. It is a pass only if all packages of all planned jobs
 * passed in this run and all jobs succeeded; anything unknown is an error.
 */
export function decide({ plan: file, reports, needs, currentRun }: GateInput): Decision {
  const plan = file.content.kind === 'read' ? file.content.value : undefined
  const planIssues = planProblems(file, needs, currentRun)
  if (plan === undefined || planIssues.length > 0) {
    const problems = [...planIssues, ...jobProblems(needs, undefined, true)]
    return { verdict: 'error', plan: undefined, cells: [], problems, leftOut: [] }
  }
  const { cells, problems: reportIssues } = matchReports(plan, reports, currentRun)
  const verdicts = cells.flatMap((one) => (one.kind === 'reported' ? one.packages.map(verdictOf) : []))
  const isExplained = reportIssues.length > 0 || verdicts.some((verdict) => verdict !== 'pass')
  const hasReason = plan.leftOut.some(({ python }) => python === undefined)
  const isEmpty = plan.cells.length === 0 && !hasReason
  const problems: Problem[] = [
    ...(isEmpty ? [{ kind: 'plan-empty', file: file.file } as const] : []),
    ...reportIssues,
    ...jobProblems(needs, plan, isExplained),
  ]
  return {
    verdict: worst([...verdicts, ...(problems.length > 0 ? (['error'] as const) : [])]),
    plan,
    cells,
    problems,
    leftOut: plan.leftOut,
  }
}

function planProblems(
  { file, content }: ReadFile<Plan>,
  needs: Needs | undefined,
  currentRun: RunIdentity,
): Problem[] {
  if (content.kind === 'unreadable') return [{ kind: 'plan-unreadable', file, reason: content.reason }]
  const plan = content.value
  if (digestOf(plan) !== plan.digest) return [{ kind: 'plan-altered', file }]
  if (needs !== undefined && plannerOf(needs, plan) === undefined)
    return [{ kind: 'plan-unknown', jobs: Object.keys(needs) }]
  // All jobs of a workflow run have the same commit, so the gate needs no checkout.
  const comparesCommit = currentRun.runId === undefined && currentRun.commit !== undefined
  const difference = firstDifference(
    ['repository', 'runId', ...(comparesCommit ? (['commit'] as const) : [])],
    currentRun,
    plan.run,
  )
  if (difference !== undefined) return [{ kind: 'plan-of-another-run', file, difference }]
  if ((plan.run.attempt ?? 0) > (currentRun.attempt ?? 0))
    return [{ kind: 'plan-of-another-run', file, difference: differenceOf('attempt', currentRun, plan.run) }]
  return []
}

/** The job that has the digest of the plan among its outputs. */
function plannerOf(needs: Needs, { digest }: Plan): string | undefined {
  return Object.entries(needs).find(([, { outputs }]) => Object.values(outputs).includes(digest))?.[0]
}

/**
 * Jobs whose result is a problem. A failed job is not a problem if the reports explain it, and a single skipped job is not
 * if the plan has no jobs. Of several skipped jobs, it is unknown which one is the matrix.
 */
function jobProblems(needs: Needs | undefined, plan: Plan | undefined, isExplained: boolean): Problem[] {
  const planner = needs !== undefined && plan !== undefined ? plannerOf(needs, plan) : undefined
  const skipped = Object.entries(needs ?? {}).filter(
    ([job, { result }]) => result === 'skipped' && job !== planner,
  )
  const mayBeSkipped = plan?.cells.length === 0 && skipped.length === 1
  return Object.entries(needs ?? {}).flatMap(([job, { result }]): Problem[] => {
    if (result === 'success') return []
    if (result === 'skipped' && mayBeSkipped && job !== planner) return []
    if (result === 'failure' && isExplained && plan !== undefined && job !== planner) return []
    return [{ kind: 'job-ended', job, result }]
  })
}

function matchReports(
  plan: Plan,
  reports: readonly ReadFile<Report>[],
  currentRun: RunIdentity,
): { cells: DecidedCell[]; problems: Problem[] } {
  const problems: Problem[] = []
  const byCell = new Map<Cell, { file: string; report: Report }[]>(plan.cells.map((cell) => [cell, []]))
  for (const { file, content } of reports) {
    if (content.kind === 'unreadable') {
      problems.push({ kind: 'report-unreadable', file, reason: content.reason })
      continue
    }
    const id = content.value.run?.cell
    const cell = plan.cells.find((one) => one.id === id)
    if (cell === undefined) problems.push({ kind: 'report-without-cell', file, cell: id })
    else byCell.get(cell)?.push({ file, report: content.value })
  }
  const cells = [...byCell].map(([cell, own]): DecidedCell => {
    const mismatched = own.flatMap(({ file, report }) => mismatches(plan, cell, file, report))
    const ofThisRun = own.filter(({ file }) => !mismatched.some((problem) => problem.file === file))
    const { report, problems: ofReport } = chooseReport(plan, currentRun, cell, ofThisRun)
    problems.push(...mismatched, ...(mismatched.length > 0 && report === undefined ? [] : ofReport))
    return report === undefined || ofReport.length > 0
      ? { kind: 'missing', cell }
      : { kind: 'reported', cell, run: report.run ?? {}, packages: report.packages }
  })
  return { cells, problems }
}

type ReportMismatch = Problem & { readonly kind: 'report-of-another-run' }

function mismatches(
  { run: planned }: Plan,
  cell: Cell,
  file: string,
  { run = {} }: Report,
): ReportMismatch[] {
  const system = systemOf(cell.os)
  const expected = { python: cell.python, ...(system === undefined ? {} : { os: system }) }
  const difference =
    firstDifference(['commit', 'repository', 'runId'], planned, run) ??
    firstDifference(system === undefined ? ['python'] : ['python', 'os'], expected, run)
  return difference === undefined ? [] : [{ kind: 'report-of-another-run', cell, file, difference }]
}

/**
 * The report of a job: the one of its latest attempt. A job that was not run again has a report of an earlier attempt,
 * which must not be earlier than the plan's.
 */
function chooseReport(
  plan: Plan,
  currentRun: RunIdentity,
  cell: Cell,
  reports: readonly { readonly file: string; readonly report: Report }[],
): { report: Report | undefined; problems: Problem[] } {
  const attemptOf = ({ run }: Report | Plan) => run?.attempt ?? 0
  const attempts = reports.map(({ report }) => attemptOf(report))
  const latest = Math.max(
    ...attempts.filter((attempt) => attempt >= attemptOf(plan) && attempt <= (currentRun.attempt ?? 0)),
  )
  const [first, ...more] = reports.filter(({ report }) => attemptOf(report) === latest)
  if (first === undefined)
    return { report: undefined, problems: [{ kind: 'cell-missing', cell, stale: attempts }] }
  if (more.length > 0) {
    const files = [first, ...more].map(({ file }) => file)
    return { report: undefined, problems: [{ kind: 'cell-twice', cell, files }] }
  }
  return { report: first.report, problems: contentProblems(cell, first.file, first.report) }
}

function contentProblems(cell: Cell, file: string, { verdict, packages }: Report): Problem[] {
  const expected = cell.packages.map(({ path }) => path)
  const actual = packages.map(({ path }) => path)
  const missing = expected.filter((path) => !actual.includes(path))
  const unknown = actual.filter((path, i) => !expected.includes(path) || actual.indexOf(path) !== i)
  if (missing.length + unknown.length > 0)
    return [{ kind: 'report-of-other-packages', cell, file, missing, unknown }]
  const isConsistent =
    packages.every((one) => one.verdict === verdictOf(one)) &&
    verdict === worst(packages.map((one) => one.verdict))
  return isConsistent ? [] : [{ kind: 'report-contradicts-itself', cell, file }]
}

/** The verdict computed from the checks and findings of a package, not the one in the report. */
function verdictOf({ checks, findings, failOn }: PackageReport): Verdict {
  if (checks.every(({ status }) => status === 'skip')) return 'error'
  return worst([verdictOfFindings(findings, failOn), verdictOfChecks(checks, failOn)])
}

function firstDifference(
  keys: readonly (keyof RunIdentity)[],
  expected: RunIdentity,
  actual: RunIdentity,
): Difference | undefined {
  const key = keys.find((one) => expected[one] !== actual[one])
  return key === undefined ? undefined : differenceOf(key, expected, actual)
}

function differenceOf(key: keyof RunIdentity, expected: RunIdentity, actual: RunIdentity): Difference {
  return { field: key, expected: expected[key]?.toString(), actual: actual[key]?.toString() }
}
