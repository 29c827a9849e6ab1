import { join } from 'node:path'
import { Backend } from './artifact/backend.ts'
import type { Config } from './config/config.ts'
import type { Environment } from './environment/environment.ts'
import { findPythons, type Pythons } from './environment/pythons.ts'
import type { FindSiblings } from './environment/siblings.ts'
import type { EnvironmentContents } from './environment/store.ts'
import type { Toolchain, Toolchains } from './environment/toolchain.ts'
import { getTools, type Purpose, type Tools, toolsFor } from './environment/tools.ts'
import type { Checkout } from './project/checkout.ts'
import type { Copies } from './project/copies.ts'
import type { History } from './project/history.ts'
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
  readonly toolchains: Toolchains
  readonly copies: Copies
  /** Of the checkout: asked by all packages, and read once. */
  readonly history: () => Promise<History>
  /** Other packages of the repository that requirements name, built. */
  readonly siblings: FindSiblings
  /** The same for what the package is built with. */
  readonly siblingsForBuild: FindSiblings
}

/** What the stages of one package work with. */
export interface Room extends Toolchain {
  /** What builds the package, or an earlier commit of it that was built in another way. */
  readonly backendOf: (buildSystem: BuildSystem) => Backend
  /**
   * Environments of ours, made when they are first asked for.
   *
   * @throws Undecided when the index does not answer
   */
  readonly tools: (purpose: Purpose) => Promise<Tools>
  readonly environments: {
    readonly runtime: Environment
    readonly tests: Environment
  }
}

/** The room of the first Python, and who comes after it. */
export interface FirstRoom extends Room {
  readonly pythons: Pythons<Toolchain>
}

/** Finds the interpreters and the installer, and makes the environments of the first, empty so far. */
export async function prepare(assignment: Assignment): Promise<FirstRoom> {
  const { project, config, toolchains } = assignment
  const pythons = await findPythons(config.pythons, project.requiresPython, (wanted) =>
    toolchains.get(wanted),
  )
  const toolchain = pythons.found[0].made
  const likely = [
    { requirements: project.buildSystem.requires },
    await toolsFor(likelyPurpose(assignment), toolchain.interpreter),
  ]
  return { ...(await roomFor(assignment, toolchain, likely)), pythons }
}

/**
 * What the stages of a package work with that use one Python.
 *
 * @param likely what environments will be asked for besides those that are made here
 */
export async function roomFor(
  { checkout, config, scratch, logs, siblingsForBuild: siblings }: Assignment,
  toolchain: Toolchain,
  likely: readonly EnvironmentContents[] = [],
): Promise<Room> {
  const { environment: caller } = config
  const { interpreter, supply } = toolchain
  const roots = ['runtime', 'tests'].map((name) => join(scratch, 'environments', name))
  const [runtime, tests] = (await supply.create(roots, likely)) as [Environment, Environment]
  const { committedAt } = checkout
  return {
    ...toolchain,
    backendOf: (buildSystem) => new Backend({ buildSystem, supply, scratch, committedAt, siblings, caller }),
    tools: (purpose) =>
      getTools(purpose, { interpreter, supply }, (transcript) => logs.write(`tools-${purpose}`, transcript)),
    environments: { runtime, tests },
  }
}

/** What the tools will be needed for, as far as that can be known before there is a wheel. */
export function likelyPurpose({ project, checkout }: Pick<Assignment, 'project' | 'checkout'>): Purpose {
  return checkout.files.includes(fileOf(project, 'README.rst')) ? 'readme' : 'metadata'
}
