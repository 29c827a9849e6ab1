import { count, listSome } from '../program/sentence.ts'
import { describeCounts, headline } from './headline.ts'
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

const VERDICT_ORDER = ['fail', 'error', 'pass']

/** The number of packages with each headline, failures first: `2 broken, 1 inconclusive, 10 work as installed`. */
export function describeHeadlines(packages: readonly PackageReport[]): string {
  const byHeadline = new Map<string, number>()
  const sorted = [...packages].sort(
    (a, b) => VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict),
  )
  for (const one of sorted) {
    const words = headline(one)
    byHeadline.set(words, (byHeadline.get(words) ?? 0) + 1)
  }
  return [...byHeadline]
    .map(([words, n]) => `${n} ${n === 1 ? words : words.replace(/^works\b/, 'work')}`)
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
