import { dirname } from 'node:path/posix'
import { compare } from '@renovatebot/pep440'
import { Inconclusive } from '../program/errors.ts'
import { fileOf, type Project } from '../project/project.ts'
import { readSourceVersion, type SourceVersion } from '../project/version-in-source.ts'
import { takesTag, versionTool } from '../project/version-tool.ts'
import { normalizeName } from '../python/requirement.ts'
import type { CommitTrees, History, RepositoryTags } from './history.ts'
import {
  isContradicted,
  judgeSeries,
  matchOf,
  ownSeries,
  placeholderIn,
  type SeriesEvidence,
  type SourceSample,
  samplesOf,
} from './tag-owners.ts'
import {
  isNamed,
  isReleased,
  isUnprefixed,
  type NamedPackage,
  type ReleaseTag,
  releasesOf,
  seriesOf,
  splitTag,
  type Tag,
  type TagSeries,
} from './tags.ts'

/** The release tags of a package in a repository with possibly other tags. */
export interface PackageTags extends RepositoryTags {
  /** Without tags of development and local versions. */
  readonly releases: readonly ReleaseTag[]
  /** Whether a tag belongs to the series of the package; true for development versions, too. */
  readonly isOwn: (tag: string) => boolean
  /** What the event's tag means for the package; undefined without a tag. */
  readonly event: TagMeaning | undefined
}

/** What a tag means for a package. */
export type TagMeaning =
  /** It names a version of the package, which may be a development or a local version. */
  | { readonly kind: 'release'; readonly version: string }
  /** It names a version of another package of the repository; undefined if unknown which one. */
  | { readonly kind: 'other-package'; readonly name: string | undefined }
  /** It names no version of a package. */
  | { readonly kind: 'none' }

type TaggedProject = Pick<Project, 'name' | 'path' | 'settings' | 'workspaceMembers'> &
  Parameters<typeof versionTool>[0]

/**
 * Finds the tags of a package: tags with its name, and tags whose version the source of the package had at the tag. If the
 * source has no version, tags without a prefix, unless they belong to another package.
 *
 * @param eventTag the tag that triggered the run, which is at HEAD
 * @throws TagsUnavailable if the tags cannot be read
 */
export async function findPackageTags(
  history: History,
  project: TaggedProject,
  eventTag?: string,
): Promise<PackageTags> {
  const { tags: known, areLocal } = await history.tags()
  const isListed = eventTag === undefined || known.some(({ name }) => name === eventTag)
  const tags = isListed ? known : [...known, { name: eventTag, commit: history.head }]
  const all = seriesOf(tags, project)
  const others = otherPackages(history, project)
  const { own, evidence } = await ownAmong(all, history, project, others)
  const releases = releasesOf(...own)
  const found = own.find((series) => releasesOf(series).some((tag) => releases.includes(tag))) ?? own.flat()
  return {
    ...{ tags, areLocal, releases },
    isOwn: (tag) => found.some((series) => series.tags.some(({ name }) => name === tag)),
    event:
      eventTag === undefined
        ? undefined
        : await meaningOf(eventTag, { history, project, own: found, evidence, others }),
  }
}

/** The series of the package, the most certain first, with the versions read to find them. */
async function ownAmong(
  all: readonly TagSeries[],
  history: History,
  project: TaggedProject,
  others: readonly NamedPackage[],
): Promise<{ own: readonly (readonly TagSeries[])[]; evidence: readonly SeriesEvidence[] }> {
  if (project.settings.version.tag !== undefined) return { own: [all], evidence: [] }
  const configured = versionTool(project)?.tags
  const taken = configured === undefined ? [] : filterTags(all, ({ name }) => takesTag(configured, name))
  if (taken.length > 0) return { own: [taken], evidence: [] }
  const named = all.filter((series) => isNamed(series, project))
  const candidates = candidateSeries(all, named, others)
  const isOnlyPackage = others.length === 0
  // Reading the source takes time if it is not local, and the names of the tags usually suffice.
  const isRead = history.isShallow
    ? named.length === 0 && !isOnlyPackage
    : !history.isPartial || !isOnlyPackage
  // A package with tags of its own name needs no search for the owners of other tags.
  const claimants = named.length > 0 ? [] : others.slice(0, MAX_PACKAGES)
  const evidence = isRead ? await readEvidence(history, project, candidates, claimants) : notRead(candidates)
  return { own: ownSeries(named, evidence, project, isOnlyPackage), evidence }
}

function filterTags(all: readonly TagSeries[], isTaken: (tag: Tag) => boolean): TagSeries[] {
  return all
    .map((series) => ({ ...series, tags: series.tags.filter(isTaken) }))
    .filter(({ tags }) => tags.length > 0)
}

/** The number of series with an unknown prefix whose tags are compared with the source. */
const MAX_CANDIDATES = 12

