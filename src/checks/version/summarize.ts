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
  if (isPlaceholder(facts)) return `${version} is the placeholder for the version that the release writes`
  if (isSuspectedPlaceholder(version, value)) return `${version} looks like a placeholder`
  return `${describeStep(version, value)}${describeBase(value.base)}${describeTag(facts)}`
}

/** Names the package of the event's tag, if it is another one. */
function describeTag(facts: PackageFacts): string {
  const { event } = facts
  const meaning = event.kind === 'tag' ? eventTagMeaning(event.tag, facts) : undefined
  if (event.kind !== 'tag' || meaning?.kind !== 'other-package') return ''
  return `; the tag ${event.tag} is ${meaning.name === undefined ? 'not of this package' : `of ${meaning.name}`}`
}

/** Describes the step from the last release. */
function describeStep(version: string, { baseline, changes, tagsOnCommit, api }: ReleaseFacts): string {
  const [tag] = tagsOnCommit
  if (tag !== undefined && baseline === undefined) return `${version}, which is tagged as ${tag.name} here`
  if (baseline === undefined) return `${version}; no release was tagged yet`
  const size = stepBetween(baseline.version, version)
  if (size !== undefined && size !== 'none')
    return `${baseline.version} -> ${version} (${size})${describeApi(api)}`
  const since = `${version} as in ${baseline.name}, since which`
  return changes.changed.length > 0
    ? `${since} ${listSome(changes.changed, 3)} changed`
    : `${since} ${describeUnchanged(changes)}`
}

/** Describes why the version could not be compared with that of the base branch. */
function describeBase(base: BaseFacts | undefined): string {
  if (base === undefined || base.version !== undefined) return ''
  return `; its version was not compared with that of ${base.branch}: ${base.changes.reason}`
}

function describeApi(api: ApiChanges | undefined): string {
  if (api === undefined) return ''
  if (api.kind === 'not-checked') return `; its API was not compared: ${api.reason}`
  const { breaking, added } = api
  if (breaking.length + added.length === 0) return '; its API is the same'
  return `; its API has ${count(breaking.length, 'breaking change')} and ${count(added.length, 'addition')}`
}

/** Describes how it was determined that nothing has changed. */
function describeUnchanged({ method, reason }: Changes): string {
  if (method === 'directory') return 'nothing has changed in the project'
  return method === 'wheels'
    ? 'nothing that ships has changed: its wheel was built, and installs the same'
    : `no file that ships has changed (its wheel was not compared: ${reason})`
}
