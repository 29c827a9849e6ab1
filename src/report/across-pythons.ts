import { list } from '../program/sentence.ts'
import type { PackageReport, ReportedCheck, ReportedFinding } from './report.ts'

/** A check that was decided, with the findings that are its own. */
export interface DecidedCheck {
  readonly check: ReportedCheck
  readonly findings: readonly ReportedFinding[]
}

/** What was decided with one of several Pythons. */
export interface DecidedWith {
  /** As it was asked for. */
  readonly python: string
  /** Undefined where there is none on the machine. */
  readonly version: string | undefined
  /** In the order of the report. */
  readonly checks: readonly DecidedCheck[]
}

/**
 * Brings home what was decided with several Pythons: what holds for all of them is told once, what holds for some has
 * their names. A Python with which a check was not reached says nothing of what that check finds.
 */
export function acrossPythons(all: readonly DecidedWith[]): Pick<PackageReport, 'checks' | 'findings'> {
  const names = [...new Set(all.flatMap(({ checks }) => checks.map(({ check }) => check.check)))]
  const byCheck = names.map((name) =>
    all.flatMap(({ python, version, checks }) =>
      checks.filter(({ check }) => check.check === name).map((one) => ({ python, version, ...one })),
    ),
  )
  return { checks: byCheck.flatMap(joinChecks), findings: byCheck.flatMap(joinFindings) }
}

type Own = DecidedCheck & Pick<DecidedWith, 'python' | 'version'>

function joinChecks(own: readonly Own[]): ReportedCheck[] {
  const all = own.map(({ python, version, check }) => {
    const clauses = check.reason?.split('; ')
    const naming = clauses?.find((clause) => clause.endsWith(`Python ${version}`))
    const masked = clauses?.map((clause) => (clause === naming ? MASK : clause)).join('; ')
    return { python, value: { ...check, reason: masked, naming, version } }
  })
  return together(all, ({ status, reason }) => [status, reason]).map(({ values, pythons }) => {
    const [{ check, status, reason } = NOTHING] = values
    return {
      check,
      status,
      seconds: Math.max(...values.map(({ seconds }) => seconds)),
      ...(reason === undefined ? {} : { reason: reason.replace(MASK, () => joinNaming(values)) }),
      ...(pythons.length === own.length ? {} : { pythons }),
    }
  })
}

const NOTHING = { check: '', status: 'skip', reason: undefined } as const

/** Stands for what a reason says of its Python: it differs from that of others, and is no other result. */
const MASK = '\0'

/** `uv 0.13.8 for Python 3.9.18 and 3.12.1`; where what comes before differs, too, all of it. */
function joinNaming(
  all: readonly { readonly naming: string | undefined; readonly version: string | undefined }[],
): string {
  const before = all.map(({ naming = '', version = '' }) => naming.slice(0, naming.length - version.length))
  return new Set(before).size === 1
    ? `${before[0]}${list(all.map(({ version = '' }) => version))}`
    : list(all.map(({ naming = '' }) => naming))
}

function joinFindings(own: readonly Own[]): ReportedFinding[] {
  const reached = own.filter(({ check }) => check.status !== 'skip').map(({ python }) => python)
  const all = own.flatMap(({ python, findings }) => findings.map((value) => ({ python, value })))
  // The facts may have paths and times in them.
  return together(all, ({ facts: _, ...words }) => words).map(({ values, pythons }) => ({
    ...(values[0] as ReportedFinding),
    ...(reached.every((python) => pythons.includes(python)) ? {} : { pythons }),
  }))
}

/** Puts together what is told in the same words, with the Pythons that it is told of. */
function together<T>(
  all: readonly { readonly python: string; readonly value: T }[],
  words: (value: T) => unknown,
): { values: T[]; pythons: string[] }[] {
  const groups = new Map<string, { values: T[]; pythons: string[] }>()
  for (const { python, value } of all) {
    const key = JSON.stringify(words(value))
    const group = groups.get(key) ?? { values: [], pythons: [] }
    groups.set(key, group)
    group.values.push(value)
    if (!group.pythons.includes(python)) group.pythons.push(python)
  }
  return [...groups.values()]
}

/** One line of a report on a check: what several Pythons say of it, the gravest first. */
export interface CheckLine extends Omit<ReportedCheck, 'pythons'> {
  readonly reason: string
}

const GRAVITY = ['fail', 'error', 'warn', 'pass', 'skip'] as const

/**
 * The checks of a report, each in one line: `3.14: 1 defect; 3.9, 3.12: 24 passed`. What was not reached with a Python
 * is not told beside what was seen with others: the line of the check where it stopped says why.
 */
export function checkLines(checks: readonly ReportedCheck[]): CheckLine[] {
  const names = [...new Set(checks.map(({ check }) => check))]
  return names.map((name) => {
    const own = checks.filter(({ check }) => check === name)
    const told = own.some(({ status }) => status !== 'skip')
      ? own.filter(({ status }) => status !== 'skip')
      : own
    const sorted = told.sort((a, b) => GRAVITY.indexOf(a.status) - GRAVITY.indexOf(b.status))
    const parts = sorted.map(({ pythons, reason = '' }) =>
      pythons === undefined ? reason : `${pythons.join(', ')}: ${reason.replace(/\.$/, '')}`,
    )
    return {
      check: name,
      status: sorted[0]?.status ?? 'skip',
      seconds: Math.max(...own.map(({ seconds }) => seconds)),
      reason: parts.join('; '),
    }
  })
}

/** With which of several Pythons something holds: `only with Python 3.9 and 3.10`; empty where it holds with all. */
export function onlyWith({ pythons }: Pick<ReportedFinding, 'pythons'>): string {
  return pythons === undefined ? '' : `only with Python ${list(pythons)}`
}

/** Those of several Pythons that nothing was verified with, each with the reason. */
export function notVerified({ pythons = [] }: Pick<PackageReport, 'pythons'>): string[] {
  return pythons.flatMap((one) =>
    'leftOut' in one ? [`not verified with Python ${one.python}: ${one.leftOut}`] : [],
  )
}
