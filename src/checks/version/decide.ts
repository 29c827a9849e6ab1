import { compare, explain, valid } from '@renovatebot/pep440'
import type { VersionPolicy } from '../../config/version-policy.ts'
import { pyprojectOf } from '../../project/project.ts'
import { versionTool } from '../../project/version-tool.ts'
import { isSameVersion } from '../../python/versions.ts'
import { isInSeries, releaseSeriesOf, tagNameLike } from '../../repository/tags.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { FactsOf, Finding, Severity, SourceLocation } from '../rules.ts'
import { type BumpComparison, decideBumpSize, effectiveVersion, nextVersion } from './bump.ts'
import { checkChangelog } from './changelog-missing.ts'
import { declaredVersion } from './declared-version.ts'
import { checkReportedVersions } from './disagreements.ts'
import { eventTagVersion } from './event-tag.ts'
import type { NextVersion, ReleaseFacts } from './facts.ts'
import { freeVersions } from './free-versions.ts'
import { isPlaceholder, isSuspectedPlaceholder } from './placeholder.ts'
import { tagMismatch, tagMismatches } from './tag-mismatch.ts'

/** Reports versions that are invalid, in use, not bumped enough, or different from the tag or other version sources. */
export function checkVersion(facts: PackageFacts): Finding[] {
  const release = completed(facts.version)
  return findingsFor(facts).map((finding) => withFreeVersions(finding, release))
}

/** Adds the versions that can be released instead, and the tag of the lowest if a tool computes the version from tags. */
function withFreeVersions(finding: Finding, release: ReleaseFacts | undefined): Finding {
  const releases = release?.versions ?? []
  const released = (free: readonly string[]) => {
    const [lowest] = free
    const nextTag =
      lowest === undefined || release?.tagTaken?.isOwn !== true
        ? {}
        : { nextTag: tagNameLike(release.tagTaken, lowest) }
    return { free, ...nextTag }
  }
  switch (finding.rule) {
    case 'version-not-bumped':
    case 'version-taken': {
      const above = 'previous' in finding.facts ? [finding.facts.previous] : []
      const free = freeVersions([finding.facts.version, ...above], releases)
      return { ...finding, facts: { ...finding.facts, ...released(free) } } as Finding
    }
    case 'bump-too-small': {
      const { previous, needed } = finding.facts
      const free = freeVersions([previous], releases, [needed])
      return { ...finding, facts: { ...finding.facts, ...released(free) } }
    }
    default:
      return finding
  }
}

function findingsFor(facts: PackageFacts): Finding[] {
  const version = completed(facts.contents)?.wheel.metadata.version
  const release = completed(facts.version)
  if (version === undefined) return []
  const where = findDeclaration(facts)
  const independent = [
    ...offBranch(version, facts),
    ...checkReportedVersions(facts),
    ...checkChangelog(facts),
  ]
  if (isPlaceholder(facts)) return independent
  const unreleasable = unreleasableVersion(version, facts)
  const [first] = unreleasable
  // A version that does not match the tag, or was computed from a wrong one, cannot be compared with the last release.
  const bump =
    first !== undefined || release === undefined
      ? []
      : decideBump(version, release, facts.versionPolicy, lowestNextVersion(release, facts))
  const own = [...unreleasable, ...bump].map((finding) => ({ ...finding, where }))
  const isInvalid = first?.rule === 'version-invalid' && first.severity === 'error'
  if (release === undefined || isInvalid) return [...own, ...independent]
  return [
    ...own,
    ...bumpSizeFindings(effectiveVersion(version, release.tagsOnCommit), release, facts),
    ...independent,
  ]
}

/** Reports a version that cannot be released or does not match the tag. */
function unreleasableVersion(version: string, facts: PackageFacts): Finding[] {
  const { event } = facts
  const release = completed(facts.version)
  const disabled = disabledTool(version, facts)
  if (disabled !== undefined) return [disabled]
  const isReleased = event.kind === 'tag' && isSameVersion(eventTagVersion(event.tag, facts), version)
  if (!isReleased && isSuspectedPlaceholder(version, release)) return suspectedPlaceholder(version, facts)
  const invalid = invalidVersion(version, facts)
  return invalid === undefined ? tagMismatches(version, facts) : [invalid]
}

