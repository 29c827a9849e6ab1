import { mkdirSync, symlinkSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { fileOf, type Project, prefixOf } from '../project/project.ts'
import { borrowHistory, type Checkout, copyFiles, disregard, foldersAbove, touchedFiles } from './checkout.ts'

/**
 * Copies of one checkout, in which its packages are built and tested. Hundreds of copies of one repository would take
 * longer than all the rest: packages that lie beside each other share them, as each writes into its own folder alone,
 * and those that are not built in this run are linked to one copy.
 */
export class Copies {
  readonly #checkout: Checkout
  readonly #folder: string
  readonly #packages: readonly string[]
  readonly #expected: readonly string[]
  readonly #shared = new Map<string, Promise<string>>()
  #touchedFiles: Promise<readonly string[]> | undefined

  /**
   * @param folder a temporary folder for what is shared
   * @param packages the paths of all packages of the checkout
   * @param expected of those the ones that are expected to be built in this run
   */
  constructor(
    checkout: Checkout,
    folder: string,
    packages: readonly string[],
    expected: readonly string[] = packages,
  ) {
    this.#checkout = checkout
    this.#folder = folder
    this.#packages = packages
    this.#expected = expected
  }

  /**
   * A copy to build a project in: what git tracks, as it is now, with a history of its own. Nothing was built in the
   * project's folder of it before.
   *
   * @param name of the copy, one for each time that the project is built
   * @param own where the copy is made if it cannot be shared
   */
  async toBuild(project: Project, name: string, own: string): Promise<string> {
    const generated = project.settings.generated.map((glob) => fileOf(project, glob))
    const isExpected = this.#expected.includes(project.path)
    const isOwn = generated.length > 0 || !isExpected
    const copy = await this.#sharedOr(project, isOwn, name, own, async (folder) => {
      const real = isExpected ? this.#expected : [project.path]
      // What is generated may lie anywhere.
      const linked = generated.length > 0 ? [] : await this.#linkedAsCommitted(real)
      await this.#fill(folder, linked, generated)
      // A backend that asks git for the version must not hear of changes that nobody made.
      await disregard(this.#checkout, folder, linked, this.#checkout.files.filter(isInAny(linked)))
    })
    return join(copy, project.path)
  }

  /** The tree of an earlier commit, to build a project in. */
  checkedOut(
    project: Project,
    commit: string,
    own: string,
    checkOut: (folder: string) => Promise<void>,
  ): Promise<string> {
    return this.#sharedOr(project, project.settings.generated.length > 0, commit, own, checkOut)
  }

  async #sharedOr(
    project: Project,
    isOwn: boolean,
    name: string,
    own: string,
    make: (folder: string) => Promise<void>,
  ): Promise<string> {
    if (isOwn || this.#packages.length < 2 || this.#holdsOthers(project)) {
      await make(own)
      return own
    }
    return this.#once(name, make)
  }

  #once(name: string, make: (folder: string) => Promise<void>): Promise<string> {
    const folder = join(this.#folder, name)
    const made = this.#shared.get(name) ?? make(folder).then(() => folder)
    this.#shared.set(name, made)
    return made
  }

  /** What is built in it would be beside the others. */
  #holdsOthers(project: Project): boolean {
    return this.#packages.some((path) => path !== project.path && `${path}/`.startsWith(prefixOf(project)))
  }

  /**
   * Copies the checkout to a new folder in which a project is tested, and gives that folder. Tests that ask git for the
   * root of the checkout or for its files get those of the copy.
   */
  async toTest(project: Project, sandbox: string): Promise<string> {
    await this.#fill(sandbox, this.#linkedBeside([project.path]))
    return sandbox
  }

  /** Packages of which a copy needs no files of its own, where it has those of some, and of what was changed. */
  #linkedBeside(real: readonly string[], changed: readonly string[] = []): string[] {
    const holding = new Set([...real, ...changed].flatMap(withFoldersAbove))
    const isReal = isInAny(real)
    const linked = this.#packages.filter((path) => !holding.has(path) && !isReal(path))
    // What lies in another that is linked is there by that link.
    const isLinked = isInAny(linked)
    return linked.filter((path) => !isLinked(posix.dirname(path)))
  }

  /** The same, of those alone that are as git has them. */
  async #linkedAsCommitted(real: readonly string[]): Promise<string[]> {
    // Most repositories hold one package, and git need not be asked.
    if (this.#linkedBeside(real).length === 0) return []
    this.#touchedFiles ??= touchedFiles(this.#checkout)
    return this.#linkedBeside(real, await this.#touchedFiles)
  }

  /** Makes a copy with a history of its own, of which some packages are only linked. */
  async #fill(folder: string, linked: readonly string[], generated: readonly string[] = []): Promise<void> {
    const isLinked = isInAny(linked)
    const beside = linked.length === 0 ? undefined : await this.#once('beside', (to) => this.#fill(to, []))
    await mkdir(folder, { recursive: true })
    const files = this.#checkout.files.filter((file) => !isLinked(file))
    await Promise.all([
      copyFiles({ ...this.#checkout, files }, folder, generated),
      borrowHistory(this.#checkout, folder),
    ])
    if (beside === undefined) return
    for (const parent of new Set(linked.map(posix.dirname)))
      mkdirSync(join(folder, parent), { recursive: true })
    for (const path of linked) symlinkSync(join(beside, path), join(folder, path), 'junction')
  }
}

/** Says of a path whether it is that of one of some folders, or of something in one of them. */
function isInAny(folders: readonly string[]): (path: string) => boolean {
  const all = new Set(folders)
  return (path) => withFoldersAbove(path).some((one) => all.has(one))
}

/** A path relative to the root, and those of the folders that it lies in, of which the first is the root: `.`. */
function withFoldersAbove(path: string): string[] {
  return ['.', ...foldersAbove(path), path]
}
