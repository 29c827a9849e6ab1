import { count } from '../program/sentence.ts'
import { countPackages } from '../report/counts.ts'
import { worstFirst } from '../report/harm.ts'
import { describeHeadlines } from '../report/many-packages.ts'
import { type PackageReport, type Report, type ReportedFinding, worst } from '../report/report.ts'
import { reportHeader } from '../report/report-header.ts'
import type { DecidedCell, Decision } from './decide.ts'
import { problemMessage } from './problem-messages.ts'

/** Joins the reports of all jobs into one: a package is in it once for each job that verified it, with its run. */
export function joinReports({ verdict, plan, cells, problems, leftOut }: Decision, now = new Date()): Report {
  const all = cells.flatMap((one) =>
    one.kind === 'reported' ? one.packages.map((each) => ({ ...each, run: one.run })) : [],
  )
  return {
    ...reportHeader(now),
    verdict,
    summary: countPackages(all),
    ...(plan === undefined ? {} : { run: plan.run }),
    packages: all,
    ...(plan?.selection === undefined ? {} : { selection: plan.selection }),
    gate: {
      plan: plan?.digest ?? null,
      cells: cells.map((one) => {
        const { id, name, os, python, packages } = one.cell
        const planned = packages.map(({ path, name }) => ({ path, name }))
        return { id, name, os, python, packages: planned, status: statusOf(one) }
      }),
      problems: problems.map((problem) => ({ kind: problem.kind, message: problemMessage(problem) })),
      leftOut,
    },
  }
}

function statusOf(cell: DecidedCell) {
  return cell.kind === 'missing' ? 'missing' : worst(cell.packages.map(({ verdict }) => verdict))
}

/** A finding of a package, and the jobs that reported it. */
export interface JoinedFinding {
  readonly name: string
  readonly path: string
  readonly finding: ReportedFinding
  /** Names of the jobs; empty if all jobs of the package reported it. */
  readonly onlyIn: readonly string[]
}

/** The findings of a joined report, without duplicates from several jobs; the worst first. */
export function joinedFindings({ packages, gate }: Report): JoinedFinding[] {
  const cellNames = new Map(gate?.cells.map(({ id, name }) => [id, name]))
  const cellsOf = new Map<string, number>()
  const found = new Map<string, { name: string; path: string; finding: ReportedFinding; cells: string[] }>()
  for (const { path, name, findings, run } of packages) {
    cellsOf.set(path, (cellsOf.get(path) ?? 0) + 1)
    const seen = new Set<string>()
    for (const finding of findings) {
      const { rule, severity, message, file, line, fix, ignored, pythons } = finding
      const key = JSON.stringify([path, rule, severity, message, file, line, fix, ignored, pythons])
      if (seen.has(key)) continue
      seen.add(key)
      const joined = found.get(key) ?? { name, path, finding, cells: [] }
      joined.cells.push(cellNames.get(run?.cell ?? '') ?? '')
      found.set(key, joined)
    }
  }
  const joined = [...found.values()].map(({ cells, ...one }) => ({
    ...one,
    onlyIn: cells.length === cellsOf.get(one.path) ? [] : cells,
  }))
  return worstFirst(joined.map((one) => ({ ...one.finding, joined: one }))).map((one) => one.joined)
}

/** The table of a joined report: a row for each package, a column for each Python and runner. */
export interface JoinedTable {
  readonly columns: readonly string[]
  readonly rows: readonly {
    readonly name: string
    readonly path: string
    readonly cells: readonly TableCell[]
  }[]
}

/** `none`: not in the plan. */
export type TableCell = 'pass' | 'warn' | 'fail' | 'error' | 'missing' | 'none'

/** The table of a joined report, sorted by the path of the package. */
export function joinedTable({ packages, gate }: Report): JoinedTable {
  const cells = gate?.cells ?? []
  const severalRunners = new Set(cells.map(({ os }) => os)).size > 1
  const columnOf = ({ os, python }: { os: string; python: string }) =>
    severalRunners ? `${python}, ${os}` : python
  const columns = [...new Set(cells.map(columnOf))]
  const rows = new Map<string, { name: string; path: string; cells: TableCell[] }>()
  const rowOf = (path: string, name: string) => {
    const row = rows.get(path) ?? { name, path, cells: columns.map(() => 'none' as const) }
    rows.set(path, row)
    return row
  }
  const reported = new Map(packages.map((one) => [`${one.run?.cell}\n${one.path}`, one]))
  for (const cell of cells) {
    for (const { path, name } of cell.packages) {
      const one = reported.get(`${cell.id}\n${path}`)
      const row = rowOf(path, name)
      const warns = one?.checks.some(({ status }) => status === 'warn')
      row.cells[columns.indexOf(columnOf(cell))] =
        one === undefined ? 'missing' : one.verdict === 'pass' && warns ? 'warn' : one.verdict
    }
  }
  const all = [...rows.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  const isShared = (name: string) => all.filter((row) => row.name === name).length > 1
  return {
    columns,
    rows: all.map((row) => (isShared(row.name) ? { ...row, name: `${row.name} (${row.path})` } : row)),
  }
}

/** The packages that fail, each once. */
function failedPackages(packages: readonly PackageReport[]): PackageReport[] {
  const byPath = new Map<string, PackageReport>()
  for (const one of packages) if (one.verdict === 'fail' && !byPath.has(one.path)) byPath.set(one.path, one)
  return [...byPath.values()]
}

/** The verdict of a joined report as a sentence. */
export function joinedVerdict(report: Report): string {
  const { packages, gate } = report
  const cells = gate?.cells.length ?? 0
  const paths = new Set(packages.map(({ path }) => path)).size
  const leftOutCount = new Set(
    gate?.leftOut.filter(({ python }) => python === undefined).map(({ path }) => path),
  ).size
  const suffix = leftOutCount === 0 ? '' : `; ${leftOutCount} skipped`
  if (report.verdict === 'error') return 'Inconclusive: the results are incomplete.'
  if (report.verdict === 'fail') {
    const failed = failedPackages(packages)
    return `${failed.length} of ${count(paths, 'package')} failed: ${describeHeadlines(failed)}${suffix}.`
  }
  if (cells === 0) return `Nothing to verify${suffix}.`
  return `${paths === 1 ? 'The package works' : `All ${paths} packages work`} as installed, in ${cells === 1 ? 'one job' : `${cells} jobs`}${suffix}.`
}
