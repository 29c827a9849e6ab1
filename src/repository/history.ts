import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { processEnvironment } from '../config/process-environment.ts'
import type { EnvironmentVariables } from '../process/environment-variables.ts'
import { throwIfMachineFailed } from '../process/machine-failure.ts'
import { succeeded } from '../process/run.ts'
import { Inconclusive } from '../program/errors.ts'
import { lastLines } from '../program/sentence.ts'
import { borrowHistory, type Checkout } from './checkout.ts'
import { git, splitNul, tryGit } from './git.ts'
import type { Tag } from './tags.ts'

/** For messages: how to fetch the full history in a workflow. */
export const FETCH_ALL = `Fetch all tags in the workflow:
  - uses: actions/checkout@v7
    with: { fetch-depth: 0 }`

/** The tags, or their commits, cannot be fetched. The message contains the fix for the workflow. */
export class TagsUnavailable extends Inconclusive {}

/** All tags of a repository. */
export interface RepositoryTags {
  readonly tags: readonly Tag[]
  /** Whether the checkout itself has them, so that a build backend finds them too. */
  readonly areLocal: boolean
}

/** Files of a commit are missing in the checkout and cannot be fetched. */
export class CommitFilesUnavailable extends Error {}

/** The value of a commit trailer, and the commit. */
export interface Trailer {
  readonly commit: string
  readonly value: string
}

/**
 * The commits and tags of a repository. Missing ones are fetched, with the credentials of the checkout, into copies of the
 * repository that borrow its objects, so that the checkout is not changed.
 */
export class History {
  readonly #checkout: Checkout
  /** Tracked files, relative to the root. */
  readonly files: readonly string[]
  /** The commit that is checked out. */
  readonly head: string
  /** Whether the checkout is a shallow clone, which lacks earlier commits. */
  readonly isShallow: boolean
  /** Whether git fetches missing files one by one (git documentation, "partial-clone"). */
  readonly isPartial: boolean
  readonly #scratch: string
  #remote: Promise<ReadonlyMap<string, string>> | undefined
  #copies = 0
  #tags: Promise<RepositoryTags> | undefined
  readonly #trailers = new Map<string, Promise<Trailer[]>>()
  #ancestry: Promise<ReadonlySet<string> | undefined> | undefined
  /** Commits that the checkout has. */
  readonly #present = new Set<string>()
  /** Shared by all calls that need no fetch. */
  #localTrees: Promise<CommitTrees> | undefined
  /** Commits that were fetched, by the copy that has them. */
  readonly #fetchedTrees: { readonly commits: ReadonlySet<string>; readonly trees: CommitTrees }[] = []

  private constructor(
    checkout: Checkout,
    head: string,
    { isShallow, isPartial }: Pick<History, 'isShallow' | 'isPartial'>,
    scratch: string,
  ) {
    this.#checkout = checkout
    this.files = checkout.files
    this.head = head
    this.isShallow = isShallow
    this.isPartial = isPartial
    this.#scratch = scratch
  }

  /** Whether the files of all commits can be read without fetching any. */
  get isComplete(): boolean {
    return !this.isShallow && !this.isPartial
  }

  /**
   * @param scratch an empty directory for fetched commits
   * @throws Inconclusive if git cannot read the repository
   */
  static async open(checkout: Checkout, head: string, scratch: string): Promise<History> {
    const [shallow, promisors] = await Promise.all([
      git(checkout.root, ['rev-parse', '--is-shallow-repository']),
      tryGit(checkout.root, ['config', '--get-regexp', '^remote\\..*\\.promisor$']),
    ])
    const clone = { isShallow: shallow.trim() === 'true', isPartial: promisors.stdout.trim() !== '' }
    return new History(checkout, head, clone, scratch)
  }

  /**
   * All tags: those of the checkout, or if it has none or is shallow, those of the remote.
   *
   * @throws TagsUnavailable if the checkout is shallow and its remote cannot be reached
   */
  tags(): Promise<RepositoryTags> {
    this.#tags ??= this.#readTags()
    return this.#tags
  }

