import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { processEnvironment } from '../config/process-environment.ts'
import type { EnvironmentVariables } from '../process/environment-variables.ts'
import { throwIfMachineFailed } from '../process/machine-failure.ts'
import { succeeded } from '../process/run.ts'
import { Inconclusive } from '../program/errors.ts'
import { lastLines } from '../program/sentence.ts'
import { borrowHistory, type Checkout } from './checkout.ts'
import { git, items, tryGit } from './git.ts'
import type { Tag } from './tags.ts'

/** What the workflow has to say so that the history is there. */
export const FETCH_ALL = `Let the workflow fetch the tags:
  - uses: actions/checkout@v6
    with: { fetch-depth: 0 }`

/** The tags, or what they point at, cannot be known; the verdict is `error`, with the lines that mend the workflow. */
export class TagsUnavailable extends Inconclusive {}

/** All tags of a repository. */
export interface KnownTags {
  readonly tags: readonly Tag[]
  /** Whether they are in the checkout itself, where whatever builds it finds them too. */
  readonly areInCheckout: boolean
}

/** Not all files of a commit are in a checkout, and they cannot be fetched. */
export class FilesNotHere extends Error {}

/** The value of a trailer, and the commit that has it. */
export interface Trailer {
  readonly commit: string
  readonly value: string
}

/**
 * The commits and tags around a checkout. What it lacks is fetched, with the credentials that it was checked out
 * with, into copies of its repository that borrow its objects: the checkout itself stays as it is.
 */
export class History {
  readonly #checkout: Checkout
  /** The commit that is checked out. */
  readonly head: string
  /** Whether commits before those that are here were left out (git documentation, "shallow"). */
  readonly isShallow: boolean
  readonly #scratch: string
  #remote: Promise<ReadonlyMap<string, string>> | undefined
  #copies = 0
  #tags: Promise<KnownTags> | undefined
  readonly #trailers = new Map<string, Promise<Trailer[]>>()
  #ancestry: Promise<ReadonlySet<string> | undefined> | undefined
  /** The trees of commits of which none had to be fetched: the same for all. */
  #trees: Promise<Trees> | undefined

  private constructor(checkout: Checkout, head: string, isShallow: boolean, scratch: string) {
    this.#checkout = checkout
    this.head = head
    this.isShallow = isShallow
    this.#scratch = scratch
  }

  /**
   * @param scratch an empty folder for what is fetched
   * @throws Inconclusive when git cannot read the repository
   */
  static async open(checkout: Checkout, head: string, scratch: string): Promise<History> {
    const answer = await git(checkout.root, ['rev-parse', '--is-shallow-repository'])
    return new History(checkout, head, answer.trim() === 'true', scratch)
  }

  /**
   * All tags: those that are here, or, where the checkout came without them, those of the remote.
   *
   * @throws TagsUnavailable when a shallow checkout's remote does not answer
   */
  tags(): Promise<KnownTags> {
    this.#tags ??= this.#readTags()
    return this.#tags
  }

