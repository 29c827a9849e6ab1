import { RULES } from '../checks/rules.ts'
import { list } from '../program/sentence.ts'
import { checkLines, notVerified, onlyWith } from './across-pythons.ts'
import { describeCounts, headline } from './headline.ts'
import { describeAll, leftOutOf, leftOutSentences, partitionPackages } from './many-packages.ts'
import {
  isFailing,
  type PackageReport,
  type Report,
  type ReportedCheck,
  type ReportedFinding,
  type Verdict,
} from './report.ts'
import { runTimingsInWords, timingsInWords } from './timings.ts'

export interface TerminalStyle {
  readonly colour: boolean
  /** Show the seconds of each check. */
  readonly timings: boolean
  /** `below`: the fixes of what fails are tried and follow the report. */
  readonly fixes?: 'inline' | 'below'
}

export type Paint = (code: number, text: string) => string

export const RED = 31
export const GREEN = 32
export const YELLOW = 33
export const DIM = 2
export const BOLD = 1

const MARKS: Readonly<Record<ReportedCheck['status'], readonly [mark: string, colour: number]>> = {
  pass: ['✓', GREEN],
  fail: ['✗', RED],
  warn: ['!', YELLOW],
  skip: ['-', DIM],
  error: ['?', YELLOW],
}

const SEVERITIES = { error: RED, warning: YELLOW, note: DIM }

/** The report as text for a terminal or a log. */
export function terminalReport(report: Report, style: TerminalStyle): string {
  const paint = painter(style)
  const [detailed, brief] = partitionPackages(report)
  const texts = [
    brief.map((one) => `${paint(GREEN, '✓')} ${title(one)}\n`).join(''),
    ...detailed.map((one) => packageText(one, style, paint)),
    footer(report, style, paint),
  ]
  return texts.filter(Boolean).join('\n')
}

/** The packages that were not verified, and the verdict over several packages. */
function footer(report: Report, style: TerminalStyle, paint: Paint): string {
  const { packages, selection, verdict, timings } = report
  const lines = [selection ?? '', ...leftOutSentences(leftOutOf(packages))].filter(Boolean).map(stripControls)
  if (packages.length > 1) {
    const [text, colour] = VERDICTS[verdict]
    lines.push(`${paint(colour, text)}  ${describeAll(packages)}`)
    if (style.timings && timings !== undefined) lines.push(paint(DIM, runTimingsInWords(timings)))
  }
  return lines.map((line) => `${line}\n`).join('')
}

function title({ name, version, pythons = [] }: PackageReport): string {
  const used = pythons.flatMap((one) => ('leftOut' in one ? [] : [one.python]))
  const pythonsText = used.length === 0 ? '' : `with Python ${list(used)}`
  return stripControls([name, version, pythonsText].filter(Boolean).join(' '))
}

/** Returns a function that colours text, or returns it unchanged. */
export function painter({ colour }: Pick<TerminalStyle, 'colour'>): Paint {
  return (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)
}

function packageText(report: PackageReport, { timings, fixes }: TerminalStyle, paint: Paint): string {
  const lines = [paint(BOLD, title(report)), '']
  const width = Math.max(...report.checks.map(({ check }) => check.length))
  for (const { check, status, seconds, reason } of checkLines(report.checks)) {
    const [mark, colour] = MARKS[status]
    const time = timings ? paint(DIM, `${seconds.toFixed(1).padStart(7)} s`) : ''
    lines.push(
      `  ${paint(colour, mark)} ${check.padEnd(width)}${time}  ${stripControls(reason).replaceAll('\n', ' ')}`.trimEnd(),
    )
  }
  for (const line of notVerified(report)) lines.push(paint(DIM, `  - ${stripControls(line)}`))
  lines.push(...versionLines(report, paint))
  for (const finding of report.findings) {
    const isFixBelow = fixes === 'below' && isFailing(finding, report.failOn)
    lines.push('', ...findingText(finding, paint), ...(isFixBelow ? [] : inlineFix(finding)))
  }
  lines.push('', verdictLine(report, paint))
  if (report.verdict !== 'pass') lines.push(paint(DIM, `Logs: ${report.logs}`))
  if (timings && report.timings !== undefined) lines.push(paint(DIM, timingsInWords(report.timings)))
  return `${lines.join('\n')}\n`
}

/** The version sources, unless all agree. */
function versionLines({ versions }: PackageReport, paint: Paint): string[] {
  if (!versions.some(({ agrees }) => agrees === false)) return []
  const width = Math.max(...versions.map(({ source }) => source.length))
  const rows = versions.map(({ source, version, agrees }) => {
    const [mark, colour] = MARKS[agrees === null ? 'skip' : agrees ? 'pass' : 'fail']
    const text = stripControls(version ?? '').replaceAll('\n', ' ')
    return `    ${paint(colour, mark)} ${source.padEnd(width)}  ${text}`.trimEnd()
  })
  return ['', '  The version sources disagree:', ...rows]
}

/** A finding as lines of text, without its fix. */
export function findingText(finding: ReportedFinding, paint: Paint): string[] {
  const { rule, severity, message, effect, file, line, ignored } = finding
  const location = file === undefined ? '' : `  ${file}${line === undefined ? '' : `:${line}`}`
  const only = [onlyWith(finding)].filter(Boolean).map((words) => `  ${stripControls(words)}`)
  const head = `${paint(SEVERITIES[severity], ignored === undefined ? severity : 'ignored')} ${paint(BOLD, rule)}${location}${only.join('')}`
  const what = [message, effect].flatMap((text) => (text === undefined ? [] : indent(stripControls(text))))
  if (ignored !== undefined) return [head, ...what, ...indent(stripControls(`Ignored: ${ignored}`))]
  const why = severity === 'error' ? [paint(DIM, `  ${RULES[rule].why}`)] : []
  return [head, ...what, ...why]
}

/** The fix of a finding as lines below it: what was tried, or else the text. */
export function inlineFix({ fix, patch, ignored }: ReportedFinding): string[] {
  if (ignored !== undefined) return []
  const text = patch?.status === 'tried' ? `${patch.summary}\n${patch.diff.trimEnd()}` : fix
  return text === undefined ? [] : indent(stripControls(`Fix: ${text}`))
}

/** Removes control characters and escape sequences from text of other programs; line breaks stay. */
export function stripControls(text: string): string {
  return text
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
}

function indent(text: string): string[] {
  return text.split('\n').map((line, i) => (i === 0 ? `  ${line}` : `       ${line}`))
}

const VERDICTS: Readonly<Record<Verdict, readonly [text: string, colour: number]>> = {
  pass: ['PASS', GREEN],
  fail: ['FAIL', RED],
  error: ['INCONCLUSIVE', YELLOW],
}

function verdictLine(report: PackageReport, paint: Paint): string {
  const [text, colour] = VERDICTS[report.verdict]
  const counts = describeCounts(report)
  const words = {
    pass: [headline(report), counts].filter(Boolean).join(', '),
    fail: [headline(report), counts].filter(Boolean).join(': '),
    error: counts,
  }[report.verdict]
  return `${paint(colour, text)}  ${words}${neverFails(report) ? ' (fail-on: never, so the run succeeds)' : ''}`
}

function neverFails({ verdict, failOn }: PackageReport): boolean {
  return verdict !== 'pass' && failOn === 'never'
}
