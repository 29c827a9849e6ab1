import { compare, explain, valid } from '@renovatebot/pep440'
import type { Project } from '../project/project.ts'
import { normalizeName } from '../python/requirement.ts'

/** A tag, and the commit that it points at; annotated tags are peeled. */
export interface Tag {
  readonly name: string
  readonly commit: string
}

/** A tag that names a version of the package. */
export interface ReleaseTag extends Tag {
  /** As written in the tag; a valid version (PEP 440). */
  readonly version: string
}

/**
 * Returns the tags that name versions of a package: those with a prefix of the package (`name-1.2`, `directory/v1.2`), or
 * if there are none, those without a prefix. Development and local versions are skipped.
 */
export function parseTags(
  tags: readonly Tag[],
  project: Pick<Project, 'name' | 'path' | 'settings'>,
): ReleaseTag[] {
  const pattern = project.settings.version.tag
  if (pattern !== undefined) {
    const [before = '', after = ''] = pattern.split('{version}')
    const matching = releaseTags(tags, (name) =>
      name.startsWith(before) && name.endsWith(after)
        ? [name.slice(before.length, name.length - after.length)]
        : [],
    )
    return withoutMovingTags(matching) ?? matching
  }
  const prefixes = new Set(
    [project.name, project.path.split('/').at(-1) ?? '', project.path].map((name) => normalizeName(name)),
  )
  const prefixed = releaseTags(tags, (name) =>
    // A name may itself contain a separator and a digit: demo-2d-1.0.
    [...name.matchAll(/(?:[-_/@]|==)v?(?=\d)/gi)]
      .filter(({ index }) => prefixes.has(normalizeName(name.slice(0, index))))
      .map(({ 0: separator, index }) => name.slice(index + separator.length)),
  )
  const bare = releaseTags(tags, (name) => /^(?:release[-_/])?v?(\d.*)$/i.exec(name)?.slice(1) ?? [])
  return withoutMovingTags(prefixed) ?? withoutMovingTags(bare) ?? (prefixed.length > 0 ? prefixed : bare)
}

/** The tags that have a released version among their candidates. */
function releaseTags(tags: readonly Tag[], candidates: (name: string) => readonly string[]): ReleaseTag[] {
  return tags.flatMap((tag) => {
    const version = candidates(tag.name).find(isReleased)
    return version === undefined ? [] : [{ ...tag, version }]
  })
}

/** Removes moving tags, such as v1 beside v1.2.3; undefined if there are only tags of one number. */
function withoutMovingTags(tags: readonly ReleaseTag[]): ReleaseTag[] | undefined {
  const full = tags.filter(({ version }) => (explain(version)?.release.length ?? 0) > 1)
  return full.length > 0 ? full : undefined
}

function isReleased(version: string): boolean {
  const parts = valid(version) ? explain(version) : null
  return parts !== null && parts.is_devrelease !== true && !parts.local
}

/** The tag with the highest version (PEP 440). */
export function highestRelease(tags: readonly ReleaseTag[]): ReleaseTag | undefined {
  return tags.reduce<ReleaseTag | undefined>(
    (highest, tag) => (highest === undefined || compare(tag.version, highest.version) > 0 ? tag : highest),
    undefined,
  )
}

/** The tags of final releases and post-releases. */
export function finalReleases(tags: readonly ReleaseTag[]): ReleaseTag[] {
  return tags.filter(({ version }) => explain(version)?.is_prerelease !== true)
}

/**
 * Returns the release series of a maintenance branch, by its name (`1.2.x`, `release/1.2`, `stable-3`,
 * `v2-maintenance`): the first numbers of its versions. Undefined for other branches.
 */
export function releaseSeriesOf(branch: string): readonly number[] | undefined {
  const name = branch.split('/').at(-1) ?? ''
  const isMaintenance = /^(release|releases|stable|maintenance|maint|support|backports?)\//i.test(branch)
  const numbers =
    /^v?(\d+(?:\.\d+)*)\.[x*]$/i.exec(name)?.[1] ??
    /^(?:release|stable|maintenance|maint|support)[-_.]?v?(\d+(?:\.\d+)*)(?:\.x)?$/i.exec(name)?.[1] ??
    /^v?(\d+(?:\.\d+)*)[-_.](?:release|stable|maintenance|maint|support|branch)$/i.exec(name)?.[1] ??
    (isMaintenance ? /^v?(\d+(?:\.\d+)*)$/.exec(name)?.[1] : undefined)
  return numbers?.split('.').map(Number)
}

/** Whether a version belongs to a release series. */
export function isInSeries(version: string, series: readonly number[]): boolean {
  const release = explain(version)?.release ?? []
  return series.every((number, index) => (release[index] ?? 0) === number)
}
