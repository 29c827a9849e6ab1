import { compare, explain } from '@renovatebot/pep440'
import { BUMP_SIZES, type BumpPolicy, type BumpSize } from '../../config/bump-policy.ts'
import type { VersionStep } from '../version/facts.ts'

/** Returns the size of the step from one version to another; undefined if one of them is invalid (PEP 440). */
export function stepBetween(from: string, to: string): VersionStep | undefined {
  const [before, after] = [explain(from.trim()), explain(to.trim())]
  if (before === null || after === null) return undefined
  const order = compare(to.trim(), from.trim())
  if (order <= 0) return order === 0 ? 'none' : 'downgrade'
  if (compare(before.public, after.public) === 0) return 'local'
  if (before.epoch !== after.epoch) return 'major'
  const length = Math.max(before.release.length, after.release.length)
  const changed = Array.from({ length }, (_, index) => index).find(
    (index) => (before.release[index] ?? 0) !== (after.release[index] ?? 0),
  )
  if (changed !== undefined) return (['major', 'minor'] as const)[changed] ?? 'patch'
  if (before.is_postrelease || !before.is_prerelease) return 'post-release'
  return after.is_prerelease && !after.is_postrelease ? 'pre-release' : 'final'
}

/**
 * Returns the smallest bump that the API changes require. Below 1.0.0 a minor release may break the API, and below
 * 0.1.0 any release (Semantic Versioning 2.0.0, item 4, and the `^` operator of Cargo, npm and Poetry).
 *
 * @param previous the last final release
 */
export function requiredBump(
  { breaking, added }: { readonly breaking: number; readonly added: number },
  previous: string,
  policy: BumpPolicy = {},
): BumpSize {
  const sizes: BumpSize[] = ['patch']
  if (breaking > 0) sizes.push(policy.breaking ?? defaultBumps(previous).breaking)
  if (added > 0) sizes.push(policy.added ?? defaultBumps(previous).added)
  // If the policy requires no bump for these changes, not even a patch release is required.
  if (breaking + added > 0 && sizes.slice(1).every((size) => size === 'none')) return 'none'
  return BUMP_SIZES[Math.max(...sizes.map((size) => BUMP_SIZES.indexOf(size)))] ?? 'patch'
}

function defaultBumps(previous: string): { readonly breaking: BumpSize; readonly added: BumpSize } {
  const parts = explain(previous.trim())
  const [major = 0, minor = 0] = parts?.release ?? []
  if (major > 0 || (parts?.epoch ?? 0) > 0) return { breaking: 'major', added: 'minor' }
  return { breaking: minor > 0 ? 'minor' : 'patch', added: 'patch' }
}

/** The number of latest releases that show the version scheme. */
const RECENT_RELEASES = 10

/**
 * Whether a project uses calendar versioning: 2026.11, 20261121, or 26.11. Two-digit numbers count as years only if
 * they increase slowly and are followed by a month in all recent releases.
 */
export function isCalVer(releases: readonly string[]): boolean {
  const all = releases
    .map((version) => ({ version, numbers: explain(version.trim()) }))
    .flatMap(({ version, numbers }) =>
      numbers === null || numbers.is_prerelease ? [] : [{ version, numbers: numbers.release }],
    )
    .sort((a, b) => compare(b.version, a.version))
  // Such a long number is a timestamp.
  if (all.some(({ numbers }) => numbers.some((number) => !Number.isSafeInteger(number)))) return true
  const last = all
    .slice(0, RECENT_RELEASES)
    .map(({ numbers: [first = 0, second = 0] }) => ({ first, second }))
  const [latest] = last
  if (latest === undefined) return false
  if (isYear(latest.first) || isDay(latest.first)) return true
  const years = [...new Set(last.map(({ first }) => first))]
  return (
    years.length > 1 &&
    last.every(({ first, second }) => first >= 10 && first < 100 && second >= 1 && second <= 12) &&
    years.every((year, index) => index === 0 || (years[index - 1] ?? 0) - year <= 2)
  )
}

function isYear(number: number): boolean {
  return number >= 2000 && number < 2100
}

/** Whether a number is a date such as 20261121. */
function isDay(number: number): boolean {
  const [month, day] = [Math.floor(number / 100) % 100, number % 100]
  return isYear(Math.floor(number / 10_000)) && month >= 1 && month <= 12 && day >= 1 && day <= 31
}
