import { join } from 'node:path'
import { type AnyPackageStage, defineStage } from '../checks/check.ts'
import type { PackageContext, PythonTools } from '../checks/context.ts'
import { extrasOf } from '../checks/diagnosis/install-extras.ts'
import { Skip } from '../checks/stage.ts'
import { copyToSandbox } from '../checks/tests/observe.ts'
import { Backend, type BuildSystem } from '../distribution/backend.ts'
import {
  announcedRequirements,
  declaredDependencies,
  type ForWheel,
  requirementsOfWheel,
} from '../project/announced-requirements.ts'
import { fileOf } from '../project/project.ts'
import { environmentFor, type PreinstalledEnvironments, preinstall } from '../python/preinstalled.ts'
import { findPythons } from '../python/pythons.ts'
import { provideTools, type ToolPurpose, toolRequirements } from '../python/tool-environments.ts'
import type { Toolchain } from '../python/toolchain.ts'

/** Finds the interpreters, and what installs for them. */
const interpreters = defineStage({
  name: 'interpreters',
  scope: 'package',
  needs: [],
  run: ({ project, config, toolchains }) =>
    findPythons(config.pythons, project.requiresPython, (wanted) => toolchains.get(wanted)),
})

/** Begins to create the environments that the first Python needs before there is a wheel. */
const toolchain = defineStage({
  name: 'toolchain',
  scope: 'package',
  needs: ['interpreters'],
  run: async (context, { interpreters }) => {
    const { made } = interpreters.found[0]
    made.pool.prepare([
      { requirements: context.project.buildSystem.requires },
      await toolRequirements(likelyPurpose(context), made.interpreter),
    ])
    return toolsOf(context, made)
  },
})

/** Creates the environment of our own libraries while the package is built. */
const toolEnvironment = defineStage({
  name: 'tool environment',
  scope: 'package',
  needs: ['toolchain'],
  run: (context, { toolchain }) => toolchain.toolEnvironment(likelyPurpose(context)),
})

/** Installs what the wheel and its tests are expected to need while the package is built. */
export const preinstalledEnvironments = defineStage({
  name: 'preinstalled environments',
  scope: 'package',
  needs: ['toolchain'],
  run: async ({ project, config, scratch, logs }, { toolchain: { interpreter, pool } }) => {
    const isKnown = declaredDependencies(project) !== undefined
    const expected = isKnown ? await announcedRequirements(project, config) : NOTHING
    const forWheel = [expected.runtime, expected.tests].filter((lines) => lines.length > 0)
    pool.prepare(forWheel.map((requirements) => ({ requirements })))
    const [runtime, tests] = await preinstall(
      (['runtime', 'tests'] as const).map((name) => ({
        root: join(scratch, 'environments', name),
        requirements: expected[name],
        keepLog: (transcript: string) => logs.write(LOGS[name], transcript),
      })),
      { interpreter, pool, scratch, caller: config.environment },
    )
    return { runtime, tests } as PreinstalledEnvironments
  },
})

/** Copies the checkout for the tests; the source of the package is taken out of it later. */
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
    const place = { interpreter: toolchain.interpreter, scratch, caller: config.environment }
    const wanted = await requirementsOfWheel(contents.wheel.metadata, project, config)
    const [runtime, tests] = await Promise.all([
      environmentFor(wanted.runtime, preinstalled.runtime, place),
      environmentFor(wanted.tests, preinstalled.tests, place),
    ])
    const installExtras = extrasOf({ ...context, ...toolchain, contents, environment: runtime })
    return { runtime, tests, installExtras }
  },
})

/** The stages that prepare what the checks work with. */
export const SETUP_STAGES: readonly AnyPackageStage[] = [
  interpreters,
  toolchain,
  toolEnvironment,
  preinstalledEnvironments,
  testSandbox,
  environments,
]

/** What the stages of one Python run with. */
export function toolsOf(
  { project, checkout, config, scratch, logs, siblingsForBuild: siblings }: PackageContext,
  toolchain: Toolchain,
): PythonTools {
  const { interpreter, pool } = toolchain
  const { committedAt } = checkout
  const caller = config.environment
  const backendOf = (buildSystem: BuildSystem) =>
    new Backend({ buildSystem, pool, scratch, committedAt, siblings, caller })
  return {
    ...toolchain,
    backend: backendOf(project.buildSystem),
    backendOf,
    toolEnvironment: (purpose) =>
      provideTools(purpose, { interpreter, pool }, (transcript) =>
        logs.write(`tools-${purpose}`, transcript),
      ),
  }
}

/** Names of the logs of what is installed before there is a wheel. */
const LOGS = { runtime: 'install-ahead', tests: 'install-tests-ahead' } as const

const NOTHING: ForWheel = { runtime: [], tests: [] }

/** What the tool environment will be needed for, as far as the checkout says. */
function likelyPurpose({ project, checkout }: PackageContext): ToolPurpose {
  return checkout.files.includes(fileOf(project, 'README.rst')) ? 'readme' : 'metadata'
}
