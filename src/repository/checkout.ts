import { isUtf8 } from 'node:buffer'
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
import { git, splitNul, tryGit } from './git.ts'

/** A checkout, which is only read, never written. */
export interface Checkout extends SourceTree {
  /** Absolute: the root of the repository, or the directory itself without a repository. */
  readonly root: string
  readonly isRepository: boolean
  /** Tracked files, relative to the root, with `/`; without a repository all files except build output. */
  readonly files: readonly string[]
  /** The bytes of those names in `files` that are not UTF-8; in `files` each byte is a character. */
  readonly byteNames: ReadonlyMap<string, Buffer>
  /** Files that are neither tracked nor ignored. */
  readonly untracked: readonly string[]
  /** The commit that is checked out; undefined without a repository or before its first commit. */
  readonly head: string | undefined
  /** Time of the last commit, in seconds since 1970, for SOURCE_DATE_EPOCH. */
  readonly committedAt: number | undefined
}

/** Build output, caches and environments, which are skipped if there is no .gitignore to list them. */
const GENERATED_DIRECTORIES = new Set([
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
const isGenerated = (directory: string, name: string) =>
  // An import package may be named build or dist.
  (GENERATED_DIRECTORIES.has(name) && !existsSync(join(directory, name, '__init__.py'))) ||
  name.endsWith('.egg-info') ||
  name.endsWith('.pyc') ||
  /^\.\w+_cache$/.test(name)

/**
 * Reads the checkout that a directory belongs to.
 *
 * @throws Inconclusive if git cannot read the repository
 */
export async function readCheckout(directory: string): Promise<Checkout> {
  if (findRepositoryRoot(directory) === undefined) {
    return {
      root: directory,
      isRepository: false,
      files: await walk(directory),
      byteNames: new Map(),
      untracked: [],
      head: undefined,
      committedAt: undefined,
    }
  }
  const root = resolve((await git(directory, ['rev-parse', '--show-toplevel'])).trim())
  const [tracked, untracked, last] = await Promise.all([
    git(root, ['ls-files', '-z', '--recurse-submodules'], { encoding: 'latin1' }),
    git(root, ['ls-files', '-z', '--others', '--exclude-standard']),
    tryGit(root, ['log', '-1', '--no-show-signature', '--format=%H %ct']),
  ])
  const [head, time] = last.stdout.trim().split(' ')
  // A file with a merge conflict is listed once for each side.
  const names = [...new Set(splitNul(tracked))].map((name) => Buffer.from(name, 'latin1'))
  const decode = (name: Buffer) => name.toString(isUtf8(name) ? 'utf8' : 'latin1')
  return {
    root,
    isRepository: true,
    files: names.map(decode),
    byteNames: new Map(names.filter((name) => !isUtf8(name)).map((name) => [decode(name), name])),
    untracked: splitNul(untracked),
    head: head || undefined,
    committedAt: Number(time) || undefined,
  }
}

/** Reads the paths of the submodules of a checkout, relative to its root (git documentation, "gitmodules"). */
export async function readSubmodules({ root, files }: Checkout): Promise<string[]> {
  if (!files.includes('.gitmodules')) return []
  const listed = await tryGit(root, ['config', '--file', '.gitmodules', '-z', '--get-regexp', '\\.path$'])
  return splitNul(listed.stdout).flatMap((entry) => entry.split('\n')[1] ?? [])
}

/** Finds the root of the repository that contains a directory; undefined if there is none. */
export function findRepositoryRoot(directory: string): string | undefined {
  for (let current = directory; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current
    if (current === dirname(current)) return undefined
  }
}

async function walk(root: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true })
  const nested = entries
    .filter((entry) => !isGenerated(join(root, below), entry.name))
    .map((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      return entry.isDirectory() ? walk(root, path) : [path]
    })
  return (await Promise.all(nested)).flat()
}

/**
 * Copies the tracked files of a checkout to a new directory, with uncommitted edits but without earlier build output.
 *
 * @param generated patterns, relative to the root, of untracked files that a build needs (the setting `generated`)
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

/** Copies the untracked files that a build needs into a copy of another commit. */
export async function copyGeneratedFiles(
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
  const isMatch = picomatch([...patterns])
  return (await walk(checkout.root)).filter((file) => isMatch(file))
}

async function copyEach(checkout: Checkout, to: string, files: readonly string[]): Promise<void> {
  const { root, byteNames } = checkout
  const names = files.filter((file) => !byteNames.has(file))
  // Parents sort first, so each directory takes a single mkdir.
  const directories = [...new Set(names.flatMap((file) => parentDirectories(file)))].sort()
  for (const directory of directories) await mkdir(join(to, directory)).catch(ignoreExisting)
  await inBatches(names, (file) => copyOne(join(root, file), join(to, file)))
  for (const name of files.flatMap((file) => byteNames.get(file) ?? [])) {
    const pathIn = (directory: string) => Buffer.concat([Buffer.from(`${directory}/`), name])
    const target = pathIn(to)
    await mkdir(target.subarray(0, target.lastIndexOf('/')), { recursive: true })
    await copyOne(pathIn(root), target)
  }
}

