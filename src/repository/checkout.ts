import { constants, existsSync } from 'node:fs'
import {
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, posix, resolve } from 'node:path'
import picomatch from 'picomatch'
import { succeeded } from '../process/run.ts'
import type { SourceTree } from '../project/source-tree.ts'
import { git, items, tryGit } from './git.ts'

/** A checkout as it was found. Nothing is ever written into it. */
export interface Checkout extends SourceTree {
  /** Absolute: the root of the repository; the folder itself where there is no repository. */
  readonly root: string
  readonly repository: boolean
  /** Files that belong to it, relative to the root, with `/`: tracked by git, or all but leftovers without git. */
  readonly files: readonly string[]
  /** Files that git neither tracks nor ignores. */
  readonly untracked: readonly string[]
  /** The commit that is checked out; undefined without a repository, or before its first commit. */
  readonly head: string | undefined
  /** Time of the last commit in seconds since 1970, for SOURCE_DATE_EPOCH. */
  readonly committedAt: number | undefined
}

/** Folders that builds, tools and environments leave behind. Where git does not tell, they are left out. */
const LEFTOVERS = new Set([
  '.git',
  '.hg',
  'build',
  'dist',
  '.venv',
  'venv',
  '.tox',
  '.nox',
  '__pycache__',
  'node_modules',
])
const isLeftover = (folder: string, name: string) =>
  // There are packages that are called build and dist.
  (LEFTOVERS.has(name) && !existsSync(join(folder, name, '__init__.py'))) ||
  name.endsWith('.egg-info') ||
  name.endsWith('.pyc') ||
  /^\.\w+_cache$/.test(name)

/**
 * Reads the checkout around a folder.
 *
 * @throws Inconclusive when there is a repository and git cannot read it
 */
export async function readCheckout(folder: string): Promise<Checkout> {
  if (findRepository(folder) === undefined) {
    return {
      root: folder,
      repository: false,
      files: await walk(folder),
      untracked: [],
      head: undefined,
      committedAt: undefined,
    }
  }
  const root = resolve((await git(folder, ['rev-parse', '--show-toplevel'])).trim())
  const [tracked, untracked, last] = await Promise.all([
    git(root, ['ls-files', '-z', '--recurse-submodules']),
    git(root, ['ls-files', '-z', '--others', '--exclude-standard']),
    tryGit(root, ['log', '-1', '--no-show-signature', '--format=%H %ct']),
  ])
  const [head, time] = last.stdout.trim().split(' ')
  return {
    root,
    repository: true,
    // A conflicted file is listed once for each side.
    files: [...new Set(items(tracked))],
    untracked: items(untracked),
    head: head || undefined,
    committedAt: Number(time) || undefined,
  }
}

/** Paths of the submodules of a checkout, relative to its root (git documentation, "gitmodules"). */
export async function readSubmodules({ root, files }: Checkout): Promise<string[]> {
  if (!files.includes('.gitmodules')) return []
  const listed = await tryGit(root, ['config', '--file', '.gitmodules', '-z', '--get-regexp', '\\.path$'])
  return items(listed.stdout).flatMap((entry) => entry.split('\n')[1] ?? [])
}

/** The root of the repository that a folder lies in; undefined where there is none. */
export function findRepository(folder: string): string | undefined {
  for (let here = folder; ; here = dirname(here)) {
    if (existsSync(join(here, '.git'))) return here
    if (here === dirname(here)) return undefined
  }
}

async function walk(root: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true })
  const nested = entries
    .filter((entry) => !isLeftover(join(root, below), entry.name))
    .map((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      return entry.isDirectory() ? walk(root, path) : [path]
    })
  return (await Promise.all(nested)).flat()
}

/**
 * Copies the files of a checkout to a new folder: tracked files with what they hold now, so that uncommitted edits
 * count and leftovers of earlier builds do not.
 *
 * @param generated patterns, relative to the root, of untracked files that a build needs all the same
 */
export async function copyFiles(
  checkout: Checkout,
  to: string,
  generated: readonly string[] = [],
): Promise<void> {
  await copyEach(checkout, to, [
    ...new Set([...checkout.files, ...(await findGenerated(checkout, generated))]),
  ])
}

/** Copies the untracked files that a build needs to the tree of another commit. */
export async function copyGenerated(
  checkout: Checkout,
  to: string,
  generated: readonly string[],
): Promise<void> {
  const tracked = new Set(checkout.files)
  const found = await findGenerated(checkout, generated)
  await copyEach(
    checkout,
    to,
    found.filter((file) => !tracked.has(file)),
  )
}

async function findGenerated(checkout: Checkout, patterns: readonly string[]): Promise<string[]> {
  if (patterns.length === 0) return []
  const wanted = picomatch([...patterns])
  return (await walk(checkout.root)).filter((file) => wanted(file))
}

async function copyEach(checkout: Checkout, to: string, files: readonly string[]): Promise<void> {
  // Those above first: each is then made by one call.
  const folders = [...new Set(files.flatMap((file) => foldersAbove(file)))].sort()
  for (const folder of folders) await mkdir(join(to, folder)).catch(unlessThere)
  await inBatches(files, (file) => copyOne(join(checkout.root, file), join(to, file)))
}

