import { compare, explain, valid } from '@renovatebot/pep440'
import type { Event } from '../../config/event.ts'
import type { Project } from '../../project/project.ts'
import { FETCH_ALL, type History, TagsUnavailable } from '../../repository/history.ts'
import {
  finalReleases,
  highestRelease,
  isInSeries,
  parseTags,
  type ReleaseTag,
  releaseSeriesOf,
} from '../../repository/tags.ts'
import type { EarlierReleases } from './facts.ts'
import { versionFromGit } from './version-source.ts'

/**
 * Finds the last release: the highest version (PEP 440) among the tags on ancestors of this commit, and on the branch
 * of a release series among those of the series.
 *
 * @param version the version of the wheel
 * @throws TagsUnavailable if the tags cannot be read, or if the version is computed from tags that were not fetched
 */
export async function findReleases(
  history: History,
  project: Project,
  event: Event,
  version: string,
): Promise<EarlierReleases> {
  const { tags, areLocal } = await history.tags()
  const all = parseTags(tags, project)
  if (!areLocal) throwIfMadeWithoutTags(project, version, all)
  const tagsOnCommit = all.filter(({ commit }) => commit === history.head)
  const elsewhere = all.filter(({ commit }) => commit !== history.head)
  const earlier = tagsOfSeries(await tagsBeforeCommit(history, elsewhere, version), event)
  const sameVersion = valid(version) ? all.filter((tag) => compare(tag.version, version) === 0) : []
  return {
    baseline: highestRelease(earlier),
    lastFinal: highestRelease(finalReleases(earlier)),
    tagsOnCommit,
    taken: sameVersion.some(({ commit }) => commit === history.head) ? undefined : sameVersion[0],
    versions: all.map((tag) => tag.version),
  }
}

/** @throws TagsUnavailable if a tool computed the version from git tags in a clone that has none of them */
function throwIfMadeWithoutTags(project: Project, version: string, all: readonly ReleaseTag[]): void {
  const tool = versionFromGit(project)
  if (tool === undefined || all.length === 0 || !isFallbackVersion(version)) return
  throw new TagsUnavailable(
    `${tool} made the version ${version} of a checkout that lacks the tags (there are ${all.length}, up to ${highestRelease(all)?.name}): it is not the version of this commit. ${FETCH_ALL}`,
  )
}

/** Whether a version is what tools compute without a tag: 0.1.dev3+g1234567, 0.0.0.post3.dev0+1234567, 0+unknown. */
function isFallbackVersion(version: string): boolean {
  const parts = explain(version)
  if (parts === null || parts.epoch !== 0) return false
  const isZero = parts.release.every((number) => number === 0)
  return isZero || (parts.is_devrelease === true && parts.release.join('.') === '0.1')
}

/** Returns the tags on ancestors of this commit; estimated from the version if the ancestors are not fetched. */
async function tagsBeforeCommit(
  history: History,
  tags: readonly ReleaseTag[],
  version: string,
): Promise<readonly ReleaseTag[]> {
  const top = highestRelease(tags)
  // A version above all tags is above those before this commit too, so there is no need to fetch the history.
  if (top === undefined || (history.isShallow && valid(version) && compare(version, top.version) >= 0))
    return tags
  const ancestors = await history.ancestors(tags.map(({ commit }) => commit))
  if (ancestors !== undefined) return tags.filter(({ commit }) => ancestors.has(commit))
  // On a maintenance branch the last release is the highest that is not above this version.
  const below = valid(version) ? tags.filter((tag) => compare(tag.version, version) <= 0) : []
  return below.length > 0 ? below : tags
}

/** Returns the tags of the release series that the branch names, if there are any; otherwise all tags. */
function tagsOfSeries(tags: readonly ReleaseTag[], event: Event): readonly ReleaseTag[] {
  const branch = event.kind === 'branch' ? event.branch : 'baseBranch' in event ? event.baseBranch : ''
  const series = releaseSeriesOf(branch)
  const own = series === undefined ? [] : tags.filter((tag) => isInSeries(tag.version, series))
  return own.length > 0 ? own : tags
}
