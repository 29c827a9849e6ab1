import { join } from 'node:path'
import { Backend } from './artifact/backend.ts'
import type { Build } from './artifact/build.ts'
import type { Config } from './config/config.ts'
import type { Environment } from './environment/environment.ts'
import { environmentFor, type Groundwork, layGroundwork } from './environment/groundwork.ts'
import type { FindSiblings } from './environment/siblings.ts'
import type { Toolchain, Toolchains } from './environment/toolchain.ts'
import { getTools, type Purpose, type Tools, toolsFor } from './environment/tools.ts'
import {
  announcedRequirements,
  declaredDependencies,
  type ForWheel,
  requirementsOfWheel,
} from './project/announced-requirements.ts'
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
  /** The environments that the wheel is installed into. */
  readonly groundwork: {
    readonly runtime: Promise<Groundwork>
    readonly tests: Promise<Groundwork>
  }
}

/** Finds the interpreter and the installer, and begins to make environments. */
export async function prepare(assignment: Assignment): Promise<Room> {
  const { project, checkout, config, scratch, logs, toolchains, siblingsForBuild: siblings } = assignment
  const { python, environment: caller } = config
  const [toolchain, expected] = await Promise.all([
    toolchains.get({ python, requiresPython: project.requiresPython }),
    declaredDependencies(project) === undefined ? NOTHING : announcedRequirements(project, config),
  ])
  const { interpreter, supply } = toolchain
  supply.prepare([
    { requirements: project.buildSystem.requires },
    await toolsFor(likelyPurpose(assignment), interpreter),
    ...[expected.runtime, expected.tests].flatMap((lines) =>
      lines.length === 0 ? [] : { requirements: lines },
    ),
  ])
  const lay = (name: 'runtime' | 'tests') => {
    const root = join(scratch, 'environments', name)
    const laid = layGroundwork({ interpreter, supply, root, requirements: expected[name], scratch, caller })
    // That it could not be made is told to whoever waits for it.
    laid.catch(() => undefined)
    return laid
  }
  const { committedAt } = checkout
  return {
    ...toolchain,
    backendOf: (buildSystem) => new Backend({ buildSystem, supply, scratch, committedAt, siblings, caller }),
    tools: (purpose) =>
      getTools(purpose, { interpreter, supply }, (transcript) => logs.write(`tools-${purpose}`, transcript)),
    groundwork: { runtime: lay('runtime'), tests: lay('tests') },
  }
}

/** The environments of one package that the wheel is installed into. */
export interface Environments {
  readonly runtime: Environment
  readonly tests: Environment
}

/**
 * The environments for what was built: they hold what was installed ahead where the wheel asks for just that.
 *
 * @throws Undecided when the interpreter cannot create them
 */
export async function environmentsFor(
  { project, config, scratch }: Assignment,
  { groundwork, interpreter }: Room,
  build: Build,
): Promise<Environments> {
  const place = { interpreter, scratch, caller: config.environment }
  const wanted =
    build.kind === 'built' ? await requirementsOfWheel(build.wheel.metadata, project, config) : NOTHING
  const take = async (name: 'runtime' | 'tests') =>
    environmentFor(wanted[name], await groundwork[name], place)
  const [runtime, tests] = await Promise.all([take('runtime'), take('tests')])
  return { runtime, tests }
}

const NOTHING: ForWheel = { runtime: [], tests: [] }

/** What the tools will be needed for, as far as that can be known before there is a wheel. */
export function likelyPurpose({ project, checkout }: Pick<Assignment, 'project' | 'checkout'>): Purpose {
  return checkout.files.includes(fileOf(project, 'README.rst')) ? 'readme' : 'metadata'
}
