import { dirname, join, normalize, relative } from 'node:path/posix'
import picomatch from 'picomatch'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import { isCompiledSource, staysBehind } from '../diagnosis/stay-behind.ts'

/** A path in the code of a shipped module, as the probe `data_references` returns it. */
export interface PathReference {
  /** Source of the module. */
  readonly by: string
  readonly line: number
  /** Relative to the checkout's root. */
  readonly path: string
  /** What the code reads below the path, as a glob pattern; null for the path itself. */
  readonly below: string | null
  readonly use: 'read' | 'list' | 'write' | 'check' | 'name'
  /** The code handles a missing file. */
  readonly guarded: boolean
}

/** A string literal that ends with the name of a file. */
export interface FileString {
  readonly by: string
  readonly line: number
  readonly value: string
  readonly use: 'read' | 'write'
}

/** A path in a shipped text file, such as `url("icons/close.svg")` in a style sheet. */
export interface TextReference {
  /** Source of the text file. */
  readonly by: string
  readonly line: number
  readonly value: string
}

export interface References {
  readonly paths: readonly PathReference[]
  readonly strings: readonly FileString[]
  readonly texts: readonly TextReference[]
  /** Sources of shipped modules that only a developer runs: no other module imports them. */
  readonly programs: ReadonlySet<string>
  /** Sources of shipped modules that locate files next to themselves. */
  readonly locating: ReadonlySet<string>
}

export interface ShippedSources {
  /** The files of a shipped package that the wheel lacks: installed path -> source. */
  readonly unshipped: ReadonlyMap<string, string>
  /** Sources of the files of the wheel: source -> installed path. */
  readonly shipped: ReadonlyMap<string, string>
  /** All files of the project in the checkout. */
  readonly files: readonly string[]
  /** Directories of the shipped packages in the checkout. */
  readonly roots: readonly string[]
}

export interface DataReaders {
  readonly readers: Map<string, string[]>
  readonly possibleReaders: Map<string, string[]>
  readonly readOutside: Map<string, string[]>
}

type Certainty = 'certain' | 'possible'

/** Finds what reads each data file that the wheel lacks. */
export function findDataReaders(references: References, sources: ShippedSources): DataReaders {
  const found: DataReaders = { readers: new Map(), possibleReaders: new Map(), readOutside: new Map() }
  const add = (to: Map<string, string[]>, key: string, reader: string) => {
    const known = to.get(key) ?? []
    if (!known.includes(reader)) to.set(key, [...known, reader])
  }
  const paths = withoutUsedNames(references.paths)
  const directories = new ShippedDirectories(sources)
  const data = [...sources.unshipped].filter(([installed]) => moduleOf(installed) === undefined)
  for (const [installed, source] of data) {
    if (isCompiledSource(installed)) continue
    const record = (by: string, line: number, certainty: Certainty | undefined) => {
      if (certainty === undefined) return
      const isCertain = certainty === 'certain' && !references.programs.has(by)
      add(isCertain ? found.readers : found.possibleReaders, installed, `${by}:${line}`)
    }
    for (const path of paths) record(path.by, path.line, byPath(path, source, directories))
    for (const text of references.texts)
      record(text.by, text.line, resolves(text, source) ? 'certain' : undefined)
    const isWrittenOnly = paths.some(({ path, use }) => path === source && use === 'write')
    if (isWrittenOnly) continue
    for (const string of references.strings)
      record(string.by, string.line, byString(string, source, { paths, references, directories }))
  }
  for (const path of paths) {
    const reader = `${path.by}:${path.line}`
    for (const file of filesReadOutside(path, sources, references)) add(found.readOutside, file, reader)
  }
  return found
}

/** Omits definitions of paths that the code uses elsewhere: `ROOT = Path(__file__).parent`. */
function withoutUsedNames(paths: readonly PathReference[]): PathReference[] {
  const used = new Set(paths.flatMap(({ path, use }) => (use === 'name' ? [] : [path, ...ancestors(path)])))
  return paths.filter(({ path, use }) => use !== 'name' || !used.has(path))
}

function ancestors(path: string): string[] {
  const above = dirname(path)
  return above === '.' ? [] : [above, ...ancestors(above)]
}

/** Which directories of the checkout have files in the wheel, and which contain modules of it. */
class ShippedDirectories {
  readonly #shipped: Set<string>
  readonly #ofModules: Set<string>
  constructor({ shipped }: ShippedSources) {
    this.#shipped = new Set([...shipped.keys()].flatMap((source) => ancestors(source)))
    this.#ofModules = new Set(
      [...shipped].flatMap(([source, installed]) =>
        moduleOf(installed) === undefined || isTestPath(installed) ? [] : ancestors(source),
      ),
    )
  }

  isShipped(directory: string): boolean {
    return this.#shipped.has(directory)
  }

  /** Whether the directory or a subdirectory contains modules: code that refers to it does not mean its data files. */
  holdsModules(directory: string): boolean {
    return this.#ofModules.has(directory)
  }
}

