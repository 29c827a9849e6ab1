import { compare, explain, valid } from '@renovatebot/pep440'
import { pyprojectOf } from '../../project/project.ts'
import { isSameVersion } from '../../python/versions.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { hasChangelogEntry, isNamedAfter, unreleasedHeading, versionsOfEntry } from './changelog-entry.ts'
import { eventTagVersion } from './event-tag.ts'
import { isPlaceholder, isSuspectedPlaceholder } from './placeholder.ts'

/** Reports a release without an entry in the changelog. */
export function checkChangelog(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  const changelog = contents?.changelog
  const version = releasedVersion(facts)
  if (contents === undefined || changelog === undefined || version === undefined) return []
  const names = [contents.wheel.metadata.name, facts.project.name]
  const hasEntry = changelog.files.some(({ path, text }) =>
    versionsOfEntry(version).some((one) => hasChangelogEntry(text, one, names) || isNamedAfter(path, one)),
  )
  const { tool = null, files: fragments = [] } = changelog.fragments ?? {}
  const isTagged = facts.event.kind === 'tag' || isTaggedHere(version, facts)
  // Until the tag is created, fragments count as the entry.
  const isMissing = fragments.length > 0 ? isTagged : !hasEntry
  if (!isMissing) return []
  const [first] = changelog.files
  const unreleased = changelog.files.flatMap(({ path, text }) => {
    const found = unreleasedHeading(text)
    return found === undefined ? [] : [{ path, ...found }]
  })[0]
  return [
    {
      rule: 'changelog-missing',
      severity: 'warning',
      facts: {
        version,
        file: unreleased?.path ?? first?.path ?? pyprojectOf(facts.project),
        unreleased: unreleased?.heading ?? null,
        tool,
        fragments,
      },
      where:
        unreleased === undefined
          ? first && { file: first.path, line: 1 }
          : { file: unreleased.path, line: unreleased.line },
    },
  ]
}

/** The version that the run would release; undefined if it is not for a release. */
function releasedVersion(facts: PackageFacts): string | undefined {
  const { event } = facts
  if (event.kind === 'tag') return eventTagVersion(event.tag, facts)
  const version = completed(facts.contents)?.wheel.metadata.version
  const release = completed(facts.version)
  if (version === undefined || release === undefined || isPlaceholder(facts)) return undefined
  // A computed version changes with each commit.
  const isComputed = release.tagTaken !== undefined && !isTaggedHere(version, facts)
  if (
    !valid(version) ||
    explain(version)?.is_devrelease ||
    isComputed ||
    isSuspectedPlaceholder(version, release)
  )
    return undefined
  const { baseline } = release
  const isBumped = baseline !== undefined && compare(version, baseline.version) > 0
  return isBumped || isTaggedHere(version, facts) ? version : undefined
}

function isTaggedHere(version: string, { version: release }: Pick<PackageFacts, 'version'>): boolean {
  return completed(release)?.tagsOnCommit.some((tag) => isSameVersion(tag.version, version)) ?? false
}
