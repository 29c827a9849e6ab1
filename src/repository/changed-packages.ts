import { readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { dirname, normalize } from 'node:path/posix'
import type { Event } from '../config/event.ts'
import { parseToml } from '../config/toml.ts'
import { memoize } from '../process/memoize.ts'
import { Inconclusive } from '../program/errors.ts'
import type { Project } from '../project/project.ts'
import { findBaseBranch, givenBase } from './base-branch.ts'
import type { RepositoryPackages } from './find-packages.ts'
import { splitNul, tryGit } from './git.ts'
import type { CommitTrees, History } from './history.ts'
import { findPackageTags } from './package-tags.ts'
import {
  type ChangesSince,
  containingPackage,
  mentionPatterns,
  packagesConfiguredBy,
  type Selection,
  selectChanged,
  sharedSettingsDiffer,
  topLevelName,
} from './selection.ts'
import { highestRelease, type ReleaseTag } from './tags.ts'

/** A commit that files are compared with. */
interface BaseCommit {
  readonly commit: string
  /** A tag or commit to fetch it by if the checkout lacks it. */
  readonly ref: string
  /** For messages: `main (1a2b3c4d5e)`. */
  readonly label: string
}

/** The packages to verify. */
export interface ChangedPackages extends Selection {
  /** A sentence that explains the selection. */
  readonly basis: string
}

/**
 * Finds the packages that changed since the base commit of the event, or since their last release if it has none. All
 * packages are selected if git cannot determine this.
 *
 * @param workflow the file of the running workflow, relative to the root; undefined outside of GitHub
 */
export async function findChangedPackages(
  found: RepositoryPackages,
  event: Event,
  workflow: string | undefined,
  openHistory: () => Promise<History>,
): Promise<ChangedPackages> {
  const selectAll = (why: string): ChangedPackages => ({
    verified: found.requested,
    unchanged: new Map(),
    basis: `All packages are verified: ${why}.`,
  })
  if (found.checkout.head === undefined) return selectAll('no git history to compare with')
  try {
    const history = await openHistory()
    const base = await baseOfEvent(history, event)
    const bases = base === undefined ? await lastReleases(history, found) : undefined
    const baseCommits = base === undefined ? [...(bases?.values() ?? [])] : [base]
    if (baseCommits.length === 0) return selectAll('no release tag')
    const trees = await history.commitTrees(baseCommits)
    const changes = new Map<string, ChangesSince>()
    for (const baseCommit of baseCommits)
      if (!changes.has(baseCommit.commit))
        changes.set(baseCommit.commit, await changesSince(trees, baseCommit, found))
    const changesFor = (path: string) => changes.get((base ?? bases?.get(path))?.commit ?? '')
    const changedFiles = [...new Set([...changes.values()].flatMap(({ changed }) => changed))]
    const selection = selectChanged(found.requested, {
      packages: found.sources.map(({ project }) => project.path),
      edges: found.edges,
      changesFor,
      affectedBy: await findAffected(changedFiles, found, workflow),
    })
    const [verified, requested] = [selection.verified.length, found.requested.length]
    const basis = `${verified} of ${requested} packages changed since ${base?.label ?? 'their last releases'} or depend on a changed package.`
    return { ...selection, basis }
  } catch (error) {
    if (error instanceof Inconclusive) return selectAll(`the base commit is unknown: ${error.message}`)
    throw error
  }
}

/** The commit that the checked-out one is compared with; undefined if the event has none. */
async function baseOfEvent(history: History, event: Event): Promise<BaseCommit | undefined> {
  if (event.kind === 'branch') {
    const { before, baseRef } = event
    if (baseRef !== undefined) {
      const commit = await givenBase(history, baseRef)
      return { commit, ref: commit, label: `${baseRef} (${commit.slice(0, 10)})` }
    }
    if (before === undefined) return undefined
    return { commit: before, ref: before, label: `the previous push (${before.slice(0, 10)})` }
  }
  const base = await findBaseBranch(history, event)
  if (base === undefined) return undefined
  // If the checkout is not the merge commit, the base branch may have newer commits.
  const commit = (await history.mergeBase(base.commit)) ?? base.commit
  return { commit, ref: commit, label: `${base.branch} (${commit.slice(0, 10)})` }
}

/** The last release of each package, by path. A package that is being released is omitted, so that it is verified. */
async function lastReleases(
  history: History,
  { sources }: RepositoryPackages,
): Promise<Map<string, BaseCommit>> {
  const packageTags: { readonly project: Project; readonly tags: readonly ReleaseTag[] }[] = []
  // One after another, as each may run git.
  for (const { project } of sources)
    packageTags.push({ project, tags: (await findPackageTags(history, project)).releases })
  const commits = packageTags.flatMap((one) => one.tags.map(({ commit }) => commit))
  const ancestors = await history.ancestors(commits)
  const found = new Map<string, BaseCommit>()
  for (const { project, tags: releaseTags } of packageTags) {
    if (releaseTags.some(({ commit }) => commit === history.head)) continue
    const last = highestRelease(releaseTags.filter(({ commit }) => ancestors?.has(commit)))
    if (last !== undefined)
      found.set(project.path, {
        commit: last.commit,
        ref: `refs/tags/${last.name}`,
        label: `tag ${last.name}`,
      })
  }
  return found
}

/** The files that changed since a commit, and those pyproject.toml files among them with the same shared settings. */
async function changesSince(
  trees: CommitTrees,
  { commit, label }: BaseCommit,
  { checkout }: RepositoryPackages,
): Promise<ChangesSince> {
  const changed = await trees.changedSince(commit)
  const hasSameSettings = async (file: string) => {
    try {
      const current = await readFile(join(checkout.root, file), 'utf8')
      return !sharedSettingsDiffer(
        parseToml((await trees.read(commit, file)) ?? '').table,
        parseToml(current).table,
      )
    } catch {
      return false
    }
  }
  const settings = changed.filter((file) => /(^|\/)pyproject\.toml$/.test(file))
  const same = await Promise.all(settings.map(hasSameSettings))
  return { baseLabel: label, changed, sharedSettingsUnchanged: new Set(settings.filter((_, at) => same[at])) }
}

/**
 * Finds the packages that a file outside of all packages affects: a settings file affects the packages below it, the
 * running workflow and local actions affect all, other files affect the packages that mention or link to them.
 */
async function findAffected(
  changed: readonly string[],
  { checkout, sources }: RepositoryPackages,
  workflow: string | undefined,
): Promise<(file: string) => readonly string[]> {
  const packages = sources.map(({ project }) => project.path)
  const packagePaths = new Set(packages)
  const outside = changed.filter((file) => containingPackage(file, packagePaths) === undefined)
  const packagesWith = memoize(async (pattern: string): Promise<string[]> => {
    const grep = ['grep', '-z', '--files-with-matches', '-I', '--extended-regexp', '-e', pattern]
    const { stdout } = await tryGit(checkout.root, grep)
    return [...new Set(splitNul(stdout).flatMap((file) => containingPackage(file, packagePaths) ?? []))]
  })
  const mentionedBy = new Map<string, readonly string[]>()
  for (const file of outside) {
    const { outside: pattern, ambiguous } = mentionPatterns(file)
    if (mentionedBy.has(pattern)) continue
    const name = topLevelName(file)
    // A path that exists in the package is relative to the package.
    const hasOwn = (path: string) =>
      checkout.files.some((one) => `${one}/`.startsWith(`${path === '.' ? '' : `${path}/`}${name}/`))
    const uncertain = ambiguous === undefined ? [] : await packagesWith(ambiguous)
    mentionedBy.set(pattern, [...(await packagesWith(pattern)), ...uncertain.filter((path) => !hasOwn(path))])
  }
  const links = outside.length === 0 ? [] : await linksOf(checkout.root, packagePaths)
  return (file) => {
    const isWorkflow = workflow === undefined ? /^\.github\/workflows\//.test(file) : file === workflow
    if (isWorkflow || /^\.github\/actions\//.test(file)) return packages
    const linked = links.filter(({ target }) => `${file}/`.startsWith(`${target}/`))
    return [
      ...packagesConfiguredBy(file, packages),
      ...(mentionedBy.get(mentionPatterns(file).outside) ?? []),
      ...linked.map(({ owner }) => owner),
    ]
  }
}

/** The symbolic links in packages, with the paths that they point to. */
async function linksOf(
  root: string,
  packages: ReadonlySet<string>,
): Promise<{ readonly owner: string; readonly target: string }[]> {
  const { stdout } = await tryGit(root, ['ls-files', '-z', '--stage'])
  const links = splitNul(stdout).flatMap((line) =>
    line.startsWith('120000 ') ? [line.split('\t')[1] ?? ''] : [],
  )
  const found = links.map(async (link) => {
    const owner = containingPackage(link, packages)
    const to = await readlink(join(root, link)).catch(() => undefined)
    if (owner === undefined || to === undefined) return []
    return [{ owner, target: normalize(join(dirname(link), to)) }]
  })
  return (await Promise.all(found)).flat()
}
