import { compare, explain } from '@renovatebot/pep440'
import type { SourceVersion } from '../project/version-in-source.ts'
import { isSameVersion } from '../python/versions.ts'
import { isReleased, isUnprefixed, type NamedPackage, type ReleaseTag, type TagSeries } from './tags.ts'

/** The versions in the source of the package at some of the tags of a series. */
export interface SeriesEvidence {
  readonly series: TagSeries
  readonly samples: readonly SourceSample[]
  /** Another package of the repository whose source has the versions of the tags. */
  readonly claimedBy: string | undefined
}

/** The version in the source of the package at a tag. */
export interface SourceSample {
  readonly tag: ReleaseTag
  readonly source: SourceVersion
}

/** The number of tags of a series at which the source is read. */
const SAMPLES = 3

/**
 * The tags of a series at which the source is read: the latest releases, and of several on one commit the highest. The
 * highest versions may be older and have had another meaning.
 */
export function samplesOf({ tags }: Pick<TagSeries, 'tags'>): ReleaseTag[] {
  const samples: ReleaseTag[] = []
  const sorted = tags
    .filter(({ version }) => isReleased(version))
    .sort((a, b) => (b.date ?? 0) - (a.date ?? 0) || compare(b.version, a.version))
  for (const tag of sorted)
    if (samples.length < SAMPLES && samples.every(({ commit }) => commit !== tag.commit)) samples.push(tag)
  return samples
}

/** Whether the source of the package has the version of a tag. */
function isWrittenIn(source: SourceVersion, version: string): boolean {
  return source.kind === 'written' && source.versions.some((one) => isSameVersion(one, version))
}

/** Whether the source has the versions of the tags: of all readable ones, of most, or of fewer. */
export function matchOf(samples: readonly SourceSample[]): 'all' | 'most' | 'few' {
  const written = samples.filter(({ source }) => source.kind === 'written')
  const same = written.filter(({ tag, source }) => isWrittenIn(source, tag.version)).length
  if (same > 0 && same === written.length) return 'all'
  return same > 0 && same * 2 >= written.length ? 'most' : 'few'
}

/**
 * Whether a series belongs to the package: `confirmed` or `refuted` by its source, or `open` if that is unknown or a release
 * workflow sets the version.
 */
export function judgeSeries(
  { series, samples, claimedBy }: SeriesEvidence,
  isOnlyPackage: boolean,
): 'confirmed' | 'refuted' | 'open' {
  const match = matchOf(samples)
  // A single tag of another project may have the version of the package, too.
  const isUncertain = isOnlyPackage && !isUnprefixed(series) && samples.length < 2
  if (match === 'all') return isUncertain ? 'open' : 'confirmed'
  if (match === 'most' && claimedBy === undefined) return 'confirmed'
  // A version tool uses tags even if another package has their versions.
  const isKnown = samples.length > 0 && samples.every(({ source }) => source.kind !== 'unknown')
  if (!isKnown || samples.some(({ source }) => source.kind === 'from-tags')) return 'open'
  if (claimedBy !== undefined) return 'refuted'
  const written = samples.flatMap(({ source }) => (source.kind === 'written' ? [source] : []))
  if (written.length === 0) return isOnlyPackage ? 'open' : 'refuted'
  return written.length > 1 && !isConstant(written) && !isRelated(series, written) ? 'refuted' : 'open'
}

type Written = Extract<SourceVersion, { kind: 'written' }>

function isConstant(written: readonly Written[]): boolean {
  return new Set(written.map(({ versions }) => versions.join(' '))).size === 1
}

/** Whether the source had other versions of the series: it is bumped before or after the tag. */
function isRelated({ tags }: TagSeries, written: readonly Written[]): boolean {
  return written.some(({ versions }) =>
    versions.some((version) =>
      tags.some((tag) => isSameVersion(baseVersion(version), baseVersion(tag.version))),
    ),
  )
}

function baseVersion(version: string): string {
  return explain(version)?.base_version ?? version
}

/**
 * Returns the series of the package, the most certain first. The first one with releases determines them.
 *
 * @param named those with its name
 */
export function ownSeries(
  named: readonly TagSeries[],
  evidence: readonly SeriesEvidence[],
  project: NamedPackage,
  isOnlyPackage: boolean,
): (readonly TagSeries[])[] {
  const judged = evidence.map((one) => ({ ...one, judgement: judgeSeries(one, isOnlyPackage) }))
  const all = judged
    .filter(({ judgement }) => judgement === 'confirmed')
    .map(({ series }) => series)
    .filter((series) => named.length === 0 || isUnprefixed(series))
  // Packages that are released together have the same versions at first: `sdk==` more likely belongs to demo-sdk.
  const alike = all.filter((series) => isUnprefixed(series) || sharesWord(series, project))
  const confirmed = alike.length > 0 ? alike : all
  const open = judged
    .filter(({ series, judgement }) => judgement === 'open' && isUnprefixed(series))
    .map(({ series }) => series)
  // The only package of a repository may be tagged with and without v.
  const first = [...named, ...confirmed]
  return first.length > 0 && isOnlyPackage ? [[...first, ...open]] : [first, open]
}

/** Whether the prefix of the tags has a word of the package's name or path. */
function sharesWord({ before }: TagSeries, { name, path }: NamedPackage): boolean {
  const words = (text: string) => text.toLowerCase().split(/[^a-z]+/)
  const own = new Set([...words(name), ...words(path)])
  return words(before).some((word) => word.length > 1 && own.has(word))
}

/**
 * Returns the version that the source had at all of the latest releases, if none of them was released under it: the release
 * workflow then sets the version.
 */
export function placeholderIn(samples: readonly SourceSample[]): string | undefined {
  const [first] = samples
  const version = first?.source.kind === 'written' ? first.source.versions[0] : undefined
  if (first === undefined || version === undefined) return undefined
  const isSame = samples.every(({ source }) => isWrittenIn(source, version))
  const releases = samples.filter(({ tag }) => !isSameVersion(tag.version, version))
  const isOutdated = releases[0] === first
  const isZero = explain(version)?.release.every((number) => number === 0) ?? false
  return isSame && isOutdated && releases.length >= (isZero ? 1 : 2) ? version : undefined
}

/** Whether the source had another version at a tag, so that the tag is not a release of the package. */
export function isContradicted({ tag, source }: SourceSample): boolean {
  if (source.kind !== 'written') return source.kind === 'absent'
  return !source.versions.some((version) => isSameVersion(baseVersion(version), baseVersion(tag.version)))
}
