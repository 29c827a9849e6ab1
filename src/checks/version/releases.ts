import { compare, explain, valid } from '@renovatebot/pep440'
import type { Event } from '../../config/event.ts'
import { type Project, prefixOf } from '../../project/project.ts'
import { isFallback, type VersionTool, versionTool } from '../../project/version-tool.ts'
import { isSameVersion } from '../../python/versions.ts'
import { FETCH_ALL, type History, TagsUnavailable } from '../../repository/history.ts'
import {
  findPackageTags,
  findPlaceholder,
  type PackageTags,
  withoutContradicted,
} from '../../repository/package-tags.ts'
import {
  finalReleases,
  highestRelease,
  isInSeries,
  type ReleaseTag,
  releaseSeriesOf,
  splitTag,
  tagNameLike,
} from '../../repository/tags.ts'
import { stepBetween } from '../diagnosis/version-step.ts'
import type { EarlierReleases, TagTaken } from './facts.ts'

/**
 * Finds the last release: the highest version (PEP 440) among the tags on ancestors of this commit and, as releases may be
 * tagged on branches of their own, those on other commits up to the version of the wheel. On the branch of a release series
 * only the tags of the series count.
 *
 * @param version the version of the wheel
 * @param setupPy the content of setup.py
 * @throws TagsUnavailable if the tags cannot be read, or if the version is computed from tags that were not fetched
 */
export async function findReleases(
  history: History,
  project: Project,
  event: Event,
  version: string,
  setupPy?: string,
): Promise<EarlierReleases> {
  const tool = versionTool(project, setupPy)
  const enabledTool = tool?.missingTable === undefined ? tool : undefined
  const eventTag = event.kind === 'tag' ? event.tag : undefined
  const tags = await findPackageTags(history, project, eventTag)
  const all = tags.releases
  if (!tags.areLocal) throwIfComputedWithoutTags(enabledTool, version, all)
  const tagsOnCommit = all.filter(({ commit }) => commit === history.head)
  const elsewhere = all.filter(({ commit }) => commit !== history.head)
  const before = tagsOfSeries(await tagsBeforeCommit(history, elsewhere, version), event)
  const meaning = tags.event
  const isReleased = meaning?.kind === 'release' && isSameVersion(meaning.version, version)
  // The source is read at the tags only if the version would be reported, and fetched only if it was never bumped.
  const isReported = [...tagsOnCommit, highestRelease(before)].some(
    (tag) => tag !== undefined && isAtMost(version, tag.version),
  )
  const isBumped = all.some((tag) => isAtMost(tag.version, version))
  const isSuspected = !isReleased && isReported && (history.isComplete || !isBumped)
  const placeholder = isSuspected ? await findPlaceholder(history, project, all) : undefined
  const earlier = isSameVersion(placeholder, version)
    ? before
    : await withoutForeignReleases(history, project, before, version)
  const sameVersion = all.filter((tag) => isSameVersion(tag.version, version))
  const baseline = highestRelease(earlier)
  return {
    ...{ baseline, tagsOnCommit },
    isBaselineElsewhere: baseline !== undefined && (await isElsewhere(history, baseline)),
    lastFinal: highestRelease(finalReleases(earlier)),
    taken: sameVersion.some(({ commit }) => commit === history.head) ? undefined : sameVersion[0],
    versions: all.map((tag) => tag.version),
    eventTag: meaning,
    unusedTag: unusedTag(tags, project, version, eventTag),
    tagTaken: await findTagTaken(history, tags, enabledTool, version),
    placeholder,
  }
}

async function isElsewhere(history: History, { commit }: ReleaseTag): Promise<boolean> {
  // In a shallow checkout this would fetch all commits.
  const ancestors = history.isShallow ? undefined : await history.ancestors([commit])
  return ancestors?.has(commit) === false
}

/**
 * Removes the releases above the version whose source had another version: such tags belong to another package or had
 * another meaning then.
 */
async function withoutForeignReleases(
  history: History,
  project: Project,
  releases: readonly ReleaseTag[],
  version: string,
): Promise<readonly ReleaseTag[]> {
  const isAbove = (tag: ReleaseTag) => valid(version) !== null && compare(tag.version, version) > 0
  const above = releases.filter(isAbove)
  if (above.length === 0 || !history.isComplete) return releases
  const own = new Set(await withoutContradicted(history, project, above))
  return releases.filter((tag) => !isAbove(tag) || own.has(tag))
}

/** Whether a version is at most another one; true if one of them is invalid. */
function isAtMost(version: string, other: string): boolean {
  return valid(version) === null || valid(other) === null || compare(version, other) <= 0
}

