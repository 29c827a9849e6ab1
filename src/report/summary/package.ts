import type { PhrasingContent, RootContent } from 'mdast'
import type { Severity } from '../../checks/rules.ts'
import { count } from '../../program/sentence.ts'
import { notVerified, onlyWith } from '../across-pythons.ts'
import { describeCounts, headline } from '../headline.ts'
import type { PackageReport, ReportedCheck, ReportedFinding, Verdict } from '../report.ts'
import { type Block, block } from './blocks.ts'
import { checksLine, checksTable } from './checks.ts'
import { distributions } from './distributions.ts'
import { environment } from './environment.ts'
import { foreignName, foreignText } from './foreign-text.ts'
import { bullets, folded, heading, paragraph, plain } from './markdown.ts'
import { type ProblemContext, problem } from './problem.ts'
import { timingsChart } from './timings.ts'
import { versions } from './versions.ts'

export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = { pass: '✅', fail: '❌', error: '❔' }

/** Findings of one rule that are shown in full; the others are folded. */
const MAX_OF_RULE = 3

/** Findings that are folded together; the others are counted. */
const MAX_FOLDED = 50

/** How a package is shown. */
export interface PackageStyle {
  /** What begins the heading: the name of the tool, or an anchor. */
  readonly prefix: readonly PhrasingContent[]
  readonly hasChart: boolean
  /** Whether all details are in one fold. */
  readonly isOneOfMany: boolean
}

/** A package: its verdict, its problems with their fixes, its checks in one line, and all details folded. */
export function packageBlocks(one: PackageReport, style: PackageStyle): Block[] {
  const counted = one.findings.filter(({ ignored }) => ignored === undefined)
  const of = (severity: Severity) => counted.filter((finding) => finding.severity === severity)
  const ignored = one.findings.filter((finding) => finding.ignored !== undefined)
  const depth = style.isOneOfMany ? 3 : 2
  const context = { shown: new Map(), depth: depth === 2 ? 3 : 4 } as const
  return [
    ...block('verdict', heading(depth, ...style.prefix, ...title(one)), ...notes(one)),
    ...problems('error', of('error'), context),
    ...one.checks.filter(({ status }) => status === 'error').flatMap((check) => inconclusive(check, context)),
    ...problems('warning', of('warning'), context),
    ...block('checks', ...checksLine(one)),
    ...foldedProblems(count(of('note').length, 'note'), of('note'), context),
    ...foldedProblems(`${ignored.length} ignored`, ignored, context),
    ...details(one, style),
  ]
}

/** Everything else, folded. */
function details(one: PackageReport, { hasChart, isOneOfMany }: PackageStyle): Block[] {
  const chart = hasChart ? timingsChart(one) : []
  const parts = [checksTable(one), distributions(one), versions(one), environment(one)]
  if (isOneOfMany && [...parts, chart].some((part) => part.length > 0))
    return block('details', ...folded('Details', [...parts, chart].flat()))
  return [...parts.flatMap((part) => block('details', ...part)), ...block('chart', ...chart)]
}

/** `❌ shop 2.0.0: broken (3 errors, 1 warning)` */
function title(one: PackageReport): PhrasingContent[] {
  const version = foreignName(one.version ?? '')
  const counts = describeCounts(one)
  return [
    plain(`${VERDICT_MARKS[one.verdict]} `),
    ...foreignName(one.name),
    ...(version.length === 0 ? [] : [plain(' '), ...version]),
    plain(`: ${headline(one)}${counts === '' ? '' : ` (${counts})`}`),
  ]
}

/** What a reader must know to understand the verdict. */
function notes(one: PackageReport): RootContent[] {
  return [
    ...(one.verdict !== 'pass' && one.failOn === 'never'
      ? [paragraph([plain('The run succeeds, as `fail-on` is `never`.')])]
      : []),
    ...bullets(notVerified(one).map(foreignText)),
  ]
}

/** The findings of a severity, the first ones of each rule in full, the others folded. */
function problems(
  severity: 'error' | 'warning',
  findings: readonly ReportedFinding[],
  context: ProblemContext,
): Block[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))]
  return rules.flatMap((rule) => {
    const own = findings.filter((finding) => finding.rule === rule)
    const inFull = own.slice(0, own.length <= MAX_OF_RULE + 1 ? own.length : MAX_OF_RULE)
    const others = own.slice(inFull.length)
    return [
      ...inFull.flatMap((finding) => block(severity, ...problem(finding, context))),
      ...foldedProblems(`${others.length} more of <code>${rule}</code>`, others, context),
    ]
  })
}

function foldedProblems(
  title: string,
  findings: readonly ReportedFinding[],
  context: ProblemContext,
): Block[] {
  if (findings.length === 0) return []
  const rest = findings.length - MAX_FOLDED
  const first = findings.slice(0, MAX_FOLDED).flatMap((finding) => problem(finding, context))
  const more = rest > 0 ? [paragraph([plain(`${rest} more: see the report.`)])] : []
  return block('note', ...folded(title, [...first, ...more]))
}

function inconclusive(check: ReportedCheck, { depth }: ProblemContext): Block[] {
  const only = onlyWith(check)
  return block(
    'error',
    heading(depth, plain(`❔ ${check.check}: inconclusive${only === '' ? '' : ` (${only})`}`)),
    paragraph(foreignText(check.reason ?? '')),
  )
}
