import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { memoize } from '../process/memoize.ts'
import { ConfigurationError } from '../program/errors.ts'
import { EnvironmentCache, environmentsDirectory } from './environment-cache.ts'
import { EnvironmentPool } from './environment-pool.ts'
import { hasFindLinksPage } from './index-settings.ts'
import { describeInstaller, findPip, findUv, type Installer } from './install.ts'
import {
  findInterpreter,
  findInterpreterByVersion,
  type Interpreter,
  type PythonRequest,
} from './interpreter.ts'

/** An interpreter, an installer, and the environment pool of the two. */
export interface Toolchain {
  readonly interpreter: Interpreter
  readonly installer: Installer
  readonly pool: EnvironmentPool
}

/** The toolchains of a run, one for each interpreter. */
export class Toolchains {
  readonly #config: Config
  readonly #scratch: string
  /** The interpreter of a version such as `3.9`; undefined if the machine has none. */
  readonly interpreterOf: (version: string) => Promise<Interpreter | undefined>
  readonly #interpreters = new Map<string, Promise<Interpreter>>()
  #uv: Promise<Installer | undefined> | undefined
  /** Keyed by the executable of the interpreter. */
  readonly #toolchains = new Map<string, Promise<Toolchain>>()
  #count = 0

  /** @param scratch a temporary directory for environments */
  constructor(config: Config, scratch: string) {
    this.#config = config
    this.#scratch = scratch
    this.interpreterOf = memoize((version) => findInterpreterByVersion(version, config.environment))
  }

  /**
   * The toolchain for a requested Python.
   *
   * @throws ConfigurationError if there is no such interpreter, or the configured installer is not available
   * @throws Inconclusive if no interpreter or installer is found
   */
  async get(request: PythonRequest): Promise<Toolchain> {
    const { installer: choice, environment: caller } = this.#config
    const key = JSON.stringify([request.python, request.requiresPython])
    const finding = this.#interpreters.get(key) ?? findInterpreter(request, caller, process.cwd())
    this.#interpreters.set(key, finding)
    this.#uv ??= findUv(choice, caller)
    const [interpreter, uv] = await Promise.all([finding, this.#uv])
    const toolchain = this.#toolchains.get(interpreter.executable) ?? this.#create(interpreter, uv)
    this.#toolchains.set(interpreter.executable, toolchain)
    return toolchain
  }

  async #create(interpreter: Interpreter, uv: Installer | undefined): Promise<Toolchain> {
    const { cacheDirectory, lowestDirect, environment: caller } = this.#config
    // Before the first await, as toolchains are created concurrently.
    const scratch = join(this.#scratch, String(this.#count++))
    const installer = uv ?? findPip(interpreter)
    if (lowestDirect && installer.kind !== 'uv') {
      const message = `resolution is lowest-direct, which requires uv, but the installer is ${describeInstaller(installer)}. Install uv (such as with astral-sh/setup-uv), and set installer to uv.`
      throw new ConfigurationError([{ message }])
    }
    const isCached = cacheDirectory !== undefined && !hasFindLinksPage(caller)
    const cache = isCached
      ? await EnvironmentCache.open(environmentsDirectory(cacheDirectory), { interpreter, installer, caller })
      : undefined
    await mkdir(scratch, { recursive: true })
    return {
      interpreter,
      installer,
      pool: new EnvironmentPool({ interpreter, installer, cache, scratch, caller }),
    }
  }

  /** Resolves when no environment is being created. */
  async settled(): Promise<void> {
    const results = await Promise.allSettled(this.#toolchains.values())
    await Promise.all(results.map((one) => one.status === 'fulfilled' && one.value.pool.settled()))
  }
}
