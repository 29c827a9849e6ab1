import { normalizeName } from '../../python/requirement.ts'
import { exceptionChain, type PythonError } from '../../python/traceback.ts'
import type { Inventory } from '../../python/virtual-environment.ts'
import type { TestEvidence } from './facts.ts'

/** A plugin of another distribution that keeps pytest from running. */
export interface PluginFailure {
  readonly distribution: string
  readonly version: string
  readonly pytest: string
  readonly error: PythonError
}

/** Where the files of the test environment belong. */
export interface TestEnvironment {
  readonly inventory: Pick<Inventory, 'distributions' | 'providers'>
  /** Normalized names of the distribution under test and of its workspace members. */
  readonly own: ReadonlySet<string>
  /** Absolute. */
  readonly sandbox: string
}

/**
 * Returns the plugin of another distribution that failed while pytest started or ended; undefined if pytest ran, or if
 * code of the project was involved.
 */
export function pluginFailure(
  { session, failures, internalError, internalErrors, totals, stderr }: TestEvidence,
  environment: TestEnvironment,
): PluginFailure | undefined {
  const start = failures.find(({ nodeid }) => nodeid === 'pytest')?.error ?? validationError(stderr)
  const hasResults = failures.some(({ nodeid }) => nodeid !== 'pytest') || totals.failed + totals.errors > 0
  const error =
    session.state === 'not-started' ? start : internalErrors.length > 0 ? internalError : undefined
  if (error === undefined || hasResults) return undefined
  const chain = exceptionChain(error)
  const files = chain.flatMap(({ frames, message }) => [
    ...frames.map(({ file }) => file),
    // Of the PluginValidationError of pluggy.
    ...[...message.matchAll(/from '([^']+\.py)'/g)].map(([, file = '']) => file),
  ])
  const owners = files.map((file) => ownerOf(file, environment))
  if (owners.some((owner) => owner === OWN)) return undefined
  const named = chain.flatMap(({ message }) => pluginInMessage(message, environment))
  const distribution =
    [...owners, ...named].findLast((owner) => typeof owner === 'string') ??
    (isErrorOfPytest(error, environment) ? 'pytest' : undefined)
  if (typeof distribution !== 'string') return undefined
  const version = (name: string) =>
    environment.inventory.distributions.find((one) => normalizeName(one.name) === normalizeName(name))
      ?.version ?? ''
  return { distribution, version: version(distribution), pytest: version('pytest'), error }
}

/** The error of pluggy about the hooks of a plugin, for which pytest prints no traceback. */
function validationError(stderr: string): PythonError | undefined {
  const message = /^pluggy\.[\w.]*PluginValidationError: (.*)$/m.exec(stderr)?.[1]
  if (message === undefined) return undefined
  const type = 'PluginValidationError'
  return { type, qualname: type, message, name: null, path: null, frames: [], cause: null }
}

/** Whether pytest itself raised an error that names no module of the project, as a release for older Pythons does. */
function isErrorOfPytest(error: PythonError, { inventory, own }: TestEnvironment): boolean {
  const { type, message, frames } = error
  // A warning about the project that its filterwarnings raise, such as PytestConfigWarning for its testpaths.
  if (/^Pytest\w*Warning$/.test(type)) return false
  // A setting names a module that is not installed, as `filterwarnings` can.
  if (exceptionChain(error).some(({ type }) => type === 'ModuleNotFoundError')) return false
  if (/Error importing plugin/.test(message)) return false
  const ownModules = Object.entries(inventory.providers)
    .filter(([, owners]) => owners.some((owner) => own.has(normalizeName(owner))))
    .map(([module]) => module)
  if (ownModules.some((module) => message.includes(`'${module}`))) return false
  const installed = frames.filter(({ file }) => /[\\/](?:site|dist)-packages[\\/]/.test(file))
  return /[\\/]_?pytest[\\/]/.test(installed.at(-1)?.file ?? '')
}

/** The file belongs to the project. */
const OWN = Symbol('own')

/** Distributions that run plugins, so that they are in every traceback. */
const RUNNERS = new Set(['pytest', 'pluggy', 'iniconfig', 'pytest-xdist', 'execnet'])

function ownerOf(
  file: string,
  { inventory, own, sandbox }: TestEnvironment,
): string | typeof OWN | undefined {
  const path = /[\\/](?:site|dist)-packages[\\/](.*)$/.exec(file)?.[1]?.replaceAll('\\', '/')
  if (path === undefined) return file.startsWith(sandbox) ? OWN : undefined
  const parts = path.replace(/\.py$/, '').split('/')
  for (let length = parts.length; length > 0; length--) {
    const owner = inventory.providers[parts.slice(0, length).join('.')]?.[0]
    if (owner === undefined) continue
    if (own.has(normalizeName(owner))) return OWN
    return RUNNERS.has(normalizeName(owner)) ? undefined : owner
  }
  return undefined
}

/** The distribution of the plugin that an error of pluggy names. */
function pluginInMessage(message: string, { inventory, own }: TestEnvironment): string[] {
  const name = /\bPlugin '([\w.-]+)' |in plugin '?([\w.-]+)/i.exec(message)?.slice(1).find(Boolean)
  if (name === undefined) return []
  const normalized = normalizeName(name.split('.')[0] ?? '')
  // The plugin `flake8` is of pytest-flake8, which requires flake8.
  const names = [`pytest-${normalized}`, normalized].filter((one) => !own.has(one))
  return names
    .flatMap((one) => inventory.distributions.filter((other) => normalizeName(other.name) === one))
    .slice(0, 1)
    .map((one) => one.name)
}

/** The failure as a sentence with what to do, for a result that is inconclusive. */
export function describePluginFailure(
  { distribution, version, pytest, error }: PluginFailure,
  source: string,
): string {
  const lacks = exceptionChain(error).find(({ type }) => type === 'ModuleNotFoundError')
  const reason = lacks ?? error
  return `pytest ${pytest} cannot run: its plugin ${distribution} ${version} raises ${reason.type}: ${reason.message.split('\n')[0]}. Require a release of ${distribution} that works in this environment, or remove it from the test dependencies (${source}).`
}
