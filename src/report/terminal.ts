import { RULES } from '../checks/rules.ts'
import { list } from '../program/sentence.ts'
import { stripControls } from '../terminal/strip-controls.ts'
import { BOLD, DIM, GREEN, type Paint, painter, RED, type TextStyle, YELLOW } from '../terminal/style.ts'
import { padEnd, wrap } from '../terminal/wrap.ts'
import { type CheckLine, checkLines, notVerified, onlyWith } from './across-pythons.ts'
import { describeCounts, headline } from './headline.ts'
import { describeAll, leftOutOf, leftOutSentences, MAX_DETAILED } from './many-packages.ts'
import {
  isFailing,
  type PackageReport,
  type Report,
  type ReportedCheck,
  type ReportedFinding,
  type Verdict,
} from './report.ts'
import { runTimingsInWords, timingsInWords } from './timings.ts'

export interface TerminalStyle extends TextStyle {
  /** Show the seconds of each check. */
  readonly timings: boolean
  /** `quiet`: only problems. `verbose`: the checks of packages that pass, too. */
  readonly verbosity?: 'quiet' | 'normal' | 'verbose'
  /** `below`: the fixes of what fails are tried and follow the report. */
  readonly fixes?: 'inline' | 'below'
}

const MARKS: Readonly<Record<ReportedCheck['status'], readonly [mark: string, color: number]>> = {
  pass: ['✓', GREEN],
  fail: ['✗', RED],
  warn: ['!', YELLOW],
  skip: ['-', DIM],
  error: ['?', YELLOW],
}

const SEVERITIES = { error: RED, warning: YELLOW, note: DIM }

const VERDICTS: Readonly<Record<Verdict, readonly [text: string, color: number]>> = {
  pass: ['PASS', GREEN],
  fail: ['FAIL', RED],
  error: ['INCONCLUSIVE', YELLOW],
}

/** The report as text for a terminal or a log: packages that pass first, those that fail last, then the verdict. */
export function terminalReport(report: Report, style: TerminalStyle): string {
  return [packagesText(report, style), verdictText(report, style)].filter(Boolean).join('\n')
}

/** The packages of a report as text, without the verdict. */
export function packagesText(report: Report, style: TerminalStyle): string {
  const paint = painter(style)
  const verified = report.packages.filter(({ leftOut }) => leftOut === undefined)
  const isSingle = report.packages.length === 1
  const [short, detailed] = partition(verified, ({ verdict, findings }) => {
    if (style.verbosity === 'quiet') return verdict === 'pass' && !findings.some(isProblem)
    const isClean = verdict === 'pass' && findings.length === 0
    return isClean && !isSingle && (style.verbosity !== 'verbose' || verified.length > MAX_DETAILED)
  })
  const brief = style.verbosity === 'quiet' ? [] : short
  const notes = [report.selection ?? '', ...leftOutSentences(leftOutOf(report.packages))].filter(Boolean)
  const texts = [
    brief.map((one) => `${packageTitle(one, paint)}\n`).join(''),
    style.verbosity === 'quiet' ? '' : notes.map((line) => `${wrap(stripControls(line), style)}\n`).join(''),
    ...inOrder(detailed).map((one) => packageText(one, isSingle, style, paint)),
  ]
  return texts.filter(Boolean).join('\n')
}

/** The verdict of a report, with the times on request: its last lines. */
export function verdictText({ packages, verdict, timings }: Report, style: TerminalStyle): string {
  const paint = painter(style)
  const [only, ...others] = packages
  const isSingle = only !== undefined && others.length === 0
  const [text, color] = VERDICTS[isSingle ? only.verdict : verdict]
  const isUnchanged = isSingle && only.leftOut !== undefined
  const words = isUnchanged ? 'unchanged' : isSingle ? verdictWords(only) : describeAll(packages)
  const times = isSingle
    ? only.timings && timingsInWords(only.timings)
    : timings && runTimingsInWords(timings)
  const lines = [
    ...(style.timings && times !== undefined ? [wrap(paint(DIM, times), style)] : []),
    wrap(words, { ...style, first: `${paint(color, text)}  `, next: '  ' }),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

const VERDICT_ORDER: readonly Verdict[] = ['pass', 'error', 'fail']

/** Those that fail come last, where they are next to the verdict. */
function inOrder(packages: readonly PackageReport[]): PackageReport[] {
  return [...packages].sort((a, b) => VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict))
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))]
}