/** Reports the version that setuptools falls back to because the tool that computes it is not enabled. */
function disabledTool(version: string, { project, contents }: PackageFacts): Finding | undefined {
  const setupPy = completed(contents)?.setupPy
  const tool = versionTool(project, setupPy)
  const isFallback = explain(version)?.release.every((number) => number === 0) ?? false
  if (tool?.missingTable === undefined || !isFallback) return undefined
  const isDeclared =
    /\bversion\s*=/.test(setupPy ?? '') ||
    (declaredVersion(project)?.isFinal === true && tool.name !== 'poetry-dynamic-versioning')
  if (isDeclared) return undefined
  const reason = `is only a fallback: ${tool.name} is a build requirement, but not enabled`
  return { rule: 'version-invalid', severity: 'error', facts: { version, reason, add: tool.missingTable } }
}

function invalidVersion(version: string, facts: PackageFacts): Finding | undefined {
  const { event } = facts
  const invalid = (reason: string, severity: Severity = 'error'): Finding => ({
    rule: 'version-invalid',
    severity,
    facts: { version, reason, add: null },
  })
  if (!valid(version)) return invalid('is not valid under PEP 440')
  if (event.kind !== 'tag') return undefined
  const { tag } = event
  const tagged = eventTagVersion(tag, facts)
  if (tagged === undefined) return undefined
  const parts = explain(version)
  // A tag of the same development or local version is deliberate.
  const severity = isSameVersion(tagged, version) ? 'warning' : 'error'
  if (parts?.is_devrelease) return invalid(`is a development version, but was built for tag ${tag}`, severity)
  return parts?.local
    ? invalid(`has a local version label, which PyPI rejects, but was built for tag ${tag}`, severity)
    : undefined
}

/** Suggests the setting for a placeholder: a warning on a tag, where the wheel would be released, otherwise a note. */
function suspectedPlaceholder(version: string, facts: PackageFacts): Finding[] {
  const { event } = facts
  const release = completed(facts.version)
  const [onCommit] = release?.tagsOnCommit ?? []
  const tag =
    event.kind === 'tag' ? { name: event.tag, version: eventTagVersion(event.tag, facts) } : onCommit
  if (tag?.version !== undefined) return [tagMismatch(tag, version, facts, 'warning')]
  if (release?.baseline === undefined || facts.versionPolicy === 'off') return []
  const { baseline, changes } = release
  return [
    notBumped('note', {
      version,
      previous: baseline.version,
      tag: baseline.name,
      changed: changes.changed,
      lower: compare(version, baseline.version) < 0,
      policy: facts.versionPolicy,
      isPlaceholder: true,
    }),
  ]
}

/** Reports a version that is already in use, or not bumped as the policy requires. */
export function decideBump(
  version: string,
  release: ReleaseFacts,
  policy: VersionPolicy,
  next?: NextVersion,
): Finding[] {
  if (policy === 'off') return []
  const { baseline, taken, isOnIndex } = release
  const isBumped = baseline === undefined || compare(version, baseline.version) !== 0
  const bump = sinceRelease(version, release, policy, next)
  // The release may be on another branch. Without changes since then, this commit is that release.
  const isTaken = isBumped || (release.isBaselineElsewhere && bump.length > 0)
  if (taken !== undefined && isTaken) {
    return [versionTaken({ version, tag: taken.name, commit: taken.commit })]
  }
  if (bump.length > 0) return applyOverride(bump, release)
  // An unchanged package that is not bumped may be on the index.
  if (isOnIndex && (isBumped || release.tagsOnCommit.length > 0)) return [versionTaken({ version })]
  return applyOverride(sinceBase(version, release, policy), release)
}

function sinceRelease(
  version: string,
  { baseline, lastFinal, changes, tagTaken }: ReleaseFacts,
  policy: VersionPolicy,
  next: NextVersion | undefined,
): Finding[] {
  if (baseline === undefined) return []
  // A computed development version is never released, and cannot be bumped by hand.
  const isComputed = tagTaken !== undefined && explain(version)?.is_devrelease === true
  const order = compare(version, baseline.version)
  const isDue = policy === 'always' || (policy === 'if-shipped-changed' && changes.changed.length > 0)
  if (order > 0 || (order === 0 && !isDue)) return []
  return [
    notBumped(isComputed ? 'warning' : 'error', {
      version,
      previous: baseline.version,
      tag: baseline.name,
      changed: changes.changed,
      lower: order < 0,
      policy,
      next: order === 0 && baseline === lastFinal ? (next ?? null) : null,
      isComputed,
    }),
  ]
}