  async #readTags(): Promise<KnownTags> {
    const here = this.isShallow ? [] : await this.#ownTags()
    if (here.length > 0) return { tags: here, areInCheckout: true }
    const refs = await this.#remoteRefs().catch((error) => {
      // A whole clone has the tags that there were, unless it was asked not to.
      if (this.isShallow) throw error
      return new Map<string, string>()
    })
    const tags = [...refs].flatMap(([ref, commit]) =>
      ref.startsWith('refs/tags/') ? [{ name: ref.slice('refs/tags/'.length), commit }] : [],
    )
    return { tags, areInCheckout: false }
  }

  async #ownTags(): Promise<Tag[]> {
    const format = '--format=%(refname:strip=2) %(objectname) %(*objectname)'
    const listed = await git(this.#checkout.root, ['for-each-ref', format, 'refs/tags'])
    return listed.split('\n').flatMap((line) => {
      const [name, object, peeled] = line.split(' ')
      return name && object ? [{ name, commit: peeled || object }] : []
    })
  }

  /** Every ref of the remote that is a tag or a branch, and the commit that it is at. */
  #remoteRefs(): Promise<ReadonlyMap<string, string>> {
    this.#remote ??= this.#askRemote()
    return this.#remote
  }

  async #askRemote(): Promise<ReadonlyMap<string, string>> {
    const listed = await tryGit(this.#checkout.root, ['ls-remote', '--tags', '--heads', 'origin'])
    if (!succeeded(listed))
      throw new TagsUnavailable(
        `The checkout is shallow and the tags could not be asked for: ${lastLines(listed.stderr, 1).join('')}. ${FETCH_ALL}`,
      )
    const refs = new Map<string, string>()
    for (const line of listed.stdout.split('\n')) {
      const [commit, ref] = line.split('\t')
      // An annotated tag comes twice; the second time, with ^{}, as the commit that it points at.
      if (commit && ref) refs.set(ref.replace('^{}', ''), commit)
    }
    return refs
  }

  /**
   * Which of some commits are ancestors of the one that is checked out, or that one itself; undefined where that
   * cannot be known. A shallow checkout's commits are fetched for this, all of them and nothing but them.
   */
  async ancestors(commits: readonly string[]): Promise<ReadonlySet<string> | undefined> {
    this.#ancestry ??= this.#readAncestry()
    const known = await this.#ancestry
    return known && new Set(commits.filter((commit) => known.has(commit)))
  }

  async #readAncestry(): Promise<ReadonlySet<string> | undefined> {
    const ask = async (folder: string) => {
      const list = await tryGit(folder, ['rev-list', this.head])
      return succeeded(list) ? new Set(list.stdout.split('\n')) : undefined
    }
    if (!this.isShallow) return ask(this.#checkout.root)
    const copy = await this.#copy()
    const fetched = await this.#fetch(copy, ['--unshallow', '--filter=tree:0'], ['+refs/tags/*:refs/tags/*'])
    return succeeded(fetched) ? ask(copy) : undefined
  }

  /** The commit at which the one that is checked out left another; undefined where that is not here. */
  async mergeBase(commit: string): Promise<string | undefined> {
    const found = await tryGit(this.#checkout.root, ['merge-base', this.head, commit])
    return succeeded(found) ? found.stdout.trim() : undefined
  }

  /**
   * A repository in which the trees of commits can be read.
   *
   * @param wanted what a commit is fetched by where it is not here: a ref of the remote, or the commit
   * @throws TagsUnavailable when they cannot be fetched
   */
  async withTrees(wanted: readonly { readonly ref: string; readonly commit: string }[]): Promise<Trees> {
    const missing = []
    for (const one of wanted) {
      const has = await tryGit(this.#checkout.root, ['cat-file', '-e', `${one.commit}^{tree}`])
      if (!succeeded(has)) missing.push(one)
    }
    if (missing.length === 0) {
      this.#trees ??= this.#copy().then((copy) => this.#treesIn(copy))
      return this.#trees
    }
    const copy = await this.#copy()
    const fetched = await this.#fetch(
      copy,
      ['--depth=1'],
      missing.map(({ ref }) => ref),
    )
    if (!succeeded(fetched)) {
      const names = missing.map(({ ref }) => ref.replace('refs/tags/', 'tag ')).join(', ')
      throw new TagsUnavailable(
        `The checkout is shallow and ${names} could not be fetched: ${lastLines(fetched.stderr, 1).join('')}. ${FETCH_ALL}`,
      )
    }
    return this.#treesIn(copy)
  }

  async #treesIn(copy: string): Promise<Trees> {
    return new Trees(this.#checkout, copy, await transportSettings(this.#checkout.root))
  }

  /** An empty folder with a repository that borrows the objects of the checkout. */
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

  /**
   * The parents of a commit, also those that a shallow checkout does not have.
   *
   * @throws Inconclusive when the commit is not here
   */
  async parentsOf(commit: string): Promise<string[]> {
    const raw = await git(this.#checkout.root, ['cat-file', 'commit', commit])
    const headers = raw.slice(0, raw.indexOf('\n\n'))
    return [...headers.matchAll(/^parent (\w+)$/gm)].flatMap(([, parent]) => parent ?? [])
  }

  /** Values of a trailer of the commits from a base on (git documentation, "git-interpret-trailers"), newest first. */
  trailers(key: string, base: string | undefined): Promise<Trailer[]> {
    const known = this.#trailers.get(`${key} ${base}`) ?? this.#readTrailers(key, base)
    this.#trailers.set(`${key} ${base}`, known)
    return known
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
   * Whether a branch of the remote has the commit that is checked out; undefined where that cannot be known. Of a
   * shallow checkout's branch, the commits since this one are fetched, without what is in them.
   */
  async isOn(branch: string): Promise<boolean | undefined> {
    if (!this.isShallow) {
      const remote = `refs/remotes/origin/${branch}`
      const known = await tryGit(this.#checkout.root, ['rev-parse', '--verify', '--quiet', remote])
      if (!succeeded(known)) return undefined
      const asked = await tryGit(this.#checkout.root, ['merge-base', '--is-ancestor', this.head, remote])
      return asked.ending.kind === 'exited' ? asked.ending.code === 0 : undefined
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
    // Nothing is left of a branch that is behind the tag, or at it.
    if (!succeeded(fetched)) return undefined
    const commits = await tryGit(copy, ['rev-list', 'FETCH_HEAD'])
    const raw = await tryGit(copy, ['log', '--format=raw', 'FETCH_HEAD'])
    return succeeded(commits) && succeeded(raw) ? raw.stdout.includes(`parent ${this.head}`) : undefined
  }

  /** The branches of the remote that have the commit that is checked out, as far as they are here. */
  async branches(): Promise<string[]> {
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

/** Trees of commits, beside the work tree of the checkout. */
export class Trees {
  readonly #checkout: Checkout
  readonly #copy: string
  /** A clone that left out the contents of files fetches them when they are read. */
  readonly #variables: EnvironmentVariables
  readonly #changed = new Map<string, Promise<string[]>>()

  constructor(checkout: Checkout, copy: string, variables: EnvironmentVariables) {
    this.#checkout = checkout
    this.#copy = copy
    this.#variables = variables
  }

  /** Files of the checkout, as they are now, that are not what they are in a commit. */
  changedSince(commit: string): Promise<string[]> {
    const known = this.#changed.get(commit) ?? this.#diff(commit)
    this.#changed.set(commit, known)
    return known
  }

  async #diff(commit: string): Promise<string[]> {
    const { root } = this.#checkout
    const args = ['--git-dir', join(this.#copy, '.git'), '--work-tree', root]
    const diff = ['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', commit]
    return items(await git(root, [...args, ...diff], { variables: this.#variables }))
  }

  /** A file as it is in a commit; undefined where there is none. */
  async read(commit: string, file: string): Promise<string | undefined> {
    const shown = await tryGit(this.#copy, ['show', `${commit}:${file}`], { variables: this.#variables })
    return succeeded(shown) ? shown.stdout : undefined
  }

  /**
   * Writes what is in a commit to a new folder, with a history of its own in which it is checked out.
   *
   * @throws FilesNotHere when not all of it is here
   * @throws Inconclusive when the machine failed
   */
  async checkOut(commit: string, folder: string): Promise<void> {
    await mkdir(folder, { recursive: true })
    await borrowHistory(this.#checkout, folder, this.#copy)
    await copyRemote(this.#checkout.root, folder)
    await git(folder, ['update-ref', '--no-deref', 'HEAD', commit])
    await git(folder, ['read-tree', commit], { variables: this.#variables })
    const written = await tryGit(folder, ['checkout-index', '--all', '--force'], {
      variables: this.#variables,
    })
    if (succeeded(written)) return
    throwIfMachineFailed('git', written.ending, written.stderr)
    throw new FilesNotHere(
      `the files of ${commit.slice(0, 10)} are not all here: ${lastLines(written.stderr, 1).join('')}`,
    )
  }
}

/** Where a copy fetches what the checkout lacks: a partial clone does so without being told. */
async function copyRemote(root: string, copy: string): Promise<void> {
  const listed = await tryGit(root, ['config', '--get-regexp', '-z', '^remote\\.origin\\.'])
  const remote = items(listed.stdout).flatMap((entry) => {
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

/** Settings that git's transports read: actions/checkout keeps its credentials in those of the checkout alone. */
const TRANSPORT = /^(http|credential|url|protocol|ssh)\.|^core\.(sshcommand|askpass|gitproxy)$/i

/** The settings of the checkout that other repositories do not have, as environment variables (git documentation, "git-config"). */
async function transportSettings(root: string): Promise<EnvironmentVariables> {
  const listed = items(await git(root, ['config', '--list', '--show-scope', '-z']))
  const first = Number(processEnvironment().GIT_CONFIG_COUNT ?? 0)
  const own: [key: string, value: string][] = []
  for (let i = 0; i + 1 < listed.length; i += 2) {
    const [scope, entry = ''] = [listed[i], listed[i + 1]]
    const [key = '', ...value] = entry.split('\n')
    if ((scope === 'local' || scope === 'worktree') && TRANSPORT.test(key)) own.push([key, value.join('\n')])
  }
  const variables = own.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${first + i}`, key],
    [`GIT_CONFIG_VALUE_${first + i}`, value],
  ])
  return { ...Object.fromEntries(variables), GIT_CONFIG_COUNT: String(first + own.length) }
}
