import { compare, explain, valid } from '@renovatebot/pep440'
import type { Project } from '../project/project.ts'
import { normalizeName } from '../python/requirement.ts'

/** A tag, and the commit that it points at, through annotations. */
export interface Tag {
  readonly name: string
  readonly commit: string
}

/** A tag that names a version of the package. */
export interface ReleaseTag extends Tag {
  /** As it is written in the tag; PEP 440 reads it. */
  readonly version: string
}

/**
 * The tags that name versions of this package. When any tag has its own prefix (`name-1.2`, `folder/v1.2`), only
 * those count; else those without one. Tags that are no versions, and development or local versions, do not count.
 */
export function parseTags(
  tags: readonly Tag[],
  project: Pick<Project, 'name' | 'path' | 'settings'>,
): ReleaseTag[] {
  const pattern = project.settings.version.tag
  if (pattern !== undefined) {
    const [before = '', after = ''] = pattern.split('{version}')
    const inPattern = releases(tags, (name) =>
      name.startsWith(before) && name.endsWith(after)
        ? [name.slice(before.length, name.length - after.length)]
        : [],
    )
    return withoutMoving(inPattern) ?? inPattern
  }
  const own = new Set(
    [project.name, project.path.split('/').at(-1) ?? '', project.path].map((name) => normalizeName(name)),
  )
  const prefixed = releases(tags, (name) =>
    // A name may itself contain what looks like the beginning of a version: demo-2d-1.0.
    [...name.matchAll(/(?:[-_/@]|==)v?(?=\d)/gi)]
      .filter(({ index }) => own.has(normalizeName(name.slice(0, index))))
      .map(({ 0: separator, index }) => name.slice(index + separator.length)),
  )
  const bare = releases(tags, (name) => /^(?:release[-_/])?v?(\d.*)$/i.exec(name)?.slice(1) ?? [])
  return withoutMoving(prefixed) ?? withoutMoving(bare) ?? (prefixed.length > 0 ? prefixed : bare)
}

/** The tags for which one of the texts that their names may mean is a version that was released. */
function releases(tags: readonly Tag[], candidates: (name: string) => readonly string[]): ReleaseTag[] {
  return tags.flatMap((tag) => {
    const version = candidates(tag.name).find(isReleased)
    return version === undefined ? [] : [{ ...tag, version }]
  })
}

/** A single number (v1, v10) beside full versions is a tag that moves with each release. Undefined: all are such. */
function withoutMoving(tags: readonly ReleaseTag[]): ReleaseTag[] | undefined {
  const full = tags.filter(({ version }) => (explain(version)?.release.length ?? 0) > 1)
  return full.length > 0 ? full : undefined
}

function isReleased(version: string): boolean {
  const parts = valid(version) ? explain(version) : null
  return parts !== null && parts.is_devrelease !== true && !parts.local
}

/** The highest version, in the order of PEP 440. */
export function highest(tags: readonly ReleaseTag[]): ReleaseTag | undefined {
  return tags.reduce<ReleaseTag | undefined>(
    (best, tag) => (best === undefined || compare(tag.version, best.version) > 0 ? tag : best),
    undefined,
  )
}

/** Those that are no pre-releases. */
export function finals(tags: readonly ReleaseTag[]): ReleaseTag[] {
  return tags.filter(({ version }) => explain(version)?.is_prerelease !== true)
}

/**
 * The numbers with which the versions of a branch begin, where its name tells: `1.2.x`, `release/1.2`, `stable-3`,
 * `v2-maintenance`; undefined for all other names.
 */
export function seriesOf(branch: string): readonly number[] | undefined {
  const name = branch.split('/').at(-1) ?? ''
  const inFolder = /^(release|releases|stable|maintenance|maint|support|backports?)\//i.test(branch)
  const numbers =
    /^v?(\d+(?:\.\d+)*)\.[x*]$/i.exec(name)?.[1] ??
    /^(?:release|stable|maintenance|maint|support)[-_.]?v?(\d+(?:\.\d+)*)(?:\.x)?$/i.exec(name)?.[1] ??
    /^v?(\d+(?:\.\d+)*)[-_.](?:release|stable|maintenance|maint|support|branch)$/i.exec(name)?.[1] ??
    (inFolder ? /^v?(\d+(?:\.\d+)*)$/.exec(name)?.[1] : undefined)
  return numbers?.split('.').map(Number)
}

/** Whether a version begins with the numbers of a series. */
export function isInSeries(version: string, series: readonly number[]): boolean {
  const release = explain(version)?.release ?? []
  return series.every((number, place) => (release[place] ?? 0) === number)
}
