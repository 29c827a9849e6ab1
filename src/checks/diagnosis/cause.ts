import { moduleOf, topOf } from '../../python/module-names.ts'
import { chain, type PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'

/** What in the artifact makes an exception come about; one cause shows itself in many failures. */
export type Cause =
  /** A module of the project that is not in the wheel. */
  | { readonly kind: 'module'; readonly module: string }
  /** A data file of the project that is not in the wheel, by where it would be installed. */
  | { readonly kind: 'data'; readonly path: string }
  /** A module of another distribution that is not installed. */
  | { readonly kind: 'distribution'; readonly module: string }
  | { readonly kind: 'other' }

/** Finds what an exception comes from: the first error of its chain that the contents of the wheel explain. */
export function causeOf(error: PythonError, contents: Contents): Cause {
  const causes = chain(error).map((one) => causeOfOne(one, contents))
  return (
    causes.find(({ kind }) => kind === 'module' || kind === 'data') ??
    causes.find(({ kind }) => kind === 'distribution') ?? { kind: 'other' }
  )
}

/**
 * Whether a failure needs no finding of its own, as its cause has one.
 *
 * @param undeclared modules of other distributions that a finding says are not declared
 */
export function isReportedElsewhere(cause: Cause, undeclared: readonly string[]): boolean {
  if (cause.kind === 'distribution') return undeclared.includes(topOf(cause.module))
  return cause.kind !== 'other'
}

function causeOfOne(error: PythonError, contents: Contents): Cause {
  if (error.type === 'ModuleNotFoundError' || error.type === 'ImportError') {
    const missing = missingModule(error, contents)
    if (missing !== undefined) return missing
  }
  const path = missingData(error, contents)
  return path === undefined ? { kind: 'other' } : { kind: 'data', path }
}

function missingModule(
  error: PythonError,
  { wheel, unshippedModules, siblingModules }: Contents,
): Cause | undefined {
  const imported = /cannot import name '([^']+)' from (?:partially initialized module )?'([^']+)'/.exec(
    error.message,
  )
  // "from package import module" of a module that is not there is an ImportError for the name.
  const name = imported === null ? error.name : `${imported[2]}.${imported[1]}`
  if (name === null) return undefined
  if (unshippedModules.has(name)) return { kind: 'module', module: name }
  // A package without __init__ has no file of its own, but its modules have.
  if ([...unshippedModules.keys()].some((module) => module.startsWith(`${name}.`)))
    return { kind: 'module', module: name }
  // What a name was looked for in is there, in a version that lacks it.
  const isThere = (module: string) => imported !== null && `${imported[2]}.`.startsWith(`${module}.`)
  if ([...siblingModules].some((module) => `${name}.`.startsWith(`${module}.`) && !isThere(module)))
    return { kind: 'distribution', module: name }
  const top = topOf(name)
  const own = wheel.topLevels.some((topLevel) => topLevel.name === top)
  if (own || imported !== null || error.type !== 'ModuleNotFoundError') return undefined
  return { kind: 'distribution', module: name }
}

function missingData(error: PythonError, { unshipped }: Contents): string | undefined {
  const said = `${error.path ?? ''}\n${error.message}`.replaceAll('\\\\', '/').replaceAll('\\', '/')
  const data = [...unshipped].filter(([path]) => moduleOf(path) === undefined)
  const byPath = data.find(
    ([installed, source]) => said.includes(`/${installed}`) || said.includes(`/${source}`),
  )
  if (byPath !== undefined) return byPath[0]
  // A folder of data that is not there at all.
  const folder = lastParts(said, 2)
  const byFolder =
    error.path === null || !folder.includes('/')
      ? undefined
      : data.find(([installed]) => `/${installed}`.includes(`/${folder}/`))
  if (byFolder !== undefined) return byFolder[0]
  // An error with a path says which file it means; loaders of templates and resources name it alone.
  if (error.path !== null) return undefined
  return data.find(([installed]) => isNamed(said, installed.split('/').at(-1) as string))?.[0]
}

function lastParts(said: string, parts: number): string {
  return (said.split('\n')[0] ?? '').split('/').slice(-parts).join('/')
}

function isNamed(said: string, name: string): boolean {
  return (
    name.includes('.') &&
    new RegExp(`(^|[\\s'"/])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[\\s'"])`, 'm').test(said)
  )
}
