import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { variablesForProject } from '../process/environment-variables.ts'
import { atLowPriority, run } from '../process/run.ts'
import { type EnvironmentCache, type EnvironmentContents, keyOf } from './environment-cache.ts'
import { type Installer, install } from './install.ts'
import { type InstalledNames, installedNames, isIntact } from './integrity.ts'
import type { Interpreter } from './interpreter.ts'
import { createEnvironments, type Environment } from './virtual-environment.ts'

/** The installer cannot install the requirements. */
export class InstallationError extends Error {
  /** The relevant lines of the installer output. */
  readonly output: readonly string[]
  constructor(output: readonly string[]) {
    super(output.join('\n'))
    this.output = output
  }
}

export interface EnvironmentPoolOptions {
  readonly interpreter: Interpreter
  readonly installer: Installer
  /** Undefined if environments are not cached between runs. */
  readonly cache: EnvironmentCache | undefined
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
  /** Install no sdists, as building them would run their code. */
  readonly onlyWheels?: boolean
}

/** An environment from the cache, or an empty one. */
type Prepared = { readonly cached: Environment } | { readonly empty: Environment }

const ONLY_WHEELS = ['--only-binary', ':all:']

/** Writes the installer output to a log. */
type WriteLog = (transcript: string) => Promise<void>

/** Provides environments with given requirements, each created at its first request and then shared. */
export class EnvironmentPool {
  readonly #options: EnvironmentPoolOptions
  readonly #provided = new Map<string, Promise<Environment>>()
  /** Found in the cache, or created empty in one process of the interpreter, before their first request. */
  readonly #prepared = new Map<string, Promise<Prepared>>()
  /** The names in each environment when its installation was complete. */
  readonly #installed = new WeakMap<Environment, InstalledNames>()
  /** When the installation was complete, in milliseconds since 1970. */
  readonly #completed = new WeakMap<Environment, number>()
  /** Created in this run, and requested only once so far. */
  readonly #unshared = new WeakSet<Environment>()
  readonly #compiling = new Map<Environment, Promise<unknown>>()
  #count = 0

  constructor(options: EnvironmentPoolOptions) {
    this.#options = options
  }

  /** Looks for environments in the cache, and starts to create all others as empty ones in one process of the interpreter. */
  prepare(contents: readonly EnvironmentContents[]): void {
    const missing = contents.filter(
      (one) => !this.#provided.has(keyOf(one)) && !this.#prepared.has(keyOf(one)),
    )
    const preparing = this.#prepareAll(missing)
    for (const [i, one] of missing.entries()) {
      const environment = preparing.then((prepared) => prepared[i] as Prepared)
      // `provide` reports the error.
      environment.catch(() => undefined)
      this.#prepared.set(keyOf(one), environment)
    }
  }

  async #prepareAll(all: readonly EnvironmentContents[]): Promise<Prepared[]> {
    const { interpreter, scratch, caller, cache } = this.#options
    const found = await Promise.all(
      all.map(async (contents) => {
        const cached = await cache?.find(contents)
        return cached === undefined ? { root: await this.#newRoot(contents) } : { cached }
      }),
    )
    const roots = found.flatMap(({ root }) => root ?? [])
    const created = roots.length === 0 ? [] : await createEnvironments(interpreter, roots, scratch, caller)
    return found.map(({ cached }): Prepared => {
      return cached === undefined ? { empty: created.shift() as Environment } : { cached }
    })
  }

  /**
   * An environment with the given contents. Callers may run programs in it, but must not install into it.
   *
   * @throws InstallationError if the installer cannot install the requirements
   * @throws Inconclusive if the interpreter cannot create it, or the index cannot be reached
   */
  provide(contents: EnvironmentContents, writeLog: WriteLog): Promise<Environment> {
    const key = keyOf(contents)
    const provided = this.#provided.get(key) ?? this.#provide(contents, writeLog)
    this.#provided.set(key, provided)
    return provided
  }

  /**
   * Whether an environment still has all its files, as a program that ran in it may have removed some. If not, the next
   * request creates another one.
   */
  async isIntact(contents: EnvironmentContents, environment: Environment): Promise<boolean> {
    if (await isIntact(environment, this.#installed.get(environment) ?? new Set())) return true
    const key = keyOf(contents)
    if ((await this.#provided.get(key)) === environment) {
      this.#provided.delete(key)
      this.#prepared.delete(key)
    }
    return false
  }

  /**
   * Starts to compile the modules of pytest in the background, as installers do not. Only from the second request for
   * an environment on, in this run or a later one: compiling for a single use does not pay.
   */
  compilePytest(environment: Environment): void {
    const { python, purelib } = environment
    if (this.#unshared.delete(environment)) return
    if (this.#compiling.has(environment) || existsSync(join(purelib, '_pytest', '__pycache__'))) return
    const { scratch, caller } = this.#options
    const command = {
      program: python,
      args: ['-I', '-m', 'pytest', '--version'],
      cwd: scratch,
      variables: variablesForProject(caller),
      timeout: 60,
    }
    this.#compiling.set(
      environment,
      atLowPriority(() => run(command)),
    )
  }

  /** When the installation of a provided environment was complete, in milliseconds since 1970. */
  completed(environment: Environment): number {
    return this.#completed.get(environment) ?? 0
  }

  /** Resolves when no environment is being created or compiled. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#provided.values())
    await Promise.all(this.#compiling.values())
  }

  async #provide(contents: EnvironmentContents, writeLog: WriteLog): Promise<Environment> {
    const environment = await this.#fill(contents, writeLog)
    // Rounded up, as the modification times of files are more precise than a millisecond.
    this.#completed.set(environment, Date.now() + 1)
    this.#installed.set(environment, await installedNames(environment))
    return environment
  }

  async #fill(contents: EnvironmentContents, writeLog: WriteLog): Promise<Environment> {
    const { installer, cache, scratch, caller, onlyWheels } = this.#options
    this.prepare([contents])
    const prepared = (await this.#prepared.get(keyOf(contents))) as Prepared
    if ('cached' in prepared) return prepared.cached
    const environment = prepared.empty
    if (contents.requirements.length > 0) {
      const options = [...(contents.options ?? []), ...(onlyWheels ? ONLY_WHEELS : [])]
      const installation = await install({
        ...{ installer, environment, ...contents, options, cwd: scratch, caller, writeLog },
        // Programs that run in it, or in an environment with hard links to its files, may change them.
        ownFiles: true,
      })
      if (installation.kind === 'refused') {
        await rm(environment.root, { recursive: true, force: true, maxRetries: 3 })
        throw new InstallationError(installation.output)
      }
    }
    await cache?.save(contents, environment)
    this.#unshared.add(environment)
    return environment
  }

  async #newRoot(contents: EnvironmentContents): Promise<string> {
    const { cache, scratch } = this.#options
    const temporary = join(scratch, 'environments', `pool-${this.#count++}`)
    return (await cache?.newRoot(contents)) ?? temporary
  }
}
