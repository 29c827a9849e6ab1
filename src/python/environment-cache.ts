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

/** The directory for environments in the cache directory. */
export function environmentsDirectory(cacheDirectory: string): string {
  return join(cacheDirectory, 'environments')
}

/**
 * A cache of environments with build requirements, dependencies and tools. An environment is cached in the directory in
 * which it was created, as scripts contain the path of their interpreter. Environments with a wheel under test are never
 * cached.
 */
export class EnvironmentCache {
  readonly #directory: string
  readonly #creator: string

  private constructor(directory: string, creator: string) {
    this.#directory = directory
    this.#creator = creator
  }

  /** Opens the cache for an interpreter, an installer and the index settings: others yield different environments. */
  static async open(
    directory: string,
    {
      interpreter,
      installer,
      caller,
    }: { interpreter: Interpreter; installer: Installer; caller: NodeJS.ProcessEnv },
  ): Promise<EnvironmentCache> {
    const { executable, version } = interpreter
    // Not the modification time, which differs between machines that unpack the same interpreter.
    const { size } = await stat(executable)
    const index = await indexSettings(caller)
    const creator = [executable, size, version, process.arch, describeInstaller(installer), index]
    return new EnvironmentCache(directory, JSON.stringify(creator))
  }

  /** The cached environment with these contents; undefined if there is none, it is expired, or its files have changed. */
  async find(contents: EnvironmentContents): Promise<Environment | undefined> {
    if (!isCacheable(contents)) return undefined
    const entry = this.#entry(contents)
    try {
      const { environment, state }: Entry = JSON.parse(await readFile(join(entry, 'kept.json'), 'utf8'))
      const { mtimeMs } = await stat(join(entry, 'kept.json'))
      if (!isInside(environment, entry)) return undefined
      if (Date.now() - mtimeMs > LIFETIME || stateOf(environment.root) !== state) return undefined
      return environment
    } catch {
      return undefined
    }
  }

  /** A directory in which to create an environment, so that it can be saved; undefined if it is not cacheable. */
  async newRoot(contents: EnvironmentContents): Promise<string | undefined> {
    if (!isCacheable(contents)) return undefined
    const entry = this.#entry(contents)
    await mkdir(entry, { recursive: true })
    return join(entry, randomUUID().slice(0, 8))
  }

  /** Saves an environment that was created in a directory of `newRoot`, and removes expired ones. */
  async save(contents: EnvironmentContents, environment: Environment): Promise<void> {
    const entry = this.#entry(contents)
    if (!environment.root.startsWith(entry)) return
    const saved: Entry = { environment, state: stateOf(environment.root) }
    const file = join(entry, `${randomUUID()}.json`)
    await writeFile(file, JSON.stringify(saved))
    // Atomically, as another run may be reading it.
    await rename(file, join(entry, 'kept.json'))
    await this.#removeExpired()
  }

  async #removeExpired(): Promise<void> {
    for (const name of await readdir(this.#directory)) {
      const entry = join(this.#directory, name)
      const stats = await stat(join(entry, 'kept.json')).catch(() => stat(entry).catch(() => undefined))
      // Twice the lifetime, as another run may still use an environment that it found just before it expired.
      if (stats !== undefined && Date.now() - stats.mtimeMs > 2 * LIFETIME)
        await rm(entry, { recursive: true, force: true })
    }
  }

  #entry(contents: EnvironmentContents): string {
    const digest = createHash('sha256')
      .update(`${this.#creator}\n${keyOf(contents)}`)
      .digest('hex')
    return join(this.#directory, digest.slice(0, 24))
  }
}

/** The contents of an environment. */
export interface EnvironmentContents {
  readonly requirements: readonly string[]
  /** Options of the installer. */
  readonly options?: readonly string[]
  readonly siblings?: SiblingPins
  /** If defined, the environment is neither cached nor shared with other owners. */
  readonly owner?: string | undefined
}

/** A key that is equal for equal contents, whatever the order of the requirements. */
export function keyOf({ requirements, options = [], siblings, owner }: EnvironmentContents): string {
  return JSON.stringify([[...new Set(requirements)].sort(), options, siblings?.constraints ?? [], owner])
}

/** Whether an environment may be cached: the content of paths and URLs may change at any time. */
export function isCacheable({ requirements, siblings, owner }: EnvironmentContents): boolean {
  if (owner !== undefined) return false
  if (siblings !== undefined && siblings.constraints.length > 0) return false
  return requirements.every((text) => parseRequirement(text) !== undefined && !text.includes('@'))
}

/** The JSON of a cache entry. */
interface Entry {
  readonly environment: Environment
  readonly state: string
}

/** Whether all paths are inside the directory of the entry, as a manipulated cache must not name other programs. */
function isInside({ root, ...paths }: Environment, entry: string): boolean {
  const contains = (directory: string, path: string) =>
    resolve(path) === path && path.startsWith(directory + sep)
  return contains(entry, root) && Object.values(paths).every((path) => contains(root, path))
}

/** Milliseconds: one day, so that requirements without an upper bound soon get new releases. */
const LIFETIME = 24 * 60 * 60 * 1000

/**
 * A digest of the paths, sizes and modification times of the files of an environment, without bytecode caches.
 * Synchronous, because thousands of asynchronous calls take ten times as long.
 */
function stateOf(root: string): string {
  const hash = createHash('sha256')
  for (const path of filesIn(root)) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** The sorted files in a directory and its subdirectories; faster than `readdir` with `recursive`. */
function filesIn(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true })
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name)
      if (entry.isDirectory()) return entry.name === '__pycache__' ? [] : filesIn(path)
      return entry.isFile() ? [path] : []
    })
}
