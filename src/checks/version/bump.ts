import { compare, explain } from '@renovatebot/pep440'
import { SemVer } from 'semver'
import { BUMP_SIZES, type BumpPolicy, type BumpSize } from '../../config/bump-policy.ts'
import type { ReleaseTag } from '../../repository/tags.ts'
import type { Finding, Severity } from '../rules.ts'
import type { Addition, ApiChanges, BreakingChange, NextVersion, Step } from './facts.ts'

/** How large the step from one version to another is; undefined where one of them is none. */
export function sizeOf(from: string, to: string): Step | undefined {
  const [before, after] = [explain(from.trim()), explain(to.trim())]
  if (before === null || after === null) return undefined
  const order = compare(to.trim(), from.trim())
  if (order <= 0) return order === 0 ? 'none' : 'downgrade'
  if (compare(before.public, after.public) === 0) return 'local'
  if (before.epoch !== after.epoch) return 'major'
  const length = Math.max(before.release.length, after.release.length)
  const place = Array.from({ length }, (_, index) => index).find(
    (index) => (before.release[index] ?? 0) !== (after.release[index] ?? 0),
  )
  if (place !== undefined) return (['major', 'minor'] as const)[place] ?? 'patch'
  if (before.is_postrelease || !before.is_prerelease) return 'post-release'
  return after.is_prerelease && !after.is_postrelease ? 'pre-release' : 'final'
}

/**
 * The smallest release that the changes of the API ask for. Below 1.0.0 anything may change with a minor release, and
 * below 0.1.0 with any (SemVer 4, and the custom of package managers).
 *
 * @param previous the last final release
 */
export function smallestBump(
  { breaking, added }: { readonly breaking: number; readonly added: number },
  previous: string,
  policy: BumpPolicy = {},
): BumpSize {
  const sizes: BumpSize[] = ['patch']
  if (breaking > 0) sizes.push(policy.breaking ?? usual(previous).breaking)
  if (added > 0) sizes.push(policy.added ?? usual(previous).added)
  // A project that asks for none says so of patches as well.
  if (breaking + added > 0 && sizes.slice(1).every((size) => size === 'none')) return 'none'
  return BUMP_SIZES[Math.max(...sizes.map((size) => BUMP_SIZES.indexOf(size)))] ?? 'patch'
}

function usual(previous: string): { readonly breaking: BumpSize; readonly added: BumpSize } {
  const parts = explain(previous.trim())
  const [major = 0, minor = 0] = parts?.release ?? []
  if (major > 0 || (parts?.epoch ?? 0) > 0) return { breaking: 'major', added: 'minor' }
  return { breaking: minor > 0 ? 'minor' : 'patch', added: 'patch' }
}

/** How many of the last releases tell how versions are made. */
const TELLING = 10

/**
 * Whether the versions of a project are dates: 2026.11, 20261121; or 26.11, where what may be a month follows what
 * may be a year that moves on. A version 26.0 tells that it is none.
 */
