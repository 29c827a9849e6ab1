import { isTestPath } from '../../../project/test-paths.ts'
import { moduleOf } from '../../../python/module-names.ts'
import { memoized } from '../../diagnosis/memoized.ts'
import { staysBehind } from '../../diagnosis/stay-behind.ts'
import type { ProjectSources } from '../sources.ts'
import { directoryOf, inProject, joinPath, nameOf, projectFiles } from './project-paths.ts'

/** Files that the wheel lacks, and the top-level package or module that they belong to. */
export interface MissingFiles {
  /** Relative to the project's directory. */
  readonly files: readonly string[]
  /** The name of the top-level package or module. */
  readonly top: string
  /** The directory that contains it, relative to the project's directory; empty for that one. */
  readonly root: string
  /** What the wheel has at its top level: `src/demo`, `helper.py`; relative to the project's directory. */
  readonly shipped: readonly string[]
}

/**
 * Returns the directory that contains a top-level package or module, relative to the project's directory; undefined if
 * the file is not installed with the path that it has there.
 *
 * @param file relative to the project's directory
 * @param installed its path in the wheel
 */
export function rootOf(file: string, installed: string): string | undefined {
  if (file === installed) return ''
  return file.endsWith(`/${installed}`) ? file.slice(0, -installed.length - 1) : undefined
}

/** Returns the sources of what the wheel has at its top level, relative to the project's directory. */
export const shippedTopLevels = memoized((sources: ProjectSources): readonly string[] => {
  const byName = new Map<string, string[]>()
  for (const file of projectFiles(sources))
    byName.set(nameOf(file), [...(byName.get(nameOf(file)) ?? []), file])
  const found = new Map<string, string>()
  for (const path of sources.wheelFiles) {
    const [top = ''] = path.split('/')
    if (moduleOf(path) === undefined || found.has(top)) continue
    const same = (byName.get(nameOf(path)) ?? []).filter((file) => rootOf(file, path) !== undefined)
    // Of several copies, the one with the shortest path.
    const [file] = same.sort((a, b) => a.length - b.length)
    if (file !== undefined) found.set(top, joinPath(rootOf(file, path) ?? '', top))
  }
  return [...found.values()]
})

/** Returns the tracked files of a top-level package that the wheel lacks, by the path at which they are installed. */
function missingOf({ top, root }: Pick<MissingFiles, 'top' | 'root'>, sources: ProjectSources): string[] {
  const shipped = new Set(sources.wheelFiles)
  const prefix = root === '' ? '' : `${root}/`
  return projectFiles(sources).flatMap((file) => {
    const installed = file.slice(prefix.length)
    const isMissing = file.startsWith(`${prefix}${top}/`) && !shipped.has(installed)
    return isMissing && !isTestPath(installed) && !staysBehind(installed) ? [installed] : []
  })
}

/**
 * Returns the dotted names of all packages below a top-level package of which the wheel has no module, so that all
 * findings about them have the same fix.
 */
export function missingPackages(
  missing: Pick<MissingFiles, 'top' | 'root'>,
  sources: ProjectSources,
): string[] {
  const shipped = new Set(
    sources.wheelFiles.flatMap((path) => (moduleOf(path) === undefined ? [] : [directoryOf(path)])),
  )
  const directories = missingOf(missing, sources)
    .filter((path) => moduleOf(path) !== undefined)
    .map(directoryOf)
  return [...new Set(directories)]
    .filter((directory) => !shipped.has(directory))
    .map((directory) => directory.replaceAll('/', '.'))
    .sort()
}

/** Returns the dotted names of the packages that contain modules among some files. */
export function packagesOf({ files, root }: MissingFiles): string[] {
  const start = root === '' ? 0 : root.length + 1
  const directories = files
    .map((file) => file.slice(start))
    .filter((path) => /\.pyi?$/.test(path) && path.includes('/'))
    .map(directoryOf)
  return [...new Set(directories)].map((directory) => directory.replaceAll('/', '.')).sort()
}

/** Returns the installed directories of the packages of a top-level package whose data the wheel lacks. */
export function packagesWithMissingData(
  { top, root }: Pick<MissingFiles, 'top' | 'root'>,
  sources: ProjectSources,
): string[] {
  return [...missingDataByPackage(top, root, sources).keys()].sort()
}

