import { join } from 'node:path'
import { type AnyPackageStage, defineStage } from '../checks/check.ts'
import type { PackageContext, PythonTools } from '../checks/context.ts'
import { sharedExtrasInstaller } from '../checks/diagnosis/install-extras.ts'
import { Skip } from '../checks/stage.ts'
import { copyToSandbox } from '../checks/tests/observe.ts'
import { Backend, type BuildSystem } from '../distribution/backend.ts'
import {
  declaredDependencies,
  declaredRequirements,
  type InstallRequirements,
  wheelRequirements,
} from '../project/declared-requirements.ts'
import { fileOf } from '../project/project.ts'
import { findPythons } from '../python/find-pythons.ts'
import { environmentFor, type PreinstalledEnvironments, preinstall } from '../python/preinstalled.ts'
import { provideToolEnvironment, type ToolPurpose, toolRequirements } from '../python/tool-environments.ts'
import type { Toolchain } from '../python/toolchain.ts'

/** Finds the interpreters and their installers. */
const interpreters = defineStage({
  name: 'interpreters',
  scope: 'package',
  needs: [],
  run: ({ project, config, toolchains }) =>
    findPythons(config.pythons, project.requiresPython, (wanted) => toolchains.get(wanted)),
})

/** Starts to create the environments that the first Python needs before the wheel is built. */
const toolchain = defineStage({
  name: 'toolchain',
  scope: 'package',
  needs: ['interpreters'],
  run: async (context, { interpreters }) => {
    const { toolchain } = interpreters.found[0]
    toolchain.pool.prepare([
      { requirements: context.project.buildSystem.requires },
      await toolRequirements(likelyPurpose(context), toolchain.interpreter),
    ])
    return toolsOf(context, toolchain)
  },
})

/** Creates the environment with the libraries of as-installed while the package is built. */
const toolEnvironment = defineStage({
  name: 'tool environment',
  scope: 'package',
  needs: ['toolchain'],
  run: (context, { toolchain }) => toolchain.toolEnvironment(likelyPurpose(context)),
})

/** Installs the expected dependencies of the wheel and its tests while the package is built. */
export const preinstalledEnvironments = defineStage({
  name: 'preinstalled environments',
  scope: 'package',
  needs: ['toolchain'],
  run: async ({ project, config, scratch, logs }, { toolchain: { interpreter, pool } }) => {
    const isKnown = declaredDependencies(project) !== undefined
    const expected = isKnown ? await declaredRequirements(project, config) : NOTHING
    const forWheel = [expected.runtime, expected.tests].filter((lines) => lines.length > 0)
    pool.prepare(forWheel.map((requirements) => ({ requirements })))
    const [runtime, tests] = await preinstall(
      (['runtime', 'tests'] as const).map((name) => ({
        root: join(scratch, 'environments', name),
        requirements: expected[name],
        writeLog: (transcript: string) => logs.write(LOGS[name], transcript),
      })),
      { interpreter, pool, scratch, caller: config.environment },
    )
    return { runtime, tests } as PreinstalledEnvironments
  },
})

/** Copies the checkout for the tests; the source of the package is removed from the copy later. */
export const testSandbox = defineStage({
  name: 'test sandbox',
  scope: 'package',
  needs: [],
  run: async (context) => {
    const { skip } = context.project.settings.tests
    return skip === undefined ? copyToSandbox(context) : new Skip(`by configuration: ${skip}`)
  },
})

/** Provides the environments that the wheel is installed into: the preinstalled ones if they fit its metadata. */
const environments = defineStage({
  name: 'environments',
  scope: 'python',
  needs: ['toolchain', 'contents', 'preinstalled environments'],
  run: async (context, { toolchain, contents, 'preinstalled environments': preinstalled }) => {
    const { project, config, scratch } = context
    const options = { interpreter: toolchain.interpreter, scratch, caller: config.environment }
    const wanted = await wheelRequirements(contents.wheel.metadata, project, config)
    const [runtime, tests] = await Promise.all([
      environmentFor(wanted.runtime, preinstalled.runtime, options),
      environmentFor(wanted.tests, preinstalled.tests, options),
    ])
    const installExtras = sharedExtrasInstaller({ ...context, ...toolchain, contents, environment: runtime })
    return { runtime, tests, installExtras }
  },
})

/** The stages that prepare interpreters, environments and the test sandbox for the checks. */
export const SETUP_STAGES: readonly AnyPackageStage[] = [
  interpreters,
  toolchain,
  toolEnvironment,
  preinstalledEnvironments,
  testSandbox,
  environments,
]

/** The interpreter, installer and build backend for the stages of one Python. */
export function toolsOf(
  { project, checkout, config, scratch, logs, findSiblingsForBuild: findSiblings }: PackageContext,
  toolchain: Toolchain,
): PythonTools {
  const { interpreter, pool } = toolchain
  const { committedAt } = checkout
  const caller = config.environment
  const backendOf = (buildSystem: BuildSystem) =>
    new Backend({ buildSystem, pool, scratch, committedAt, findSiblings, caller })
  return {
    ...toolchain,
    backend: backendOf(project.buildSystem),
    backendOf,
    toolEnvironment: (purpose) =>
      provideToolEnvironment(purpose, { interpreter, pool }, (transcript) =>
        logs.write(`tools-${purpose}`, transcript),
      ),
  }
}

/** Names of the logs of the installations before the wheel is built. */
const LOGS = { runtime: 'install-ahead', tests: 'install-tests-ahead' } as const

const NOTHING: InstallRequirements = { runtime: [], tests: [] }

/** The expected purpose of the tool environment: rendering reStructuredText needs more libraries. */
function likelyPurpose({ project, checkout }: PackageContext): ToolPurpose {
  return checkout.files.includes(fileOf(project, 'README.rst')) ? 'readme' : 'metadata'
}
