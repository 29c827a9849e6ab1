import { compare, explain, valid } from '@renovatebot/pep440'
import type { Event } from '../../config/event.ts'
import type { VersionPolicy } from '../../config/version-policy.ts'
import { pyprojectOf } from '../../project/project.ts'
import { isInSeries, parseTags, seriesOf } from '../../repository/tags.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity, Where } from '../rules.ts'
import { checkVersionClaims } from '../version/disagreements.ts'
import { type BumpQuestion, decideBumpSize, nextVersion, releasedAs } from './bump.ts'
import type { NextVersion, ReleaseFacts, VersionWriter } from './facts.ts'

/** The version is the one that the package itself tells; it moved when what ships did, and on a tag it is the tag's. */
export function checkVersion(facts: PackageFacts): Finding[] {
  const version = completed(facts.contents)?.wheel.metadata.version
  const release = completed(facts.version)
  if (version === undefined) return []
  const where = whereDeclared(facts)
  // Whatever the version is.
  const always = [...offBranch(version, facts), ...checkVersionClaims(facts)]
  if (isPlaceholder(facts)) return always
  const invalid = invalidVersion(version, facts.event)
  if (invalid !== undefined) return [{ ...invalid, where }, ...always]
  const mismatch =
    facts.event.kind === 'tag' ? tagMismatch(version, facts) : tagsHereMismatch(version, release)
  // A version that is not that of its own tag is wrong, whatever the last release was.
  const bump =
    mismatch.length > 0 || release === undefined
      ? []
      : decideBump(version, release, facts.versionPolicy, next(release, facts))
  return [
    ...[...mismatch, ...bump].map((finding) => ({ ...finding, where })),
    ...(release === undefined ? [] : size(releasedAs(version, release.here), release, facts)),
    ...always,
  ]
}

/** Whether the version only holds the place of the one that the release workflow writes. */
export function isPlaceholder({ contents, project }: PackageFacts): boolean {
  const version = completed(contents)?.wheel.metadata.version
  const { placeholder } = project.settings.version
  if (version === undefined || placeholder === undefined) return false
  return valid(placeholder) && valid(version) ? compare(placeholder, version) === 0 : placeholder === version
}

function invalidVersion(version: string, event: Event): Finding | undefined {
  const broken = (reason: string): Finding => ({
    rule: 'version-invalid',
    severity: 'error',
    facts: { version, reason },
  })
  if (!valid(version)) return broken('is not a version of PEP 440')
  const parts = explain(version)
  if (event.kind !== 'tag') return undefined
  if (parts?.is_devrelease) return broken('is a development version, on a tag')
  return parts?.local ? broken('has a local part, which no index takes, on a tag') : undefined
}

function tagMismatch(version: string, { event, project, version: release }: PackageFacts): Finding[] {
  if (event.kind !== 'tag') return []
  const tagVersion = parseTags([{ name: event.tag, commit: '' }], project)[0]?.version ?? null
  if (tagVersion !== null && compare(tagVersion, version) === 0) return []
  const writer = writerOf(version, completed(release))
  // A tag that names no version, such as `nightly` or one of another package, may be no release of this one.
  const isSure = tagVersion !== null && writer === undefined
  const facts = { tag: event.tag, version, tagVersion, writer: writer ?? null }
  return [{ rule: 'tag-mismatch', severity: isSure ? 'error' : 'warning', facts }]
}

/** Where a workflow writes the version: the one in the source was then never raised above a release. */
function writerOf(version: string, release: ReleaseFacts | undefined): VersionWriter | undefined {
  const isRaised = release?.versions.some((one) => compare(version, one) > 0) ?? true
  return isRaised ? undefined : release?.writer
}

/** A commit that is tagged as a release builds that release, also when the run is not for the tag. */
function tagsHereMismatch(version: string, release: ReleaseFacts | undefined): Finding[] {
  const [first, ...others] = release?.here ?? []
  if (first === undefined || [first, ...others].some((tag) => compare(tag.version, version) === 0)) return []
  const writer = writerOf(version, release)
  const facts = { tag: first.name, version, tagVersion: first.version, writer: writer ?? null }
  return [{ rule: 'tag-mismatch', severity: writer === undefined ? 'error' : 'warning', facts }]
}

