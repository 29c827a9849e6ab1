import { isPackageName } from '../../distribution/top-level-names.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { type SourceMap, sourceRoots } from '../../project/source-map.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf, topLevelModule } from '../../python/module-names.ts'
import type { BesidePackage } from './facts.ts'

/** Names of modules for developers, which are often next to packages. */
const FOR_DEVELOPERS =
  /^_*(setup|conftest|noxfile|tasks|fabfile|dodo|manage|build|versioneer|release|bump|make|generate|gen|run|dev|ci|lint|format|update|publish|deploy|docs?|conf|settings|debug|demo|sandbox|scratch|playground|profile|bench|hatch_build|pdm_build|wscript|waf|ez_setup|get_version|sitecustomize)([_.]|$)|(^|_)(tests?(_|$)|(build|example|demo|script|hook|benchmark|sample)s?$)/

interface TextFile {
  /** Relative to the checkout's root. */
  readonly path: string
  readonly text: string
}

export interface BesideRequest {
  readonly wheel: Wheel
  readonly sourceMap: SourceMap
  /** The project's files in the checkout. */
  readonly files: readonly string[]
  /** The project's directory with a trailing slash; empty for the root. */
  readonly prefix: string
  /** Directories that the configuration names as those of the packages. */
  readonly declared: readonly string[]
  /** Dotted names of the modules of other packages of the repository. */
  readonly workspaceModules: ReadonlySet<string>
  /** Directories of other packages of the repository, with a trailing slash. */
  readonly others: readonly string[]
}

interface Candidate extends Omit<BesidePackage, 'importedBy'> {
  /** The directory of a package with a trailing slash, or the file of a module. */
  readonly path: string
  /** The directory that contains it, with a trailing slash; empty for the root. */
  readonly parent: string
}

/** Finds the modules and import packages next to those of the wheel that it lacks. */
export function findBesidePackages(request: BesideRequest): Candidate[] {
  const { wheel, sourceMap, files, prefix, declared, workspaceModules, others } = request
  const inCheckout = new Set(files)
  const knownNames = new Set([
    ...wheel.topLevels.map(({ name }) => name),
    ...[...workspaceModules].map(topLevelModule),
  ])
  const shippedSources = new Set(wheel.files.flatMap(({ path }) => sourceMap.sourceOf(path) ?? []))
  const found = new Map<string, { parent: string; files: string[] }>()
  for (const parent of new Set([...sourceRoots(sourceMap), ...declared])) {
    for (const file of files) {
      if (!file.startsWith(parent) || others.some((other) => file.startsWith(other))) continue
      const inside = file.slice(parent.length)
      const module = moduleOf(inside)
      if (module === undefined || isTestPath(inside) || shippedSources.has(file)) continue
      const name = topLevelModule(module)
      if (knownNames.has(name) || !isPackageName(name) || FOR_DEVELOPERS.test(name)) continue
      // Most directories next to a package in the root of a project are not packages.
      if (parent === prefix && inside.includes('/') && !inCheckout.has(`${parent}${name}/__init__.py`))
        continue
      const candidate = found.get(name) ?? { parent, files: [] }
      found.set(name, candidate)
      if (candidate.parent === parent) candidate.files.push(file)
    }
  }
  return [...found].flatMap(([name, { parent, files: own }]): Candidate[] => {
    const isModule = own.includes(`${parent}${name}.py`)
    const path = `${parent}${name}${isModule ? '.py' : '/'}`
    // A directory of tests, whatever its name.
    const isOfTests = (file: string) => file.startsWith(path) && /(^|\/)(conftest|test_[^/]*)\.py$/.test(file)
    if (!isModule && files.some(isOfTests)) return []
    const init = `${parent}${name}/__init__.py`
    return [
      {
        name,
        path,
        parent,
        source: own.includes(init) ? init : (own[0] as string),
        files: own,
        isInSourceDirectory: parent !== prefix,
      },
    ]
  })
}

/**
 * Adds the lines that import each module: of READMEs, of tests and of shipped modules. A test next to the module is
 * ignored: pytest puts the directory of a test on sys.path, so that tests can share helpers there.
 */
export function withImporters(candidates: readonly Candidate[], texts: readonly TextFile[]): BesidePackage[] {
  return candidates.map(({ path: own, parent, ...one }) => {
    const imports = new RegExp(
      `^[ \\t]*(?:>>>[ \\t]*)?(?:from[ \\t]+${one.name}(?:\\.[\\w.]+)?[ \\t]+import\\b|import[ \\t]+(?:[\\w., \\t]+,[ \\t]*)?${one.name}(?:[.,\\s]|$))`,
    )
    const isTestBeside = (path: string) =>
      path.startsWith(parent) && !path.slice(parent.length).includes('/') && isTestPath(path)
    const importedBy = texts.flatMap(({ path, text }) => {
      if (path.startsWith(own) || isTestBeside(path)) return []
      const line = text
        .split('\n')
        .findIndex((content) =>
          (isReadme(path) ? content.split('`') : [content]).some((part) => imports.test(part)),
        )
      return line === -1 ? [] : [`${path}:${line + 1}`]
    })
    return { ...one, importedBy }
  })
}

export function isReadme(path: string): boolean {
  return /^readme(\.\w+)?$/i.test(path.split('/').at(-1) ?? '')
}