  async #readTags(): Promise<RepositoryTags> {
    const local = this.isShallow ? [] : await this.#localTags()
    if (local.length > 0) return { tags: local, areLocal: true }
    const refs = await this.#remoteRefs().catch((error) => {
      // A full clone has all tags, unless it was made with --no-tags.
      if (this.isShallow) throw error
      return new Map<string, string>()
    })
    const tags = [...refs].flatMap(([ref, commit]) =>
      ref.startsWith('refs/tags/') ? [{ name: ref.slice('refs/tags/'.length), commit }] : [],
    )
    return { tags, areLocal: false }
  }

  async #localTags(): Promise<Tag[]> {
    const format = '--format=%(refname:strip=2) %(creatordate:unix) %(objectname) %(*objectname)'
    const listed = await git(this.#checkout.root, ['for-each-ref', format, 'refs/tags'])
    return listed.split('\n').flatMap((line) => {
      const [name, date, object, peeled] = line.split(' ')
      return name && object ? [{ name, commit: peeled || object, date: Number(date) || 0 }] : []
    })
  }

  /** The tags and branches of the remote, with their commits. */
  #remoteRefs(): Promise<ReadonlyMap<string, string>> {
    this.#remote ??= this.#listRemote()
    return this.#remote
  }

  async #listRemote(): Promise<ReadonlyMap<string, string>> {
    const listed = await tryGit(this.#checkout.root, ['ls-remote', '--tags', '--heads', 'origin'])
    if (!succeeded(listed))
      throw new TagsUnavailable(
        `The checkout is shallow and its tags could not be listed: ${lastLines(listed.stderr, 1).join('')}. ${FETCH_ALL}`,
      )
    const refs = new Map<string, string>()
    for (const line of listed.stdout.split('\n')) {
      const [commit, ref] = line.split('\t')
      // An annotated tag is listed twice; the second line, with ^{}, has its commit.
      if (commit && ref) refs.set(ref.replace('^{}', ''), commit)
    }
    return refs
  }

  /**
   * Returns those of some commits that are HEAD or ancestors of it; undefined if git fails. For a shallow checkout, this
   * fetches all commits, without trees and blobs.
   */
  async ancestors(commits: readonly string[]): Promise<ReadonlySet<string> | undefined> {
    this.#ancestry ??= this.#readAncestry()
    const ancestry = await this.#ancestry
    return ancestry && new Set(commits.filter((commit) => ancestry.has(commit)))
  }

  async #readAncestry(): Promise<ReadonlySet<string> | undefined> {
    const listCommits = async (directory: string) => {
      const list = await tryGit(directory, ['rev-list', this.head])
      return succeeded(list) ? new Set(list.stdout.split('\n')) : undefined
    }
    if (!this.isShallow) return listCommits(this.#checkout.root)
    const copy = await this.#copy()
    const fetched = await this.#fetch(copy, ['--unshallow', '--filter=tree:0'], ['+refs/tags/*:refs/tags/*'])
    return succeeded(fetched) ? listCommits(copy) : undefined
  }

  /**
   * The commit of a branch, a tag or a commit, which may be abbreviated; undefined if neither the checkout nor the remote has
   * it. The branch of the remote is preferred to the local one, which may be old. A whole hash is returned unchanged.
   */
  async commitOf(ref: string): Promise<string | undefined> {
    const name = ref.replace(/^refs\/heads\//, '')
    if (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(name)) return name
    // git would take it for an option.
    if (name.startsWith('-')) return undefined
    for (const candidate of [`refs/remotes/origin/${name}`, `refs/remotes/${name}`, name]) {
      const args = ['rev-parse', '--verify', '--quiet', `${candidate}^{commit}`]
      const found = await tryGit(this.#checkout.root, args)
      if (succeeded(found)) return found.stdout.trim()
    }
    const remote = await this.#remoteRefs().catch(() => new Map<string, string>())
    return remote.get(`refs/heads/${name}`) ?? remote.get(`refs/tags/${name}`)
  }

  /** The merge base of HEAD and a commit; undefined if the checkout lacks it. */
  async mergeBase(commit: string): Promise<string | undefined> {
    const found = await tryGit(this.#checkout.root, ['merge-base', this.head, commit])
    return succeeded(found) ? found.stdout.trim() : undefined
  }

  /**
   * Provides access to the files of commits.
   *
   * @param commits with the ref of the remote, or the commit, to fetch each by if the checkout lacks it
   * @throws TagsUnavailable if they cannot be fetched
   */
  async commitTrees(
    commits: readonly { readonly ref: string; readonly commit: string }[],
  ): Promise<CommitTrees> {
    const missing = await this.#missing(commits)
    if (missing.length === 0) {
      this.#localTrees ??= this.#copy().then((copy) => this.#treesIn(copy))
      return this.#localTrees
    }
    const fetchedBefore = this.#fetchedTrees.find(({ commits: known }) =>
      missing.every(({ commit }) => known.has(commit)),
    )
    if (fetchedBefore !== undefined) return fetchedBefore.trees
    const copy = await this.#copy()
    const fetched = await this.#fetch(
      copy,
      ['--depth=1'],
      missing.map(({ ref }) => ref),
    )
    if (!succeeded(fetched)) {
      const names = missing.map(({ ref }) => ref.replace('refs/tags/', 'tag ')).join(', ')
      throw new TagsUnavailable(
        `Cannot fetch ${names} into this shallow checkout: ${lastLines(fetched.stderr, 1).join('')}. ${FETCH_ALL}`,
      )
    }
    const trees = await this.#treesIn(copy)
    this.#fetchedTrees.push({ commits: new Set(missing.map(({ commit }) => commit)), trees })
    return trees
  }

  /** Those of some commits that the checkout lacks. */
  async #missing<T extends { readonly commit: string }>(commits: readonly T[]): Promise<T[]> {
    const unknown = [...new Set(commits.map(({ commit }) => commit))].filter((one) => !this.#present.has(one))
    if (unknown.length > 0) {
      const input = unknown.map((commit) => `${commit}^{tree}\n`).join('')
      const { stdout } = await tryGit(this.#checkout.root, ['cat-file', '--batch-check'], { input })
      for (const [at, line] of stdout.trimEnd().split('\n').entries())
        if (/ tree \d+$/.test(line)) this.#present.add(unknown[at] as string)
    }
    return commits.filter(({ commit }) => !this.#present.has(commit))
  }

  async #treesIn(copy: string): Promise<CommitTrees> {
    return new CommitTrees(this.#checkout, copy, await transportSettings(this.#checkout.root))
  }

  /** Creates a repository without a working tree that borrows the objects of the checkout. */
  async #copy(): Promise<string> {
    const copy = join(this.#scratch, `history-${this.#copies++}`)
    await mkdir(copy, { recursive: true })
    await borrowHistory(this.#checkout, copy)
    await copyRemote(this.#checkout.root, copy)
    return copy
  }

  async #fetch(copy: string, options: readonly string[], refs: readonly string[]) {
    const variables = await transportSettings(this.#checkout.root)
    return tryGit(copy, ['fetch', '--quiet', '--no-tags', ...options, 'origin', ...refs], { variables })
  }

  /** The nearest tag, as git describes HEAD by it; undefined if there is none. */
  async nearestTag(globs: readonly string[]): Promise<string | undefined> {
    const match = globs.flatMap((glob) => ['--match', glob])
    const described = await tryGit(this.#checkout.root, [
      'describe',
      '--tags',
      '--abbrev=0',
      ...match,
      'HEAD',
    ])
    return succeeded(described) ? described.stdout.trim() : undefined
  }

  /**
   * The parents of a commit, including those that a shallow checkout lacks.
   *
   * @throws Inconclusive if the checkout lacks the commit
   */
  async parentsOf(commit: string): Promise<string[]> {
    const raw = await git(this.#checkout.root, ['cat-file', 'commit', commit])
    const headers = raw.slice(0, raw.indexOf('\n\n'))
    return [...headers.matchAll(/^parent (\w+)$/gm)].flatMap(([, parent]) => parent ?? [])
  }

  /**
   * The values of a trailer (git documentation, "git-interpret-trailers") of the commits since a base, newest first; only of
   * HEAD if the base is undefined or git cannot list them.
   */
  trailers(key: string, base: string | undefined): Promise<Trailer[]> {
    const trailers = this.#trailers.get(`${key} ${base}`) ?? this.#readTrailers(key, base)
    this.#trailers.set(`${key} ${base}`, trailers)
    return trailers
  }

  async #readTrailers(key: string, base: string | undefined): Promise<Trailer[]> {
    const format = `--format=%H%x00%(trailers:key=${key},valueonly,separator=%x20)`
    const range = base === undefined ? ['-1', this.head] : [this.head, `^${base}`]
    const log = await tryGit(this.#checkout.root, ['log', '--no-show-signature', format, ...range])
    const listed = succeeded(log)
      ? log.stdout
      : await git(this.#checkout.root, ['log', '--no-show-signature', format, '-1'])
    return listed.split('\n').flatMap((line) => {
      const [commit, value] = line.split('\0')
      return commit && value?.trim() ? [{ commit, value: value.trim() }] : []
    })
  }

  /**
   * Whether HEAD is on a branch of the remote; undefined if git cannot determine it. For a shallow checkout, this fetches
   * the commits of the branch since HEAD, without trees and blobs.
   */
  async isOnBranch(branch: string): Promise<boolean | undefined> {
    if (!this.isShallow) {
      const remote = `refs/remotes/origin/${branch}`
      const exists = await tryGit(this.#checkout.root, ['rev-parse', '--verify', '--quiet', remote])
      if (!succeeded(exists)) return undefined
      const isAncestor = await tryGit(this.#checkout.root, ['merge-base', '--is-ancestor', this.head, remote])
      return isAncestor.ending.kind === 'exited' ? isAncestor.ending.code === 0 : undefined
    }
    const refs = await this.#remoteRefs().catch(() => new Map<string, string>())
    const tip = refs.get(`refs/heads/${branch}`)
    if (tip === undefined) return undefined
    if (tip === this.head) return true
    const tag = [...refs].find(([ref, commit]) => ref.startsWith('refs/tags/') && commit === this.head)?.[0]
    if (tag === undefined) return undefined
    const copy = await this.#copy()
    const fetched = await this.#fetch(
      copy,
      [`--shallow-exclude=${tag}`, '--filter=tree:0'],
      [`refs/heads/${branch}`],
    )
    // git also fails if the branch has no commit since the tag.
    if (!succeeded(fetched)) return undefined
    const commits = await tryGit(copy, ['rev-list', 'FETCH_HEAD'])
    const raw = await tryGit(copy, ['log', '--format=raw', 'FETCH_HEAD'])
    return succeeded(commits) && succeeded(raw) ? raw.stdout.includes(`parent ${this.head}`) : undefined
  }

  /** The branches of the remote that contain HEAD, among those that the checkout has. */
  async branchesWithHead(): Promise<string[]> {
    const format = '--format=%(refname:strip=3)'
    const listed = await tryGit(this.#checkout.root, [
      'for-each-ref',
      format,
      '--contains',
      this.head,
      'refs/remotes/origin',
    ])
    return succeeded(listed) ? listed.stdout.split('\n').filter(Boolean) : []
  }
}

/** A file to read, as `commit:path`. */
interface PendingRead {
  readonly object: string
  readonly resolve: (content: string | undefined) => void
  readonly reject: (error: unknown) => void
}

/** The files of commits. */
export class CommitTrees {
  readonly #checkout: Checkout
  readonly #copy: string
  /** Credentials, as git fetches missing blobs of a partial clone on demand. */
  readonly #variables: EnvironmentVariables
  readonly #changed = new Map<string, Promise<string[]>>()
  #reads: PendingRead[] = []

  constructor(checkout: Checkout, copy: string, variables: EnvironmentVariables) {
    this.#checkout = checkout
    this.#copy = copy
    this.#variables = variables
  }

  /** Files of the working tree that differ from a commit, relative to the root. */
  changedSince(commit: string): Promise<string[]> {
    const files = this.#changed.get(commit) ?? this.#diff(commit)
    this.#changed.set(commit, files)
    return files
  }

  async #diff(commit: string): Promise<string[]> {
    const { root } = this.#checkout
    const args = ['--git-dir', join(this.#copy, '.git'), '--work-tree', root]
    const diff = ['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', commit]
    return splitNul(await git(root, [...args, ...diff], { variables: this.#variables }))
  }

  /** The content of a file in a commit; undefined if there is none. */
  async read(commit: string, file: string): Promise<string | undefined> {
    // git reads one name per line.
    if (file.includes('\n')) return undefined
    return new Promise((resolve, reject) => {
      // All reads of one turn of the event loop share a process.
      if (this.#reads.length === 0) setImmediate(() => this.#readPending())
      this.#reads.push({ object: `${commit}:${file}`, resolve, reject })
    })
  }

  #readPending(): void {
    const reads = this.#reads.splice(0)
    this.#readAll(reads).catch((error) => {
      for (const { reject } of reads) reject(error)
    })
  }

  async #readAll(reads: readonly PendingRead[]): Promise<void> {
    const { stdout } = await tryGit(this.#copy, ['cat-file', '--batch'], {
      variables: this.#variables,
      input: reads.map(({ object }) => `${object}\n`).join(''),
      encoding: 'latin1',
    })
    let at = 0
    for (const { resolve } of reads) {
      const end = stdout.indexOf('\n', at)
      const size = / blob (\d+)$/.exec(stdout.slice(at, end))?.[1]
      const other = / (?:tree|commit|tag) (\d+)$/.exec(stdout.slice(at, end))?.[1]
      const start = end + 1
      const length = Number(size ?? other)
      resolve(
        end < 0 || size === undefined
          ? undefined
          : Buffer.from(stdout.slice(start, start + length), 'latin1').toString('utf8'),
      )
      // Content is followed by a newline; an object that is missing has none.
      at = Number.isNaN(length) ? start : start + length + 1
    }
  }

  /** The paths of all files of a commit. */
  async files(commit: string): Promise<string[]> {
    const args = ['ls-tree', '-r', '-z', '--name-only', commit]
    const listed = await tryGit(this.#copy, args, { variables: this.#variables })
    return succeeded(listed) ? splitNul(listed.stdout) : []
  }

  /**
   * Checks a commit out into a new directory, with a repository of its own.
   *
   * @throws CommitFilesUnavailable if files are missing and cannot be fetched
   * @throws Inconclusive if the machine failed, for example with a full disk
   */
  async checkOut(commit: string, directory: string): Promise<void> {
    await mkdir(directory, { recursive: true })
    await borrowHistory(this.#checkout, directory, this.#copy)
    await copyRemote(this.#checkout.root, directory)
    await git(directory, ['update-ref', '--no-deref', 'HEAD', commit])
    await git(directory, ['read-tree', commit], { variables: this.#variables })
    const written = await tryGit(directory, ['checkout-index', '--all', '--force'], {
      variables: this.#variables,
    })
    if (succeeded(written)) return
    throwIfMachineFailed('git', written.ending, written.stderr)
    throw new CommitFilesUnavailable(
      `files of ${commit.slice(0, 10)} are missing in this checkout: ${lastLines(written.stderr, 1).join('')}`,
    )
  }
}

/** Copies the remote of the checkout. With the settings of a partial clone, git fetches missing objects on demand. */
async function copyRemote(root: string, copy: string): Promise<void> {
  const listed = await tryGit(root, ['config', '--get-regexp', '-z', '^remote\\.origin\\.'])
  const remote = splitNul(listed.stdout).flatMap((entry) => {
    const [key = '', ...value] = entry.split('\n')
    return /\.(url|uploadpack|proxy|promisor|partialclonefilter)$/i.test(key) ? [[key, value.join('\n')]] : []
  })
  const isPartial = remote.some(([key]) => key?.endsWith('.promisor'))
  const partial = [
    ['core.repositoryformatversion', '1'],
    ['extensions.partialclone', 'origin'],
  ]
  for (const setting of [...(isPartial ? partial : []), ...remote]) await git(copy, ['config', ...setting])
}

/** Settings that git uses to fetch; actions/checkout writes its credentials only to the configuration of the checkout. */
const TRANSPORT_SETTINGS = /^(http|credential|url|protocol|ssh)\.|^core\.(sshcommand|askpass|gitproxy)$/i

/** The settings of this checkout that git uses to fetch, as environment variables (git documentation, "git-config"). */
async function transportSettings(root: string): Promise<EnvironmentVariables> {
  const listed = splitNul(await git(root, ['config', '--list', '--show-scope', '-z']))
  const first = Number(processEnvironment().GIT_CONFIG_COUNT ?? 0)
  const settings: [key: string, value: string][] = []
  for (let i = 0; i + 1 < listed.length; i += 2) {
    const [scope, entry = ''] = [listed[i], listed[i + 1]]
    const [key = '', ...value] = entry.split('\n')
    if ((scope === 'local' || scope === 'worktree') && TRANSPORT_SETTINGS.test(key))
      settings.push([key, value.join('\n')])
  }
  const variables = settings.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${first + i}`, key],
    [`GIT_CONFIG_VALUE_${first + i}`, value],
  ])
  return { ...Object.fromEntries(variables), GIT_CONFIG_COUNT: String(first + settings.length) }
}