/** Name, version and Pythons, without control characters. */
function nameOf({ name, version, pythons = [] }: PackageReport): string {
  const used = pythons.flatMap((one) => ('leftOut' in one ? [] : [one.python]))
  const pythonsText = used.length === 0 ? '' : `with Python ${list(used)}`
  return stripControls([name, version, pythonsText].filter(Boolean).join(' '))
}

/** One of several packages in one line: `✗ demo 1.0: broken (1 error)`. */
function packageTitle(report: PackageReport, paint: Paint): string {
  const { verdict } = report
  const counts = describeCounts(report)
  const status = verdict === 'pass' && counts !== '' ? 'warn' : verdict
  const [mark, color] = MARKS[status]
  const words = {
    pass: '',
    warn: `: ${counts}`,
    error: `: ${counts}`,
    fail: `: ${headline(report)}${counts === '' ? '' : ` (${counts})`}`,
  }[status]
  return `${paint(color, mark)} ${paint(BOLD, nameOf(report))}${words}${failOnNote(report)}`
}

function packageText(report: PackageReport, isSingle: boolean, style: TerminalStyle, paint: Paint): string {
  const { verbosity = 'normal', timings, fixes } = style
  const lines = [isSingle ? paint(BOLD, nameOf(report)) : packageTitle(report, paint)]
  const isQuiet = verbosity === 'quiet'
  // Of a package that passes with warnings, the checks say nothing new.
  if (isSingle || verbosity === 'verbose' || report.verdict !== 'pass') {
    const checks = checkTable(report, isQuiet, style, paint)
    if (checks.length > 0) lines.push('', ...checks)
  }
  if (!isQuiet) lines.push(...versionLines(report, style, paint))
  for (const finding of report.findings.filter((one) => !isQuiet || isProblem(one))) {
    const isFixBelow = fixes === 'below' && isFailing(finding, report.failOn)
    lines.push('', ...findingText(finding, style, paint), ...(isFixBelow ? [] : inlineFix(finding, style)))
  }
  if (timings && !isSingle && report.timings !== undefined)
    lines.push('', wrap(paint(DIM, timingsInWords(report.timings)), style))
  return `${lines.join('\n')}\n`
}

/** The checks, each in one line or, if its reason is long, with a hanging indent. */
function checkTable(report: PackageReport, isQuiet: boolean, style: TerminalStyle, paint: Paint): string[] {
  const all = checkLines(report.checks).filter(({ status }) => !isQuiet || status === 'error')
  const together = [...skippedByReason(all)].filter(([, checks]) => checks.length >= MANY_SKIPPED)
  const shown = all.filter(
    ({ check, status }) => status !== 'skip' || !together.some(([, checks]) => checks.includes(check)),
  )
  const width = Math.max(0, ...shown.map(({ check }) => check.length))
  const rows = shown.map(({ check, status, seconds, reason }) => {
    const [mark, color] = MARKS[status]
    const time = style.timings ? `${seconds.toFixed(1).padStart(7)} s` : ''
    return wrap(stripControls(reason).replaceAll('\n', ' '), {
      ...style,
      first: `  ${paint(color, mark)} ${check.padEnd(width)}${time === '' ? '' : paint(DIM, time)}  `,
      next: ' '.repeat(2 + 2 + width + time.length + 2),
    })
  })
  const others = isQuiet ? [] : [...together.map(skippedTogether), ...notVerified(report)]
  return [
    ...rows,
    ...others.map((line) => wrap(paint(DIM, stripControls(line)), { ...style, first: '  - ', next: '    ' })),
  ]
}

