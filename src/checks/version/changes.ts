import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseToml, type TomlTable, table } from '../../config/toml.ts'
import { fileOf, type Project, prefixOf, pyprojectOf } from '../../project/project.ts'
import type { SourceMap } from '../../project/source-map.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { Trees } from '../../repository/history.ts'

/** The files that the package is built from, beside their history. */
export interface Sources {
  readonly checkout: Checkout
  readonly project: Project
  readonly sourceMap: SourceMap
  /** Of the wheel, below site-packages. */
  readonly shipped: readonly string[]
}

/** Of the files that have changed, those that may change the wheel: in the project's folder, or shipped from elsewhere. */
export function ofProject({ project, sourceMap, shipped }: Sources, changed: readonly string[]): string[] {
  const sources = new Set(shipped.map((path) => sourceMap.sourceOf(path)))
  return changed.filter((file) => file.startsWith(prefixOf(project)) || sources.has(file))
}

/** Files whose content decides what is shipped although they are not shipped themselves. */
const INPUTS = ['setup.py', 'setup.cfg', 'MANIFEST.in']

/** Of the files that have changed, those that are shipped, or say what is. */
export async function shippedChanges(
  { checkout, project, sourceMap, shipped }: Sources,
  changed: readonly string[],
  trees: Trees,
  since: string,
): Promise<string[]> {
  const sources = shipped.flatMap((path) => sourceMap.sourceOf(path) ?? [])
  const isSource = new Set(sources)
  const roots = [...sourceMap.roots.values()]
  const found = changed.filter((file) => {
    if (isSource.has(file) || INPUTS.some((name) => file === fileOf(project, name))) return true
    // A submodule is told as one file.
    if (sources.some((source) => source.startsWith(`${file}/`))) return true
    // A file that is gone was shipped if it lay in what is shipped now.
    return (
      !existsSync(join(checkout.root, file)) &&
      roots.some((root) => file === root || file.startsWith(`${root}/`))
    )
  })
  const pyproject = pyprojectOf(project)
  const isDeclared = changed.includes(pyproject) && (await metadataChanged(project, trees, since))
  return isDeclared ? [...found, pyproject] : found
}

/** Keys of `[project]` that change nothing for who installs the package. */
const WORDS_ONLY = [
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

async function metadataChanged(project: Project, trees: Trees, since: string): Promise<boolean> {
  try {
    const before = parseToml((await trees.read(since, pyprojectOf(project))) ?? '').table
    return shippedPart(before) !== shippedPart(project.pyproject)
  } catch {
    return true
  }
}

function shippedPart(pyproject: TomlTable): string {
  const { group: _, 'dev-dependencies': __, ...poetry } = table(table(pyproject.tool).poetry)
  const relevant = (declared: TomlTable) =>
    Object.entries(declared)
      .filter(([key]) => !WORDS_ONLY.includes(key))
      .sort()
  return JSON.stringify([relevant(table(pyproject.project)), relevant(poetry)])
}
