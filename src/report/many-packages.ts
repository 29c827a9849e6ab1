import { count, listSome } from '../sentence.ts'
import type { PackageReport, Report, Verdict } from './report.ts'

/** So many packages are told in full; of more only those that are not all well. */
const MOST_IN_FULL = 5

/** The packages to tell in full, and those of which one line is enough; who was left out is told elsewhere. */
export function partPackages({ packages }: Report): readonly [PackageReport[], PackageReport[]] {
  const verified = packages.filter(({ leftOut }) => leftOut === undefined)
  if (verified.length <= MOST_IN_FULL) return [verified, []]
  const isWell = ({ verdict, findings }: PackageReport) => verdict === 'pass' && findings.length === 0
  return [verified.filter((one) => !isWell(one)), verified.filter(isWell)]
}

/** Who was left out and why, in one sentence; empty where nobody was. */
export function describeLeftOut(packages: readonly PackageReport[]): string {
  const byReason = new Map<string, string[]>()
  for (const { name, leftOut } of packages)
    if (leftOut !== undefined) byReason.set(leftOut, [...(byReason.get(leftOut) ?? []), name])
  return [...byReason].map(([reason, names]) => `Not verified: ${listSome(names)} (${reason}).`).join(' ')
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
