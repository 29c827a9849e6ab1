import { compare, explain, valid } from '@renovatebot/pep440'
import type { Event } from '../../config/event.ts'
import type { Project } from '../../project/project.ts'
import { FETCH_ALL, type History, TagsUnavailable } from '../../repository/history.ts'
import { finals, highest, isInSeries, parseTags, type ReleaseTag, seriesOf } from '../../repository/tags.ts'
import type { EarlierReleases } from './facts.ts'
import { versionFromGit } from './version-source.ts'

/**
 * Finds the last release: the highest version, in the order of PEP 440, among the tags that are ancestors of this
 * commit, or among those of the series that the branch names.
 *
 * @param version of the wheel that was built
 * @throws TagsUnavailable when the tags cannot be known, or when the version was made from tags that are not here
 */
export async function findReleases(
  history: History,
  project: Project,
  event: Event,
  version: string,
): Promise<EarlierReleases> {
  const { tags, areInCheckout } = await history.tags()
  const all = parseTags(tags, project)
  if (!areInCheckout) checkMadeWithoutTags(project, version, all)
  const here = all.filter(({ commit }) => commit === history.head)
  const elsewhere = all.filter(({ commit }) => commit !== history.head)
  const before = ofBranch(await reachable(history, elsewhere, version), event)
  const same = valid(version) ? all.filter((tag) => compare(tag.version, version) === 0) : []
  return {
    baseline: highest(before),
    lastFinal: highest(finals(before)),
    here,
    taken: same.some(({ commit }) => commit === history.head) ? undefined : same[0],
    versions: all.map((tag) => tag.version),
  }
}

/** In a clone without its tags, what makes versions of them makes one that is none of this commit. */
function checkMadeWithoutTags(project: Project, version: string, all: readonly ReleaseTag[]): void {
  const tool = versionFromGit(project)
  if (tool === undefined || all.length === 0 || !isMadeFromNothing(version)) return
  throw new TagsUnavailable(
    `${tool} made the version ${version} of a checkout that lacks the tags (there are ${all.length}, up to ${highest(all)?.name}): it is not the version of this commit. ${FETCH_ALL}`,
  )
}

/** What tools begin with where there is no tag: 0.1.dev3+g1234567, 0.0.0.post3.dev0+1234567, 0+unknown. */
function isMadeFromNothing(version: string): boolean {
  const parts = explain(version)
  if (parts === null || parts.epoch !== 0) return false
  const isZero = parts.release.every((number) => number === 0)
  return isZero || (parts.is_devrelease === true && parts.release.join('.') === '0.1')
}

/** The tags that come before this commit. */
async function reachable(
  history: History,
  tags: readonly ReleaseTag[],
  version: string,
): Promise<readonly ReleaseTag[]> {
  const top = highest(tags)
  // What is above all others needs no history: whichever of them came before, it is above it.
  if (top === undefined || (history.isShallow && valid(version) && compare(version, top.version) >= 0))
    return tags
  const ancestors = await history.ancestors(tags.map(({ commit }) => commit))
  if (ancestors !== undefined) return tags.filter(({ commit }) => ancestors.has(commit))
  // On a maintenance branch the last release is the highest that is not above what was built.
  const below = valid(version) ? tags.filter((tag) => compare(tag.version, version) <= 0) : []
  return below.length > 0 ? below : tags
}

/** A branch that names a series is compared with it, once there is a release of it. */
function ofBranch(tags: readonly ReleaseTag[], event: Event): readonly ReleaseTag[] {
  const branch = event.kind === 'branch' ? event.branch : 'into' in event ? event.into : ''
  const series = seriesOf(branch)
  const own = series === undefined ? [] : tags.filter((tag) => isInSeries(tag.version, series))
  return own.length > 0 ? own : tags
}
