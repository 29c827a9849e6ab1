import { mkdirSync, symlinkSync } from 'node:fs'
import { cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { borrowHistory, type Checkout, copyFiles } from './checkout.ts'
import { fileOf, type Project, prefixOf } from './project.ts'

/**
 * Copies of one checkout, in which its packages are built and tested. Packages that lie beside each other share them:
 * each writes into its own folder alone, and hundreds of copies of one repository would take longer than all the rest.
 */
export class Copies {
  readonly #checkout: Checkout
  readonly #folder: string
  readonly #packages: readonly string[]
  readonly #shared = new Map<string, Promise<string>>()

  /**
   * @param folder a temporary folder for what is shared
   * @param packages the paths of all packages of this run
   */
  constructor(checkout: Checkout, folder: string, packages: readonly string[]) {
    this.#checkout = checkout
    this.#folder = folder
    this.#packages = packages
  }

  /**
   * A copy to build a project in: what git tracks, as it is now, with a history of its own. Nothing was built in the
   * project's folder of it before.
   *
   * @param name of the copy, one for each time that the project is built
   * @param own where the copy is made if it cannot be shared
   */
  async toBuild(project: Project, name: string, own: string): Promise<string> {
    const { generated } = project.settings
    const make = async (folder: string) => {
      await mkdir(folder, { recursive: true })
      await copyFiles(
        this.#checkout,
        folder,
        generated.map((glob) => fileOf(project, glob)),
      )
      await borrowHistory(this.#checkout, folder)
    }
    const copy = await this.#sharedOr(project, generated.length > 0, name, own, make)
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
   * Copies the checkout to a new folder in which a project is tested, and gives that folder; the folders of other
   * packages are linked. Tests that ask git for the root of the checkout or for its files get those of the copy.
   */
  async toTest(project: Project, stage: string): Promise<string> {
    await mkdir(stage, { recursive: true })
    const others = this.#holdsOthers(project)
      ? []
      : this.#packages.filter((path) => !`${project.path}/`.startsWith(path === '.' ? '' : `${path}/`))
    if (others.length === 0) {
      await Promise.all([copyFiles(this.#checkout, stage), borrowHistory(this.#checkout, stage)])
      return stage
    }
    const beside = await this.#once('beside', async (folder) => {
      await mkdir(folder, { recursive: true })
      await copyFiles(this.#checkout, folder)
      await borrowHistory(this.#checkout, folder)
    })
    const inside = (file: string) => others.some((path) => file.startsWith(`${path}/`))
    await Promise.all([
      copyFiles({ ...this.#checkout, files: this.#checkout.files.filter((file) => !inside(file)) }, stage),
      this.#checkout.repository
        ? cp(join(beside, '.git'), join(stage, '.git'), { recursive: true, preserveTimestamps: true })
        : undefined,
    ])
    for (const path of others) {
      // What lies in another that is linked is there by that link.
      if (others.some((other) => path.startsWith(`${other}/`))) continue
      mkdirSync(dirname(join(stage, path)), { recursive: true })
      symlinkSync(join(beside, path), join(stage, path), 'junction')
    }
    return stage
  }
}
