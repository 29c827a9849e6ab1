import { count, list } from '../program/sentence.ts'
import { leftOutSentences } from '../report/many-packages.ts'
import type { Report } from '../report/report.ts'
import {
  BOLD,
  DIM,
  findingText,
  GREEN,
  inlineFix,
  painter,
  RED,
  stripControls,
  type TerminalStyle,
  YELLOW,
} from '../report/terminal.ts'
import { joinedFindings, joinedTable, joinedVerdict, type TableCell } from './join.ts'

const MARKS: Readonly<Record<TableCell, readonly [mark: string, colour: number]>> = {
  pass: ['✓', GREEN],
  warn: ['!', YELLOW],
  fail: ['✗', RED],
  error: ['?', YELLOW],
  missing: ['?', YELLOW],
  none: ['-', DIM],
}

const VERDICTS = { pass: ['PASS', GREEN], fail: ['FAIL', RED], error: ['INCONCLUSIVE', YELLOW] } as const

/** A joined report as text for a terminal or a log. */
export function joinedText(report: Report, style: Pick<TerminalStyle, 'colour'>): string {
  const paint = painter(style)
  const { columns, rows } = joinedTable(report)
  const width = Math.max(0, ...rows.map(({ name }) => name.length))
  const lines = rows.length === 0 ? [] : [`  ${' '.repeat(width)}  ${columns.join('  ')}`.trimEnd()]
  for (const { name, cells } of rows) {
    const marks = cells.map((one, i) => {
      const [mark, colour] = MARKS[one]
      return paint(colour, mark) + ' '.repeat((columns[i] ?? '').length - 1)
    })
    lines.push(`  ${stripControls(name).padEnd(width)}  ${marks.join('  ')}`.trimEnd())
  }
  const notes = [report.selection ?? '', ...leftOutSentences(report.gate?.leftOut ?? [])].filter(Boolean)
  if (notes.length > 0) lines.push('', ...notes.map((line) => paint(DIM, `  ${stripControls(line)}`)))
  for (const { name, checks } of report.packages)
    for (const { check, status, reason } of checks)
      if (status === 'error')
        lines.push('', `${paint(YELLOW, '?')} ${stripControls(`${name}: ${check}: ${reason ?? ''}`)}`)
  for (const { name, finding, onlyIn } of joinedFindings(report)) {
    const where = onlyIn.length === 0 ? '' : `, only in ${list(onlyIn)}`
    lines.push(
      '',
      paint(BOLD, stripControls(`${name}${where}`)),
      ...findingText(finding, paint),
      ...inlineFix(finding),
    )
  }
  const problems = report.gate?.problems ?? []
  for (const { message } of problems) lines.push('', `${paint(YELLOW, '?')} ${stripControls(message)}`)
  const [word, colour] = VERDICTS[report.verdict]
  const amount = problems.length === 0 ? '' : ` (${count(problems.length, 'problem')})`
  return `${[...lines, '', `${paint(colour, word)}  ${joinedVerdict(report)}${amount}`].join('\n')}\n`
}
