import { compare, explain, valid } from '@renovatebot/pep440'
import type { Event } from '../../config/event.ts'
import type { VersionPolicy } from '../../config/version-policy.ts'
import { pyprojectOf } from '../../project/project.ts'
import { isInSeries, parseTags, releaseSeriesOf } from '../../repository/tags.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity, SourceLocation } from '../rules.ts'
import { type BumpComparison, decideBumpSize, effectiveVersion, nextVersion } from './bump.ts'
import { checkReportedVersions } from './disagreements.ts'
import type { NextVersion, ReleaseFacts, VersionWriter } from './facts.ts'

/** Reports versions that are invalid, taken, not bumped enough, or different from the tag or other version sources. */
export function checkVersion(facts: PackageFacts): Finding[] {
  const version = completed(facts.contents)?.wheel.metadata.version
  const release = completed(facts.version)
  if (version === undefined) return []
  const where = findDeclaration(facts)
  const independent = [...offBranch(version, facts), ...checkReportedVersions(facts)]
  if (isPlaceholder(facts)) return independent
  const invalid = invalidVersion(version, facts.event)
  if (invalid !== undefined) return [{ ...invalid, where }, ...independent]
  const mismatch =
    facts.event.kind === 'tag' ? tagMismatch(version, facts) : commitTagMismatch(version, release)
  // With a version other than that of the tag, a comparison with the last release is pointless.
  const bump =
    mismatch.length > 0 || release === undefined
      ? []
      : decideBump(version, release, facts.versionPolicy, lowestNextVersion(release, facts))
  return [
    ...[...mismatch, ...bump].map((finding) => ({ ...finding, where })),
    ...(release === undefined
      ? []
      : bumpSizeFindings(effectiveVersion(version, release.tagsOnCommit), release, facts)),
    ...independent,
  ]
}

/** Whether the version is the configured placeholder, which the release workflow replaces. */
export function isPlaceholder({ contents, project }: PackageFacts): boolean {
  const version = completed(contents)?.wheel.metadata.version
  const { placeholder } = project.settings.version
  if (version === undefined || placeholder === undefined) return false
  return valid(placeholder) && valid(version) ? compare(placeholder, version) === 0 : placeholder === version
}

function invalidVersion(version: string, event: Event): Finding | undefined {
  const invalid = (reason: string): Finding => ({
    rule: 'version-invalid',
    severity: 'error',
    facts: { version, reason },
  })
  if (!valid(version)) return invalid('is not a version of PEP 440')
  const parts = explain(version)
  if (event.kind !== 'tag') return undefined
  if (parts?.is_devrelease) return invalid('is a development version, on a tag')
  return parts?.local ? invalid('has a local part, which no index takes, on a tag') : undefined
}

function tagMismatch(version: string, { event, project, version: release }: PackageFacts): Finding[] {
  if (event.kind !== 'tag') return []
  const tagVersion = parseTags([{ name: event.tag, commit: '' }], project)[0]?.version ?? null
  if (tagVersion !== null && compare(tagVersion, version) === 0) return []
  const writer = writerOf(version, completed(release))
  // A tag without a version, such as `nightly`, may not be a release of this package.
  const isCertain = tagVersion !== null && writer === undefined
  const facts = { tag: event.tag, version, tagVersion, writer: writer ?? null }
  return [{ rule: 'tag-mismatch', severity: isCertain ? 'error' : 'warning', facts }]
}

/** Returns the line of a workflow that writes the version, if the version in the source was never bumped. */
function writerOf(version: string, release: ReleaseFacts | undefined): VersionWriter | undefined {
  const isBumped = release?.versions.some((other) => compare(version, other) > 0) ?? true
  return isBumped ? undefined : release?.writer
}

/** Reports a wheel with another version than the tags on its commit, if the event is not for a tag. */
function commitTagMismatch(version: string, release: ReleaseFacts | undefined): Finding[] {
  const [first, ...others] = release?.tagsOnCommit ?? []
  if (first === undefined || [first, ...others].some((tag) => compare(tag.version, version) === 0)) return []
  const writer = writerOf(version, release)
  const facts = { tag: first.name, version, tagVersion: first.version, writer: writer ?? null }
  return [{ rule: 'tag-mismatch', severity: writer === undefined ? 'error' : 'warning', facts }]
}

/** Reports a version that is not bumped as the policy requires, or that is taken. */
export function decideBump(
  version: string,
  release: ReleaseFacts,
  policy: VersionPolicy,
  next?: NextVersion,
): Finding[] {
  if (policy === 'off') return []
  const bump = sinceRelease(version, release, policy, next)
  if (bump.length > 0) return applyOverride(bump, release)
  const { baseline, taken, isOnIndex } = release
  const isBumped = baseline === undefined || compare(version, baseline.version) !== 0
  if (taken !== undefined && isBumped) {
    return [versionTaken({ version, tag: taken.name, commit: taken.commit })]
  }
  // An unchanged package that is not bumped may be on the index.
  if (isOnIndex && (isBumped || release.tagsOnCommit.length > 0)) return [versionTaken({ version })]
  return applyOverride(sinceBase(version, release, policy), release)
}

function sinceRelease(
  version: string,
  { baseline, lastFinal, changes }: ReleaseFacts,
  policy: VersionPolicy,
  next: NextVersion | undefined,
): Finding[] {
  if (baseline === undefined) return []
  const order = compare(version, baseline.version)
  const isDue = policy === 'always' || (policy === 'if-shipped-changed' && changes.changed.length > 0)
  if (order > 0 || (order === 0 && !isDue)) return []
  const facts = {
    version,
    previous: baseline.version,
    tag: baseline.name,
    changed: changes.changed,
    lower: order < 0,
    policy,
    next: order === 0 && baseline === lastFinal ? (next ?? null) : null,
    waiver: null,
  }
  return [{ rule: 'version-not-bumped', severity: 'error', facts }]
}

/** Compares with the base branch, where another pull request may have bumped the version since the last release. */
function sinceBase(version: string, { base, baseline }: ReleaseFacts, policy: VersionPolicy): Finding[] {
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
