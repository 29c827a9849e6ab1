import { count, listSome } from '../program/sentence.ts'
import type { PackageReport, Report, Verdict } from './report.ts'

/** So many packages are told in full; of more only those that are not all well. */
export const MOST_IN_FULL = 5

/** The packages to tell in full, and those of which one line is enough; who was left out is told elsewhere. */
export function partPackages({ packages }: Report): readonly [PackageReport[], PackageReport[]] {
  const verified = packages.filter(({ leftOut }) => leftOut === undefined)
  if (verified.length <= MOST_IN_FULL) return [verified, []]
  const isWell = ({ verdict, findings }: PackageReport) => verdict === 'pass' && findings.length === 0
  return [verified.filter((one) => !isWell(one)), verified.filter(isWell)]
}

/** What was not verified, or not with one Python, on purpose. */
export interface LeftOutPackage {
  readonly path: string
  readonly name: string
  /** Undefined: with none. */
  readonly python?: string
  readonly reason: string
}

/**
 * Who was left out and why: a sentence for each reason.
 *
 * @param most so many names are told of each
 */
export function leftOutSentences(all: readonly LeftOutPackage[], most?: number): string[] {
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
    return `Not verified${python === undefined ? '' : ` with Python ${python}`}: ${listSome(names, most)} (${reason}).`
  })
}

/** The packages of a report that were left out. */
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

/** How many packages there are of each verdict: `12 packages: 2 broken, 10 that work as installed`. */
export function describeAll(packages: readonly PackageReport[]): string {
  const verified = packages.filter(({ leftOut }) => leftOut === undefined)
  if (verified.length === 0) return `${count(packages.length, 'package')}, all unchanged`
  const of = (verdict: Verdict) => verified.filter((one) => one.verdict === verdict).length
  const parts = (['fail', 'error', 'pass'] as const).flatMap((verdict) =>
    of(verdict) === 0 ? [] : [`${of(verdict)} ${VERDICTS[verdict]}`],
  )
  const left = packages.length - verified.length
  return `${count(verified.length, 'package')}: ${parts.join(', ')}${left === 0 ? '' : `; ${left} unchanged`}`
}
