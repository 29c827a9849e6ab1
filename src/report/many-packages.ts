import { count, listSome } from '../program/sentence.ts'
import type { PackageReport, Report, Verdict } from './report.ts'

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

const VERDICTS: Readonly<Record<Verdict, string>> = {
  fail: 'broken',
  error: 'undecided',
  pass: 'that work as installed',
}

/** The number of packages of each verdict: `12 packages: 2 broken, 10 that work as installed`. */
export function describeAll(packages: readonly PackageReport[]): string {
  const verified = packages.filter(({ leftOut }) => leftOut === undefined)
  if (verified.length === 0) return `${count(packages.length, 'package')}, all unchanged`
  const of = (verdict: Verdict) => verified.filter((one) => one.verdict === verdict).length
  const parts = (['fail', 'error', 'pass'] as const).flatMap((verdict) =>
    of(verdict) === 0 ? [] : [`${of(verdict)} ${VERDICTS[verdict]}`],
  )
  const unchanged = packages.length - verified.length
  return `${count(verified.length, 'package')}: ${parts.join(', ')}${unchanged === 0 ? '' : `; ${unchanged} unchanged`}`
}
