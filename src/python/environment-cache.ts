import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { indexSettings } from './index-settings.ts'
import { describeInstaller, type Installer } from './install.ts'
import type { Interpreter } from './interpreter.ts'
import { parseRequirement } from './requirement.ts'
import type { SiblingPins } from './siblings.ts'
import type { Environment } from './virtual-environment.ts'

/** Where environments are, in a folder for what is kept from run to run. */
export function environmentsIn(kept: string): string {
  return join(kept, 'environments')
}

/**
 * Environments that hold nothing but what some requirements bring: build backends, and our own tools. They are kept from
 * run to run, each where it was made, as scripts in it name its place. No environment in which a wheel under test was
 * installed is ever kept.
 */
export class EnvironmentCache {
  readonly #folder: string
  readonly #maker: string

  private constructor(folder: string, maker: string) {
    this.#folder = folder
    this.#maker = maker
  }

  /** @param maker what makes the environments: others make others of the same requirements */
  static async open(
    folder: string,
    {
      interpreter,
      installer,
      caller,
    }: { interpreter: Interpreter; installer: Installer; caller: NodeJS.ProcessEnv },
  ): Promise<EnvironmentCache> {
    const { executable, version } = interpreter
    // Its time would be another one on every machine that unpacks the same interpreter.
    const { size } = await stat(executable)
    const index = await indexSettings(caller)
    const maker = [executable, size, version, process.arch, describeInstaller(installer), index]
    return new EnvironmentCache(folder, JSON.stringify(maker))
  }

  /** The environment of some requirements; undefined where there is none, or it is not as it was made. */
  async find(contents: EnvironmentContents): Promise<Environment | undefined> {
    if (!isFixed(contents)) return undefined
    const entry = this.#entry(contents)
    try {
      const { environment, state }: Kept = JSON.parse(await readFile(join(entry, 'kept.json'), 'utf8'))
      const { mtimeMs } = await stat(join(entry, 'kept.json'))
      if (!isWithin(environment, entry)) return undefined
      if (Date.now() - mtimeMs > LIFETIME || stateOf(environment.root) !== state) return undefined
      return environment
    } catch {
      return undefined
    }
  }

  /** A folder in which an environment can be made to be kept; undefined where it cannot be kept. */
  async newPlace(contents: EnvironmentContents): Promise<string | undefined> {
    if (!isFixed(contents)) return undefined
    const entry = this.#entry(contents)
    await mkdir(entry, { recursive: true })
    return join(entry, randomUUID().slice(0, 8))
  }

  /** Keeps what was made in such a folder, and drops what is too old to be found. */
  async keep(contents: EnvironmentContents, environment: Environment): Promise<void> {
    const entry = this.#entry(contents)
    if (!environment.root.startsWith(entry)) return
    const kept: Kept = { environment, state: stateOf(environment.root) }
    const file = join(entry, `${randomUUID()}.json`)
    await writeFile(file, JSON.stringify(kept))
    // At once, as another run may be looking.
    await rename(file, join(entry, 'kept.json'))
    await this.#dropOld()
  }

  async #dropOld(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const entry = join(this.#folder, name)
      const seen = await stat(join(entry, 'kept.json')).catch(() => stat(entry).catch(() => undefined))
      // A run that found it just before may still use it.
      if (seen !== undefined && Date.now() - seen.mtimeMs > 2 * LIFETIME)
        await rm(entry, { recursive: true, force: true })
    }
  }

  #entry(contents: EnvironmentContents): string {
    const digest = createHash('sha256')
      .update(`${this.#maker}\n${keyOf(contents)}`)
      .digest('hex')
    return join(this.#folder, digest.slice(0, 24))
  }
}

/** What an environment holds. */
export interface EnvironmentContents {
  readonly requirements: readonly string[]
  /** Of the installer. */
  readonly options?: readonly string[]
  readonly siblings?: SiblingPins
  /** Whoever has it alone; undefined: all who need the same. */
  readonly owner?: string | undefined
}

/** The same for the same contents, in whatever order. */
export function keyOf({ requirements, options = [], siblings, owner }: EnvironmentContents): string {
  return JSON.stringify([[...new Set(requirements)].sort(), options, siblings?.constraints ?? [], owner])
}

/** Whether the index tells what the requirements stand for: what a path or an address leads to may change at any time. */
export function isFixed({ requirements, siblings, owner }: EnvironmentContents): boolean {
  if (owner !== undefined) return false
  if (siblings !== undefined && siblings.constraints.length > 0) return false
  return requirements.every((text) => parseRequirement(text) !== undefined && !text.includes('@'))
}

/** What an entry says of itself. */
interface Kept {
  readonly environment: Environment
  readonly state: string
}

/** What an entry says of itself must not lead anywhere else. */
function isWithin({ root, ...parts }: Environment, entry: string): boolean {
  const lies = (path: string, folder: string) => resolve(path) === path && path.startsWith(folder + sep)
  return lies(root, entry) && Object.values(parts).every((path) => lies(path, root))
}

/** Milliseconds: a day. A requirement without an upper bound stands for what is newest, which must not grow old. */
const LIFETIME = 24 * 60 * 60 * 1000

/**
 * A digest of the files of an environment: paths, sizes and times. What Python compiles for itself does not count. Read
 * at once, as waiting for each of thousands of files takes ten times as long.
 */
function stateOf(root: string): string {
  const hash = createHash('sha256')
  for (const path of filesIn(root)) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** Sorted; each folder is read by itself, which is faster than what Node.js does for all below one. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return entry.name === '__pycache__' ? [] : filesIn(path)
      return entry.isFile() ? [path] : []
    })
}
