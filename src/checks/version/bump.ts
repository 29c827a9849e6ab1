import { explain } from '@renovatebot/pep440'
import { SemVer } from 'semver'
import { BUMP_SIZES, type BumpPolicy, type BumpSize } from '../../config/bump-policy.ts'
import type { ReleaseTag } from '../../repository/tags.ts'
import { isCalVer, requiredBump, stepBetween } from '../diagnosis/version-step.ts'
import type { Finding, Severity } from '../rules.ts'
import type { Addition, ApiChanges, BreakingChange, NextVersion, VersionStep } from './facts.ts'

/** Two releases, and the API changes between them. */
export interface BumpComparison {
  readonly version: string
  /** The last final release. */
  readonly previous: string
  /** The versions of all releases, which show the versioning scheme. */
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

/** Returns the version that is released: the tag's, if the wheel has another one. */
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

/** Returns the lowest version with a bump of a size and at least as many release numbers as the earlier version. */
export function lowestVersion(previous: string, size: BumpSize): string {
  const { epoch = 0, release = [] } = explain(previous.trim()) ?? {}
  const [major = 0, minor = 0, patch = 0] = release
  const next = new SemVer(`${major}.${minor}.${patch}`).inc(size === 'none' ? 'patch' : size)
  const minimumLength = { major: 1, minor: 2, patch: 3, none: 3 }[size]
  const numbers = [next.major, next.minor, next.patch].slice(0, Math.max(release.length, minimumLength))
  return `${epoch > 0 ? `${epoch}!` : ''}${numbers.join('.')}`
}

/** Replaces the installed path with the one in the checkout; the line is null if it refers to the earlier wheel. */
function withCheckoutPath<T extends BreakingChange | Addition>(
  change: T,
  { sourceOf }: Pick<BumpComparison, 'sourceOf'>,
): T {
  const file = change.file === null ? null : (sourceOf(change.file) ?? null)
  const hasLine = file !== null && !('side' in change && change.side === 'old')
  return { ...change, file, line: hasLine ? change.line : null }
}