/** Compares with the base branch, on which another pull request may have bumped the version since the last release. */
function sinceBase(version: string, release: ReleaseFacts, policy: VersionPolicy): Finding[] {
  const { base, baseline } = release
  const lowered = sinceHigherBase(version, release, policy)
  if (lowered.length > 0) return lowered
  if (base?.version === undefined || !valid(base.version)) return []
  const order = compare(version, base.version)
  if (policy === 'never') {
    const facts = { version, previous: base.version, branch: base.branch, waiver: null }
    return order === 0 ? [] : [{ rule: 'version-bumped', severity: 'error', facts }]
  }
  const isReleased = baseline !== undefined && compare(base.version, baseline.version) === 0
  if (order !== 0 || isReleased || base.changes.changed.length === 0) return []
  return [versionTaken({ version, branch: base.branch }, policy === 'always' ? 'error' : 'warning')]
}

/** Reports a version that is lower than the one on the base branch. */
function sinceHigherBase(
  version: string,
  { base, loweredFrom, changes }: ReleaseFacts,
  policy: VersionPolicy,
): Finding[] {
  if (policy === 'never' || loweredFrom === undefined) return []
  const changed = [...new Set([...changes.changed, ...(base?.changes.changed ?? [])])]
  const isDue = policy === 'always' || changed.length > 0
  const { version: previous, branch } = loweredFrom
  return [notBumped(isDue ? 'error' : 'warning', { version, previous, branch, changed, lower: true, policy })]
}

type NotBumped = FactsOf['version-not-bumped']

function notBumped(
  severity: Severity,
  facts: Pick<NotBumped, 'version' | 'previous' | 'changed' | 'lower' | 'policy'> & Partial<NotBumped>,
): Finding {
  const defaults = {
    tag: null,
    branch: null,
    next: null,
    isPlaceholder: false,
    isComputed: false,
    waiver: null,
  }
  return { rule: 'version-not-bumped', severity, facts: { ...defaults, ...facts } }
}

function versionTaken(
  by: { version: string; tag?: string; commit?: string; branch?: string },
  severity: Severity = 'error',
): Finding {
  return { rule: 'version-taken', severity, facts: { tag: null, commit: null, branch: null, ...by } }
}

/** Turns findings into notes if there is an override. */
function applyOverride(findings: readonly Finding[], { override }: ReleaseFacts): Finding[] {
  if (override === undefined) return [...findings]
  return findings.map((finding) =>
    finding.rule === 'version-not-bumped' ||
    finding.rule === 'version-bumped' ||
    finding.rule === 'bump-too-small'
      ? ({ ...finding, severity: 'note', facts: { ...finding.facts, waiver: override } } as Finding)
      : finding,
  )
}

/** Reports a bump since the last final release that is smaller than the API changes require. */
function bumpSizeFindings(version: string, release: ReleaseFacts, facts: PackageFacts): Finding[] {
  const comparison = bumpComparison(release, facts)
  return comparison === undefined ? [] : applyOverride(decideBumpSize({ ...comparison, version }), release)
}

function lowestNextVersion(release: ReleaseFacts, facts: PackageFacts): NextVersion | undefined {
  const comparison = bumpComparison(release, facts)
  return comparison && nextVersion(comparison)
}

function bumpComparison(
  { lastFinal, versions, api }: ReleaseFacts,
  { contents, project }: PackageFacts,
): Omit<BumpComparison, 'version'> | undefined {
  const value = completed(contents)
  if (lastFinal === undefined || api === undefined || value === undefined) return undefined
  const { sourceOf } = value.sourceMap
  const { bump: policy } = project.settings.version
  return { previous: lastFinal.version, releases: versions, api, policy, sourceOf }
}

/** Reports a tag that is neither on the default branch nor on the branch of its release series. */
function offBranch(version: string, { event, version: release }: PackageFacts): Finding[] {
  const value = completed(release)
  if (event.kind !== 'tag' || event.defaultBranch === undefined || value?.isOnDefaultBranch !== false)
    return []
  const released = effectiveVersion(version, value.tagsOnCommit)
  const isOfSeries = value.branches.some((branch) => {
    const series = releaseSeriesOf(branch)
    return series !== undefined && isInSeries(released, series)
  })
  if (isOfSeries) return []
  const facts = { tag: event.tag, branch: event.defaultBranch, branches: value.branches }
  return [{ rule: 'tag-off-branch', severity: 'warning', facts }]
}

function findDeclaration({ project }: PackageFacts): SourceLocation | undefined {
  for (const table of [['project'], ['tool', 'poetry']]) {
    const line = project.lineOf([...table, 'version'])
    if (line !== undefined && line !== project.lineOf(table)) return { file: pyprojectOf(project), line }
  }
  return undefined
}
