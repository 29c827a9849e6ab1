import type { RootContent } from 'mdast'
import type { Severity } from '../checks/rules.ts'
import { count, list } from '../program/sentence.ts'
import { leftOutSentences } from '../report/many-packages.ts'
import type { Report } from '../report/report.ts'
import { type Block, block, writeBlocks } from '../report/summary/blocks.ts'
import { foreignName, foreignText } from '../report/summary/foreign-text.ts'
import { bullets, folded, heading, paragraph, plain, table } from '../report/summary/markdown.ts'
import { VERDICT_MARKS } from '../report/summary/package.ts'
import { type ProblemContext, problem } from '../report/summary/problem.ts'
import { type JoinedFinding, joinedFindings, joinedTable, joinedVerdict, type TableCell } from './join.ts'

const CELLS: Readonly<Record<TableCell, string>> = {
  pass: '✅',
  warn: '✅\u00a0(warnings)',
  fail: '❌',
  error: '❔\u00a0inconclusive',
  missing: '❔\u00a0no\u00a0report',
  none: '➖',
}

/** The job summary of the gate: the verdict, the table, each problem once, and what was not verified. */
export function joinedSummary(report: Report): string {
  const findings = joinedFindings(report)
  const of = (severity: Severity) =>
    findings.filter(({ finding }) => finding.severity === severity && finding.ignored === undefined)
  const ignored = findings.filter(({ finding }) => finding.ignored !== undefined)
  const context = { shown: new Map(), depth: 3 } as const
  const inFull = (severity: 'error' | 'warning') =>
    of(severity).flatMap((one) => block(severity, ...joinedProblem(one, context)))
  const inFolds = (title: string, own: readonly JoinedFinding[]) =>
    own.length === 0
      ? []
      : block(
          'note',
          ...folded(
            title,
            own.flatMap((one) => joinedProblem(one, context)),
          ),
        )
  return writeBlocks([
    ...verdict(report),
    ...inFull('error'),
    ...inconclusive(report),
    ...inFull('warning'),
    ...passing(report),
    ...leftOut(report),
    ...inFolds(count(of('note').length, 'note'), of('note')),
    ...inFolds(`${ignored.length} ignored`, ignored),
  ])
}

function verdict(report: Report): Block[] {
  return block(
    'verdict',
    heading(2, plain(`as-installed: ${VERDICT_MARKS[report.verdict]} ${joinedVerdict(report)}`)),
    ...bullets(report.gate?.problems.map(({ message }) => foreignText(message)) ?? []),
    ...packageTable(report, ({ cells }) => !isPassing(cells)),
  )
}

/** The packages that pass in all jobs, folded. */
function passing(report: Report): Block[] {
  const rows = joinedTable(report).rows.filter(({ cells }) => isPassing(cells))
  if (rows.length === 0) return []
  const title = `✅ ${count(rows.length, 'package')} ${rows.length === 1 ? 'works' : 'work'} as installed in all jobs`
  return block(
    'checks',
    ...folded(
      title,
      packageTable(report, ({ cells }) => isPassing(cells)),
    ),
  )
}

function isPassing(cells: readonly TableCell[]): boolean {
  return cells.every((one) => one === 'pass' || one === 'none')
}

/** A table of packages, with a column for each Python and runner. */
function packageTable(
  report: Report,
  isShown: (row: ReturnType<typeof joinedTable>['rows'][number]) => boolean,
): RootContent[] {
  const { columns, rows } = joinedTable(report)
  const lines = rows
    .filter(isShown)
    .map(({ name, cells }) => [foreignName(name), ...cells.map((one) => [plain(CELLS[one])])])
  return lines.length === 0
    ? []
    : [
        table(
          ['Package', ...columns].map((title) => ({ title })),
          lines,
        ),
      ]
}

function joinedProblem({ name, finding, onlyIn }: JoinedFinding, context: ProblemContext): RootContent[] {
  const [title, ...lines] = problem(finding, context, [...foreignName(name), plain(': ')])
  const jobs = onlyIn.length === 0 ? [] : [paragraph(foreignText(`Only in ${list(onlyIn)}.`))]
  return title === undefined ? [] : [title, ...jobs, ...lines]
}

/** The inconclusive checks with their reasons, without duplicates from several jobs. */
function inconclusive({ packages }: Report): Block[] {
  const reasons = packages.flatMap(({ name, checks }) =>
    checks
      .filter(({ status }) => status === 'error')
      .map(({ check, reason = '' }) => `${name}: ${check}: ${reason}`),
  )
  if (reasons.length === 0) return []
  const lines = [...new Set(reasons)].map(foreignText)
  return block('error', heading(3, plain('❔ Inconclusive')), ...bullets(lines))
}

/** How the packages were selected, and those that were not verified: a few names in a sentence, all names folded. */
function leftOut({ selection, gate }: Report): Block[] {
  const all = gate?.leftOut ?? []
  const [few, full] = [leftOutSentences(all), leftOutSentences(all, all.length)]
  const sentences = [...(selection === undefined ? [] : [selection]), ...few]
  return [
    ...block('checks', ...sentences.map((sentence) => paragraph(foreignText(sentence)))),
    ...(`${few}` === `${full}`
      ? []
      : block('details', ...folded('All packages that were not verified', bullets(full.map(foreignText))))),
  ]
}
