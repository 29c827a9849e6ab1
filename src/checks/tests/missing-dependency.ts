import { distributionOf } from '../../python/distribution-names.ts'
import { topLevelModule } from '../../python/module-names.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { causeOf } from '../diagnosis/cause.ts'
import { pythonsWith } from '../diagnosis/standard-library.ts'
import type { TestEvidence, TestFailure } from './facts.ts'
import { pluginWith } from './pytest-plugins.ts'

/** Something that the tests need of a distribution that is not installed. */
export interface MissingDependency {
  readonly what: 'module' | 'fixture' | 'option' | 'marker' | 'plugin' | 'async'
  readonly name: string
  /** The distribution that has it; a guess if `isKnown` is false. Null if there is no guess. */
  readonly distribution: string | null
  readonly isKnown: boolean
}

/** Returns what a failure lacks of another distribution; undefined for other failures. */
export function missingInFailure(
  { message, error }: Pick<TestFailure, 'message' | 'error'>,
  contents: Contents,
): MissingDependency | undefined {
  const text = `${message}\n${error?.message ?? ''}`
  const fixture =
    /fixture '([^']+)' not found/.exec(text)?.[1] ??
    (error?.type === 'FixtureLookupError' ? /^\('(\w+)',/.exec(error.message)?.[1] : undefined)
  if (fixture !== undefined) return featureOf('fixture', 'fixtures', fixture)
  const marker = /'(\w+)' not found in `markers` configuration option/.exec(text)?.[1]
  if (marker !== undefined) return featureOf('marker', 'markers', marker)
  if (/async def functions are not natively supported/.test(text))
    return { what: 'async', name: 'async def', distribution: 'pytest-asyncio', isKnown: false }
  return error === undefined ? undefined : missingModule(error, contents)
}

/** Returns what a test run lacks of other distributions. */
export function missingInRun(
  { failures, internalError, session, stderr }: TestEvidence,
  contents: Contents,
): MissingDependency[] {
  const all = [
    ...failures.flatMap((failure) => missingInFailure(failure, contents) ?? []),
    ...(internalError === undefined ? [] : [missingModule(internalError, contents) ?? []].flat()),
    ...(session.state === 'not-started' ? missingInUsageError(stderr) : []),
  ]
  const byName = new Map(all.map((one) => [`${one.what} ${one.name}`, one]))
  return [...byName.values()]
}

function missingModule(error: PythonError, contents: Contents): MissingDependency | undefined {
  const cause = causeOf(error, contents)
  if (cause.kind !== 'distribution') return undefined
  // A module of the tests themselves, which an sdist can lack.
  if (/^tests?$/.test(topLevelModule(cause.module))) return undefined
  const { distribution, known, by: name } = distributionOf(cause.module, { providers: {} })
  // No distribution has what another Python has in its standard library, unless one is known for it.
  if (!known && pythonsWith(cause.module) !== undefined) return undefined
  return { what: 'module', name, distribution, isKnown: known }
}

/** What pytest's own settings name: options (`addopts`), `required_plugins` and `-p`. */
export function missingInUsageError(stderr: string): MissingDependency[] {
  const options = /unrecognized arguments: (.*)/.exec(stderr)?.[1] ?? ''
  const plugins = /Missing required plugins: (.*)/.exec(stderr)?.[1] ?? ''
  const loaded = /Error importing plugin "([\w.]+)": No module named '([\w.]+)'/.exec(stderr)
  return [
    ...options
      .split(/\s+/)
      .filter((option) => /^--?[a-z]/.test(option))
      .map((option) => option.replace(/=.*/, ''))
      .map((option) => featureOf('option', 'options', option)),
    ...plugins
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
      .map((name) => ({ what: 'plugin' as const, name, distribution: name, isKnown: true })),
    // Otherwise the plugin itself lacks a module.
    ...(loaded !== null && `${loaded[1]}.`.startsWith(`${loaded[2]}.`)
      ? [pluginModule(loaded[1] as string)]
      : []),
  ]
}

function pluginModule(module: string): MissingDependency {
  const { distribution, known } = distributionOf(module, { providers: {} })
  return { what: 'plugin', name: module, distribution, isKnown: known || /^pytest/.test(distribution) }
}

function featureOf(
  what: 'fixture' | 'option' | 'marker',
  kind: Parameters<typeof pluginWith>[0],
  name: string,
): MissingDependency {
  const distribution = pluginWith(kind, name) ?? null
  return { what, name, distribution, isKnown: distribution !== null }
}
