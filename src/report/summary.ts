import { docsPage, RULES, type Rule, type Severity } from '../checks/rules.ts'
import { count } from '../program/sentence.ts'
import { checkLines, notVerified, onlyWith } from './across-pythons.ts'
import { STATUS } from './fixes-text.ts'
import { headline } from './headline.ts'
import { describeAll, leftOutOf, leftOutSentences, MAX_DETAILED, partitionPackages } from './many-packages.ts'
import type { PackageReport, Report, ReportedCheck, ReportedFinding, Timings, Verdict } from './report.ts'
import { ganttOf, runTimingsInWords, timingsInWords } from './timings.ts'

const STATUSES: Readonly<Record<ReportedCheck['status'], string>> = {
  pass: '✅ pass',
  fail: '❌ fail',
  warn: '⚠️ warning',
  skip: '➖ skipped',
  error: '❔ inconclusive',
}

/** GitHub rejects a job summary of more than 1 MiB (GitHub documentation, "Step isolation and limits"). */
const MAX_BYTES = 900_000

/** The job summary, as Markdown: for each package the verdict, the checks, the findings, and the wheel's contents. */
export function summaryOf(report: Report): string {
  const [detailed] = partitionPackages(report)
  // Hundreds of charts would displace findings.
  const hasCharts = detailed.length <= MAX_DETAILED
  const summaries = detailed.map(({ timings, ...one }) => {
    return packageSummary(hasCharts && timings !== undefined ? { ...one, timings } : one)
  })
  return truncate([overview(report), ...summaries].filter(Boolean).join('\n'))
}

/** Truncates a summary at a line to the size that GitHub accepts. */
export function truncate(text: string): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= MAX_BYTES) return text
  const cut = bytes.subarray(0, MAX_BYTES).toString('utf8')
  const lines = cut.slice(0, cut.lastIndexOf('\n')).split('\n')
  return [
    ...lines,
    ...openFence(lines),
    '',
    '*The rest does not fit into the job summary; see the report.*',
    '',
  ].join('\n')
}

/** The table of several packages, and the packages that were not verified. */
function overview(report: Report): string {
  const { packages, selection, verdict, timings } = report
  const verified = packages.filter(({ leftOut }) => leftOut === undefined)
  const lines = [selection ?? '', ...leftOutSentences(leftOutOf(packages))]
    .filter(Boolean)
    .map((line) => escapeMarkdown(line))
  if (packages.length === 1) return lines.join('\n')
  return [
    `# ${MARKS[verdict]} ${describeAll(packages)}`,
    '',
    ...lines.flatMap((line) => [line, '']),
    ...(verified.length === 0
      ? []
      : ['| Package | Version | Result | Errors | Warnings | Worst |', '|---|---|---|--:|--:|---|']),
    ...verified.map(packageRow),
    '',
    ...(timings === undefined ? [] : [escapeMarkdown(runTimingsInWords(timings)), '']),
  ].join('\n')
}

function packageRow(one: PackageReport): string {
  const { name, version, verdict, findings } = one
  const numberOf = (severity: Severity) => findings.filter((each) => each.severity === severity).length
  const [worst] = findings.filter(({ severity }) => severity !== 'note')
  const cells = [
    cell(name),
    cell(version ?? ''),
    `${MARKS[verdict]} ${headline(one)}`,
    numberOf('error'),
    numberOf('warning'),
    worst === undefined ? '' : page(worst.rule),
  ]
  return `| ${cells.join(' | ')} |`
}

function page(rule: Rule): string {
  return `[\`${rule}\`](${docsPage(rule)})`
}

const MARKS: Readonly<Record<Verdict, string>> = { pass: '✅', fail: '❌', error: '⚠️' }

