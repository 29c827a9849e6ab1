import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { compare, explain, valid } from '@renovatebot/pep440'
import { parse, type TomlTable } from 'smol-toml'
import { normalizeName } from '../artifact/metadata.ts'
import { Undecided } from '../problems.ts'
import type { Checkout } from './checkout.ts'
import { git, tryGit } from './git.ts'
import { fileOf, type Project, pyprojectOf, table } from './project.ts'
import type { SourceMap } from './source-map.ts'

/** A tag that names a version of the package. */
export interface ReleaseTag {
  readonly name: string
  /** As PEP 440 reads it. */
  readonly version: string
  /** What it points at, through annotations. */
  readonly commit: string
}

/** What git tells of earlier releases. */
export interface ReleaseFacts {
  /** The highest release before this commit; undefined: this is the first. */
  readonly baseline: ReleaseTag | undefined
  /** Tags that point at this very commit. */
  readonly here: readonly ReleaseTag[]
  /** A tag on another commit that names the version that was built. */
  readonly taken: ReleaseTag | undefined
  /** Shipped files, relative to the checkout, that are not what they were at the baseline. */
  readonly changed: readonly string[]
}

interface Tags {
  readonly all: readonly ReleaseTag[]
  /** Names of those that are ancestors of HEAD; undefined: cannot be known in a shallow checkout. */
  readonly reachable: ReadonlySet<string> | undefined
}

const MEND = `Let the workflow fetch the tags:
  - uses: actions/checkout@v6
    with: { fetch-depth: 0 }`

/**
 * Finds the last release and what has changed since.
 *
 * @throws TagsUnavailable when the tags cannot be known
 */
export async function readRelease(
  checkout: Checkout,
  project: Project,
  version: string,
  sourceMap: SourceMap,
  shipped: readonly string[],
): Promise<ReleaseFacts> {
  const { head } = checkout
  const { all, reachable } = await readTags(checkout, project)
  const here = all.filter(({ commit }) => commit === head)
  const before = all.filter((tag) => tag.commit !== head && (reachable?.has(tag.name) ?? true))
  // Where ancestry is unknown, a maintenance branch is compared with its own series: the highest below what was built.
  const candidates =
    reachable === undefined && valid(version)
      ? before.filter((tag) => compare(tag.version, version) <= 0)
      : before
  const baseline = highest(candidates.length > 0 ? candidates : before)
  const same = valid(version) ? all.filter((tag) => compare(tag.version, version) === 0) : []
  return {
    baseline,
    here,
    taken: same.some(({ commit }) => commit === head) ? undefined : same[0],
    changed:
      baseline === undefined ? [] : await changedSince(checkout, project, baseline, sourceMap, shipped),
  }
}

/** The tags cannot be known; the verdict is `error`, with the lines that mend the workflow. */
export class TagsUnavailable extends Undecided {}

async function readTags(checkout: Checkout, project: Project): Promise<Tags> {
  const shallow = (await git(checkout.root, ['rev-parse', '--is-shallow-repository'])).trim() === 'true'
  if (shallow) return { all: parseTags(await remoteTags(checkout), project), reachable: undefined }
  const format = '--format=%(refname:strip=2) %(objectname) %(*objectname)'
  const [listed, merged] = await Promise.all([
    git(checkout.root, ['for-each-ref', format, 'refs/tags']),
    git(checkout.root, ['for-each-ref', '--format=%(refname:strip=2)', '--merged=HEAD', 'refs/tags']),
  ])
  const all = listed.split('\n').flatMap((line) => {
    const [name, object, peeled] = line.split(' ')
    return name && object ? [{ name, commit: peeled || object }] : []
  })
  return { all: parseTags(all, project), reachable: new Set(merged.split('\n').filter(Boolean)) }
}

async function remoteTags(checkout: Checkout): Promise<{ name: string; commit: string }[]> {
  const listed = await tryGit(checkout.root, ['ls-remote', '--tags', 'origin'])
  if (listed.ending.kind !== 'exited' || listed.ending.code !== 0) {
    throw new TagsUnavailable(
      `The checkout is shallow and the tags could not be asked for: ${listed.stderr.trim().split('\n').at(-1)}. ${MEND}`,
    )
  }
  const commits = new Map<string, string>()
  for (const line of listed.stdout.split('\n')) {
    const [commit, ref] = line.split('\t')
    // An annotated tag comes twice; the second time, with ^{}, as the commit that it points at.
    if (commit && ref) commits.set(ref.replace('refs/tags/', '').replace('^{}', ''), commit)
  }
  return [...commits].map(([name, commit]) => ({ name, commit }))
}

/**
 * The tags that name versions of this package. When any tag has its own prefix (`name-1.2`, `folder/v1.2`), only
 * those count; else those without one. Tags that are no versions, and development or local versions, do not count.
 */
