import { portionsOf } from '../../distribution/portions.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import type { ImportAttempt } from '../../python/import-modules.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { nameNotThere } from './missing-name.ts'

/** Why the artifact, and nothing around it, is to blame for an import that fails. */
export type DistributionFault = 'own-module' | 'own-name' | 'checkout'

/**
 * The fault of the artifact in an import that fails, if there is one: it lacks a module of its own; a module of its
 * own lacks a name; or it imports from the sources of the checkout in the very same environment.
 *
 * @param module the module that was imported
 */
export function distributionFault(
  module: string,
  { error, importsFromSources, nameIsNowhere }: ImportAttempt,
  contents: Contents,
): DistributionFault | undefined {
  if (importsFromSources) return 'checkout'
  if (error === undefined) return undefined
  if (lacksOwnModule(module, error, contents)) return 'own-module'
  const missing = nameNotThere(error)
  if (missing === undefined || nameIsNowhere !== true) return undefined
  const named = `${missing.module}.${missing.name}`
  return isMeantForElsewhere(module, named) || isNotCompiled(named, contents) ? undefined : 'own-name'
}

/** The import machinery did not find a module that would be the wheel's own. */
function lacksOwnModule(module: string, { type, message, name }: PythonError, contents: Contents): boolean {
  if (type !== 'ModuleNotFoundError' || name === null || name === module) return false
  // In other words than the import machinery's own it was raised on purpose.
  if (message !== `No module named '${name}'`) return false
  return (
    isOwn(name, contents.wheel) &&
    !isShipped(name, contents.wheel) &&
    !isMeantForElsewhere(module, name) &&
    !isNotCompiled(name, contents)
  )
}

/** Whether a dotted name would lie in what the wheel alone installs: a namespace is shared with others. */
function isOwn(name: string, wheel: Pick<Wheel, 'files' | 'topLevels'>): boolean {
  return portionsOf(wheel).some((portion) => name.startsWith(`${portion.replaceAll('/', '.')}.`))
}

/** Whether the wheel has a module or a folder of this name. */
function isShipped(name: string, { files }: Pick<Wheel, 'files'>): boolean {
  const folder = `${name.replaceAll('.', '/')}/`
  return files.some(({ path }) => moduleOf(path) === name || path.startsWith(folder))
}

/** Parts of the names of modules that are shipped everywhere and work on one platform. */
const PLATFORM =
  /(^|[._])(_?ps)?(win(dows|32|64)?|nt|mswin|linux|posix|unix|osx|macos|mac|darwin|cocoa|bsd|freebsd|openbsd|netbsd|sunos|solaris|aix|cygwin|java|jython|android|ios|wasm|emscripten|pyodide)\d*($|[._])/i

function isMeantForElsewhere(...names: readonly string[]): boolean {
  return names.some((name) => PLATFORM.test(name))
}

/** The checkout has the source of an extension module by this name, which need not be built everywhere. */
function isNotCompiled(name: string, { unshipped, wheel }: Contents): boolean {
  const stem = name.replaceAll('.', '/')
  return [...unshipped.keys(), ...wheel.files.map(({ path }) => path)].some(
    (path) => path.startsWith(`${stem}.`) && EXTENSION_SOURCE.test(path.slice(stem.length)),
  )
}

const EXTENSION_SOURCE = /^\.(pyx|pxd|pyi|c|cc|cpp|cxx|rs|f|f90|zig|go)$/
