import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseToml, type TomlTable, table } from '../../config/toml.ts'
import { fileOf, type Project, prefixOf, pyprojectOf } from '../../project/project.ts'
import type { SourceMap } from '../../project/source-map.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { CommitTrees } from '../../repository/history.ts'

/** The files that the package is built from. */
export interface PackageSources {
  readonly checkout: Checkout
  readonly project: Project
  readonly sourceMap: SourceMap
  /** The files of the wheel, relative to site-packages. */
  readonly shipped: readonly string[]
}

/** Returns the changed files that may affect the wheel: files of the project, and sources of the wheel outside it. */
export function changesInPackage(
  { project, sourceMap, shipped }: PackageSources,
  changed: readonly string[],
): string[] {
  const sources = new Set(shipped.map((path) => sourceMap.sourceOf(path)))
  return changed.filter((file) => file.startsWith(prefixOf(project)) || sources.has(file))
}

/** Build configuration, which determines the wheel's contents. */
const BUILD_FILES = ['setup.py', 'setup.cfg', 'MANIFEST.in']

/** Returns the changed files that are sources of the wheel or configure the build. */
export async function shippedChanges(
  { checkout, project, sourceMap, shipped }: PackageSources,
  changed: readonly string[],
  trees: CommitTrees,
  since: string,
): Promise<string[]> {
  const sources = shipped.flatMap((path) => sourceMap.sourceOf(path) ?? [])
  const isSource = new Set(sources)
  const roots = [...sourceMap.roots.values()]
  const found = changed.filter((file) => {
    if (isSource.has(file) || BUILD_FILES.some((name) => file === fileOf(project, name))) return true
    // git lists a changed submodule as one path.
    if (sources.some((source) => source.startsWith(`${file}/`))) return true
    // A deleted file counts if it was inside a package of the wheel.
    return (
      !existsSync(join(checkout.root, file)) &&
      roots.some((root) => file === root || file.startsWith(`${root}/`))
    )
  })
  const pyproject = pyprojectOf(project)
  const isDeclared = changed.includes(pyproject) && (await metadataChanged(project, trees, since))
  return isDeclared ? [...found, pyproject] : found
}

/** Keys of `[project]` that do not affect an installation. */
const DESCRIPTIVE_KEYS = [
  'version',
  'description',
  'readme',
  'keywords',
  'classifiers',
  'urls',
  'authors',
  'maintainers',
  'license',
  'license-files',
]

async function metadataChanged(project: Project, trees: CommitTrees, since: string): Promise<boolean> {
  try {
    const before = parseToml((await trees.read(since, pyprojectOf(project))) ?? '').table
    return relevantMetadata(before) !== relevantMetadata(project.pyproject)
  } catch {
    return true
  }
}

/** The metadata that affects an installation, as JSON to compare. */
function relevantMetadata(pyproject: TomlTable): string {
  const { group: _, 'dev-dependencies': __, ...poetry } = table(table(pyproject.tool).poetry)
  const relevantKeys = (declared: TomlTable) =>
    Object.entries(declared)
      .filter(([key]) => !DESCRIPTIVE_KEYS.includes(key))
      .sort()
  return JSON.stringify([relevantKeys(table(pyproject.project)), relevantKeys(poetry)])
}
