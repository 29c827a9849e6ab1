import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { Backend } from '../distribution/backend.ts'
import type { Metadata } from '../distribution/core-metadata.ts'
import type { Logs } from '../process/logs.ts'
import type { Timeline } from '../process/timeline.ts'
import {
  announcedRequirements,
  declaredDependencies,
  type ForWheel,
  requirementsOfWheel,
} from '../project/announced-requirements.ts'
import { fileOf, type Project } from '../project/project.ts'
import type { BuildSystem } from '../distribution/backend.ts'
import type { EnvironmentContents } from '../python/environment-cache.ts'
import { environmentFor, type PreinstalledEnvironment, preinstall } from '../python/preinstalled.ts'
import { findPythons, type Pythons } from '../python/pythons.ts'
import type { FindSiblings } from '../python/siblings.ts'
import { provideTools, type ToolPurpose, type Tools, toolRequirements } from '../python/tool-environments.ts'
import type { Toolchain, Toolchains } from '../python/toolchain.ts'
import type { Environment } from '../python/virtual-environment.ts'
import type { Checkout } from '../repository/checkout.ts'
import type { Copies } from '../repository/copies.ts'
import type { History } from '../repository/history.ts'

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
   * @throws Inconclusive when the index does not answer
   */
  readonly tools: (purpose: ToolPurpose) => Promise<Tools>
  /** The environments that the wheel is installed into, begun when they are first asked for. */
  readonly preinstalled: () => Promise<PreinstalledEnvironments>
  /** When nothing of it is being made any more. */
  readonly settled: () => Promise<void>
}

interface PreinstalledEnvironments {
  readonly runtime: PreinstalledEnvironment
  readonly tests: PreinstalledEnvironment
}

/** The room of the first Python, and who comes after it. */
export interface FirstRoom extends Room {
  readonly pythons: Pythons<Toolchain>
}

/** Finds the interpreters and the installer, and begins to make what the first builds in. */
export async function prepare(assignment: Assignment): Promise<FirstRoom> {
  const { project, config, toolchains } = assignment
  const pythons = await findPythons(config.pythons, project.requiresPython, (wanted) =>
    toolchains.get(wanted),
  )
  const toolchain = pythons.found[0].made
  const likely = [
    { requirements: project.buildSystem.requires },
    await toolRequirements(likelyPurpose(assignment), toolchain.interpreter),
  ]
  return { ...(await roomFor(assignment, toolchain, likely)), pythons }
}

/**
 * What the stages of a package work with that use one Python.
 *
 * @param likely environments that will be asked for, besides those for the wheel
 */
export async function roomFor(
  { project, checkout, config, scratch, logs, siblingsForBuild: siblings }: Assignment,
  toolchain: Toolchain,
  likely: readonly EnvironmentContents[] = [],
): Promise<Room> {
  const { environment: caller } = config
  const { interpreter, pool } = toolchain
  const isKnown = declaredDependencies(project) !== undefined
  const expected = isKnown ? await announcedRequirements(project, config) : NOTHING
  pool.prepare(likely)
  const layBoth = async (): Promise<PreinstalledEnvironments> => {
    const forWheel = [expected.runtime, expected.tests].filter((lines) => lines.length > 0)
    pool.prepare(forWheel.map((requirements) => ({ requirements })))
    const requests = (['runtime', 'tests'] as const).map((name) => ({
      root: join(scratch, 'environments', name),
      requirements: expected[name],
      keepLog: (transcript: string) => logs.write(AHEAD[name], transcript),
    }))
    const [runtime, tests] = await preinstall(requests, { interpreter, pool, scratch, caller })
    return { runtime: runtime as PreinstalledEnvironment, tests: tests as PreinstalledEnvironment }
  }
  let laid: Promise<PreinstalledEnvironments> | undefined
  const { committedAt } = checkout
  return {
    ...toolchain,
    backendOf: (buildSystem) => new Backend({ buildSystem, pool, scratch, committedAt, siblings, caller }),
    tools: (purpose) =>
      provideTools(purpose, { interpreter, pool }, (transcript) => logs.write(`tools-${purpose}`, transcript)),
    preinstalled: () => {
      if (laid === undefined) {
        laid = layBoth()
        // That they could not be made is told to whoever waits for them.
        laid.catch(() => undefined)
      }
      return laid
    },
    settled: async () => {
      await Promise.allSettled([laid])
    },
  }
}

/** The environments of one package that the wheel is installed into. */
export interface Environments {
  readonly runtime: Environment
  readonly tests: Environment
}

/**
 * The environments for a wheel: they hold what was installed ahead where the wheel asks for just that.
 *
 * @throws Inconclusive when the interpreter cannot create them
 */
export async function environmentsFor(
  { project, config, scratch }: Assignment,
  { preinstalled, interpreter }: Room,
  metadata: Metadata,
): Promise<Environments> {
  const place = { interpreter, scratch, caller: config.environment }
  const wanted = await requirementsOfWheel(metadata, project, config)
  const laid = await preinstalled()
  const [runtime, tests] = await Promise.all([
    environmentFor(wanted.runtime, laid.runtime, place),
    environmentFor(wanted.tests, laid.tests, place),
  ])
  return { runtime, tests }
}

/** Names of the logs of what is installed before there is a wheel. */
const AHEAD = { runtime: 'install-ahead', tests: 'install-tests-ahead' } as const

const NOTHING: ForWheel = { runtime: [], tests: [] }

/** What the tools will be needed for, as far as that can be known before there is a wheel. */
export function likelyPurpose({ project, checkout }: Pick<Assignment, 'project' | 'checkout'>): ToolPurpose {
  return checkout.files.includes(fileOf(project, 'README.rst')) ? 'readme' : 'metadata'
}
