import { escapeRegExp } from '../program/regular-expressions.ts'
import { list } from '../program/sentence.ts'
import type { DecidedCheck, DecidedFinding } from './decide-checks.ts'
import { worstHarm } from './harm.ts'
import type { PackageReport, ReportedCheck, ReportedFinding } from './report.ts'

/** The decisions of all checks with one of several Pythons. */
export interface PythonDecisions {
  /** As configured. */
  readonly python: string
  /** Undefined if it is not installed. */
  readonly version: string | undefined
  /** In the order of the report. */
  readonly checks: readonly DecidedCheck[]
}

/**
 * Merges the decisions with several Pythons. Checks and findings common to all Pythons are reported once; others list
 * the Pythons that they apply to. A Python with which a check was skipped does not count for the findings of the check.
 */
export function mergePythons(all: readonly PythonDecisions[]): {
  checks: ReportedCheck[]
  findings: DecidedFinding[]
} {
  const names = [...new Set(all.flatMap(({ checks }) => checks.map(({ check }) => check.check)))]
  const byCheck = names.map((name) =>
    all.flatMap(({ python, version, checks }) =>
      checks.filter(({ check }) => check.check === name).map((one) => ({ python, version, ...one })),
    ),
  )
  return { checks: byCheck.flatMap(mergeChecks), findings: byCheck.flatMap(mergeFindings) }
}

type CheckWithPython = DecidedCheck & Pick<PythonDecisions, 'python' | 'version'>

function mergeChecks(own: readonly CheckWithPython[]): ReportedCheck[] {
  const all = own.map(({ python, version, check }) => {
    const pythonClause = clauseOf(version, check.reason)
    const masked = pythonClause === undefined ? check.reason : check.reason?.replace(pythonClause, () => MASK)
    return { python, value: { ...check, reason: masked, pythonClause, version } }
  })
  return groupEqual(all, ({ status, reason }) => [status, reason]).map(({ values, pythons }) => {
    const [{ check, status, reason } = NOTHING] = values
    return {
      check,
      status,
      seconds: Math.max(...values.map(({ seconds }) => seconds)),
      ...(reason === undefined ? {} : { reason: reason.replace(MASK, () => mergePythonClauses(values)) }),
      ...(pythons.length === own.length ? {} : { pythons }),
    }
  })
}

const NOTHING = { check: '', status: 'skip', reason: undefined } as const

/** Replaces the clause of a reason that names its Python, so that reasons that differ only there are equal. */
const MASK = '\0'

/** The clause of a reason, in parentheses or between semicolons, that ends with its Python: `uv 0.13.8, Python 3.9.18`. */
function clauseOf(version: string | undefined, reason: string | undefined): string | undefined {
  if (version === undefined || reason === undefined) return undefined
  return new RegExp(`(?<=^|; |\\()[^;()]*Python ${escapeRegExp(version)}(?=$|; |\\))`).exec(reason)?.[0]
}

/** `uv 0.13.8, Python 3.9.18 and 3.12.1`; with different prefixes, the clauses in full. */
function mergePythonClauses(
  all: readonly { readonly pythonClause: string | undefined; readonly version: string | undefined }[],
): string {
  const prefixes = all.map(({ pythonClause = '', version = '' }) =>
    pythonClause.slice(0, pythonClause.length - version.length),
  )
  return new Set(prefixes).size === 1
    ? `${prefixes[0]}${list(all.map(({ version = '' }) => version))}`
    : list(all.map(({ pythonClause = '' }) => pythonClause))
}

function mergeFindings(own: readonly CheckWithPython[]): DecidedFinding[] {
  const reached = own.filter(({ check }) => check.status !== 'skip').map(({ python }) => python)
  const all = own.flatMap(({ python, findings }) => findings.map((value) => ({ python, value })))
  // Facts may differ in paths and times, and a cause may break more with one Python than with another.
  const comparable = ({ facts, harm, consequences, fingerprint, ...words }: DecidedFinding) => words
  return groupEqual(all, comparable).map(({ values, pythons }) => ({
    ...mergeEqualFindings(values as [DecidedFinding, ...DecidedFinding[]]),
    ...(reached.every((python) => pythons.includes(python)) ? {} : { pythons }),
  }))
}

/** Findings with several Pythons that have the same words, with the consequences of all. */
function mergeEqualFindings(values: readonly [DecidedFinding, ...DecidedFinding[]]): DecidedFinding {
  const [harm, ...harms] = values.flatMap((value) => value.harm ?? [])
  const consequences = values.flatMap((value) => value.consequences ?? [])
  return {
    ...values[0],
    ...(harm === undefined ? {} : { harm: worstHarm([harm, ...harms]) }),
    ...(consequences.length === 0 ? {} : { consequences }),
  }
}

/** Groups values that are equal in what `comparable` returns, with the Pythons of each group. */
function groupEqual<T>(
  all: readonly { readonly python: string; readonly value: T }[],
  comparable: (value: T) => unknown,
): { values: T[]; pythons: string[] }[] {
  const groups = new Map<string, { values: T[]; pythons: string[] }>()
  for (const { python, value } of all) {
    const key = JSON.stringify(comparable(value))
    const group = groups.get(key) ?? { values: [], pythons: [] }
    groups.set(key, group)
    group.values.push(value)
    if (!group.pythons.includes(python)) group.pythons.push(python)
  }
  return [...groups.values()]
}

/** A check in one line: its results with several Pythons, failures first. */
export interface CheckLine extends Omit<ReportedCheck, 'pythons'> {
  readonly reason: string
}

const STATUS_ORDER = ['fail', 'error', 'warn', 'pass', 'skip'] as const

/**
 * The checks of a report, each in one line: `3.14: 1 error; 3.9, 3.12: 24 passed`. A Python with which a check was
 * skipped is omitted if there are results with others: the check that stopped it gives the reason.
 */
export function checkLines(checks: readonly ReportedCheck[]): CheckLine[] {
  const names = [...new Set(checks.map(({ check }) => check))]
  return names.map((name) => {
    const own = checks.filter(({ check }) => check === name)
    const shown = own.some(({ status }) => status !== 'skip')
      ? own.filter(({ status }) => status !== 'skip')
      : own
    const sorted = shown.sort((a, b) => STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status))
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

/** The Pythons that a finding or check applies to: `only with Python 3.9 and 3.10`; empty for all Pythons. */
export function onlyWith({ pythons }: Pick<ReportedFinding, 'pythons'>): string {
  return pythons === undefined ? '' : `only with Python ${list(pythons)}`
}

/** The Pythons that were not used, each with the reason. */
export function notVerified({ pythons = [] }: Pick<PackageReport, 'pythons'>): string[] {
  return pythons.flatMap((one) =>
    'leftOut' in one ? [`not verified with Python ${one.python}: ${one.leftOut}`] : [],
  )
}
