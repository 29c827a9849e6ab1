import type { Severity } from '../checks/rules.ts'
import { count, list } from '../program/sentence.ts'
import { leftOutSentences } from '../report/many-packages.ts'
import type { GateReport, Report, Verdict } from '../report/report.ts'
import { cell, escapeMarkdown, findingLines, truncate } from '../report/summary.ts'
import { type JoinedFinding, joinedFindings, joinedTable, joinedVerdict, type TableCell } from './join.ts'

const MARKS: Readonly<Record<Verdict, string>> = { pass: '✅', fail: '❌', error: '⚠️' }

const CELLS: Readonly<Record<TableCell, string>> = {
  pass: '✅',
  warn: '✅ (warnings)',
  fail: '❌',
  error: '⚠️ inconclusive',
  missing: '⚠️ no report',
  none: '➖',
}

/** The job summary of the gate: the verdict, problems, the table, each finding once, and what was not verified. */
export function joinedSummary(report: Report): string {
  const findings = joinedFindings(report)
  const of = (severity: Severity) =>
    findings.filter(({ finding }) => finding.severity === severity && finding.ignored === undefined)
  const ignored = findings.filter(({ finding }) => finding.ignored !== undefined)
  return truncate(
    [
      `## ${MARKS[report.verdict]} ${joinedVerdict(report)}`,
      '',
      ...(report.gate?.problems.map(({ message }) => `- ${escapeMarkdown(message)}`) ?? []),
      '',
      ...(report.selection === undefined ? [] : [escapeMarkdown(report.selection), '']),
      ...table(report),
      ...section(count(of('error').length, 'error'), of('error')),
      ...inconclusive(report),
      ...leftOut(report.gate?.leftOut ?? []),
      ...section(count(of('warning').length, 'warning'), of('warning')),
      ...section(count(of('note').length, 'note'), of('note')),
      ...section('Ignored', ignored),
    ].join('\n'),
  )
}

function table(report: Report): string[] {
  const { columns, rows } = joinedTable(report)
  if (rows.length === 0) return []
  return [
    `| Package | ${columns.map(cell).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...rows.map(({ name, cells }) => `| ${[cell(name), ...cells.map((one) => CELLS[one])].join(' | ')} |`),
    '',
  ]
}

function section(title: string, findings: readonly JoinedFinding[]): string[] {
  if (findings.length === 0) return []
  return [
    `### ${title}`,
    '',
    ...findings.flatMap(({ name, finding, onlyIn }) => [
      `#### ${escapeMarkdown(name)}${onlyIn.length === 0 ? '' : ` · only in ${escapeMarkdown(list(onlyIn))}`}`,
      '',
      ...findingLines(finding),
    ]),
  ]
}

/** The inconclusive checks with their reasons, without duplicates from several jobs. */
function inconclusive({ packages }: Report): string[] {
  const reasons = packages.flatMap(({ name, checks }) =>
    checks
      .filter(({ status }) => status === 'error')
      .map(({ check, reason }) => `- ${escapeMarkdown(`${name}: ${check}: ${reason ?? ''}`)}`),
  )
  return reasons.length === 0 ? [] : ['### Inconclusive', '', ...new Set(reasons), '']
}

/** The packages that were not verified: a few names in a sentence, all names in a folded list. */
function leftOut(all: GateReport['leftOut']): string[] {
  if (all.length === 0) return []
  const bullets = (lines: readonly string[]) => lines.map((line) => `- ${escapeMarkdown(line)}`)
  const [few, full] = [leftOutSentences(all), leftOutSentences(all, all.length)]
  const names = ['', '<details><summary>All names</summary>', '', ...bullets(full), '', '</details>']
  return ['### Left out, on purpose', '', ...bullets(few), ...(`${few}` === `${full}` ? [] : names), '']
}