export function isCalVer(releases: readonly string[]): boolean {
  const all = releases
    .map((version) => ({ version, numbers: explain(version.trim()) }))
    .flatMap(({ version, numbers }) =>
      numbers === null || numbers.is_prerelease ? [] : [{ version, numbers: numbers.release }],
    )
    .sort((a, b) => compare(b.version, a.version))
  // A number that long holds a time, and cannot be counted up.
  if (all.some(({ numbers }) => numbers.some((number) => !Number.isSafeInteger(number)))) return true
  const last = all.slice(0, TELLING).map(({ numbers: [first = 0, second = 0] }) => ({ first, second }))
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

/** As 20261121. */
function isDay(number: number): boolean {
  const [month, day] = [Math.floor(number / 100) % 100, number % 100]
  return isYear(Math.floor(number / 10_000)) && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

export interface BumpQuestion {
  readonly version: string
  /** The last final release. */
  readonly previous: string
  /** All of them, for how versions are made here. */
  readonly releases: readonly string[]
  readonly api: ApiChanges
  readonly policy?: BumpPolicy | undefined
  /** Path in the checkout of an installed file. */
  readonly sourceOf: (installed: string) => string | undefined
}

/** Whether the version says of the changes of the API what users take it to say. */
export function decideBumpSize(question: BumpQuestion): Finding[] {
  const { version, previous, releases, api, policy = {} } = question
  if (policy.severity === 'off' || api.kind === 'not-checked') return []
  const step = sizeOf(previous, version)
  if (step === undefined || !isJudged(previous, version, releases)) return []
  const { breaking, added } = api
  const ofBreaking = smallestBump({ breaking: breaking.length, added: 0 }, previous, policy)
  const needed = smallestBump({ breaking: breaking.length, added: added.length }, previous, policy)
  const facts = {
    version,
    previous,
    step,
    added: added.map((one) => inCheckout(one, question)),
    unread: api.unread.map(({ name }) => name),
    waiver: null,
  }
  const finding = (severity: Severity, size: BumpSize, changes: readonly BreakingChange[]): Finding[] => {
    // What nobody was warned of comes first.
    const listed = changes
      .map((one) => inCheckout(one, question))
      .sort((a, b) => Number(a.deprecated) - Number(b.deprecated))
    const place = [...listed, ...facts.added].find(({ file }) => file !== null)
    const where = place?.file == null ? {} : { where: { file: place.file, line: place.line ?? undefined } }
    return [
      {
        rule: 'bump-too-small',
        severity,
        facts: { ...facts, needed: size, least: leastVersion(previous, size), breaking: listed },
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

/** What the version after a release has to be for what its API has become; undefined where that cannot be known. */
export function nextVersion(question: Omit<BumpQuestion, 'version'>): NextVersion | undefined {
  const { previous, releases, api, policy = {} } = question
  if (policy.severity === 'off' || api.kind === 'not-checked' || isCalVer([...releases, previous]))
    return undefined
  const needed = smallestBump({ breaking: api.breaking.length, added: api.added.length }, previous, policy)
  return {
    least: leastVersion(previous, needed),
    breaking: api.breaking.map((one) => inCheckout(one, question)),
    added: api.added.map((one) => inCheckout(one, question)),
  }
}

/** What users take the version for: that of the tag, where the one that was built is another. */
export function releasedAs(version: string, here: readonly ReleaseTag[]): string {
  const isTagged = here.some((tag) => sizeOf(tag.version, version) === 'none')
  return isTagged ? version : (here[0]?.version ?? version)
}

/**
 * Whether the size of a step says anything: it is that of a release, and no date.
 *
 * @param releases the versions of all releases
 */
export function isJudged(previous: string, version: string, releases: readonly string[]): boolean {
  const step = sizeOf(previous, version)
  const isRelease = step !== undefined && JUDGED.has(step) && explain(version.trim())?.is_devrelease === false
  return isRelease && !isCalVer([...releases, previous])
}

/** What is no release of its own has none that it could be too small for. */
const JUDGED: ReadonlySet<Step> = new Set(['major', 'minor', 'patch', 'post-release'])

function isBelow(step: Step, needed: BumpSize): boolean {
  return needed !== 'none' && BUMP_SIZES.indexOf(step as BumpSize) < BUMP_SIZES.indexOf(needed)
}

/** The lowest version above a release that is of a size, with as many numbers as the release has, or as it takes. */
export function leastVersion(previous: string, size: BumpSize): string {
  const { epoch = 0, release = [] } = explain(previous.trim()) ?? {}
  const [major = 0, minor = 0, patch = 0] = release
  const next = new SemVer(`${major}.${minor}.${patch}`).inc(size === 'none' ? 'patch' : size)
  const least = { major: 1, minor: 2, patch: 3, none: 3 }[size]
  const numbers = [next.major, next.minor, next.patch].slice(0, Math.max(release.length, least))
  return `${epoch > 0 ? `${epoch}!` : ''}${numbers.join('.')}`
}

/** With the places in the checkout; what is only in the earlier wheel has a line only there. */
function inCheckout<T extends BreakingChange | Addition>(
  change: T,
  { sourceOf }: Pick<BumpQuestion, 'sourceOf'>,
): T {
  const file = change.file === null ? null : (sourceOf(change.file) ?? null)
  const isHere = file !== null && !('side' in change && change.side === 'old')
  return { ...change, file, line: isHere ? change.line : null }
}
