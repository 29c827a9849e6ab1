import { Inconclusive } from '../program/errors.ts'
import { type EnvironmentPool, InstallationRefused } from './environment-pool.ts'
import type { Interpreter } from './interpreter.ts'
import { parseRequirement } from './requirement.ts'
import {
  createEnvironments,
  type Environment,
  type Model,
  type NewEnvironment,
} from './virtual-environment.ts'

/**
 * An environment in which what a wheel is expected to need was installed before there was a wheel. It may only be used
 * for a wheel that asks for just that: anything more would hide what the wheel does not declare.
 */
export interface PreinstalledEnvironment {
  readonly environment: Environment
  readonly requirements: readonly string[]
}

/** The environments of one Python that the wheel will be installed into. */
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

/** A preinstalled that is not there yet. */
export interface PreinstallRequest {
  /** Of the environment. */
  readonly root: string
  readonly requirements: readonly string[]
  /** Keeps what the installer printed. */
  readonly keepLog: (transcript: string) => Promise<void>
}

/**
 * Makes environments in one start of the interpreter, with what is expected to be needed in them as far as that can be
 * had. What cannot be had is told by the installation of the wheel, if it is needed.
 *
 * @throws Inconclusive when the interpreter cannot create them
 */
export async function preinstall(
  requests: readonly PreinstallRequest[],
  context: PreinstallContext,
): Promise<PreinstalledEnvironment[]> {
  const { interpreter, scratch, caller } = context
  const models = await Promise.all(
    requests.map((request) => modelFor(request, context).catch(undefinedWhereRefused)),
  )
  const create = (wanted: readonly (string | NewEnvironment)[]) =>
    createEnvironments(interpreter, wanted, scratch, caller)
  const filled = await create(
    requests.map(({ root }, i) => {
      const like = models[i]
      return like === undefined ? root : { root, like }
    }),
  ).catch(undefinedWhereRefused)
  const environments = filled ?? (await create(requests.map(({ root }) => `${root}-empty`)))
  return requests.map(({ requirements }, i) => ({
    environment: environments[i] as Environment,
    requirements: filled === undefined || models[i] === undefined ? [] : requirements,
  }))
}

async function modelFor(
  { requirements, keepLog }: PreinstallRequest,
  { pool }: PreinstallContext,
): Promise<Model | undefined> {
  // Where it is Windows, scripts are programs that have the place of their interpreter built in.
  if (requirements.length === 0 || process.platform === 'win32') return undefined
  const environment = await pool.provide({ requirements }, keepLog)
  if (requirements.some((text) => parseRequirement(text)?.name === 'pytest')) pool.compilePytest(environment)
  return { environment, completed: pool.completed(environment) }
}

function undefinedWhereRefused(error: unknown): undefined {
  if (error instanceof InstallationRefused || error instanceof Inconclusive) return undefined
  throw error
}

/**
 * An environment for a wheel: the one with the preinstalled where that is just what the wheel asks for, else an empty one.
 *
 * @param wanted every requirement that will be asked for with the wheel
 * @throws Inconclusive when the interpreter cannot create it
 */
export async function environmentFor(
  wanted: readonly string[],
  { environment, requirements }: PreinstalledEnvironment,
  { interpreter, scratch, caller }: Pick<PreinstallContext, 'interpreter' | 'scratch' | 'caller'>,
): Promise<Environment> {
  if (requirements.length === 0 || isSame(requirements, wanted)) return environment
  const [empty] = await createEnvironments(interpreter, [`${environment.root}-anew`], scratch, caller)
  return empty as Environment
}

/** Whether two lists ask for the same, however it is written. What cannot be read is never the same. */
export function isSame(some: readonly string[], others: readonly string[]): boolean {
  const [left, right] = [some, others].map((list) => [...new Set(list.map(canonical))].sort())
  return left?.join('\n') === right?.join('\n')
}

/** A requirement in one way of writing, of those that differ in order, blanks and quotes (PEP 508). */
function canonical(text: string): string {
  const requirement = parseRequirement(text)
  if (requirement === undefined) return text
  const { name, extras } = requirement
  const [head = '', marker = ''] = text.split(';')
  const specifiers = /[<>=!~].*$/.exec(head.replaceAll(/[\s()]/g, ''))?.[0] ?? ''
  const plain = marker.replaceAll(/[\s'"]/g, '')
  return `${name}[${[...extras].sort()}]${specifiers.split(',').sort()};${plain}`
}