/** The fence that closes a code block still open at the last line. */
function openFence(lines: readonly string[]): string[] {
  let open: string | undefined
  for (const line of lines) {
    if (open === undefined && /^`{3,}$/.test(line)) open = line
    else if (line === open) open = undefined
  }
  return open === undefined ? [] : [open]
}

function packageSummary(report: PackageReport): string {
  const title = `${escapeMarkdown(report.name)} ${escapeMarkdown(report.version ?? '')}`.trim()
  const counted = report.findings.filter(({ ignored }) => ignored === undefined)
  const ignored = report.findings.filter((finding) => finding.ignored !== undefined)
  const of = (severity: Severity) => counted.filter((finding) => finding.severity === severity)
  return [
    `## ${MARKS[report.verdict]} ${title}: ${headline(report)}`,
    '',
    ...(report.verdict !== 'pass' && report.failOn === 'never'
      ? ['The run succeeds, as `fail-on` is `never`.', '']
      : []),
    ...section(count(of('error').length, 'error'), of('error')),
    ...checksTable(report),
    ...notVerified(report).flatMap((line) => [`- ${escapeMarkdown(line)}`, '']),
    ...section(count(of('warning').length, 'warning'), of('warning')),
    ...section(count(of('note').length, 'note'), of('note')),
    ...section('Ignored', ignored),
    ...versions(report),
    ...wheelContents(report),
    ...(report.timings === undefined ? [] : chart(report.timings)),
  ].join('\n')
}

function checksTable({ checks }: PackageReport): string[] {
  if (checks.length === 0) return []
  return [
    '| Check | Result | Seconds | |',
    '|---|---|--:|---|',
    ...checkLines(checks).map(
      ({ check, status, seconds, reason }) =>
        `| ${check} | ${STATUSES[status]} | ${seconds.toFixed(1)} | ${cell(reason)} |`,
    ),
    '',
  ]
}

function chart(timings: Timings): string[] {
  const words = escapeMarkdown(timingsInWords(timings))
  return [
    `<details><summary>${words}</summary>`,
    '',
    '```mermaid',
    ganttOf(timings),
    '```',
    '',
    '</details>',
    '',
  ]
}

function section(title: string, findings: readonly ReportedFinding[]): string[] {
  return findings.length === 0 ? [] : [`### ${title}`, '', ...findings.flatMap(findingLines)]
}

/** A finding as lines of Markdown. */
export function findingLines(finding: ReportedFinding): string[] {
  const { rule, message, effect, file, line, ignored } = finding
  const only = [onlyWith(finding)].filter(Boolean).map((words) => ` · ${escapeMarkdown(words)}`)
  return [
    `**${RULES[rule].title}** · ${page(rule)}${location(file, line)}${only.join('')}`,
    '',
    ...quoted(message),
    ...(effect === undefined ? [] : ['>', ...quoted(effect)]),
    '',
    ...(ignored === undefined ? [] : [`Ignored: ${escapeMarkdown(ignored)}`, '']),
    ...(ignored === undefined ? fixLines(finding) : []),
  ]
}

/** A fix that was tried as a diff; else the fix as text, with the suggested diff. */
function fixLines({ fix, patch }: ReportedFinding): string[] {
  if (patch?.status === 'tried')
    return details(
      `Fix (${STATUS.tried})`,
      [...quoted(patch.summary), '', ...fenced(patch.diff.trimEnd(), 'diff')],
      true,
    )
  return [
    ...(fix === undefined ? [] : details('Fix', fenced(fix), true)),
    ...(patch === undefined
      ? []
      : details(`Diff (${STATUS.suggested})`, fenced(patch.diff.trimEnd(), 'diff'), false)),
  ]
}

function details(summary: string, lines: readonly string[], isOpen: boolean): string[] {
  return [
    `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>`,
    '',
    ...lines,
    '',
    '</details>',
    '',
  ]
}

/** The version sources; folded if all agree. */
function versions({ versions: rows }: PackageReport): string[] {
  if (rows.length === 0) return []
  const broken = rows.some(({ agrees }) => agrees === false)
  return [
    broken
      ? '<details open><summary>The version sources disagree</summary>'
      : '<details><summary>All version sources agree</summary>',
    '',
    '| Source | Version | Agrees |',
    '|---|---|---|',
    ...rows.map(
      ({ source, version, agrees, file, line }) =>
        `| ${cell(source)}${location(file, line)} | ${cell(version ?? '')} | ${AGREES[`${agrees}`]} |`,
    ),
    '',
    '</details>',
    '',
  ]
}

const AGREES = { true: '✅', false: '❌', null: '➖' }

function wheelContents({ artifacts, ships, previousVersion }: PackageReport): string[] {
  if (artifacts.length === 0) return []
  return [
    '### Distributions',
    '',
    ...artifacts.map(
      ({ file, bytes, sha256 }) =>
        `- ${code(file.split(/[\\/]/).at(-1) ?? file)}, ${kilobytes(bytes)}, sha256 ${code(sha256)}`,
    ),
    `- import packages and modules: ${ships.map(code).join(', ') || 'none'}`,
    ...(previousVersion === null ? [] : [`- last release: ${escapeMarkdown(previousVersion)}`]),
    '',
  ]
}

function location(file: string | undefined, line: number | undefined): string {
  return file === undefined ? '' : ` · ${code(line === undefined ? file : `${file}:${line}`)}`
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

/** Escapes Markdown and HTML in text that comes from other programs. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&@$]|^\s*([-+=]|\d+[.)](?=\s|$))/gm, (characters) =>
    [...characters].map((character) => `&#${character.charCodeAt(0)};`).join(''),
  )
}

/** Escapes text for one cell of a table. */
export function cell(text: string): string {
  return escapeMarkdown(text).replace(/\r\n|\r|\n/g, '<br>')
}

function quoted(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => `> ${escapeMarkdown(line)}`)
}

function code(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`
}

/** A code block whose fence is longer than any run of backticks in it. */
function fenced(text: string, language = ''): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, text, fence]
}