/** Returns the tag name for a version in the form of the event's tag or the last release; undefined if that tag exists. */
function unusedTag(
  { releases, tags, event }: PackageTags,
  project: Project,
  version: string,
  eventTag: string | undefined,
): string | undefined {
  const like =
    eventTag !== undefined && event?.kind === 'release'
      ? { name: eventTag, version: event.version, commit: '' }
      : highestRelease(releases)
  const { tag: pattern } = project.settings.version
  const isOneOfSeveral = prefixOf(project) !== '' && project.workspaceMembers.length > 1
  const first = pattern ?? (isOneOfSeveral ? `${project.name}-{version}` : 'v{version}')
  const name = like === undefined ? first.replace('{version}', () => version) : tagNameLike(like, version)
  return tags.some((tag) => tag.name === name) ? undefined : name
}

/**
 * Finds the tag that a tool computed the version from: the nearest one, or of several on this commit, the one with this
 * version.
 */
async function findTagTaken(
  history: History,
  { tags, areLocal, isOwn }: PackageTags,
  tool: VersionTool | undefined,
  version: string,
): Promise<TagTaken | undefined> {
  if (tool === undefined || !areLocal) return undefined
  const onCommit = tags
    .filter(({ commit }) => commit === history.head)
    .find(({ name }) => isSameVersion(splitTag(name)?.version, version))
  const name = onCommit?.name ?? (await history.nearestTag(tool.tags?.globs ?? ['*[0-9]*']))
  const taken = name === undefined ? undefined : splitTag(name)?.version
  if (name === undefined || taken === undefined || !isComputedFrom(taken, version)) return undefined
  const isOnCommit = tags.some((tag) => tag.name === name && tag.commit === history.head)
  return { name, version: taken, isOwn: isOwn(name), isOnCommit }
}

/** Whether a tool may have computed a version from a tag: it is the tag's version or the next one. */
function isComputedFrom(taken: string, version: string): boolean {
  const [from, to] = [explain(taken), explain(version)]
  if (from === null || to === null || from.epoch !== to.epoch) return false
  const length = Math.max(from.release.length, to.release.length)
  const [before, after] = [from, to].map(({ release }) =>
    Array.from({ length }, (_, at) => release[at] ?? 0),
  ) as [number[], number[]]
  const at = before.findIndex((number, index) => number !== after[index])
  if (at < 0) return true
  const isRest = after.slice(at + 1).every((number) => number === 0)
  return after[at] === (before[at] ?? 0) + 1 && isRest && stepBetween(taken, version) !== 'downgrade'
}

/** @throws TagsUnavailable if a tool computed the version in a clone without the tags */
function throwIfComputedWithoutTags(
  tool: VersionTool | undefined,
  version: string,
  all: readonly ReleaseTag[],
): void {
  if (tool === undefined || all.length === 0) return
  const parts = explain(version)
  if (parts === null || !isFallback(parts)) return
  throw new TagsUnavailable(
    `${tool.name} computed version ${version} in a clone without tags (the remote has ${all.length}, up to ${highestRelease(all)?.name}), so it is not the version of this commit. ${FETCH_ALL}`,
  )
}

/**
 * Returns the tags on ancestors of this commit, and tags on other commits up to its version; estimated from the version if
 * the ancestors cannot be fetched.
 */
async function tagsBeforeCommit(
  history: History,
  tags: readonly ReleaseTag[],
  version: string,
): Promise<readonly ReleaseTag[]> {
  const top = highestRelease(tags)
  // A version above all tags needs no history.
  if (top === undefined || (history.isShallow && valid(version) && compare(version, top.version) >= 0))
    return tags
  const isBelow = (tag: ReleaseTag) => valid(version) !== null && compare(tag.version, version) <= 0
  const ancestors = await history.ancestors(tags.map(({ commit }) => commit))
  if (ancestors !== undefined) return tags.filter((tag) => ancestors.has(tag.commit) || isBelow(tag))
  const below = tags.filter(isBelow)
  return below.length > 0 ? below : tags
}

/** Returns the tags of the release series that the branch names, if there are any; otherwise all tags. */
function tagsOfSeries(tags: readonly ReleaseTag[], event: Event): readonly ReleaseTag[] {
  const branch = event.kind === 'branch' ? event.branch : 'baseBranch' in event ? event.baseBranch : ''
  const series = releaseSeriesOf(branch)
  const own = series === undefined ? [] : tags.filter((tag) => isInSeries(tag.version, series))
  return own.length > 0 ? own : tags
}