export function parseTags(
  tags: readonly { readonly name: string; readonly commit: string }[],
  project: Pick<Project, 'name' | 'path' | 'settings'>,
): ReleaseTag[] {
  const pattern = project.settings.version.tag
  if (pattern !== undefined) {
    const [before = '', after = ''] = pattern.split('{version}')
    return tags.flatMap((tag) =>
      tag.name.startsWith(before) && tag.name.endsWith(after)
        ? asRelease(tag, tag.name.slice(before.length, tag.name.length - after.length))
        : [],
    )
  }
  const own = new Set(
    [project.name, project.path.split('/').at(-1) ?? '', project.path].map((name) => normalizeName(name)),
  )
  const prefixed = tags.flatMap((tag) => {
    // A name may itself contain what looks like the beginning of a version: demo-2d-1.0.
    for (const { 0: separator, index } of tag.name.matchAll(/(?:[-_/@]|==)v?(?=\d)/gi)) {
      const release = asRelease(tag, tag.name.slice(index + separator.length))
      if (release.length > 0 && own.has(normalizeName(tag.name.slice(0, index)))) return release
    }
    return []
  })
  if (prefixed.length > 0) return prefixed
  return tags.flatMap((tag) => {
    const version = /^(?:release[-_/])?v?(\d.*)$/i.exec(tag.name)?.[1]
    return version === undefined ? [] : asRelease(tag, version)
  })
}

function asRelease({ name, commit }: { name: string; commit: string }, version: string): ReleaseTag[] {
  const parts = valid(version) ? explain(version) : null
  // A single number (v1, v10) is a tag that moves with each release, not one.
  const counts = parts !== null && parts.is_devrelease !== true && !parts.local && parts.release.length > 1
  return counts ? [{ name, version, commit }] : []
}

function highest(tags: readonly ReleaseTag[]): ReleaseTag | undefined {
  return [...tags].sort((a, b) => compare(b.version, a.version))[0]
}

/** Files whose content decides what is shipped although they are not shipped themselves. */
const INPUTS = ['setup.py', 'setup.cfg', 'MANIFEST.in']

async function changedSince(
  checkout: Checkout,
  project: Project,
  baseline: ReleaseTag,
  sourceMap: SourceMap,
  shipped: readonly string[],
): Promise<string[]> {
  await fetchTag(checkout, baseline)
  const diff = await git(checkout.root, ['diff', '--name-only', '--no-renames', '-z', baseline.commit])
  const sources = new Set(shipped.map((path) => sourceMap.sourceOf(path)))
  const roots = [...sourceMap.roots.values()]
  const changed = diff.split('\0').filter((file) => {
    if (sources.has(file) || INPUTS.some((name) => file === fileOf(project, name))) return true
    // A file that is gone was shipped if it lay in what is shipped now.
    return (
      !existsSync(join(checkout.root, file)) &&
      roots.some((root) => file === root || file.startsWith(`${root}/`))
    )
  })
  const pyproject = pyprojectOf(project)
  if (
    diff.split('\0').includes(pyproject) &&
    (await shippedMetadataChanged(checkout, project, pyproject, baseline))
  )
    changed.push(pyproject)
  return changed.filter(Boolean)
}

async function fetchTag(checkout: Checkout, { name, commit }: ReleaseTag): Promise<void> {
  const has = await tryGit(checkout.root, ['cat-file', '-e', `${commit}^{tree}`])
  if (has.ending.kind === 'exited' && has.ending.code === 0) return
  const fetched = await tryGit(checkout.root, [
    'fetch',
    '--quiet',
    '--no-tags',
    '--depth=1',
    // No tag of ours may stay behind in the checkout.
    'origin',
    `refs/tags/${name}`,
  ])
  if (fetched.ending.kind !== 'exited' || fetched.ending.code !== 0) {
    throw new TagsUnavailable(
      `The checkout is shallow and tag ${name} could not be fetched: ${fetched.stderr.trim().split('\n').at(-1)}. ${MEND}`,
    )
  }
}

/** Keys of `[project]` that change nothing for who installs the package. */
const WORDS_ONLY = [
  'version',
  'description',
  'readme',
  'keywords',
  'classifiers',
  'urls',
  'authors',
  'maintainers',
  'license',
  'license-files',
]

async function shippedMetadataChanged(
  checkout: Checkout,
  project: Project,
  file: string,
  baseline: ReleaseTag,
): Promise<boolean> {
  const before = await tryGit(checkout.root, ['show', `${baseline.commit}:${file}`])
  try {
    return shippedPart(parse(before.stdout)) !== shippedPart(project.pyproject)
  } catch {
    return true
  }
}

function shippedPart(pyproject: TomlTable): string {
  const { group: _, 'dev-dependencies': __, ...poetry } = table(table(pyproject.tool).poetry)
  const relevant = (declared: TomlTable) =>
    Object.entries(declared)
      .filter(([key]) => !WORDS_ONLY.includes(key))
      .sort()
  return JSON.stringify([relevant(table(pyproject.project)), relevant(poetry)])
}
