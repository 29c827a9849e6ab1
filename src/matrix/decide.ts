import type { Needs } from '../config/job-needs.ts'
import { type PackageReport, type Report, type RunIdentity, type Verdict, worst } from '../report/report.ts'
import { type Cell, digestOf, type LeftOut, type Plan } from './plan.ts'
import type { Read } from './read.ts'
import { systemOf } from './timings.ts'

/** What the gate sees: files that other jobs wrote, and what the runner tells of these jobs. */
export interface Gathered {
  readonly plan: ReadFile<Plan>
  readonly reports: readonly ReadFile<Report>[]
  /** How the jobs ended that the gate waits for; undefined where no runner tells. */
  readonly needs: Needs | undefined
  /** What runs the gate. */
  readonly here: RunIdentity
}

export interface ReadFile<T> {
  /** As it is told to people. */
  readonly file: string
  readonly content: Read<T>
}

/** Why the reports of the cells do not add up to a verdict. */
export type Problem =
  | { readonly kind: 'plan-unreadable'; readonly file: string; readonly reason: string }
  /** The digest in it is not its own. */
  | { readonly kind: 'plan-altered'; readonly file: string }
  /** No job that the gate waits for says that it made this plan. */
  | { readonly kind: 'plan-unknown'; readonly jobs: readonly string[] }
  | { readonly kind: 'plan-of-another-run'; readonly file: string; readonly difference: Difference }
  /** Nothing to verify, and no reason for it. */
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
  /** The verdict is not the one that its own checks and findings give. */
  | { readonly kind: 'report-contradicts-itself'; readonly cell: Cell; readonly file: string }
  | { readonly kind: 'job-ended'; readonly job: string; readonly result: string }

export interface Difference {
  readonly of: keyof RunIdentity
  readonly wanted: string | undefined
  readonly found: string | undefined
}

/** What the reports of all cells come to. */
export interface Decision {
  readonly verdict: Verdict
  /** Undefined when none could be trusted. */
  readonly plan: Plan | undefined
  /** Those of the plan, in its order. */
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
 * Decides whether the reports are those that the plan asks for, all of them and no other, and what they come to. It is
 * a pass only if every package of every cell passed in this run, and every job succeeded; whatever cannot be known is
 * an error.
 */
export function decide({ plan: file, reports, needs, here }: Gathered): Decision {
  const plan = file.content.kind === 'read' ? file.content.value : undefined
  const ofPlan = planProblems(file, needs, here)
  if (plan === undefined || ofPlan.length > 0) {
    const problems = [...ofPlan, ...jobProblems(needs, undefined, true)]
    return { verdict: 'error', plan: undefined, cells: [], problems, leftOut: [] }
  }
  const { cells, problems: ofReports } = matchReports(plan, reports, here)
  const verdicts = cells.flatMap((one) => (one.kind === 'reported' ? one.packages.map(verdictOf) : []))
  const isToldAlready = ofReports.length > 0 || verdicts.some((verdict) => verdict !== 'pass')
  const hasReason = plan.leftOut.some(({ python }) => python === undefined)
  const isEmpty = plan.cells.length === 0 && !hasReason
  const problems: Problem[] = [
    ...(isEmpty ? [{ kind: 'plan-empty', file: file.file } as const] : []),
    ...ofReports,
    ...jobProblems(needs, plan, isToldAlready),
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
  here: RunIdentity,
): Problem[] {
  if (content.kind === 'unreadable') return [{ kind: 'plan-unreadable', file, reason: content.reason }]
  const plan = content.value
  if (digestOf(plan) !== plan.digest) return [{ kind: 'plan-altered', file }]
  if (needs !== undefined && plannerOf(needs, plan) === undefined)
    return [{ kind: 'plan-unknown', jobs: Object.keys(needs) }]
  // A run has one commit, and its gate needs no checkout.
  const asksCommit = here.runId === undefined && here.commit !== undefined
  const difference = firstDifference(
    ['repository', 'runId', ...(asksCommit ? (['commit'] as const) : [])],
    here,
    plan.run,
  )
  if (difference !== undefined) return [{ kind: 'plan-of-another-run', file, difference }]
  if ((plan.run.attempt ?? 0) > (here.attempt ?? 0))
    return [{ kind: 'plan-of-another-run', file, difference: differenceOf('attempt', here, plan.run) }]
  return []
}

/** The job that says, in any of its outputs, that it made this plan. */
function plannerOf(needs: Needs, { digest }: Plan): string | undefined {
  return Object.entries(needs).find(([, { outputs }]) => Object.values(outputs).includes(digest))?.[0]
}

/**
 * Jobs whose end is a problem by itself. That one failed needs no words where it is told already what is wrong; that
 * one was skipped is right for cells of which the plan has none, and nobody knows which one that is if several were.
 */
function jobProblems(needs: Needs | undefined, plan: Plan | undefined, isToldAlready: boolean): Problem[] {
  const planner = needs !== undefined && plan !== undefined ? plannerOf(needs, plan) : undefined
  const skipped = Object.entries(needs ?? {}).filter(
    ([job, { result }]) => result === 'skipped' && job !== planner,
  )
  const mayBeSkipped = plan?.cells.length === 0 && skipped.length === 1
  return Object.entries(needs ?? {}).flatMap(([job, { result }]): Problem[] => {
    if (result === 'success') return []
    if (result === 'skipped' && mayBeSkipped && job !== planner) return []
    if (result === 'failure' && isToldAlready && plan !== undefined && job !== planner) return []
    return [{ kind: 'job-ended', job, result }]
  })
}

function matchReports(
  plan: Plan,
  reports: readonly ReadFile<Report>[],
  here: RunIdentity,
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
    const foreign = own.flatMap(({ file, report }) => foreignProblems(plan, cell, file, report))
    const ofThisRun = own.filter(({ file }) => !foreign.some((problem) => problem.file === file))
    const { one, found } = chooseReport(plan, here, cell, ofThisRun)
    problems.push(...foreign, ...(foreign.length > 0 && one === undefined ? [] : found))
    return one === undefined || found.length > 0
      ? { kind: 'missing', cell }
      : { kind: 'reported', cell, run: one.run ?? {}, packages: one.packages }
  })
  return { cells, problems }
}

