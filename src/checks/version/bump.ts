import { compare, explain } from '@renovatebot/pep440'
import { SemVer } from 'semver'
import { BUMP_SIZES, type BumpPolicy, type BumpSize } from '../../config/bump-policy.ts'
import type { ReleaseTag } from '../../repository/tags.ts'
import type { Finding, Severity } from '../rules.ts'
import type { Addition, ApiChanges, BreakingChange, NextVersion, VersionStep } from './facts.ts'

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

/** Two releases, and the API changes between them. */
export interface BumpComparison {
  readonly version: string
  /** The last final release. */
  readonly previous: string
  /** The versions of all releases, which show the version scheme. */
  readonly releases: readonly string[]
  readonly api: ApiChanges
  readonly policy?: BumpPolicy | undefined
  /** The path in the checkout of an installed file. */
  readonly sourceOf: (installed: string) => string | undefined
}

/** Reports a version whose bump is smaller than its API changes require. */
export function decideBumpSize(comparison: BumpComparison): Finding[] {
  const { version, previous, releases, api, policy = {} } = comparison
  if (policy.severity === 'off' || api.kind === 'not-checked') return []
  const step = stepBetween(previous, version)
  if (step === undefined || !isSizeCheckable(previous, version, releases)) return []
  const { breaking, added } = api
  const ofBreaking = requiredBump({ breaking: breaking.length, added: 0 }, previous, policy)
  const needed = requiredBump({ breaking: breaking.length, added: added.length }, previous, policy)
  const facts = {
    version,
    previous,
    step,
    added: added.map((change) => withCheckoutPath(change, comparison)),
    unread: api.unread.map(({ name }) => name),
    waiver: null,
  }
  const finding = (severity: Severity, size: BumpSize, changes: readonly BreakingChange[]): Finding[] => {
    // Changes without a deprecation come first.
    const listed = changes
      .map((change) => withCheckoutPath(change, comparison))
      .sort((a, b) => Number(a.deprecated) - Number(b.deprecated))
    const located = [...listed, ...facts.added].find(({ file }) => file !== null)
    const where =
      located?.file == null ? {} : { where: { file: located.file, line: located.line ?? undefined } }
    return [
      {
        rule: 'bump-too-small',
        severity,
        facts: { ...facts, needed: size, least: lowestVersion(previous, size), breaking: listed },
        ...where,
      },
    ]
  }
  const severity = policy.severity ?? 'warning'
  if (breaking.length > 0 && isBelow(step, ofBreaking)) return finding(severity, needed, breaking)
  if (added.length > 0 && isBelow(step, needed))
    return finding(policy.added === undefined ? 'note' : severity, needed, [])
  return []
}

/** Returns the lowest next version that the API changes allow; undefined if it cannot be determined. */
export function nextVersion(comparison: Omit<BumpComparison, 'version'>): NextVersion | undefined {
  const { previous, releases, api, policy = {} } = comparison
  if (policy.severity === 'off' || api.kind === 'not-checked' || isCalVer([...releases, previous]))
    return undefined
  const needed = requiredBump({ breaking: api.breaking.length, added: api.added.length }, previous, policy)
  return {
    least: lowestVersion(previous, needed),
    breaking: api.breaking.map((change) => withCheckoutPath(change, comparison)),
    added: api.added.map((change) => withCheckoutPath(change, comparison)),
  }
}

/** Returns the version that is released: that of the tag, if the wheel has another one. */
export function effectiveVersion(version: string, tagsOnCommit: readonly ReleaseTag[]): string {
  const isTagged = tagsOnCommit.some((tag) => stepBetween(tag.version, version) === 'none')
  return isTagged ? version : (tagsOnCommit[0]?.version ?? version)
}

/**
 * Whether the size of a step can be checked: the new version is a release, and the project does not use calendar
 * versioning.
 *
 * @param releases the versions of all releases
 */
export function isSizeCheckable(previous: string, version: string, releases: readonly string[]): boolean {
  const step = stepBetween(previous, version)
  const isRelease =
    step !== undefined && RELEASE_STEPS.has(step) && explain(version.trim())?.is_devrelease === false
  return isRelease && !isCalVer([...releases, previous])
}

/** The steps to a new release. */
const RELEASE_STEPS: ReadonlySet<VersionStep> = new Set(['major', 'minor', 'patch', 'post-release'])

function isBelow(step: VersionStep, needed: BumpSize): boolean {
  return needed !== 'none' && BUMP_SIZES.indexOf(step as BumpSize) < BUMP_SIZES.indexOf(needed)
}

/** Returns the lowest version that is a bump of a size, with as many release numbers as the earlier one or more. */
export function lowestVersion(previous: string, size: BumpSize): string {
  const { epoch = 0, release = [] } = explain(previous.trim()) ?? {}
  const [major = 0, minor = 0, patch = 0] = release
  const next = new SemVer(`${major}.${minor}.${patch}`).inc(size === 'none' ? 'patch' : size)
  const minimumLength = { major: 1, minor: 2, patch: 3, none: 3 }[size]
  const numbers = [next.major, next.minor, next.patch].slice(0, Math.max(release.length, minimumLength))
  return `${epoch > 0 ? `${epoch}!` : ''}${numbers.join('.')}`
}

/** Replaces the installed path by the one in the checkout; the line is null if it is one of the earlier wheel. */
function withCheckoutPath<T extends BreakingChange | Addition>(
  change: T,
  { sourceOf }: Pick<BumpComparison, 'sourceOf'>,
): T {
  const file = change.file === null ? null : (sourceOf(change.file) ?? null)
  const hasLine = file !== null && !('side' in change && change.side === 'old')
  return { ...change, file, line: hasLine ? change.line : null }
}
