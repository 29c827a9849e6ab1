import { isPackageName } from '../distribution/top-level-names.ts'
import { moduleOf } from '../python/module-names.ts'
import { normalizeName } from '../python/requirement.ts'
import { isTestPath } from './test-paths.ts'

/** An import package or a top-level module of the source tree. */
export interface SourcePackage {
  readonly name: string
  /** The directory of a package, or the file of a module; relative to the checkout's root. */
  readonly path: string
  readonly kind: 'package' | 'module'
}

/** Directories of source trees that do not contain a package of the distribution. */
const OTHER_DIRECTORIES =
  /(^|\/)(tests?|testing|docs?|examples?|benchmarks?|scripts?|tools?|ci|\.[^/]+|build|dist|node_modules|venv|template|templates|skeleton|cookiecutter[^/]*|.*\{\{.*)\//

/**
 * Finds the import packages of a project by its files, wherever the build backend looks for them: the outermost
 * directories with an `__init__.py`; without any, a module or directory of the project's name.
 *
 * @param prefix of the project's files, with a trailing slash; empty for the root
 * @param others prefixes of other projects of the repository
 */
export function packagesInSourceTree(
  files: readonly string[],
  { name, prefix, others }: { name: string; prefix: string; others: readonly string[] },
): SourcePackage[] {
  const own = files.filter(
    (file) => file.startsWith(prefix) && !others.some((other) => file.startsWith(other) && other !== prefix),
  )
  const packages = outermostPackages(own, prefix)
  return packages.length > 0 ? packages : namedLike(name, own, prefix)
}

function outermostPackages(files: readonly string[], prefix: string): SourcePackage[] {
  const regular = new Set(
    files.flatMap((file) => (file.endsWith('/__init__.py') ? [file.slice(0, -'/__init__.py'.length)] : [])),
  )
  return [...regular].flatMap((path): SourcePackage[] => {
    const inside = path.slice(prefix.length)
    const parts = inside.split('/')
    const last = parts.at(-1) ?? ''
    // Deeper directories belong to programs, fixtures and vendored code rather than to the project itself.
    const isOutermost = !regular.has(path.slice(0, Math.max(path.lastIndexOf('/'), 0)))
    if (inside === '' || parts.length > 3 || !isOutermost) return []
    const isOther = OTHER_DIRECTORIES.test(`${inside}/`) || isTestPath(`${inside}/`) || !isPackageName(last)
    return isOther || moduleOf(`${last}.py`) === undefined ? [] : [{ name: last, path, kind: 'package' }]
  })
}

/** The modules and namespace packages with the name of a project. */
function namedLike(name: string, files: readonly string[], prefix: string): SourcePackage[] {
  const expected = normalizeName(name)
  const names = [expected, expected.replace(/^python-|-python$/g, '')]
  return ['', 'src/', 'lib/', 'python/'].flatMap((directory) => {
    const root = `${prefix}${directory}`
    const found = new Map<string, SourcePackage>()
    for (const file of files) {
      if (!file.startsWith(root) || !file.endsWith('.py')) continue
      const [first = '', ...rest] = file.slice(root.length).split('/')
      const stem = rest.length === 0 ? first.slice(0, -3) : first
      if (!names.includes(normalizeName(stem)) || moduleOf(`${stem}.py`) === undefined) continue
      const kind = rest.length === 0 ? 'module' : 'package'
      found.set(stem, { name: stem, path: `${root}${first}`, kind })
    }
    return [...found.values()]
  })
}
