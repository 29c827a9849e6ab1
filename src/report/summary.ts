import { docsPage, RULES } from '../checks/rules.ts'
import { count } from '../program/sentence.ts'
import { checkLines, notVerified, onlyWith } from './across-pythons.ts'
import { describeAll, leftOutOf, leftOutSentences, MOST_IN_FULL, partPackages } from './many-packages.ts'
import type { PackageReport, Report, ReportedCheck, ReportedFinding, Timings, Verdict } from './report.ts'
import { ganttOf, runTimingsInWords, timingsInWords } from './timings.ts'

const VERDICTS: Readonly<Record<Verdict, string>> = {
  pass: '✅ The artifact works as installed',
  fail: '❌ The artifact is broken',
  error: '⚠️ It could not be decided',
}

const STATUSES: Readonly<Record<ReportedCheck['status'], string>> = {
  pass: '✅ pass',
  fail: '❌ fail',
  warn: '⚠️ warning',
  skip: '➖ not applicable',
  error: '❔ undecided',
}

/** GitHub refuses a summary above 1 MiB as a whole; lines beyond this many bytes are left out, and told. */
const MOST = 900_000

/** The job summary, as Markdown: the verdict first, then what was checked, what was found, and what ships. */
export function summaryOf(report: Report): string {
  const [inFull] = partPackages(report)
  // Hundreds of charts would be drawn, and take the place of findings.
  const hasCharts = inFull.length <= MOST_IN_FULL
  const each = inFull.map(({ timings, ...one }) => {
    return packageSummary(hasCharts && timings !== undefined ? { ...one, timings } : one)
  })
  return bounded([overview(report), ...each].filter(Boolean).join('\n'))
}

/** As much of a summary as GitHub takes. */
export function bounded(text: string): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= MOST) return text
  const cut = bytes.subarray(0, MOST).toString('utf8')
  const lines = cut.slice(0, cut.lastIndexOf('\n')).split('\n')
  return [...lines, ...openFence(lines), '', '*The rest did not fit here; it is in the report.*', ''].join(
    '\n',
  )
}

/** Many packages at a glance, and those that were left out. */
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
    ...(verified.length === 0 ? [] : ['| Package | Version | Result | Defects |', '|---|---|---|--:|']),
    ...verified.map(
      ({ name, version, verdict: own, findings }) =>
        `| ${cell(name)} | ${cell(version ?? '')} | ${MARKS[own]} ${own} | ${findings.filter(({ severity }) => severity === 'error').length} |`,
    ),
    '',
    ...(timings === undefined ? [] : [escapeMarkdown(runTimingsInWords(timings)), '']),
  ].join('\n')
}

const MARKS: Readonly<Record<Verdict, string>> = { pass: '✅', fail: '❌', error: '⚠️' }

/** What closes the code block that lines end in, if they do. */
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
  const defects = report.findings.filter(({ severity }) => severity === 'error')
  const others = report.findings.filter(({ severity }) => severity !== 'error')
  return [
    `## ${VERDICTS[report.verdict]}: ${title}`,
    '',
    '| Check | Result | Seconds | |',
    '|---|---|--:|---|',
    ...checkLines(report.checks).map(
      ({ check, status, seconds, reason }) =>
        `| ${check} | ${STATUSES[status]} | ${seconds.toFixed(1)} | ${cell(reason)} |`,
    ),
    '',
    ...notVerified(report).flatMap((line) => [`- ${escapeMarkdown(line)}`, '']),
    ...section(count(defects.length, 'defect'), defects),
    ...section('Also seen', others),
    ...versions(report),
    ...ships(report),
    ...(report.timings === undefined ? [] : chart(report.timings)),
  ].join('\n')
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

export function findingLines(finding: ReportedFinding): string[] {
  const { rule, message, fix, file, line, ignored } = finding
  const only = [onlyWith(finding)].filter(Boolean).map((words) => ` · ${escapeMarkdown(words)}`)
  const page = `[\`${rule}\`](${docsPage(rule)})`
  return [
    `**${RULES[rule].title}** · ${page}${place(file, line)}${only.join('')}`,
    '',
    ...quoted(message),
    '',
    ...(ignored === undefined ? [] : [`Ignored: ${escapeMarkdown(ignored)}`, '']),
    ...(fix === undefined || ignored !== undefined
      ? []
      : ['<details open><summary>Fix</summary>', '', ...fenced(fix), '', '</details>', '']),
  ]
}

/** Folded where there is nothing to see. */
function versions({ versions: rows }: PackageReport): string[] {
  if (rows.length === 0) return []
  const broken = rows.some(({ agrees }) => agrees === false)
  return [
    broken
      ? '<details open><summary>The version is not the same everywhere</summary>'
      : '<details><summary>The version is the same everywhere</summary>',
    '',
    '| Told by | Version | Agrees |',
    '|---|---|---|',
    ...rows.map(
      ({ source, version, agrees, file, line }) =>
        `| ${cell(source)}${place(file, line)} | ${cell(version ?? '')} | ${AGREES[`${agrees}`]} |`,
    ),
    '',
    '</details>',
    '',
  ]
}

const AGREES = { true: '✅', false: '❌', null: '➖' }

function ships({ artifacts, ships, previousVersion }: PackageReport): string[] {
  if (artifacts.length === 0) return []
  return [
    '### What ships',
    '',
    ...artifacts.map(
      ({ file, bytes, sha256 }) =>
        `- ${code(file.split(/[\\/]/).at(-1) ?? file)}, ${kilobytes(bytes)}, sha256 ${code(sha256)}`,
    ),
    `- imports as ${ships.map(code).join(', ') || 'nothing'}`,
    ...(previousVersion === null ? [] : [`- last release: ${escapeMarkdown(previousVersion)}`]),
    '',
  ]
}

function place(file: string | undefined, line: number | undefined): string {
  return file === undefined ? '' : ` · ${code(line === undefined ? file : `${file}:${line}`)}`
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

/** Other people's words: no Markdown and no HTML of theirs may act here. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&@$]|^\s*([-+=]|\d+[.)](?=\s|$))/gm, (characters) =>
    [...characters].map((character) => `&#${character.charCodeAt(0)};`).join(''),
  )
}

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
function fenced(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [fence, text, fence]
}
