import { join } from 'node:path'
import { createEnvironments, type Environment } from './environment.ts'
import { type Installer, install } from './install.ts'
import type { Interpreter } from './interpreter.ts'
import { type EnvironmentContents, type EnvironmentStore, keyOf } from './store.ts'

/** The installer refuses requirements: what it said. */
export class Refused extends Error {
  readonly words: readonly string[]
  constructor(words: readonly string[]) {
    super(words.join('\n'))
    this.words = words
  }
}

export interface SupplyRequest {
  readonly interpreter: Interpreter
  readonly installer: Installer
  /** Undefined where nothing is kept from run to run. */
  readonly store: EnvironmentStore | undefined
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
}

/** Keeps what the installer printed. */
type KeepLog = (transcript: string) => Promise<void>

/** Environments that hold nothing but what some requirements bring, made when they are first asked for. */
export class Supply {
  readonly #request: SupplyRequest
  readonly #provided = new Map<string, Promise<Environment>>()
  /** Made already, and empty. */
  readonly #empty = new Map<string, Environment>()
  #places = 0

  constructor(request: SupplyRequest) {
    this.#request = request
  }

  /**
   * Creates empty environments in one start of the interpreter: at some folders, and those that will be asked for.
   *
   * @throws Undecided when the interpreter cannot create them
   */
  async create(roots: readonly string[], likely: readonly EnvironmentContents[]): Promise<Environment[]> {
    const { interpreter, scratch, caller } = this.#request
    const missing: { key: string; root: string }[] = []
    for (const contents of likely) {
      const found = await this.#request.store?.find(contents)
      if (found === undefined) missing.push({ key: keyOf(contents), root: await this.#placeOf(contents) })
      else this.#provided.set(keyOf(contents), Promise.resolve(found))
    }
    const all = [...roots, ...missing.map(({ root }) => root)]
    const created = await createEnvironments(interpreter, all, scratch, caller)
    for (const [i, { key }] of missing.entries())
      this.#empty.set(key, created[roots.length + i] as Environment)
    return created.slice(0, roots.length)
  }

  /**
   * An environment that holds some requirements. Who has it may run what is in it, and installs nothing into it.
   *
   * @throws Refused when the installer answers that it cannot be made
   * @throws Undecided when the index does not answer
   */
  provide(contents: EnvironmentContents, keepLog: KeepLog): Promise<Environment> {
    const key = keyOf(contents)
    const provided = this.#provided.get(key) ?? this.#provide(contents, keepLog)
    this.#provided.set(key, provided)
    return provided
  }

  /** When nothing is being made any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#provided.values())
  }

  async #provide(contents: EnvironmentContents, keepLog: KeepLog): Promise<Environment> {
    const { interpreter, installer, store, scratch, caller } = this.#request
    const found = await store?.find(contents)
    if (found !== undefined) return found
    const empty =
      this.#empty.get(keyOf(contents)) ??
      (await createEnvironments(interpreter, [await this.#placeOf(contents)], scratch, caller))[0]
    const environment = empty as Environment
    if (contents.requirements.length > 0) {
      const request = { installer, environment, ...contents, cwd: scratch, caller, keepLog }
      const installation = await install(request)
      if (installation.kind === 'refused') throw new Refused(installation.words)
    }
    await store?.keep(contents, environment)
    return environment
  }

  async #placeOf(contents: EnvironmentContents): Promise<string> {
    const { store, scratch } = this.#request
    const ofRun = join(scratch, 'environments', `supply-${this.#places++}`)
    return (await store?.newPlace(contents)) ?? ofRun
  }
}