/** The folders that a file of the checkout lies in, relative to the root. */
export function foldersAbove(path: string): string[] {
  const above = posix.dirname(path)
  return above === '.' ? [] : [...foldersAbove(above), above]
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** Enough to keep a disk busy, few enough for the limit of open files. */
const BATCH = 64

async function inBatches<T>(all: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < all.length; i += BATCH) await Promise.all(all.slice(i, i + BATCH).map(act))
}

async function copyOne(from: string, to: string): Promise<void> {
  const stat = await lstat(from).catch(() => undefined)
  // Deleted in the work tree but not yet in the index, or a submodule that was not checked out.
  if (stat === undefined || stat.isDirectory()) return
  if (stat.isSymbolicLink()) await symlink(await readlink(from), to)
  else await copyFile(from, to, constants.COPYFILE_FICLONE)
}

/** What a copy of a repository has to be told of it. */
interface Repository {
  readonly objectFormat: string
  /** As it stands in the file of this name. */
  readonly head: string
  /** A line each, as in packed-refs. */
  readonly refs: string
  readonly paths: Readonly<Record<'objects' | 'index' | 'shallow', string>>
}

const described = new WeakMap<Checkout, Promise<Repository>>()

/** Asks git once, as there are several copies of a checkout. */
function describeRepository(checkout: Checkout): Promise<Repository> {
  const known = described.get(checkout) ?? askRepository(checkout)
  described.set(checkout, known)
  return known
}

async function askRepository({ root, head }: Checkout): Promise<Repository> {
  const paths = ['objects', 'index', 'shallow'].flatMap((name) => ['--git-path', name])
  const [told, refs, branch] = await Promise.all([
    git(root, ['rev-parse', '--show-object-format', ...paths]),
    git(root, ['for-each-ref', '--format=%(objectname) %(refname)']),
    tryGit(root, ['symbolic-ref', '--quiet', 'HEAD']),
  ])
  const [objectFormat = 'sha1', objects = '', index = '', shallow = ''] = told.trim().split('\n')
  const at = (path: string) => resolve(root, path)
  return {
    objectFormat,
    head: branch.stdout.trim() ? `ref: ${branch.stdout.trim()}` : (head ?? ''),
    refs: refs.trim(),
    paths: { objects: at(objects), index: at(index), shallow: at(shallow) },
  }
}

/**
 * Gives a copy of the checkout a `.git` of its own that borrows the objects of the original, so that backends which
 * ask git for the version or the files work, and what they do to it cannot reach the original.
 *
 * @param fetched another such copy, whose objects are borrowed as well
 */
export async function borrowHistory(checkout: Checkout, copy: string, fetched?: string): Promise<void> {
  if (!checkout.repository) return
  const { objectFormat, head, refs, paths } = await describeRepository(checkout)
  // The other one is the default, and an old git does not know the option.
  const format = objectFormat === 'sha256' ? ['--object-format=sha256'] : []
  await git(copy, ['init', '--quiet', '--template=', ...format])

  const into = join(copy, '.git')
  await mkdir(join(into, 'objects', 'info'), { recursive: true })
  const objects = [paths.objects, ...(fetched === undefined ? [] : [join(fetched, '.git', 'objects')])]
  await writeFile(
    join(into, 'objects', 'info', 'alternates'),
    objects.map((folder) => `${folder}\n`).join(''),
  )
  await writeFile(join(into, 'packed-refs'), refs === '' ? '' : `${refs}\n`)
  await writeFile(join(into, 'HEAD'), `${head}\n`)
  for (const name of ['index', 'shallow'] as const) {
    const from = fetched === undefined ? paths[name] : join(fetched, '.git', name)
    const bytes = await readFile(from).catch(() => undefined)
    if (bytes === undefined) continue
    await writeFile(join(into, name), bytes)
    // By its age git knows which files may have changed unseen since (git documentation, "racy-git").
    const { mtimeMs } = await stat(from)
    await utimes(join(into, name), new Date(mtimeMs), new Date(mtimeMs))
  }
}

/**
 * Tracked files of a checkout that hold something else than the index says, or are gone. All of them where git does not
 * tell.
 */
export async function touchedFiles({ root, repository, files }: Checkout): Promise<readonly string[]> {
  if (!repository) return []
  const listed = await tryGit(root, [
    // What was only touched is not among them.
    ...['-c', 'diff.autoRefreshIndex=true'],
    ...['diff', '-z', '--name-only', '--no-ext-diff', '--ignore-submodules'],
  ])
  return succeeded(listed) ? items(listed.stdout) : files
}

/**
 * Lets git take folders of a copy to be as they were committed, whatever lies in their place (git documentation,
 * "git-update-index", skip-worktree).
 *
 * @param folders relative to the root, with `/`
 * @param inside the tracked files in them
 */
export async function disregard(
  { repository }: Checkout,
  copy: string,
  folders: readonly string[],
  inside: readonly string[],
): Promise<void> {
  if (!repository || folders.length === 0) return
  await git(copy, ['update-index', '--skip-worktree', '-z', '--stdin'], { input: inside.join('\0') })
  const info = join(copy, '.git', 'info')
  await mkdir(info, { recursive: true })
  // Each is a pattern, in which these characters stand for others (git documentation, "gitignore").
  const patterns = folders.map((folder) => `/${folder.replace(/[\\*?[\]!# ]/g, '\\$&')}\n`)
  await writeFile(join(info, 'exclude'), patterns.join(''))
}
