import { compare, explain, valid } from '@renovatebot/pep440'
import semver from 'semver'
import type { VersionPolicy } from '../config/config.ts'
import type { Event } from '../config/event.ts'
import { pyprojectOf } from '../project/project.ts'
import { parseTags, type ReleaseFacts } from '../project/release.ts'
import type { Finding, Where } from '../rules.ts'
import { type PackageFacts, seenValue } from './facts.ts'
import { checkVersionClaims } from './version-claims.ts'

/** The version is the one that the package itself tells; it moved when what ships did, and on a tag it is the tag's. */
export function checkVersion(facts: PackageFacts): Finding[] {
  const version = seenValue(facts.contents)?.wheel.metadata.version
  const release = seenValue(facts.release)
  if (version === undefined) return []
  const where = whereDeclared(facts)
  const invalid = invalidVersion(version, facts.event)
  const claims = checkVersionClaims(facts)
  if (invalid !== undefined) return [{ ...invalid, where }, ...claims]
  const mismatch =
    facts.event.kind === 'tag' ? tagMismatch(version, facts) : tagsHereMismatch(version, release)
  // A version that is not that of its own tag is wrong, whatever the last release was.
  const bump =
    mismatch.length > 0 || release === undefined ? [] : decideBump(version, release, facts.versionPolicy)
  return [...[...mismatch, ...bump].map((finding) => ({ ...finding, where })), ...claims]
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

function tagMismatch(version: string, { event, project }: PackageFacts): Finding[] {
  if (event.kind !== 'tag') return []
  const tagVersion = parseTags([{ name: event.tag, commit: '' }], project)[0]?.version ?? null
  if (tagVersion !== null && compare(tagVersion, version) === 0) return []
  // A tag that names no version, such as `nightly` or one of another package, may be no release of this one.
  const severity = tagVersion === null ? 'warning' : 'error'
  return [{ rule: 'tag-mismatch', severity, facts: { tag: event.tag, version, tagVersion } }]
}

/** A commit that is tagged as a release builds that release, also when the run is not for the tag. */
function tagsHereMismatch(version: string, release: ReleaseFacts | undefined): Finding[] {
  const [first, ...others] = release?.here ?? []
  if (first === undefined || [first, ...others].some((tag) => compare(tag.version, version) === 0)) return []
  const facts = { tag: first.name, version, tagVersion: first.version }
  return [{ rule: 'tag-mismatch', severity: 'error', facts }]
}

/** Decides on plain values whether the version had to move and did. */
export function decideBump(
  version: string,
  { baseline, taken, changed }: ReleaseFacts,
  policy: VersionPolicy,
): Finding[] {
  if (policy === 'off') return []
  const order = baseline === undefined ? 1 : compare(version, baseline.version)
  if (baseline !== undefined && (order < 0 || (order === 0 && (policy === 'always' || changed.length > 0)))) {
    const facts = {
      version,
      previous: baseline.version,
      tag: baseline.name,
      changed,
      lower: order < 0,
      policy,
    }
    return [{ rule: 'version-not-bumped', severity: 'error', facts }]
  }
  if (taken === undefined || order === 0) return []
  return [
    { rule: 'version-taken', severity: 'error', facts: { version, tag: taken.name, commit: taken.commit } },
  ]
}

function whereDeclared({ project }: PackageFacts): Where | undefined {
  for (const table of [['project'], ['tool', 'poetry']]) {
    const line = project.lineOf([...table, 'version'])
    if (line !== undefined && line !== project.lineOf(table)) return { file: pyprojectOf(project), line }
  }
  return undefined
}

/** How large the step between two versions is, in the words of SemVer; undefined when there is none. */
export function bumpSize(previous: string, version: string): string | undefined {
  if (!valid(previous) || !valid(version) || compare(version, previous) === 0) return undefined
  const [from, to] = [previous, version].map((text) => {
    const { release = [], epoch = 0 } = explain(text) ?? {}
    return { epoch, numbers: semver.parse([...release, 0, 0].slice(0, 3).join('.')) }
  })
  if (from?.epoch !== to?.epoch) return 'epoch'
  const size = from?.numbers && to?.numbers ? semver.diff(from.numbers, to.numbers) : null
  return size ?? 'pre-, post- or fourth-level release'
}