/**
 * Returns all data files of a package that the wheel lacks, relative to the package, so that all findings about them have
 * the same fix.
 *
 * @param directory installed directory of the package
 * @param root the directory that contains its top-level package
 */
export function missingDataOf(directory: string, root: string, sources: ProjectSources): readonly string[] {
  const [top = ''] = directory.split('/')
  return missingDataByPackage(top, root, sources).get(directory) ?? []
}

type DataByPackage = ReadonlyMap<string, readonly string[]>

const knownData = memoized((_sources: ProjectSources) => new Map<string, DataByPackage>())

/** The data files that the wheel lacks, by the innermost package with modules in the wheel. */
function missingDataByPackage(top: string, root: string, sources: ProjectSources): DataByPackage {
  const key = joinPath(root, top)
  const known = knownData(sources).get(key)
  if (known !== undefined) return known
  const packages = new Set(
    sources.wheelFiles.flatMap((path) => (moduleOf(path) === undefined ? [] : [directoryOf(path)])),
  )
  const found = new Map<string, string[]>()
  for (const path of missingOf({ top, root }, sources)) {
    if (moduleOf(path) !== undefined || path.endsWith('.pyi')) continue
    let directory = directoryOf(path)
    while (directory.includes('/') && !packages.has(directory)) directory = directoryOf(directory)
    found.set(directory, [...(found.get(directory) ?? []), path.slice(directory.length + 1)])
  }
  knownData(sources).set(key, found)
  return found
}

/**
 * Returns patterns for data files of a package: one for each directory and extension, such as `data/*.json`; one for all
 * of a directory with many kinds; a file's own path where a pattern would match files that are not meant.
 *
 * @param paths relative to the package
 * @param others the other files of the package that the wheel lacks, relative to the package
 */
export function dataPatterns(paths: readonly string[], others: readonly string[]): string[] {
  const groups = new Map<string, string[]>()
  for (const path of paths) {
    const [top = ''] = path.includes('/') ? path.split('/') : ['']
    groups.set(top, [...(groups.get(top) ?? []), path])
  }
  return [...groups].flatMap(([top, all]) => {
    const patterns = [...new Set(all.map(patternFor))]
    const meansOthers = (prefix: string, suffix: string) =>
      others.some((other) => other.startsWith(prefix) && other.endsWith(suffix))
    if (top !== '' && patterns.length > 2 && !meansOthers(`${top}/`, '')) return [`${top}/**/*`]
    return patterns.flatMap((pattern) => {
      const directory = directoryOf(pattern)
      const extension = nameOf(pattern).slice(1)
      const isOther = others.some(
        (other) =>
          nameOf(pattern).startsWith('*') && directoryOf(other) === directory && other.endsWith(extension),
      )
      return isOther ? all.filter((path) => patternFor(path) === pattern) : [pattern]
    })
  })
}

function patternFor(path: string): string {
  const name = nameOf(path)
  // A directory has one marker of typed packages (PEP 561).
  const [extension] = name === 'py.typed' ? [] : (/\.[^./]+$/.exec(name.slice(1)) ?? [])
  return extension === undefined ? path : joinPath(directoryOf(path), `*${extension}`)
}

/** Returns the tracked files in a package that the wheel lacks and that are not meant for it, relative to the package. */
export function otherFilesOf(
  directory: string,
  root: string,
  meant: readonly string[],
  sources: ProjectSources,
): string[] {
  const source = joinPath(root, directory)
  const [shipped, wanted] = [new Set(sources.wheelFiles), new Set(meant)]
  return projectFiles(sources).flatMap((file) => {
    if (!file.startsWith(`${source}/`)) return []
    const path = file.slice(source.length + 1)
    return shipped.has(`${directory}/${path}`) || wanted.has(path) || moduleOf(file) !== undefined
      ? []
      : [path]
  })
}

/** Returns the project's path of each file. */
export function inProjectAll(sources: ProjectSources, files: readonly string[]): string[] {
  return files.map((file) => inProject(sources, file))
}
