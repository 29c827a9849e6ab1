import { portionsOf } from '../../distribution/portions.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import type { ImportAttempt } from '../../python/import-modules.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { missingNameOf, notFoundModuleOf } from './import-error.ts'

/** Returns the module of a package of the wheel that Python did not find and the wheel lacks. */
export function missingOwnModule(module: string, error: PythonError, contents: Contents): string | undefined {
  const name = notFoundModuleOf(error)
  return name !== undefined &&
    name !== module &&
    isInOwnPackage(name, contents.wheel) &&
    !isShipped(name, contents.wheel) &&
    !isPlatformSpecific(module, name) &&
    !isExtensionModule(name, contents)
    ? name
    : undefined
}

/** Returns whether an import failed because a module of the wheel lacks a name. */
export function isOwnNameMissing(
  module: string,
  { error, isNameAbsent }: ImportAttempt,
  contents: Contents,
): boolean {
  const missing = error === undefined ? undefined : missingNameOf(error)
  if (missing === undefined || isNameAbsent !== true) return false
  const dottedName = `${missing.module}.${missing.name}`
  return !isPlatformSpecific(module, dottedName) && !isExtensionModule(dottedName, contents)
}

/** Whether a dotted name is in a package that only this wheel installs, unlike a namespace package. */
function isInOwnPackage(name: string, wheel: Pick<Wheel, 'files' | 'topLevels'>): boolean {
  return portionsOf(wheel).some((portion) => name.startsWith(`${portion.replaceAll('/', '.')}.`))
}

/** Whether the wheel has a module or a directory of this name. */
function isShipped(name: string, { files }: Pick<Wheel, 'files'>): boolean {
  const directory = `${name.replaceAll('.', '/')}/`
  return files.some(({ path }) => moduleOf(path) === name || path.startsWith(directory))
}

/** Parts of the names of modules that work on one platform only. */
const PLATFORM =
  /(^|[._])(_?ps)?(win(dows|32|64)?|nt|mswin|linux|posix|unix|osx|macos|mac|darwin|cocoa|bsd|freebsd|openbsd|netbsd|sunos|solaris|aix|cygwin|java|jython|android|ios|wasm|emscripten|pyodide)\d*($|[._])/i

/** Returns whether a dotted name has a part that names a platform. */
export function isPlatformSpecific(...names: readonly string[]): boolean {
  return names.some((name) => PLATFORM.test(name))
}

/** Returns whether there is source code of an extension module of this name, which may be compiled on some platforms only. */
export function isExtensionModule(name: string, { unshipped, wheel }: Contents): boolean {
  const stem = name.replaceAll('.', '/')
  return [...unshipped.keys(), ...wheel.files.map(({ path }) => path)].some(
    (path) => path.startsWith(`${stem}.`) && EXTENSION_SOURCE.test(path.slice(stem.length)),
  )
}

const EXTENSION_SOURCE = /^\.(pyx|pxd|pyi|c|cc|cpp|cxx|rs|f|f90|zig|go)$/
