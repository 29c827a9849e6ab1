import { moduleOf } from '../python/module-names.ts'
import { normalizeName } from '../python/requirement.ts'
import type { TopLevel, Wheel } from './wheel.ts'

/** Usual names of directories next to the package. Only if a wheel has no others are they its import packages. */
const NOT_A_PACKAGE = new Set(
  'test tests doc docs example examples benchmark benchmarks tool tools script scripts src build dist conftest setup noxfile'.split(
    ' ',
  ),
)

/** Whether a name may be that of an import package, and is not the usual one of another directory. */
export function isPackageName(name: string): boolean {
  return !NOT_A_PACKAGE.has(name)
}

/** Generic names that other distributions may install as well. */
const GENERIC = new Set('app cli data lib libs util utils helpers common config settings main'.split(' '))

/**
 * The top-level modules of a wheel with generic names, such as `utils`, next to a package that has the name of the
 * distribution.
 */
export function genericTopLevels({ metadata, topLevels }: Pick<Wheel, 'metadata' | 'topLevels'>): string[] {
  const own = normalizeName(metadata.name)
  const hasOwn = topLevels.some(({ name }) => normalizeName(name) === own)
  return hasOwn
    ? topLevels.flatMap(({ name }) => (GENERIC.has(name) && normalizeName(name) !== own ? [name] : []))
    : []
}

/** What a wheel installs at the top of site-packages although it is no module and no import package. */
export interface StrayPath {
  readonly path: string
  readonly problem: 'init' | 'file' | 'directory' | 'unimportable'
}

/** The files and directories at the top of site-packages from which nothing can be imported. */
export function strayPaths({
  metadata,
  files,
  topLevels,
}: Pick<Wheel, 'metadata' | 'files' | 'topLevels'>): StrayPath[] {
  const modules = new Set(topLevels.map(({ name }) => name))
  const own = normalizeName(metadata.name)
  const found = new Map<string, StrayPath['problem']>()
  for (const { path } of files) {
    const [first = '', ...rest] = path.split('/')
    // Settings and leftovers of tools have their own rule.
    if (first.startsWith('.')) continue
    if (rest.length === 0) {
      const problem = problemOfFile(first)
      if (problem !== undefined) found.set(first, problem)
    } else if (!modules.has(first) && isStrayDirectory(first, files, own)) {
      found.set(
        `${first}/`,
        files.some((file) => isModuleBelow(file.path, first)) ? 'unimportable' : 'directory',
      )
    }
  }
  // A distribution of data only has nothing else.
  const isDataOnly = modules.size === 0 && found.size === 1
  return [...found].flatMap(([path, problem]) =>
    isDataOnly && problem === 'directory' ? [] : [{ path, problem }],
  )
}

function problemOfFile(name: string): StrayPath['problem'] | undefined {
  if (/^__init__\.pyi?$/.test(name)) return 'init'
  if (/\.(pth|pyi|so|pyd|dll|dylib|pyc)$/.test(name) || /\.so\.\d/.test(name)) return undefined
  if (!name.endsWith('.py')) return 'file'
  return moduleOf(name) === undefined ? 'unimportable' : undefined
}

/** Whether a directory contains neither modules, stubs nor libraries, and is not named after the distribution. */
function isStrayDirectory(name: string, files: Wheel['files'], own: string): boolean {
  if (/(-stubs|\.libs|\.dylibs|\.egg-info|\.dist-info)$/.test(name)) return false
  const paths = files.flatMap(({ path }) => (path.startsWith(`${name}/`) ? [path] : []))
  if (paths.some((path) => /\.(pyi|so|pyd|dll|dylib|h|hpp|a|lib)$/.test(path) || /\.so\.\d/.test(path)))
    return false
  const normalized = normalizeName(name)
  return (
    paths.some((path) => isModuleBelow(path, name)) ||
    (normalized !== own && !own.startsWith(`${normalized}-`))
  )
}

function isModuleBelow(path: string, directory: string): boolean {
  return path.startsWith(`${directory}/`) && path.endsWith('.py')
}

/** The top-level modules of a wheel that are probably in it by mistake, such as `tests`. */
export function strayTopLevels({ metadata, topLevels }: Pick<Wheel, 'metadata' | 'topLevels'>): string[] {
  const own = normalizeName(metadata.name)
  const isStray = ({ name }: TopLevel) => !isPackageName(name) && normalizeName(name) !== own
  return topLevels.every(isStray) ? [] : topLevels.filter(isStray).map(({ name }) => name)
}