/** The parent directories of a file, relative to the root, from the top down; the root itself is omitted. */
export function parentDirectories(path: string): string[] {
  const above = posix.dirname(path)
  return above === '.' ? [] : [...parentDirectories(above), above]
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** Below the limit of open files. */
const BATCH_SIZE = 64

async function inBatches<T>(items: readonly T[], action: (item: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < items.length; i += BATCH_SIZE)
    await Promise.all(items.slice(i, i + BATCH_SIZE).map(action))
}

async function copyOne(from: string | Buffer, to: string | Buffer): Promise<void> {
  const stat = await lstat(from).catch(() => undefined)
  // Deleted in the working tree only.
  if (stat === undefined) return
  // A submodule that is not checked out: without its directory, git would report it as deleted.
  if (stat.isDirectory()) await mkdir(to, { recursive: true })
  else if (stat.isSymbolicLink()) await symlink(await readlink(from), to)
  else await copyFile(from, to, constants.COPYFILE_FICLONE)
}

/** The parts of a repository that a copy of it needs. */
interface RepositoryState {
  readonly objectFormat: string
  /** The content of the file HEAD. */
  readonly head: string
  /** One per line, in the format of packed-refs. */
  readonly refs: string
  readonly paths: Readonly<Record<'objects' | 'index' | 'shallow', string>>
}

const repositoryStates = new WeakMap<Checkout, Promise<RepositoryState>>()

/** Memoized, as there are several copies of a checkout. */
function repositoryState(checkout: Checkout): Promise<RepositoryState> {
  const state = repositoryStates.get(checkout) ?? readRepositoryState(checkout)
  repositoryStates.set(checkout, state)
  return state
}

async function readRepositoryState({ root, head }: Checkout): Promise<RepositoryState> {
  const paths = ['objects', 'index', 'shallow'].flatMap((name) => ['--git-path', name])
  const [revParse, refs, branch] = await Promise.all([
    git(root, ['rev-parse', '--show-object-format', ...paths]),
    git(root, ['for-each-ref', '--format=%(objectname) %(refname)']),
    tryGit(root, ['symbolic-ref', '--quiet', 'HEAD']),
  ])
  const [objectFormat = 'sha1', objects = '', index = '', shallow = ''] = revParse.trim().split('\n')
  const absolute = (path: string) => resolve(root, path)
  return {
    objectFormat,
    head: branch.stdout.trim() ? `ref: ${branch.stdout.trim()}` : (head ?? ''),
    refs: refs.trim(),
    paths: { objects: absolute(objects), index: absolute(index), shallow: absolute(shallow) },
  }
}

/**
 * Creates a `.git` in a copy of the checkout that borrows the objects of the original as alternates (git documentation,
 * "gitrepository-layout"), so that backends can use git without any effect on the original.
 *
 * @param fetched another such copy, whose objects, index and shallow file are used as well
 */
export async function borrowHistory(checkout: Checkout, copy: string, fetched?: string): Promise<void> {
  if (!checkout.isRepository) return
  const { objectFormat, head, refs, paths } = await repositoryState(checkout)
  // Omitted for SHA-1, as old versions of git do not have the option.
  const format = objectFormat === 'sha256' ? ['--object-format=sha256'] : []
  await git(copy, ['init', '--quiet', '--template=', ...format])

  const gitDirectory = join(copy, '.git')
  await mkdir(join(gitDirectory, 'objects', 'info'), { recursive: true })
  const objects = [paths.objects, ...(fetched === undefined ? [] : [join(fetched, '.git', 'objects')])]
  await writeFile(
    join(gitDirectory, 'objects', 'info', 'alternates'),
    objects.map((directory) => `${directory}\n`).join(''),
  )
  await writeFile(join(gitDirectory, 'packed-refs'), refs === '' ? '' : `${refs}\n`)
  await writeFile(join(gitDirectory, 'HEAD'), `${head}\n`)
  for (const name of ['index', 'shallow'] as const) {
    const from = fetched === undefined ? paths[name] : join(fetched, '.git', name)
    const bytes = await readFile(from).catch(() => undefined)
    if (bytes === undefined) continue
    await writeFile(join(gitDirectory, name), bytes)
    // git compares the time of the index with those of the files (git documentation, "racy-git").
    const { mtimeMs } = await stat(from)
    await utimes(join(gitDirectory, name), new Date(mtimeMs), new Date(mtimeMs))
  }
}

/** The tracked files that are modified or deleted in the working tree; all tracked files if git fails. */
export async function modifiedFiles({ root, isRepository, files }: Checkout): Promise<readonly string[]> {
  if (!isRepository) return []
  const listed = await tryGit(root, [
    // Ignores files with only a changed timestamp.
    ...['-c', 'diff.autoRefreshIndex=true'],
    ...['diff', '-z', '--name-only', '--no-ext-diff', '--ignore-submodules'],
  ])
  return succeeded(listed) ? splitNul(listed.stdout) : files
}

/**
 * The files that differ from the last commit, staged or not, and untracked files; none without a repository.
 *
 * @throws Inconclusive if git fails
 */
export async function uncommittedFiles({ root, isRepository }: Checkout): Promise<readonly string[]> {
  if (!isRepository) return []
  const status = await git(root, ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all'])
  return splitNul(status).map((entry) => entry.slice('XY '.length))
}

/**
 * Makes git treat directories of a copy as unmodified, whatever is in their place (git documentation,
 * "git-update-index", skip-worktree).
 *
 * @param directories relative to the root, with `/`
 * @param trackedFiles the tracked files in them
 */
export async function skipWorktree(
  { isRepository }: Checkout,
  copy: string,
  directories: readonly string[],
  trackedFiles: readonly string[],
): Promise<void> {
  if (!isRepository || directories.length === 0) return
  await git(copy, ['update-index', '--skip-worktree', '-z', '--stdin'], { input: trackedFiles.join('\0') })
  const info = join(copy, '.git', 'info')
  await mkdir(info, { recursive: true })
  // Escapes the special characters of patterns (git documentation, "gitignore").
  const patterns = directories.map((directory) => `/${directory.replace(/[\\*?[\]!# ]/g, '\\$&')}\n`)
  await writeFile(join(info, 'exclude'), patterns.join(''))
}