/** The series that may belong to the package although they do not have its name. */
function candidateSeries(
  all: readonly TagSeries[],
  named: readonly TagSeries[],
  others: readonly NamedPackage[],
): TagSeries[] {
  const unprefixed = all.filter((one) => !named.includes(one) && isUnprefixed(one))
  if (named.length > 0) return unprefixed
  const prefixed = all
    .filter((one) => !unprefixed.includes(one) && !others.some((other) => isNamed(one, other)))
    .filter(({ tags }) => tags.some(({ version }) => isReleased(version)))
    .sort((a, b) => b.tags.length - a.tags.length)
  return [...unprefixed, ...prefixed.slice(0, MAX_CANDIDATES)]
}

/** The number of other packages whose sources are compared with tags. */
const MAX_PACKAGES = 60

/** The other packages of the repository, those near its root first. */
function otherPackages({ files }: History, project: TaggedProject): NamedPackage[] {
  const names = new Map(project.workspaceMembers.map(({ name, path }) => [path, name]))
  const depth = (path: string) => (path === '.' ? 0 : path.split('/').length)
  return [...new Set([...projectDirectories(files), ...names.keys()])]
    .filter((path) => path !== project.path && !/(?:^|\/)(?:tests?|examples?|docs?)(?:\/|$)/.test(path))
    .map((path) => ({ path, name: names.get(path) ?? path.split('/').at(-1) ?? path }))
    .sort((a, b) => depth(a.path) - depth(b.path))
}

/** Returns the directories that contain a Python project. */
function projectDirectories(files: readonly string[]): string[] {
  const configuration = files.filter((file) => /(^|\/)(?:pyproject\.toml|setup\.py|setup\.cfg)$/.test(file))
  return [...new Set(configuration.map((file) => dirname(file)))]
}

/** Reads the version of the package, and of others, at some tags of each series. */
async function readEvidence(
  history: History,
  project: TaggedProject,
  series: readonly TagSeries[],
  claimants: readonly NamedPackage[],
): Promise<SeriesEvidence[]> {
  const samples = series.flatMap(samplesOf)
  const trees = await treesAt(history, samples)
  if (trees === undefined) return notRead(series)
  const evidence = series.map(async (one): Promise<SeriesEvidence> => {
    const own = await readSamples(trees, project, samplesOf(one))
    const needsClaim = matchOf(own) !== 'all' && own.every(({ source }) => source.kind !== 'from-tags')
    const claimedBy = needsClaim ? await findClaim(trees, one, project, claimants) : undefined
    return { series: one, samples: own, claimedBy }
  })
  return Promise.all(evidence)
}

function notRead(series: readonly TagSeries[]): SeriesEvidence[] {
  return series.map((one) => ({ series: one, samples: [], claimedBy: undefined }))
}

/** Undefined if the commits cannot be fetched; the tags are then assigned by name. */
async function treesAt(history: History, tags: readonly ReleaseTag[]): Promise<CommitTrees | undefined> {
  if (tags.length === 0) return undefined
  const commits = tags.map(({ name, commit }) => ({ ref: `refs/tags/${name}`, commit }))
  return history.commitTrees(commits).catch((error) => {
    if (error instanceof Inconclusive) return undefined
    throw error
  })
}

function readSamples(
  trees: CommitTrees,
  project: NamedPackage,
  tags: readonly ReleaseTag[],
): Promise<SourceSample[]> {
  return Promise.all(
    tags.map(async (tag) => ({ tag, source: await readPackage(trees, project, tag.commit) })),
  )
}

/** Reads the version of a package at a commit, also where it was in another directory. */
async function readPackage(
  trees: CommitTrees,
  project: NamedPackage,
  commit: string,
): Promise<SourceVersion> {
  const found = await readAt(trees, project.path, commit)
  if (found.kind !== 'absent') return found
  const directories = projectDirectories(await trees.files(commit)).slice(0, MAX_PACKAGES)
  const read = await Promise.all(directories.map((path) => readAt(trees, path, commit)))
  const name = normalizeName(project.name)
  const moved = read.find(
    (one) => 'name' in one && one.name !== undefined && normalizeName(one.name) === name,
  )
  return moved ?? found
}

const sourceVersions = new WeakMap<CommitTrees, Map<string, Promise<SourceVersion>>>()

/** Memoized, as the packages of a repository are compared with the same tags. */
function readAt(trees: CommitTrees, path: string, commit: string): Promise<SourceVersion> {
  const known = sourceVersions.get(trees) ?? new Map<string, Promise<SourceVersion>>()
  sourceVersions.set(trees, known)
  const version =
    known.get(`${commit} ${path}`) ?? readSourceVersion((file) => trees.read(commit, fileOf({ path }, file)))
  known.set(`${commit} ${path}`, version)
  return version
}

/**
 * Finds another package that the tags of a series belong to: its source has their versions, or a tool computes its version
 * from them.
 */