/** Decides on plain values whether the version had to move and did. */
export function decideBump(
  version: string,
  release: ReleaseFacts,
  policy: VersionPolicy,
  next?: NextVersion,
): Finding[] {
  if (policy === 'off') return []
  const bump = sinceRelease(version, release, policy, next)
  if (bump.length > 0) return waived(bump, release)
  const { baseline, taken, isOnIndex } = release
  const isRaised = baseline === undefined || compare(version, baseline.version) !== 0
  if (taken !== undefined && isRaised) {
    return [versionTaken({ version, tag: taken.name, commit: taken.commit })]
  }
  // What was released and has not changed since is there rightly.
  if (isOnIndex && (isRaised || release.here.length > 0)) return [versionTaken({ version })]
  return waived(sinceBase(version, release, policy), release)
}

function sinceRelease(
  version: string,
  { baseline, lastFinal, changes }: ReleaseFacts,
  policy: VersionPolicy,
  next: NextVersion | undefined,
): Finding[] {
  if (baseline === undefined) return []
  const order = compare(version, baseline.version)
  const isDue = policy === 'always' || (policy === 'if-shipped-changed' && changes.what.length > 0)
  if (order > 0 || (order === 0 && !isDue)) return []
  const facts = {
    version,
    previous: baseline.version,
    tag: baseline.name,
    changed: changes.what,
    lower: order < 0,
    policy,
    next: order === 0 && baseline === lastFinal ? (next ?? null) : null,
    waiver: null,
  }
  return [{ rule: 'version-not-bumped', severity: 'error', facts }]
}

/** A proposal beside what it is merged into, which may have been raised since the last release by another one. */
function sinceBase(version: string, { base, baseline }: ReleaseFacts, policy: VersionPolicy): Finding[] {
  if (base?.version === undefined || !valid(base.version)) return []
  const order = compare(version, base.version)
  if (policy === 'never') {
    const facts = { version, previous: base.version, branch: base.branch, waiver: null }
    return order === 0 ? [] : [{ rule: 'version-bumped', severity: 'error', facts }]
  }
  const isReleased = baseline !== undefined && compare(base.version, baseline.version) === 0
  if (order !== 0 || isReleased || base.changes.what.length === 0) return []
  return [versionTaken({ version, branch: base.branch }, policy === 'always' ? 'error' : 'warning')]
}

function versionTaken(
  by: { version: string; tag?: string; commit?: string; branch?: string },
  severity: Severity = 'error',
): Finding {
  return { rule: 'version-taken', severity, facts: { tag: null, commit: null, branch: null, ...by } }
}

/** What somebody who may do so has waived is still told. */
function waived(findings: readonly Finding[], { waiver }: ReleaseFacts): Finding[] {
  if (waiver === undefined) return [...findings]
  return findings.map((finding) =>
    finding.rule === 'version-not-bumped' ||
    finding.rule === 'version-bumped' ||
    finding.rule === 'bump-too-small'
      ? ({ ...finding, severity: 'note', facts: { ...finding.facts, waiver } } as Finding)
      : finding,
  )
}

/** Whether the step since the last final release is as large as what changed for those who import the package. */
function size(version: string, release: ReleaseFacts, facts: PackageFacts): Finding[] {
  const question = bumpQuestion(release, facts)
  return question === undefined ? [] : waived(decideBumpSize({ ...question, version }), release)
}

function next(release: ReleaseFacts, facts: PackageFacts): NextVersion | undefined {
  const question = bumpQuestion(release, facts)
  return question && nextVersion(question)
}

function bumpQuestion(
  { lastFinal, versions, api }: ReleaseFacts,
  { contents, project }: PackageFacts,
): Omit<BumpQuestion, 'version'> | undefined {
  const seen = completed(contents)
  if (lastFinal === undefined || api === undefined || seen === undefined) return undefined
  const { sourceOf } = seen.sourceMap
  const { bump: policy } = project.settings.version
  return { previous: lastFinal.version, releases: versions, api, policy, sourceOf }
}

/** A release is made of what was merged. That of an older series lies on the branch of that series. */
function offBranch(version: string, { event, version: release }: PackageFacts): Finding[] {
  const seen = completed(release)
  if (event.kind !== 'tag' || event.defaultBranch === undefined || seen?.isOnDefaultBranch !== false)
    return []
  const released = releasedAs(version, seen.here)
  const isOfSeries = seen.branches.some((branch) => {
    const series = seriesOf(branch)
    return series !== undefined && isInSeries(released, series)
  })
  if (isOfSeries) return []
  const facts = { tag: event.tag, branch: event.defaultBranch, branches: seen.branches }
  return [{ rule: 'tag-off-branch', severity: 'warning', facts }]
}

function whereDeclared({ project }: PackageFacts): Where | undefined {
  for (const table of [['project'], ['tool', 'poetry']]) {
    const line = project.lineOf([...table, 'version'])
    if (line !== undefined && line !== project.lineOf(table)) return { file: pyprojectOf(project), line }
  }
  return undefined
}
