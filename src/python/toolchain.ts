import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { oncePerKey } from '../process/once-per-key.ts'
import { ConfigurationError } from '../program/errors.ts'
import { EnvironmentCache, environmentsIn } from './environment-cache.ts'
import { EnvironmentPool } from './environment-pool.ts'
import { hasPageOfLinks } from './index-settings.ts'
import { describeInstaller, findPip, findUv, type Installer } from './install.ts'
import { findInterpreter, findVersion, type Interpreter, type Wanted } from './interpreter.ts'

/** An interpreter, what installs for it, and the environments that were made with the two. */
export interface Toolchain {
  readonly interpreter: Interpreter
  readonly installer: Installer
  readonly pool: EnvironmentPool
}

/** The toolchains of a run: packages that get the same interpreter share one. */
export class Toolchains {
  readonly #config: Config
  readonly #scratch: string
  /** An interpreter of a version such as `3.9`, if the machine has one. */
  readonly interpreterOf: (version: string) => Promise<Interpreter | undefined>
  readonly #interpreters = new Map<string, Promise<Interpreter>>()
  #uv: Promise<Installer | undefined> | undefined
  /** By the executable of the interpreter. */
  readonly #toolchains = new Map<string, Promise<Toolchain>>()
  #made = 0

  /** @param scratch a temporary folder for what is made */
  constructor(config: Config, scratch: string) {
    this.#config = config
    this.#scratch = scratch
    this.interpreterOf = oncePerKey((version) => findVersion(version, config.environment))
  }

  /**
   * The toolchain of the interpreter that is wanted.
   *
   * @throws ConfigurationError when there is no such interpreter, or not the installer that was asked for
   */
  async get(wanted: Wanted): Promise<Toolchain> {
    const { installer: choice, environment: caller } = this.#config
    const key = JSON.stringify([wanted.python, wanted.requiresPython])
    const finding = this.#interpreters.get(key) ?? findInterpreter(wanted, caller, process.cwd())
    this.#interpreters.set(key, finding)
    this.#uv ??= findUv(choice, caller)
    const [interpreter, uv] = await Promise.all([finding, this.#uv])
    const toolchain = this.#toolchains.get(interpreter.executable) ?? this.#make(interpreter, uv)
    this.#toolchains.set(interpreter.executable, toolchain)
    return toolchain
  }

  async #make(interpreter: Interpreter, uv: Installer | undefined): Promise<Toolchain> {
    const { kept, lowest, environment: caller } = this.#config
    // Before anything is waited for: others are made at the same time.
    const scratch = join(this.#scratch, String(this.#made++))
    const installer = uv ?? findPip(interpreter)
    if (lowest && installer.kind !== 'uv') {
      const message = `resolution is lowest-direct, which needs uv, but ${describeInstaller(installer)} is what installs here. Put uv on PATH (astral-sh/setup-uv does) and set installer to uv.`
      throw new ConfigurationError([{ message }])
    }
    const isKept = kept !== undefined && !hasPageOfLinks(caller)
    const store = isKept
      ? await EnvironmentCache.open(environmentsIn(kept), { interpreter, installer, caller })
      : undefined
    await mkdir(scratch, { recursive: true })
    return {
      interpreter,
      installer,
      pool: new EnvironmentPool({ interpreter, installer, store, scratch, caller }),
    }
  }

  /** When nothing is being made any more. */
  async settled(): Promise<void> {
    const made = await Promise.allSettled(this.#toolchains.values())
    await Promise.all(made.map((one) => one.status === 'fulfilled' && one.value.pool.settled()))
  }
}