async function findClaim(
  trees: CommitTrees,
  series: TagSeries,
  project: NamedPackage,
  claimants: readonly NamedPackage[],
): Promise<string | undefined> {
  const read = claimants.map(async ({ name, path }) => {
    const tags = samplesOf(series)
    const samples = await Promise.all(
      tags.map(async (tag) => ({ tag, source: await readAt(trees, path, tag.commit) })),
    )
    const [first] = samples.flatMap(({ source }) => ('name' in source ? source : []))
    const takesAny = first?.kind === 'from-tags' && first.tool.tags === undefined && isUnprefixed(series)
    // Tags without a name usually belong to the package in the root.
    const takesAll = takesAny && project.path !== '.'
    return { name: first?.name ?? name, isWritten: matchOf(samples) !== 'few', takesAll }
  })
  const found = await Promise.all(read)
  return (found.find(({ isWritten }) => isWritten) ?? found.find(({ takesAll }) => takesAll))?.name
}

interface KnownSeries {
  readonly history: History
  readonly project: TaggedProject
  readonly own: readonly TagSeries[]
  readonly evidence: readonly SeriesEvidence[]
  readonly others: readonly NamedPackage[]
}

async function meaningOf(tag: string, known: KnownSeries): Promise<TagMeaning> {
  const { project, own, evidence, others } = known
  const [series] = seriesOf([{ name: tag, commit: '' }], project)
  const isSame = (other: TagSeries) => other.before === series?.before && other.after === series.after
  const version = series?.tags[0]?.version
  if (series !== undefined && version !== undefined && own.some(isSame)) return { kind: 'release', version }
  const found = evidence.find((one) => isSame(one.series))
  if (found?.claimedBy !== undefined) return { kind: 'other-package', name: found.claimedBy }
  const owner = others.length === 0 ? undefined : await findOwner(tag, known)
  if (owner !== undefined) return { kind: 'other-package', name: owner }
  const isUnknown = series === undefined || version === undefined || !isUnprefixed(series)
  if (isUnknown || project.settings.version.tag !== undefined) return { kind: 'none' }
  const isOnlyPackage = others.length === 0
  if (found !== undefined && judgeSeries(found, isOnlyPackage) === 'refuted')
    return isOnlyPackage ? { kind: 'none' } : { kind: 'other-package', name: undefined }
  // In a repository with several packages, a package with its own series is not released by a tag without its name.
  return isOnlyPackage || own.length === 0
    ? { kind: 'release', version }
    : { kind: 'other-package', name: undefined }
}

/**
 * Finds another package that a tag on HEAD belongs to: the tag has its name, its source has the version, or its version is
 * computed from such tags.
 */
async function findOwner(
  tag: string,
  { history, project, others }: KnownSeries,
): Promise<string | undefined> {
  const split = splitTag(tag)
  if (split === undefined) return undefined
  const byPath = others.find((other) => isNamed(split, other))
  if (byPath !== undefined) return byPath.name
  const claimants = others.slice(0, MAX_PACKAGES)
  const trees = await history.commitTrees([{ ref: history.head, commit: history.head }])
  const sources = await Promise.all(
    claimants.map(async ({ path }) => ({ path, source: await readAt(trees, path, history.head) })),
  )
  const byName = sources.find(({ path, source }) => {
    const name = 'name' in source ? source.name : undefined
    const takes = source.kind === 'from-tags' && source.tool.tags !== undefined
    return (
      (name !== undefined && isNamed(split, { name, path })) || (takes && takesTag(source.tool.tags, tag))
    )
  })?.source
  if (byName !== undefined && 'name' in byName) return byName.name
  // The earlier tags of the same form.
  const { tags } = await history.tags()
  const all = seriesOf([...tags, { name: tag, commit: history.head }], { name: '', path: '.' })
  const series = all.find(({ before, after }) => before === split.before && after === split.after)
  const claimTrees = series && (await treesAt(history, samplesOf(series)))
  return series && claimTrees && (await findClaim(claimTrees, series, project, claimants))
}

/**
 * Returns the version that the source had at the latest releases if none of them was released under it; undefined if the
 * source is bumped or cannot be read.
 */
export async function findPlaceholder(
  history: History,
  project: TaggedProject,
  releases: readonly ReleaseTag[],
): Promise<string | undefined> {
  const tags = samplesOf({ tags: releases })
  const trees = await treesAt(history, tags)
  return trees === undefined ? undefined : placeholderIn(await readSamples(trees, project, tags))
}

/** The number of tags that are looked up, from the highest down. */
const MAX_LOOKUPS = 12

/** Returns the releases that the source of the package does not contradict. */
export async function withoutContradicted(
  history: History,
  project: TaggedProject,
  releases: readonly ReleaseTag[],
): Promise<readonly ReleaseTag[]> {
  const tags = [...releases].sort((a, b) => compare(b.version, a.version)).slice(0, MAX_LOOKUPS)
  const trees = await treesAt(history, tags)
  if (trees === undefined) return releases
  const contradicted = (await readSamples(trees, project, tags)).filter(isContradicted)
  // A single tag may have been set before the version was bumped.
  if (contradicted.length < 2) return releases
  // The others are of the same kind.
  if (contradicted.length === MAX_LOOKUPS) return []
  return releases.filter((release) => contradicted.every(({ tag }) => tag !== release))
}
