import { readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { dirname, normalize } from 'node:path/posix'
import type { Event } from '../config/event.ts'
import { parseToml } from '../config/toml.ts'
import { Inconclusive } from '../program/errors.ts'
import type { Packages } from './find-packages.ts'
import { items, tryGit } from './git.ts'
import type { History, Trees } from './history.ts'
import { findBase } from './merge-base.ts'
import {
  below,
  differsInSteering,
  namingText,
  ownerOf,
  type Selection,
  type Since,
  selectChanged,
} from './selection.ts'
import { highest, parseTags } from './tags.ts'
import type { Source } from './workspace.ts'

/** A commit that files are compared with. */
interface BaseCommit {
  readonly commit: string
  /** What it is fetched by where it is not here. */
  readonly ref: string
  /** For a person. */
  readonly label: string
}

/** Which packages to verify, and on what that rests, in a sentence. */
export interface ChangedPackages extends Selection {
  readonly basis: string
}

/**
 * Finds the packages that have changed since the base of the event, or else since their last release. What cannot be
 * known is verified.
 *
 * @param workflow the file of the workflow that runs, relative to the root; undefined where there is none
 */
export async function findChanged(
  found: Packages,
  event: Event,
  workflow: string | undefined,
  openHistory: () => Promise<History>,
): Promise<ChangedPackages> {
  const everything = (why: string): ChangedPackages => ({
    verified: found.asked,
    leftOut: new Map(),
    basis: `Everything is verified, as ${why}.`,
  })
  if (found.checkout.head === undefined) return everything('there is no git history to compare with')
  try {
    const history = await openHistory()
    const base = await baseOfEvent(history, event)
    const bases = base === undefined ? await lastReleases(history, found) : undefined
    const wanted = base === undefined ? [...(bases?.values() ?? [])] : [base]
    if (wanted.length === 0) return everything('no release was tagged yet')
    const trees = await history.withTrees(wanted)
    const changes = new Map<string, Since>()
    for (const one of wanted)
      if (!changes.has(one.commit)) changes.set(one.commit, await changesSince(trees, one, found))
    const since = (path: string) => changes.get((base ?? bases?.get(path))?.commit ?? '')
    const all = [...new Set([...changes.values()].flatMap(({ changed }) => changed))]
    const selection = selectChanged(found.asked, {
      packages: found.sources.map(({ project }) => project.path),
      edges: found.edges,
      since,
      concernedBy: await findConcerned(all, found, workflow),
    })
    const [verified, asked] = [selection.verified.length, found.asked.length]
    const basis = `${verified} of ${asked} packages changed since ${base?.label ?? 'their last releases'}, or depend on one that did.`
    return { ...selection, basis }
  } catch (error) {
    if (error instanceof Inconclusive) return everything(`the base cannot be known: ${error.message}`)
    throw error
  }
}

/** The commit that an event starts from; undefined where it has none. */
async function baseOfEvent(history: History, event: Event): Promise<BaseCommit | undefined> {
  if (event.kind === 'branch') {
    const { before } = event
    if (before === undefined) return undefined
    return { commit: before, ref: before, label: `the push before (${before.slice(0, 10)})` }
  }
  const base = await findBase(history, event)
  if (base === undefined) return undefined
  // Where the merge itself is not checked out, the branch may have gone on since.
  const commit = (await history.mergeBase(base.commit)) ?? base.commit
  return { commit, ref: commit, label: `${base.branch} (${commit.slice(0, 10)})` }
}

/** The last release of each package, by its path. What is released right now has none: it must be looked at. */
async function lastReleases(history: History, { sources }: Packages): Promise<Map<string, BaseCommit>> {
  const { tags } = await history.tags()
  const ofPackage = sources.map(({ project }: Source) => ({ project, tags: parseTags(tags, project) }))
  const commits = ofPackage.flatMap((one) => one.tags.map(({ commit }) => commit))
  const ancestors = await history.ancestors(commits)
  const found = new Map<string, BaseCommit>()
  for (const { project, tags: own } of ofPackage) {
    if (own.some(({ commit }) => commit === history.head)) continue
    const last = highest(own.filter(({ commit }) => ancestors?.has(commit)))
    if (last !== undefined)
      found.set(project.path, {
        commit: last.commit,
        ref: `refs/tags/${last.name}`,
        label: `the tag ${last.name}`,
      })
  }
  return found
}

/** The files that have changed since a commit, and which of them are a pyproject.toml that steers nothing new. */
async function changesSince(
  trees: Trees,
  { commit, label }: BaseCommit,
  { checkout }: Packages,
): Promise<Since> {
  const changed = await trees.changedSince(commit)
  const isAside = async (file: string) => {
    try {
      const here = await readFile(join(checkout.root, file), 'utf8')
      return !differsInSteering(
        parseToml((await trees.read(commit, file)) ?? '').table,
        parseToml(here).table,
      )
    } catch {
      return false
    }
  }
  const settings = changed.filter((file) => /(^|\/)pyproject\.toml$/.test(file))
  const same = await Promise.all(settings.map(isAside))
  return { base: label, changed, aside: new Set(settings.filter((_, at) => same[at])) }
}

/**
 * Which packages files that lie in none have to do with: what steers everything below it; the workflow that runs, and
 * the repository's own actions; what a package names, or links to.
 */
async function findConcerned(
  changed: readonly string[],
  { checkout, sources }: Packages,
  workflow: string | undefined,
): Promise<(file: string) => readonly string[]> {
  const packages = sources.map(({ project }) => project.path)
  const known = new Set(packages)
  const outside = changed.filter((file) => ownerOf(file, known) === undefined)
  const naming = new Map(outside.map((file) => [namingText(file).text, namingText(file)]))
  const namedBy = new Map<string, readonly string[]>()
  for (const { text, isWord } of naming.values()) {
    const args = ['grep', '-z', '--files-with-matches', '-I', '--fixed-strings', ...(isWord ? ['-w'] : [])]
    const { stdout } = await tryGit(checkout.root, [...args, '-e', text])
    namedBy.set(text, [...new Set(items(stdout).flatMap((file) => ownerOf(file, known) ?? []))])
  }
  const links = outside.length === 0 ? [] : await linksOf(checkout.root, known)
  return (file) => {
    const isWorkflow = workflow === undefined ? /^\.github\/workflows\//.test(file) : file === workflow
    if (isWorkflow || /^\.github\/actions\//.test(file)) return packages
    const linked = links.filter(({ target }) => `${file}/`.startsWith(`${target}/`))
    return [
      ...below(file, packages),
      ...(namedBy.get(namingText(file).text) ?? []),
      ...linked.map(({ owner }) => owner),
    ]
  }
}

/** The links of packages to what lies outside of them. */
async function linksOf(
  root: string,
  packages: ReadonlySet<string>,
): Promise<{ readonly owner: string; readonly target: string }[]> {
  const { stdout } = await tryGit(root, ['ls-files', '-z', '--stage'])
  const links = items(stdout).flatMap((line) =>
    line.startsWith('120000 ') ? [line.split('\t')[1] ?? ''] : [],
  )
  const found = links.map(async (link) => {
    const owner = ownerOf(link, packages)
    const to = await readlink(join(root, link)).catch(() => undefined)
    if (owner === undefined || to === undefined) return []
    return [{ owner, target: normalize(join(dirname(link), to)) }]
  })
  return (await Promise.all(found)).flat()
}
