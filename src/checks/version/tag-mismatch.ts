import { compare } from '@renovatebot/pep440'
import { versionTool } from '../../project/version-tool.ts'
import { isSameVersion } from '../../python/versions.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity } from '../rules.ts'
import { eventTagMeaning } from './event-tag.ts'
import type { ReleaseFacts, VersionWriter } from './facts.ts'
import { isSuspectedPlaceholder } from './placeholder.ts'

/** Reports a version that does not match the tag, or was computed from a tag that is not a release of the package. */
export function tagMismatches(version: string, facts: PackageFacts): Finding[] {
  const { event } = facts
  const mismatch =
    event.kind === 'tag' ? eventTagMismatch(event.tag, version, facts) : commitTagMismatch(version, facts)
  return mismatch.length > 0 ? mismatch : foreignTag(version, facts)
}

function eventTagMismatch(eventTag: string, version: string, facts: PackageFacts): Finding[] {
  const meaning = eventTagMeaning(eventTag, facts)
  if (meaning.kind === 'other-package') return []
  // A tag without a version, such as `nightly`, may not be a release of this package.
  if (meaning.kind === 'none')
    return [tagMismatch({ name: eventTag, version: undefined }, version, facts, 'warning')]
  return isSameVersion(meaning.version, version)
    ? []
    : [tagMismatch({ name: eventTag, version: meaning.version }, version, facts)]
}

export function tagMismatch(
  tag: { readonly name: string; readonly version: string | undefined },
  version: string,
  facts: PackageFacts,
  severity?: Severity,
): Finding {
  const release = completed(facts.version)
  const writer = writerOf(version, release)
  const isPlaceholder = isSuspectedPlaceholder(version, release)
  // A placeholder is in the source, even if a version tool is a build requirement.
  const tool = isPlaceholder
    ? undefined
    : versionTool(facts.project, completed(facts.contents)?.setupPy)?.name
  return {
    rule: 'tag-mismatch',
    severity: severity ?? (writer === undefined ? 'error' : 'warning'),
    facts: {
      ...{ tag: tag.name, version, tagVersion: tag.version ?? null, writer: writer ?? null },
      isPlaceholder,
      tool: tool ?? null,
      taken: release?.tagTaken ?? null,
      unusedTag: release === undefined ? `v${version}` : (release.unusedTag ?? null),
      lastTag: release?.baseline?.name ?? null,
    },
  }
}

/** Returns the workflow line that sets the version, if the version in the source was never bumped. */
function writerOf(version: string, release: ReleaseFacts | undefined): VersionWriter | undefined {
  const isBumped = release?.versions.some((other) => compare(version, other) > 0) ?? true
  return isBumped ? undefined : release?.writer
}

/** Reports a wheel whose version matches no tag on its commit, if the event is not for a tag. */
function commitTagMismatch(version: string, facts: PackageFacts): Finding[] {
  const tags = completed(facts.version)?.tagsOnCommit ?? []
  const [first] = tags
  if (first === undefined || tags.some((tag) => isSameVersion(tag.version, version))) return []
  return [tagMismatch(first, version, facts)]
}

/** Reports a version that a tool computed from a tag that is not a release of the package. */
function foreignTag(version: string, facts: PackageFacts): Finding[] {
  const taken = completed(facts.version)?.tagTaken
  if (taken === undefined || taken.isOwn) return []
  return [tagMismatch({ name: taken.name, version: undefined }, version, facts, 'warning')]
}