/** From this number on, checks that were skipped for the same reason share a line. */
const MANY_SKIPPED = 3

function skippedByReason(checks: readonly CheckLine[]): Map<string, string[]> {
  const byReason = new Map<string, string[]>()
  for (const { check, status, reason } of checks)
    if (status === 'skip') byReason.set(reason, [...(byReason.get(reason) ?? []), check])
  return byReason
}

function skippedTogether([reason, checks]: readonly [reason: string, checks: readonly string[]]): string {
  return `${list(checks)} skipped: ${reason}`
}

/** The version sources, unless all agree. */
function versionLines({ versions }: PackageReport, style: TextStyle, paint: Paint): string[] {
  if (!versions.some(({ agrees }) => agrees === false)) return []
  const width = Math.max(...versions.map(({ source }) => source.length))
  const rows = versions.map(({ source, version, agrees }) => {
    const [mark, color] = MARKS[agrees === null ? 'skip' : agrees ? 'pass' : 'fail']
    return wrap(stripControls(version ?? '').replaceAll('\n', ' '), {
      ...style,
      first: `    ${paint(color, mark)} ${padEnd(source, width)}  `,
      next: ' '.repeat(4 + 2 + width + 2),
    })
  })
  return ['', '  The version sources disagree:', ...rows]
}

/** Whether a finding is shown when only problems are. */
function isProblem({ severity, ignored }: ReportedFinding): boolean {
  return severity !== 'note' && ignored === undefined
}

/** A finding as lines of text, without its fix. */
export function findingText(finding: ReportedFinding, style: TextStyle, paint: Paint): string[] {
  const { rule, severity, message, effect, file, line, ignored } = finding
  const location = file === undefined ? '' : `  ${file}${line === undefined ? '' : `:${line}`}`
  const only = [onlyWith(finding)].filter(Boolean).map((words) => `  ${stripControls(words)}`)
  const head = `${paint(SEVERITIES[severity], ignored === undefined ? severity : 'ignored')} ${paint(BOLD, rule)}${location}${only.join('')}`
  const what = [message, effect].flatMap((text) => (text === undefined ? [] : paragraph(text, style)))
  if (ignored !== undefined) return [head, ...what, ...paragraph(`Ignored: ${ignored}`, style)]
  const why = severity === 'error' ? [wrap(paint(DIM, RULES[rule].why), { ...style, first: '  ' })] : []
  return [head, ...what, ...why]
}

/** The fix of a finding as lines below it: what was tried, or else the text. */
export function inlineFix({ fix, patch, ignored }: ReportedFinding, style: TextStyle): string[] {
  if (ignored !== undefined) return []
  const isTried = patch?.status === 'tried'
  const text = isTried ? patch.summary : fix
  if (text === undefined) return []
  const diff = isTried ? stripControls(patch.diff).trimEnd().split('\n') : []
  return [
    wrap(stripControls(text), { ...style, first: '  Fix: ', next: '       ' }),
    ...diff.map((line) => `       ${line}`),
  ]
}

function paragraph(text: string, style: TextStyle): string[] {
  return [wrap(stripControls(text), { ...style, first: '  ' })]
}

function verdictWords(report: PackageReport): string {
  const counts = describeCounts(report)
  const words = {
    pass: [headline(report), counts].filter(Boolean).join(', '),
    fail: [headline(report), counts].filter(Boolean).join(': '),
    error: counts,
  }[report.verdict]
  return `${words}${failOnNote(report)}`
}

function failOnNote({ verdict, failOn }: PackageReport): string {
  return verdict !== 'pass' && failOn === 'never' ? ' (fail-on: never, so the run succeeds)' : ''
}
