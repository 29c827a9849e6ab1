import { count, listSome } from '../program/sentence.ts'
import { describeCounts, type Headline, headline, headlinesOf } from './headline.ts'
import type { PackageReport, Report } from './report.ts'

/** The maximum number of packages that are all reported in detail; of more, only those with findings. */
export const MAX_DETAILED = 5

/** The verified packages to report in detail, and those to report in one line. */
export function partitionPackages({ packages }: Report): readonly [PackageReport[], PackageReport[]] {
  const verified = packages.filter(({ leftOut }) => leftOut === undefined)
  if (verified.length <= MAX_DETAILED) return [verified, []]
  const isClean = ({ verdict, findings }: PackageReport) => verdict === 'pass' && findings.length === 0
  return [verified.filter((one) => !isClean(one)), verified.filter(isClean)]
}

/** A package that was intentionally not verified, or not with one Python. */
export interface LeftOutPackage {
  readonly path: string
  readonly name: string
  /** Undefined: with no Python. */
  readonly python?: string
  readonly reason: string
}

/**
 * The packages that were not verified: a sentence for each reason.
 *
 * @param max the maximum number of names in a sentence
 */
export function leftOutSentences(all: readonly LeftOutPackage[], max?: number): string[] {
  const paths = new Map<string, Set<string>>()
  for (const { name, path } of all) paths.set(name, (paths.get(name) ?? new Set()).add(path))
  const isShared = (name: string) => (paths.get(name)?.size ?? 0) > 1
  const byReason = new Map<string, { one: LeftOutPackage; names: string[] }>()
  for (const one of all) {
    const key = `${one.python}\n${one.reason}`
    const group = byReason.get(key) ?? { one, names: [] }
    group.names.push(isShared(one.name) ? `${one.name} (${one.path})` : one.name)
    byReason.set(key, group)
  }
  return [...byReason.values()].map(({ one: { python, reason }, names }) => {
    return `Not verified${python === undefined ? '' : ` with Python ${python}`}: ${listSome(names, max)} (${reason}).`
  })
}

/** The packages of a report that were not verified. */
export function leftOutOf(packages: readonly PackageReport[]): LeftOutPackage[] {
  return packages.flatMap(({ path, name, leftOut }) =>
    leftOut === undefined ? [] : [{ path, name, reason: leftOut }],
  )
}

/** The number of packages with each headline: `12 packages: 2 broken, 10 work as installed`. */
export function describeAll(packages: readonly PackageReport[]): string {
  const verified = packages.filter(({ leftOut }) => leftOut === undefined)
  if (verified.length === 0) return `${count(packages.length, 'package')}, all unchanged`
  const unchanged = packages.length - verified.length
  return `${count(verified.length, 'package')}: ${describeHeadlines(verified)}${unchanged === 0 ? '' : `; ${unchanged} unchanged`}`
}

/** The words for a number of packages with a headline, the worst first. */
const COUNTED: Readonly<Record<Headline, string>> = {
  broken: 'broken',
  'tests fail (in the checkout too)': 'with tests that fail (in the checkout too)',
  'not verified by tests': 'not verified by tests',
  'version not bumped': 'without a version bump',
  'wrong version': 'with a wrong version',
  warnings: 'with warnings',
  inconclusive: 'inconclusive',
  'passes the selected checks': 'pass the selected checks',
  'works as installed': 'work as installed',
}

/** The headlines with a verb, whose form depends on the number. */
const PASSES: ReadonlySet<Headline> = new Set(['works as installed', 'passes the selected checks'])

/** The number of packages with each headline: `2 broken, 1 inconclusive, 10 work as installed`. */
export function describeHeadlines(packages: readonly PackageReport[]): string {
  const headlines = packages.map((one) => headlinesOf(one)[0])
  return (Object.keys(COUNTED) as Headline[])
    .flatMap((one) => {
      const n = headlines.filter((other) => other === one).length
      if (n === 0) return []
      return [`${n} ${n === 1 && PASSES.has(one) ? one : COUNTED[one]}`]
    })
    .join(', ')
}

/** The message that fails the step of a run: `fail. demo 1.0: broken (2 errors, 1 warning); see the job summary.` */
export function failureMessage({ packages, verdict }: Report): string {
  const [only, ...others] = packages
  if (only === undefined || others.length > 0)
    return `${verdict}. ${describeAll(packages)}; see the job summary.`
  const counts = describeCounts(only)
  const title = [only.name, only.version].filter(Boolean).join(' ')
  return `${verdict}. ${title}: ${headline(only)}${counts === '' ? '' : ` (${counts})`}; see the job summary.`
}
