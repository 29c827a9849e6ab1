import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { variablesForProject } from '../process/environment-variables.ts'
import { atLowPriority, run } from '../process/run.ts'
import { type EnvironmentCache, type EnvironmentContents, keyOf } from './environment-cache.ts'
import { type Installer, install } from './install.ts'
import { type Holdings, holdingsOf, isIntact } from './integrity.ts'
import type { Interpreter } from './interpreter.ts'
import { createEnvironments, type Environment } from './virtual-environment.ts'

/** The installer refuses requirements: what it said. */
export class InstallationRefused extends Error {
  readonly words: readonly string[]
  constructor(words: readonly string[]) {
    super(words.join('\n'))
    this.words = words
  }
}

export interface EnvironmentPoolRequest {
  readonly interpreter: Interpreter
  readonly installer: Installer
  /** Undefined where nothing is kept from run to run. */
  readonly store: EnvironmentCache | undefined
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
  /** Nothing of what is installed may run code while it is: what has no wheel is refused. */
  readonly onlyWheels?: boolean
}

/** An environment from an earlier run, or one that nothing is in yet. */
type Prepared = { readonly kept: Environment } | { readonly empty: Environment }

const ONLY_WHEELS = ['--only-binary', ':all:']

/** Keeps what the installer printed. */
type KeepLog = (transcript: string) => Promise<void>

/** Environments that hold nothing but what some requirements bring, made when they are first asked for. */
export class EnvironmentPool {
  readonly #request: EnvironmentPoolRequest
  readonly #provided = new Map<string, Promise<Environment>>()
  /** Made or found in one start of the interpreter with others, before they were asked for. */
  readonly #prepared = new Map<string, Promise<Prepared>>()
  /** What was in each environment when it was made. */
  readonly #holdings = new WeakMap<Environment, Holdings>()
  /** When it was, in milliseconds since 1970. */
  readonly #completed = new WeakMap<Environment, number>()
  /** Made in this run, and asked for by nobody else yet. */
  readonly #unshared = new WeakSet<Environment>()
  readonly #compiling = new Map<Environment, Promise<unknown>>()
  #places = 0

  constructor(request: EnvironmentPoolRequest) {
    this.#request = request
  }

  /** Begins to look for environments that will be asked for, and to create in one start of the interpreter what is missing. */
  prepare(likely: readonly EnvironmentContents[]): void {
    const wanted = likely.filter((one) => !this.#provided.has(keyOf(one)) && !this.#prepared.has(keyOf(one)))
    const preparing = this.#prepareAll(wanted)
    for (const [i, contents] of wanted.entries()) {
      const one = preparing.then((prepared) => prepared[i] as Prepared)
      // What went wrong is told to whoever asks for it.
      one.catch(() => undefined)
      this.#prepared.set(keyOf(contents), one)
    }
  }

  async #prepareAll(likely: readonly EnvironmentContents[]): Promise<Prepared[]> {
    const { interpreter, scratch, caller, store } = this.#request
    const places = await Promise.all(
      likely.map(async (contents) => {
        const kept = await store?.find(contents)
        return kept === undefined ? { root: await this.#placeOf(contents) } : { kept }
      }),
    )
    const missing = places.flatMap(({ root }) => root ?? [])
    const created =
      missing.length === 0 ? [] : await createEnvironments(interpreter, missing, scratch, caller)
    return places.map(({ kept }): Prepared => {
      return kept === undefined ? { empty: created.shift() as Environment } : { kept }
    })
  }

  /**
   * An environment that holds some requirements. Who has it may run what is in it, and installs nothing into it.
   *
   * @throws InstallationRefused when the installer answers that it cannot be made
   * @throws Inconclusive when the index does not answer
   */
  provide(contents: EnvironmentContents, keepLog: KeepLog): Promise<Environment> {
    const key = keyOf(contents)
    const provided = this.#provided.get(key) ?? this.#provide(contents, keepLog)
    this.#provided.set(key, provided)
    return provided
  }

  /**
   * Whether an environment still holds what it did when it was provided. Who runs in it may have broken it for all who
   * share it: then nobody else gets it.
   */
  async isIntact(contents: EnvironmentContents, environment: Environment): Promise<boolean> {
    if (await isIntact(environment, this.#holdings.get(environment) ?? new Set())) return true
    const key = keyOf(contents)
    if ((await this.#provided.get(key)) === environment) {
      this.#provided.delete(key)
      this.#prepared.delete(key)
    }
    return false
  }

  /**
   * Begins to compile what pytest loads each time, as installers leave it as it came: for the second who asks, in this run
   * or a later one. Nobody waits for it.
   */
  compilePytest(environment: Environment): void {
    const { python, purelib } = environment
    if (this.#unshared.delete(environment)) return
    if (this.#compiling.has(environment) || existsSync(join(purelib, '_pytest', '__pycache__'))) return
    const { scratch, caller } = this.#request
    const command = {
      program: python,
      args: ['-I', '-m', 'pytest', '--version'],
      cwd: scratch,
      variables: variablesForProject(caller),
      timeLimit: 60,
    }
    this.#compiling.set(
      environment,
      atLowPriority(() => run(command)),
    )
  }

  /** When an environment that it has provided held what it was made for, in milliseconds since 1970. */
  completed(environment: Environment): number {
    return this.#completed.get(environment) ?? 0
  }

  /** When nothing is being made any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#provided.values())
    await Promise.all(this.#compiling.values())
  }

  async #provide(contents: EnvironmentContents, keepLog: KeepLog): Promise<Environment> {
    const environment = await this.#fill(contents, keepLog)
    // Files have times between two milliseconds.
    this.#completed.set(environment, Date.now() + 1)
    this.#holdings.set(environment, await holdingsOf(environment))
    return environment
  }

  async #fill(contents: EnvironmentContents, keepLog: KeepLog): Promise<Environment> {
    const { installer, store, scratch, caller, onlyWheels } = this.#request
    this.prepare([contents])
    const prepared = (await this.#prepared.get(keyOf(contents))) as Prepared
    if ('kept' in prepared) return prepared.kept
    const environment = prepared.empty
    if (contents.requirements.length > 0) {
      const options = [...(contents.options ?? []), ...(onlyWheels ? ONLY_WHEELS : [])]
      const installation = await install({
        ...{ installer, environment, ...contents, options, cwd: scratch, caller, keepLog },
        // Others run in it, or in one that has its files.
        ownFiles: true,
      })
      if (installation.kind === 'refused') {
        await rm(environment.root, { recursive: true, force: true, maxRetries: 3 })
        throw new InstallationRefused(installation.words)
      }
    }
    await store?.keep(contents, environment)
    this.#unshared.add(environment)
    return environment
  }

  async #placeOf(contents: EnvironmentContents): Promise<string> {
    const { store, scratch } = this.#request
    const ofRun = join(scratch, 'environments', `pool-${this.#places++}`)
    return (await store?.newPlace(contents)) ?? ofRun
  }
}
