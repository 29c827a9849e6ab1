import { mkdirSync, symlinkSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { fileOf, type Project, prefixOf } from '../project/project.ts'
import {
  borrowHistory,
  type Checkout,
  copyFiles,
  modifiedFiles,
  parentDirectories,
  skipWorktree,
} from './checkout.ts'

/**
 * Copies of one checkout, in which its packages are built and tested. To save time with hundreds of packages, those that
 * are not nested share a copy, as a build writes only into the directory of its package, and packages that are not built
 * in this run are symbolic links to a common copy.
 */
export class CheckoutCopies {
  readonly #checkout: Checkout
  readonly #directory: string
  readonly #packages: readonly string[]
  readonly #toBuild: readonly string[]
  readonly #shared = new Map<string, Promise<string>>()
  #modifiedFiles: Promise<readonly string[]> | undefined

  /**
   * @param directory a temporary directory for the shared copies
   * @param packages the paths of all packages of the checkout
   * @param toBuild the paths of those that are expected to be built in this run
   */
  constructor(
    checkout: Checkout,
    directory: string,
    packages: readonly string[],
    toBuild: readonly string[] = packages,
  ) {
    this.#checkout = checkout
    this.#directory = directory
    this.#packages = packages
    this.#toBuild = toBuild
  }

  /**
   * Provides a copy to build a project in: the tracked files as they are now, and a repository, without earlier build
   * output of the project.
   *
   * @param name of the copy; a second build of the same project needs another name
   * @param unshared where the copy is made if it cannot be shared
   * @returns the directory of the project in the copy
   */
  async forBuild(project: Project, name: string, unshared: string): Promise<string> {
    const generated = project.settings.generated.map((glob) => fileOf(project, glob))
    const isExpected = this.#toBuild.includes(project.path)
    const isUnshared = generated.length > 0 || !isExpected
    const copy = await this.#sharedOr(project, isUnshared, name, unshared, async (directory) => {
      const copied = isExpected ? this.#toBuild : [project.path]
      // Generated files may be in any package.
      const linked = generated.length > 0 ? [] : await this.#unmodifiedPackagesToLink(copied)
      await this.#makeCopy(directory, linked, generated)
      // Otherwise git describes the version as dirty because of the links.
      await skipWorktree(this.#checkout, directory, linked, this.#checkout.files.filter(isInAny(linked)))
    })
    return join(copy, project.path)
  }

  /**
   * Provides the files of an earlier commit, to build a project in.
   *
   * @param unshared where they are checked out if they cannot be shared
   * @returns the root of the copy
   */
  atCommit(
    project: Project,
    commit: string,
    unshared: string,
    checkOut: (directory: string) => Promise<void>,
  ): Promise<string> {
    return this.#sharedOr(project, project.settings.generated.length > 0, commit, unshared, checkOut)
  }

  async #sharedOr(
    project: Project,
    isUnshared: boolean,
    name: string,
    unshared: string,
    make: (directory: string) => Promise<void>,
  ): Promise<string> {
    if (isUnshared || this.#packages.length < 2 || this.#containsPackages(project)) {
      await make(unshared)
      return unshared
    }
    return this.#once(name, make)
  }

  #once(name: string, make: (directory: string) => Promise<void>): Promise<string> {
    const directory = join(this.#directory, name)
    const copy = this.#shared.get(name) ?? make(directory).then(() => directory)
    this.#shared.set(name, copy)
    return copy
  }

  /** Whether other packages are nested in a project, so that its build output would be mixed with theirs. */
  #containsPackages(project: Project): boolean {
    return this.#packages.some((path) => path !== project.path && `${path}/`.startsWith(prefixOf(project)))
  }

  /**
   * Copies the checkout to the test sandbox of a project. Tests that use git to find the root or the files of the checkout
   * get those of the sandbox.
   *
   * @returns the root of the sandbox
   */
  async forTests(project: Project, sandbox: string): Promise<string> {
    await this.#makeCopy(sandbox, this.#packagesToLink([project.path]))
    return sandbox
  }

  /**
   * The packages that a copy can link to.
   *
   * @param copied packages that the copy needs files of its own for
   * @param modified files that it needs copies of
   */
  #packagesToLink(copied: readonly string[], modified: readonly string[] = []): string[] {
    const parents = new Set([...copied, ...modified].flatMap(withParentDirectories))
    const isCopied = isInAny(copied)
    const linked = this.#packages.filter((path) => !parents.has(path) && !isCopied(path))
    // The link of the outer package includes nested packages.
    const isLinked = isInAny(linked)
    return linked.filter((path) => !isLinked(posix.dirname(path)))
  }

  async #unmodifiedPackagesToLink(copied: readonly string[]): Promise<string[]> {
    // Saves running git in repositories of one package.
    if (this.#packagesToLink(copied).length === 0) return []
    this.#modifiedFiles ??= modifiedFiles(this.#checkout)
    return this.#packagesToLink(copied, await this.#modifiedFiles)
  }

  /** Makes a copy with a repository, with symbolic links in place of some packages. */
  async #makeCopy(
    directory: string,
    linked: readonly string[],
    generated: readonly string[] = [],
  ): Promise<void> {
    const isLinked = isInAny(linked)
    const linkTarget =
      linked.length === 0 ? undefined : await this.#once('beside', (to) => this.#makeCopy(to, []))
    await mkdir(directory, { recursive: true })
    const files = this.#checkout.files.filter((file) => !isLinked(file))
    await Promise.all([
      copyFiles({ ...this.#checkout, files }, directory, generated),
      borrowHistory(this.#checkout, directory),
    ])
    if (linkTarget === undefined) return
    for (const parent of new Set(linked.map(posix.dirname)))
      mkdirSync(join(directory, parent), { recursive: true })
    for (const path of linked) symlinkSync(join(linkTarget, path), join(directory, path), 'junction')
  }
}

/** Returns a function that checks whether a path is in one of some directories, or is one of them. */
function isInAny(directories: readonly string[]): (path: string) => boolean {
  const paths = new Set(directories)
  return (path) => withParentDirectories(path).some((one) => paths.has(one))
}

/** A path and its parent directories, relative to the root, from the root (`.`) down. */
function withParentDirectories(path: string): string[] {
  return ['.', ...parentDirectories(path), path]
}