/** Whether a path in the code reads a file that the wheel lacks. */
function byPath(
  { path, below, use, guarded }: PathReference,
  source: string,
  directories: ShippedDirectories,
): Certainty | undefined {
  if (use === 'write' || use === 'check') return undefined
  const certain: Certainty = guarded ? 'possible' : 'certain'
  if (path === source) return certain
  if (!source.startsWith(`${path}/`)) return undefined
  const rest = source.slice(path.length + 1)
  const isMatch = below !== null && picomatch(below, { dot: false })(rest)
  if (directories.holdsModules(path)) {
    // `Path(__file__).parent.glob("*.json")`; a name that is only known at run time may be anything.
    if (!isMatch || below === '**' || below === '*') return undefined
    return certain
  }
  if (!directories.isShipped(path)) return below === null || isMatch ? certain : undefined
  if (!isMatch) return undefined
  return use === 'list' || below !== '**' ? certain : 'possible'
}

interface StringContext {
  readonly paths: readonly PathReference[]
  readonly references: References
  readonly directories: ShippedDirectories
}

/** Directories from which frameworks load files by a name relative to them. */
const LOADED_BY_NAME = /(^|\/)(templates?|static|assets|resources|locales?|fixtures|views|themes?)\//

/** Whether a string literal names a file that the wheel lacks. */
function byString(
  { by, value, use }: FileString,
  source: string,
  { paths, references, directories }: StringContext,
): Certainty | undefined {
  if (use === 'write') return undefined
  const name = value
    .replaceAll('\\', '/')
    .replace(/^[\w.]+:(?!\/\/)/, '')
    .replace(/^(\.?\/)+/, '')
  if (/^\w+:\/\//.test(value) || !`/${source}`.endsWith(`/${name}`)) return undefined
  if (name.includes('/')) return 'certain'
  const directory = dirname(source)
  if (LOADED_BY_NAME.test(`${directory}/`) && !directories.holdsModules(directory)) return 'certain'
  // A name in one module, and its directory in another.
  const isLocated = paths.some(
    ({ path, below, use }) =>
      use !== 'write' &&
      use !== 'check' &&
      (path === directory || (source.startsWith(`${path}/`) && !directories.holdsModules(path))) &&
      (below !== null || !directories.holdsModules(path)),
  )
  if (isLocated) return 'certain'
  if (!references.locating.has(by)) return undefined
  return dirname(by) === directory ? 'possible' : undefined
}

/** Whether a path in a text file is that of the source, relative to the file, or to a directory of templates. */
function resolves({ by, value }: TextReference, source: string): boolean {
  const path = value.replace(/[?#].*$/, '')
  if (/^\w+:/.test(path) || path.startsWith('//')) return false
  const fromFile = normalize(join(dirname(by), path))
  const name = path.replace(/^\/+/, '')
  if (fromFile === source) return true
  if (!`/${source}`.endsWith(`/${name}`)) return false
  const root = `/${source}`.slice(0, -name.length)
  return /\/(templates?|static|assets|public|themes?)\/$/.test(root) || name.split('/').length > 2
}

/** Files of a project that are not for users. */
const NOT_FOR_USERS =
  /(^|\/)(pyproject\.toml|setup\.(py|cfg)|\.git|\.github|docs?|tests?|examples?|scripts?|tools|benchmarks?|notebooks?|node_modules)(\/|$)/

/** The tracked files outside of the shipped packages that a path in the code means, and that the wheel lacks there. */
function filesReadOutside(
  { by, path, below, use, guarded }: PathReference,
  { shipped, files, roots }: ShippedSources,
  { programs }: References,
): string[] {
  if (use === 'write' || use === 'check' || use === 'name' || guarded || programs.has(by)) return []
  if (isTestPath(by) || NOT_FOR_USERS.test(path) || path === '') return []
  const isInPackage = (file: string) => roots.some((root) => file === root || file.startsWith(`${root}/`))
  if (isInPackage(path) || roots.some((root) => root.startsWith(`${path}/`))) return []
  const installed = shipped.get(by)
  if (installed === undefined) return []
  /** Where the code looks when it is installed. */
  const lookup = (file: string) => normalize(join(dirname(installed), relative(dirname(by), file)))
  const inWheel = new Set(shipped.values())
  const isFile = files.includes(path)
  const read = isFile
    ? [path]
    : files.filter((file) => {
        if (!file.startsWith(`${path}/`)) return false
        return below === null || picomatch(below)(file.slice(path.length + 1))
      })
  const missing = read.filter((file) => !inWheel.has(lookup(file)) && !NOT_FOR_USERS.test(file))
  // A directory in the root of a project often has the name of one that a program creates in the working directory.
  if (!isFile && missing.length < read.length) return []
  return missing.filter((file) => !staysBehind(file)).slice(0, 50)
}
