import { count, listSome } from '../../program/sentence.ts'
import { stepBetween } from '../diagnosis/version-step.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { eventTagMeaning } from './event-tag.ts'
import type { ApiChanges, BaseFacts, Changes, ReleaseFacts } from './facts.ts'
import { isPlaceholder, isSuspectedPlaceholder } from './placeholder.ts'

/** Returns the step from the last release, with the changes or the comparison of the APIs. */
export function summarizeVersion(facts: PackageFacts): string | undefined {
  const value = completed(facts.version)
  const version = completed(facts.contents)?.wheel.metadata.version
  if (value === undefined || version === undefined) return undefined
  if (isPlaceholder(facts)) return `${version} is a placeholder; the release workflow sets the version`
  if (isSuspectedPlaceholder(version, value)) return `${version} looks like a placeholder`
  return `${describeStep(version, value)}${describeBase(value.base)}${describeTag(facts)}`
}

/** Names the package that the event's tag belongs to, if it is another one. */
function describeTag(facts: PackageFacts): string {
  const { event } = facts
  const meaning = event.kind === 'tag' ? eventTagMeaning(event.tag, facts) : undefined
  if (event.kind !== 'tag' || meaning?.kind !== 'other-package') return ''
  return `; tag ${event.tag} belongs to ${meaning.name ?? 'another package'}`
}

/** Describes the step from the last release. */
function describeStep(version: string, { baseline, changes, tagsOnCommit, api }: ReleaseFacts): string {
  const [tag] = tagsOnCommit
  if (baseline === undefined)
    return `${version}${tag === undefined ? '' : ` (tag ${tag.name})`}; no earlier release tag`
  const size = stepBetween(baseline.version, version)
  if (size !== undefined && size !== 'none')
    return `${baseline.version} -> ${version} (${size})${describeApi(api)}`
  return changes.changed.length > 0
    ? `${version}; changed since ${baseline.name}: ${listSome(changes.changed, 3)}`
    : `${version}; ${describeUnchanged(changes, baseline.name)}`
}

/** Describes why the version could not be compared with the one on the base branch. */
function describeBase(base: BaseFacts | undefined): string {
  if (base === undefined || base.version !== undefined) return ''
  return `; not compared with ${base.branch}: ${base.changes.reason}`
}

function describeApi(api: ApiChanges | undefined): string {
  if (api === undefined) return ''
  if (api.kind === 'not-checked') return `; API not compared: ${api.reason}`
  const { breaking, added } = api
  if (breaking.length + added.length === 0) return '; API unchanged'
  return `; API: ${count(breaking.length, 'breaking change')}, ${count(added.length, 'addition')}`
}

/** States that nothing has changed since a release, and how it was compared. */
function describeUnchanged({ method, reason }: Changes, tag: string): string {
  switch (method) {
    case 'directory':
      return `no project file changed since ${tag}`
    case 'wheels':
      return `same wheel contents as ${tag}`
    case 'files':
      return `no source file of the wheel changed since ${tag} (wheels not compared: ${reason})`
  }
}
