import stringWidth from 'string-width'
import { count, list } from '../program/sentence.ts'
import { leftOutSentences } from '../report/many-packages.ts'
import type { Report } from '../report/report.ts'
import { findingText, inlineFix } from '../report/terminal.ts'
import { stripControls } from '../terminal/strip-controls.ts'
import { BOLD, DIM, GREEN, painter, RED, type TextStyle, YELLOW } from '../terminal/style.ts'
import { padEnd, wrap } from '../terminal/wrap.ts'
import { joinedFindings, joinedTable, joinedVerdict, type TableCell } from './join.ts'

const MARKS: Readonly<Record<TableCell, readonly [mark: string, color: number]>> = {
  pass: ['✓', GREEN],
  warn: ['!', YELLOW],
  fail: ['✗', RED],
  error: ['?', YELLOW],
  missing: ['?', YELLOW],
  none: ['-', DIM],
}

const VERDICTS = { pass: ['PASS', GREEN], fail: ['FAIL', RED], error: ['INCONCLUSIVE', YELLOW] } as const

/**
 * A joined report as text for a terminal or a log.
 *
 * @param place a line about where the report is, above the verdict
 */
export function joinedText(report: Report, style: TextStyle, place?: string): string {
  const paint = painter(style)
  const inconclusive = (text: string) =>
    wrap(stripControls(text), { ...style, first: `${paint(YELLOW, '?')} `, next: '  ' })
  const { columns, rows } = joinedTable(report)
  const names = rows.map(({ name }) => stripControls(name))
  const width = Math.max(0, ...names.map((name) => stringWidth(name)))
  const lines = rows.length === 0 ? [] : [`  ${' '.repeat(width)}  ${columns.join('  ')}`.trimEnd()]
  for (const { name, cells } of rows) {
    const marks = cells.map((one, i) => {
      const [mark, color] = MARKS[one]
      return paint(color, mark) + ' '.repeat((columns[i] ?? '').length - 1)
    })
    lines.push(`  ${padEnd(stripControls(name), width)}  ${marks.join('  ')}`.trimEnd())
  }
  const notes = [report.selection ?? '', ...leftOutSentences(report.gate?.leftOut ?? [])].filter(Boolean)
  if (notes.length > 0)
    lines.push('', ...notes.map((line) => wrap(paint(DIM, stripControls(line)), { ...style, first: '  ' })))
  for (const { name, checks } of report.packages)
    for (const { check, status, reason } of checks)
      if (status === 'error') lines.push('', inconclusive(`${name}: ${check}: ${reason ?? ''}`))
  for (const { name, finding, onlyIn } of joinedFindings(report)) {
    const where = onlyIn.length === 0 ? '' : `, only in ${list(onlyIn)}`
    lines.push(
      '',
      paint(BOLD, stripControls(`${name}${where}`)),
      ...findingText(finding, style, paint),
      ...inlineFix(finding, style),
    )
  }
  const problems = report.gate?.problems ?? []
  for (const { message } of problems) lines.push('', inconclusive(message))
  const [word, color] = VERDICTS[report.verdict]
  const amount = problems.length === 0 ? '' : ` (${count(problems.length, 'problem')})`
  const verdict = wrap(`${joinedVerdict(report)}${amount}`, {
    ...style,
    first: `${paint(color, word)}  `,
    next: '  ',
  })
  return `${[...lines, '', ...(place === undefined ? [] : [place]), verdict].join('\n')}\n`
}
