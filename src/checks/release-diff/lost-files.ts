import type { Wheel } from '../../distribution/wheel.ts'
import { sourceRoots } from '../../project/source-map.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { LostFile } from './facts.ts'

/** The repository, now and at the last release. */
export interface RepositoryFiles {
  /** In the checkout. */
  readonly tracked: readonly string[]
  /** Changed, added or deleted since the last release. */
  readonly changed: readonly string[]
  /** The project's directory with a trailing slash; empty for the root. */
  readonly prefix: string
  /** Top-level module or package -> its source in the checkout: `src/demo`. */
  readonly roots: ReadonlyMap<string, string>
}

/** Returns the files of an earlier wheel that a wheel lacks, except tests, leftovers, and files that were only moved. */
export function lostFiles(before: Wheel, after: Wheel, repository: RepositoryFiles): LostFile[] {
  const paths = new Set(after.files.map(({ path }) => path))
  const modules = new Set(after.files.flatMap(({ path }) => moduleOf(path) ?? []))
  const contents = new Set(after.files.map(({ sha256 }) => sha256))
  const tracked = new Set(repository.tracked)
  const deleted = repository.changed.filter((file) => !tracked.has(file))
  return before.files.flatMap(({ path, sha256 }): LostFile[] => {
    if (paths.has(path) || isTestPath(path) || LEFTOVER.test(path)) return []
    // Empty files have the same contents without being the same file.
    if (contents.has(sha256) && sha256 !== EMPTY) return []
    // The file name of a compiled module has the tag of its platform.
    const module = moduleOf(path)
    if (module !== undefined && modules.has(module)) return []
    return [{ path, origin: originOf(path, tracked, deleted, repository) }]
  })
}

/** SHA-256 of no bytes. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

const LEFTOVER = /(^|\/)(__pycache__|\.[^/]+)(\/|$)|\.(py[co]|orig|rej|swp|bak)$|~$/

function originOf(
  path: string,
  tracked: ReadonlySet<string>,
  deleted: readonly string[],
  { prefix, roots }: RepositoryFiles,
): LostFile['origin'] {
  const sources = possibleSources(path, prefix, roots)
  const source = sources.find((file) => tracked.has(file))
  if (source !== undefined) return { kind: 'tracked', source }
  // A backend can install files at another path: the last two parts are enough for one that was deleted.
  const end = `/${path.split('/').slice(-2).join('/')}`
  return deleted.some((file) => sources.includes(file) || `/${file}`.endsWith(end))
    ? { kind: 'deleted' }
    : { kind: 'generated' }
}

/** Where the source of an installed file can be: beside those of the wheel, in `src`, or in the project's directory. */
function possibleSources(path: string, prefix: string, roots: ReadonlyMap<string, string>): string[] {
  const [top = '', ...rest] = path.split('/')
  const root = roots.get(top)
  return [
    ...(root === undefined ? [] : [[root, ...rest].join('/')]),
    ...[...new Set([...sourceRoots({ roots }), `${prefix}src/`, prefix])].map((parent) => `${parent}${path}`),
  ]
}
