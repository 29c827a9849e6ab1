import type { PhrasingContent, RootContent } from 'mdast'
import { RULES } from '../../checks/rules.ts'
import { count } from '../../program/sentence.ts'
import { describeCounts, headline } from '../headline.ts'
import { describeAll, leftOutOf, leftOutSentences } from '../many-packages.ts'
import type { PackageReport, Report, Verdict } from '../report.ts'
import { runTimingsInWords } from '../timings.ts'
import { type Block, block } from './blocks.ts'
import { sizeInWords } from './file-tree.ts'
import { foreignName, foreignText } from './foreign-text.ts'
import { folded, heading, paragraph, plain, table, unbroken } from './markdown.ts'
import { VERDICT_MARKS } from './package.ts'

/** The packages of a run: those with problems, the worst first, and those without. */
export function splitPackages(packages: readonly PackageReport[]): {
  readonly withProblems: readonly PackageReport[]
  readonly passing: readonly PackageReport[]
} {
  const verified = packages.filter(({ leftOut }) => leftOut === undefined)
  const isClean = ({ verdict, findings }: PackageReport) =>
    verdict === 'pass' &&
    findings.every(({ severity, ignored }) => severity === 'note' || ignored !== undefined)
  const ranked = (verdict: Verdict) => verified.filter((one) => one.verdict === verdict && !isClean(one))
  return {
    withProblems: (['fail', 'error', 'pass'] as const).flatMap(ranked),
    passing: verified.filter(isClean),
  }
}

/** The overview of several packages, with links to those that have problems. */
export function overview({ packages, selection, verdict }: Report): Block[] {
  const { withProblems } = splitPackages(packages)
  return block(
    'verdict',
    heading(2, plain(`as-installed: ${VERDICT_MARKS[verdict]} ${describeAll(packages)}`)),
    ...(selection === undefined ? [] : [paragraph(foreignText(selection))]),
    ...(withProblems.length === 0 ? [] : [problemTable(withProblems)]),
  )
}

/** What is below the packages with problems: those that pass, those that were not verified, the time. */
export function remainder({ packages, timings }: Report): Block[] {
  const { passing } = splitPackages(packages)
  return [
    ...(passing.length === 0 ? [] : block('checks', ...passingTable(passing))),
    ...block('checks', ...leftOutSentences(leftOutOf(packages)).map((one) => paragraph(foreignText(one)))),
    ...(timings === undefined ? [] : block('checks', paragraph([plain(runTimingsInWords(timings))]))),
  ]
}

function problemTable(packages: readonly PackageReport[]): RootContent {
  const rows = packages.map((one): PhrasingContent[][] => [
    [{ type: 'link', url: `#${anchorOf(one)}`, children: foreignName(one.name) }],
    foreignName(one.version ?? ''),
    [plain(unbroken(`${VERDICT_MARKS[one.verdict]} ${headline(one)}`))],
    problemInWords(one),
  ])
  return table([{ title: 'Package' }, { title: 'Version' }, { title: 'Result' }, { title: 'Problem' }], rows)
}

/** The worst problem of a package, and the number of the others: `Missing module in wheel (3 errors, 1 warning)`. */
function problemInWords(one: PackageReport): PhrasingContent[] {
  const counted = one.findings.filter(({ severity, ignored }) => severity !== 'note' && ignored === undefined)
  const [worst] = counted
  const stopped = one.checks.find(({ status }) => status === 'error')
  if (one.verdict === 'error' && stopped !== undefined)
    return [plain(`${stopped.check}: `), ...foreignText((stopped.reason ?? '').slice(0, 200))]
  if (worst === undefined) return []
  const warning = worst.severity === 'warning' ? '⚠️\u00a0' : ''
  const others = counted.length === 1 ? '' : ` (${describeCounts(one)})`
  return [plain(`${warning}${RULES[worst.rule].title}${others}`)]
}

/** The anchor of a package in the summary, which GitHub leaves as it is because of its prefix. */
export function anchorOf({ path, name }: Pick<PackageReport, 'path' | 'name'>): string {
  const slug = `${path === '.' ? name : path}`.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return `user-content-${slug.replace(/^-|-$/g, '')}`
}

function passingTable(packages: readonly PackageReport[]): RootContent[] {
  const rows = packages.map((one): PhrasingContent[][] => {
    const wheel = one.artifacts.find(({ kind }) => kind === 'wheel')
    const seconds = one.timings?.seconds
    return [
      foreignName(one.name),
      foreignName(one.version ?? ''),
      wheel === undefined ? [] : [plain(unbroken(sizeInWords(wheel.bytes)))],
      one.tests === undefined ? [] : [plain(`${one.tests.passed} passed`)],
      seconds === undefined ? [] : [plain(unbroken(`${seconds.toFixed(1)} s`))],
    ]
  })
  const columns = [
    { title: 'Package' },
    { title: 'Version' },
    { title: 'Wheel', align: 'right' as const },
    { title: 'Tests' },
    { title: 'Time', align: 'right' as const },
  ]
  const verb = packages.length === 1 ? 'works' : 'work'
  return folded(`✅ ${count(packages.length, 'package')} ${verb} as installed`, [table(columns, rows)])
}
