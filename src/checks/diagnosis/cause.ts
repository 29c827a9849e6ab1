import { escapeRegExp } from '../../program/regular-expressions.ts'
import { moduleOf, topLevelModule } from '../../python/module-names.ts'
import { exceptionChain, type PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'

/** The problem in the wheel that causes an exception; one cause can explain many failures. */
export type Cause =
  /** A module of the project that is not in the wheel. */
  | { readonly kind: 'module'; readonly module: string }
  /** A data file of the project that is not in the wheel; the path at which it would be installed. */
  | { readonly kind: 'data'; readonly path: string }
  /** A module of another distribution that is not installed. */
  | { readonly kind: 'distribution'; readonly module: string }
  | { readonly kind: 'other' }

/** Returns the cause of an exception: of the first error of its chain that the wheel's contents explain. */
export function causeOf(error: PythonError, contents: Contents): Cause {
  const causes = exceptionChain(error).map((one) => causeOfOne(one, contents))
  return (
    causes.find(({ kind }) => kind === 'module' || kind === 'data') ??
    causes.find(({ kind }) => kind === 'distribution') ?? { kind: 'other' }
  )
}

/**
 * Returns whether the cause of a failure has a finding of its own.
 *
 * @param undeclared modules of other distributions that a finding reports as undeclared
 */
export function isReportedElsewhere(cause: Cause, undeclared: readonly string[]): boolean {
  if (cause.kind === 'distribution') return undeclared.includes(topLevelModule(cause.module))
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
  { wheel, unshippedModules, workspaceModules }: Contents,
): Cause | undefined {
  const imported = /cannot import name '([^']+)' from (?:partially initialized module )?'([^']+)'/.exec(
    error.message,
  )
  // "from package import module" of a missing module raises an ImportError for the name.
  const name = imported === null ? error.name : `${imported[2]}.${imported[1]}`
  if (name === null) return undefined
  if (unshippedModules.has(name)) return { kind: 'module', module: name }
  // A namespace package has no file of its own, so its modules are searched.
  if ([...unshippedModules.keys()].some((module) => module.startsWith(`${name}.`)))
    return { kind: 'module', module: name }
  // A module that was imported and lacks the name is installed, in another version.
  const isInstalled = (module: string) => imported !== null && `${imported[2]}.`.startsWith(`${module}.`)
  if ([...workspaceModules].some((module) => `${name}.`.startsWith(`${module}.`) && !isInstalled(module)))
    return { kind: 'distribution', module: name }
  const top = topLevelModule(name)
  const isShipped = wheel.topLevels.some((topLevel) => topLevel.name === top)
  if (isShipped || imported !== null || error.type !== 'ModuleNotFoundError') return undefined
  return { kind: 'distribution', module: name }
}

function missingData(error: PythonError, { unshipped }: Contents): string | undefined {
  const text = `${error.path ?? ''}\n${error.message}`.replaceAll('\\\\', '/').replaceAll('\\', '/')
  const data = [...unshipped].filter(([path]) => moduleOf(path) === undefined)
  const byPath = data.find(
    ([installed, source]) => text.includes(`/${installed}`) || text.includes(`/${source}`),
  )
  if (byPath !== undefined) return byPath[0]
  const directory = lastParts(text, 2)
  const byDirectory =
    error.path === null || !directory.includes('/')
      ? undefined
      : data.find(([installed]) => `/${installed}`.includes(`/${directory}/`))
  if (byDirectory !== undefined) return byDirectory[0]
  // Errors without a path, as raised by template loaders, contain only the file name.
  if (error.path !== null) return undefined
  const evidence = isAssertion(error) ? assertionEvidence(text) : text
  return data.find(([installed]) => isNamed(evidence, installed.split('/').at(-1) as string))?.[0]
}

function isAssertion({ type }: PythonError): boolean {
  return type === 'AssertionError' || type === 'Failed'
}

/**
 * The parts of an assertion's message that can name a missing file: what a collection lacks, and lines of output with an
 * error. It also shows the arguments of calls.
 */
function assertionEvidence(text: string): string {
  return text
    .split('\n')
    .flatMap((line) =>
      /Error|NotFound|No such file/.test(line) ? line : (/\bassert '[^']+' in /.exec(line)?.[0] ?? []),
    )
    .join('\n')
}

function lastParts(text: string, parts: number): string {
  return (text.split('\n')[0] ?? '').split('/').slice(-parts).join('/')
}

function isNamed(text: string, name: string): boolean {
  return name.includes('.') && new RegExp(`(^|[\\s'"/])${escapeRegExp(name)}($|[\\s'"])`, 'm').test(text)
}
