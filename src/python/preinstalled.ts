import { Inconclusive } from '../program/errors.ts'
import { type EnvironmentPool, InstallationError } from './environment-pool.ts'
import type { Interpreter } from './interpreter.ts'
import { haveSameRequirements, parseRequirement } from './requirement.ts'
import {
  createEnvironments,
  type Environment,
  type EnvironmentTemplate,
  type NewEnvironment,
} from './virtual-environment.ts'

/**
 * An environment in which the expected dependencies of a wheel were installed while the wheel was being built. It may
 * only be used if the wheel declares exactly these: an extra distribution would hide an undeclared dependency.
 */
export interface PreinstalledEnvironment {
  readonly environment: Environment
  readonly requirements: readonly string[]
}

/** The preinstalled environments of one Python, without and with the test dependencies. */
export interface PreinstalledEnvironments {
  readonly runtime: PreinstalledEnvironment
  readonly tests: PreinstalledEnvironment
}

export interface PreinstallContext {
  readonly interpreter: Interpreter
  readonly pool: Pick<EnvironmentPool, 'provide' | 'completed' | 'compilePytest'>
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
}

/** A preinstalled environment to create. */
export interface PreinstallRequest {
  /** The directory of the environment. */
  readonly root: string
  readonly requirements: readonly string[]
  /** Writes the installer output to a log. */
  readonly writeLog: (transcript: string) => Promise<void>
}

/**
 * Creates environments in one process of the interpreter, and installs their requirements. If that fails, they are left
 * empty: the installation of the wheel then reports the error, if the wheel has these dependencies.
 *
 * @throws Inconclusive if the interpreter cannot create them
 */
export async function preinstall(
  requests: readonly PreinstallRequest[],
  context: PreinstallContext,
): Promise<PreinstalledEnvironment[]> {
  const { interpreter, scratch, caller } = context
  const templates = await Promise.all(
    requests.map((request) => templateFor(request, context).catch(undefinedIfNotInstallable)),
  )
  const create = (all: readonly (string | NewEnvironment)[]) =>
    createEnvironments(interpreter, all, scratch, caller)
  const filled = await create(
    requests.map(({ root }, i) => {
      const template = templates[i]
      return template === undefined ? root : { root, template }
    }),
  ).catch(undefinedIfNotInstallable)
  const environments = filled ?? (await create(requests.map(({ root }) => `${root}-empty`)))
  return requests.map(({ requirements }, i) => ({
    environment: environments[i] as Environment,
    requirements: filled === undefined || templates[i] === undefined ? [] : requirements,
  }))
}

async function templateFor(
  { requirements, writeLog }: PreinstallRequest,
  { pool }: PreinstallContext,
): Promise<EnvironmentTemplate | undefined> {
  // On Windows, console scripts are executables that contain the path of their interpreter.
  if (requirements.length === 0 || process.platform === 'win32') return undefined
  const environment = await pool.provide({ requirements }, writeLog)
  if (requirements.some((text) => parseRequirement(text)?.name === 'pytest')) pool.compilePytest(environment)
  return { environment, completed: pool.completed(environment) }
}

function undefinedIfNotInstallable(error: unknown): undefined {
  if (error instanceof InstallationError || error instanceof Inconclusive) return undefined
  throw error
}

/**
 * The environment for a wheel: the preinstalled one if it has exactly the required dependencies, else an empty one.
 *
 * @param required the dependencies of the wheel and all that is installed with it
 * @throws Inconclusive if the interpreter cannot create it
 */
export async function environmentFor(
  required: readonly string[],
  { environment, requirements }: PreinstalledEnvironment,
  { interpreter, scratch, caller }: Pick<PreinstallContext, 'interpreter' | 'scratch' | 'caller'>,
): Promise<Environment> {
  if (requirements.length === 0 || haveSameRequirements(requirements, required)) return environment
  const [empty] = await createEnvironments(interpreter, [`${environment.root}-anew`], scratch, caller)
  return empty as Environment
}
