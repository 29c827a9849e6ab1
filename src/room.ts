import { join } from 'node:path'
import { Backend } from './artifact/backend.ts'
import type { Config } from './config/config.ts'
import type { Environment } from './environment/environment.ts'
import { describeInstaller, findInstaller, type Installer } from './environment/install.ts'
import { findInterpreter, type Interpreter } from './environment/interpreter.ts'
import { EnvironmentStore } from './environment/store.ts'
import { Supply } from './environment/supply.ts'
import { getTools, type Purpose, type Tools, toolsFor } from './environment/tools.ts'
import { ConfigurationError } from './problems.ts'
import type { Checkout } from './project/checkout.ts'
import { type BuildSystem, fileOf, type Project } from './project/project.ts'
import type { Logs } from './report/logs.ts'
import type { Timeline } from './timeline.ts'

/** One package on its way: what is verified, how, and where there is room for it. */
export interface Assignment {
  readonly project: Project
  readonly checkout: Checkout
  readonly config: Config
  /** A temporary folder; what is in it may be removed afterwards. */
  readonly scratch: string
  /** A folder that will hold exactly the verified files. */
  readonly output: string
  readonly logs: Logs
  readonly timeline: Timeline
}

/** What the stages of one package work with. */
export interface Room {
  readonly interpreter: Interpreter
  readonly installer: Installer
  readonly supply: Supply
  /** Builds by the backend of a project: this one, or that of another commit. */
  readonly backendOf: (buildSystem: BuildSystem) => Backend
  /** Gets what our own probes import. */
  readonly tools: (purpose: Purpose) => Promise<Tools>
  readonly environments: {
    readonly runtime: Environment
    readonly tests: Environment
  }
}

/** Finds the interpreter and the installer, and makes the environments, empty so far. */
export async function prepare({ project, checkout, config, scratch, logs }: Assignment): Promise<Room> {
  const { python, environment: caller, installer: choice } = config
  const wanted = { python, requiresPython: project.requiresPython }
  const finding = findInterpreter(wanted, caller, process.cwd())
  const [interpreter, installer] = await Promise.all([finding, findInstaller(choice, finding, caller)])
  if (config.lowest && installer.kind !== 'uv') {
    const message = `resolution is lowest-direct, which needs uv, but ${describeInstaller(installer)} is what installs here. Put uv on PATH (astral-sh/setup-uv does) and set installer to uv.`
    throw new ConfigurationError([{ message }])
  }
  const store =
    config.kept === undefined
      ? undefined
      : await EnvironmentStore.open(join(config.kept, 'environments'), { interpreter, installer, caller })
  const supply = new Supply({ interpreter, installer, store, scratch, caller })
  const roots = ['runtime', 'tests'].map((name) => join(scratch, 'environments', name))
  const { requires } = project.buildSystem
  const likely = [
    { requirements: requires },
    await toolsFor(likelyPurpose({ project, checkout }), interpreter),
  ]
  const [runtime, tests] = (await supply.create(roots, likely)) as [Environment, Environment]
  return {
    interpreter,
    installer,
    supply,
    backendOf: (buildSystem) =>
      new Backend({ buildSystem, supply, scratch, committedAt: checkout.committedAt, caller }),
    tools: (purpose) =>
      getTools(purpose, { interpreter, supply }, (transcript) => logs.write(`tools-${purpose}`, transcript)),
    environments: { runtime, tests },
  }
}

/** What the tools will be needed for, as far as that can be known before there is a wheel. */
export function likelyPurpose({ project, checkout }: Pick<Assignment, 'project' | 'checkout'>): Purpose {
  return checkout.files.includes(fileOf(project, 'README.rst')) ? 'readme' : 'metadata'
}
