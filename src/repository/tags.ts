import { compare, explain, valid } from '@renovatebot/pep440'
import type { Project } from '../project/project.ts'
import { normalizeName } from '../python/requirement.ts'

/** A tag, and the commit that it points at; annotated tags are peeled. */
export interface Tag {
  readonly name: string
  readonly commit: string
  /** Time of its creation, in seconds since 1970; undefined if only the remote lists it. */
  readonly date?: number
}

/** A tag that names a version of the package. */
export interface ReleaseTag extends Tag {
  /** A valid version (PEP 440): as written in the tag, or with dots in place of the underscores of `REL_1_2`. */
  readonly version: string
}

/** Tags with the same text around the version: `sdk==0.4.2`, `sdk==0.4.3`. */
export interface TagSeries {
  readonly before: string
  readonly after: string
  /** Including those of development and local versions. */
  readonly tags: readonly ReleaseTag[]
}

/** The names of a package in tags. */
export type NamedPackage = Pick<Project, 'name' | 'path'>

/** Groups the tags that contain a version; with the setting `version.tag` only those that match it. */
export function seriesOf(
  tags: readonly Tag[],
  { settings, ...project }: NamedPackage & Partial<Pick<Project, 'settings'>>,
): TagSeries[] {
  const pattern = settings?.version.tag
  const names = namesInTags(project)
  const found = new Map<string, { before: string; after: string; tags: ReleaseTag[] }>()
  for (const tag of tags) {
    const split = pattern === undefined ? splitTag(tag.name, names) : splitByPattern(tag.name, pattern)
    if (split === undefined) continue
    const { before, version, after } = split
    const key = JSON.stringify([before, after])
    const series = found.get(key) ?? { before, after, tags: [] }
    series.tags.push({ ...tag, version })
    found.set(key, series)
  }
  return [...found.values()]
}

/** A tag, split into its version and the text around it. */
interface SplitTag {
  readonly before: string
  readonly version: string
  readonly after: string
}

function splitByPattern(name: string, pattern: string): SplitTag | undefined {
  const [before = '', after = ''] = pattern.split('{version}')
  if (!name.startsWith(before) || !name.endsWith(after)) return undefined
  const version = name.slice(before.length, name.length - after.length)
  return valid(version) ? { before, version, after } : undefined
}

/**
 * Splits a tag at its version; undefined if it has none.
 *
 * @param names normalized; a version follows one of these, although the name itself may contain numbers: demo-2d-1.0
 */
export function splitTag(name: string, names: ReadonlySet<string> = new Set()): SplitTag | undefined {
  for (const { 0: separator, index } of name.matchAll(/(?:[-_/@]|==)v?(?=\d)/gi)) {
    const start = index + separator.length
    const version = name.slice(start)
    if (names.has(normalizeName(name.slice(0, index))) && valid(version))
      return { before: name.slice(0, start), version, after: '' }
  }
  const candidates = [...name.matchAll(/(?<![\d.])\d/g)].flatMap(({ index }) => {
    const before = name.slice(0, index)
    const rest = name.slice(index)
    // A digit in a word, as in sha256, does not start a version unless more numbers follow: release1.2.
    if (/[a-z]$/i.test(before) && !/(?:^|[^a-z])v$/i.test(before) && !/^\d+[._]\d/.test(rest)) return []
    const split = splitRest(rest)
    return split === undefined ? [] : [{ before, ...split }]
  })
  const full = candidates.filter(({ version }) => hasSeveralNumbers(version))
  return full.find(({ after }) => after === '') ?? full[0] ?? candidates.find(({ after }) => after === '')
}

/** Splits a text that starts with a version: the longest valid one, followed by nothing or a word, as in `1.2.3.Final`. */
function splitRest(rest: string): Omit<SplitTag, 'before'> | undefined {
  const dotted = rest.replace(/^\d+(?:_\d+)+(?![\d.])/, (numbers) => numbers.replaceAll('_', '.'))
  if (valid(dotted)) return { version: dotted, after: '' }
  for (let end = dotted.length - 1; end > 0; end--) {
    if (!/^[-_.+/@][a-z]/i.test(dotted.slice(end)) || /^\.[x*]$/i.test(dotted.slice(end))) continue
    const version = dotted.slice(0, end)
    if (valid(version)) return { version, after: dotted.slice(end) }
  }
  return undefined
}

/** The normalized names that a package has in tags: its own, and those of its directory. */
function namesInTags({ name, path }: NamedPackage): ReadonlySet<string> {
  return new Set(
    [name, path.split('/').at(-1) ?? '', path].map((one) => normalizeName(one)).filter((one) => one !== '-'),
  )
}

/** Whether the tags have the name of a package, or of its directory, before the version. */
export function isNamed({ before }: Pick<TagSeries, 'before'>, project: NamedPackage): boolean {
  const prefix = /^(.+?)(?:==|[-_/@])v?$/i.exec(before)?.[1]
  if (prefix === undefined) return false
  const name = prefix.replace(/^(?:releases?|tags?)[-_/]/i, '').replace(/[-_/](?:releases?|versions?)$/i, '')
  return namesInTags(project).has(normalizeName(name))
}

/** Whether the tags have only the version, or a word such as `v`, `release-` or `ver_` before it. */
export function isUnprefixed({ before, after }: Pick<TagSeries, 'before' | 'after'>): boolean {
  return (
    /^(?:(?:releases?|rel|versions?|ver)[-_/.]?)?[vr]?[-_.]?$/i.test(before) &&
    /^(?:[-_.](?:final|release|ga))?$/i.test(after)
  )
}

/**
 * The releases of the first series with versions of several numbers: moving tags, such as v1 beside v1.2.3, are skipped
 * unless a project has no others.
 */
export function releasesOf(...choices: readonly (readonly TagSeries[])[]): ReleaseTag[] {
  const released = choices.map((series) =>
    series.flatMap(({ tags }) => tags.filter(({ version }) => isReleased(version))),
  )
  const full = released.map((tags) => tags.filter(({ version }) => hasSeveralNumbers(version)))
  return full.find((tags) => tags.length > 0) ?? released.find((tags) => tags.length > 0) ?? []
}

function hasSeveralNumbers(version: string): boolean {
  return (explain(version)?.release.length ?? 0) > 1
}

/** Whether a version is neither a development nor a local version. */
export function isReleased(version: string): boolean {
  const parts = valid(version) ? explain(version) : null
  return parts !== null && parts.is_devrelease !== true && !parts.local
}

/** Returns the name of the tag for a version, in the form of an earlier tag. */
export function tagNameLike(
  { name, version: earlier }: Pick<ReleaseTag, 'name' | 'version'>,
  version: string,
): string {
  const [written, next] = name.includes(earlier)
    ? [earlier, version]
    : [earlier.replaceAll('.', '_'), version.replaceAll('.', '_')]
  // The name of the package before it may have the same number.
  const start = name.lastIndexOf(written)
  return start < 0 ? name : name.slice(0, start) + next + name.slice(start + written.length)
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