type Foreign = Problem & { readonly kind: 'report-of-another-run' }

function foreignProblems({ run: planned }: Plan, cell: Cell, file: string, { run = {} }: Report): Foreign[] {
  const system = systemOf(cell.os)
  const wanted = { python: cell.python, ...(system === undefined ? {} : { os: system }) }
  const difference =
    firstDifference(['commit', 'repository', 'runId'], planned, run) ??
    firstDifference(system === undefined ? ['python'] : ['python', 'os'], wanted, run)
  return difference === undefined ? [] : [{ kind: 'report-of-another-run', cell, file, difference }]
}

/**
 * The one report that counts for a cell. A job that was run again has replaced what it reported before, and one that
 * was not has reported in an earlier attempt; but nothing counts that is older than the plan.
 */
function chooseReport(
  plan: Plan,
  here: RunIdentity,
  cell: Cell,
  reports: readonly { readonly file: string; readonly report: Report }[],
): { one: Report | undefined; found: Problem[] } {
  const attemptOf = ({ run }: Report | Plan) => run?.attempt ?? 0
  const attempts = reports.map(({ report }) => attemptOf(report))
  const latest = Math.max(
    ...attempts.filter((attempt) => attempt >= attemptOf(plan) && attempt <= (here.attempt ?? 0)),
  )
  const [first, ...more] = reports.filter(({ report }) => attemptOf(report) === latest)
  if (first === undefined) return { one: undefined, found: [{ kind: 'cell-missing', cell, stale: attempts }] }
  if (more.length > 0) {
    const files = [first, ...more].map(({ file }) => file)
    return { one: undefined, found: [{ kind: 'cell-twice', cell, files }] }
  }
  return { one: first.report, found: contentProblems(cell, first.file, first.report) }
}

function contentProblems(cell: Cell, file: string, { verdict, packages }: Report): Problem[] {
  const wanted = cell.packages.map(({ path }) => path)
  const found = packages.map(({ path }) => path)
  const missing = wanted.filter((path) => !found.includes(path))
  const unknown = found.filter((path, i) => !wanted.includes(path) || found.indexOf(path) !== i)
  if (missing.length + unknown.length > 0)
    return [{ kind: 'report-of-other-packages', cell, file, missing, unknown }]
  const isTrue =
    packages.every((one) => one.verdict === verdictOf(one)) &&
    verdict === worst(packages.map((one) => one.verdict))
  return isTrue ? [] : [{ kind: 'report-contradicts-itself', cell, file }]
}

/** The verdict that the checks and findings of a package give, whatever is written there. */
function verdictOf({ checks, findings }: PackageReport): Verdict {
  const isDefect = findings.some(({ severity }) => severity === 'error')
  // Nothing was looked at.
  if (checks.every(({ status }) => status === 'skip')) return 'error'
  return worst([
    isDefect ? 'fail' : 'pass',
    ...checks.map(({ status }) => (status === 'fail' || status === 'error' ? status : 'pass')),
  ])
}

function firstDifference(
  keys: readonly (keyof RunIdentity)[],
  wanted: RunIdentity,
  found: RunIdentity,
): Difference | undefined {
  const key = keys.find((one) => wanted[one] !== found[one])
  return key === undefined ? undefined : differenceOf(key, wanted, found)
}

function differenceOf(key: keyof RunIdentity, wanted: RunIdentity, found: RunIdentity): Difference {
  return { of: key, wanted: wanted[key]?.toString(), found: found[key]?.toString() }
}
