import { isStringArray, table } from '../../../../config/toml.ts'
import { fileOf, valueAt } from '../../../../project/project.ts'
import { packageDataOf } from '../../../diagnosis/package-data.ts'
import type { Candidate, Edit } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { append, appendLines, remove } from '../edits.ts'
import { dataPatterns, missingDataOf, otherFilesOf, packagesWithMissingData } from '../missing-files.ts'
import { directoryOf, joinPath, nameOf } from '../project-paths.ts'
import { packageOf } from '../wheel-paths.ts'
import type { MissingData, UnwantedFile } from './backend.ts'
import { setupPyOf, tableSetting } from './setuptools-configuration.ts'

/** Patterns for data files of a package. */
interface DataOfPackage {
  /** Installed directory of the package. */
  readonly directory: string
  /** Relative to the directory. */
  readonly patterns: readonly string[]
}

/** Returns the ways to include data files of a package. */
export function includeData(missing: MissingData, sources: ProjectSources): Candidate[] {
  const { package: directory, installed, root, top } = missing
  const own = installed.map((path) => path.slice(directory.length + 1))
  const dataOf = (name: string, paths: readonly string[]): DataOfPackage => {
    const all = [...new Set([...missingDataOf(name, root, sources), ...paths])].sort()
    return { directory: name, patterns: dataPatterns(all, otherFilesOf(name, root, all, sources)) }
  }
  const others = packagesWithMissingData(missing, sources).filter((name) => name !== directory)
  const ofOthers = others.map((name) => dataOf(name, []))
  const ofPackage = dataOf(directory, own)
  const known = otherFilesOf(directory, root, [...own, ...missingDataOf(directory, root, sources)], sources)
  // First the edits that all findings about the data of a top-level package share.
  const lists: DataOfPackage[][] = top.endsWith('-stubs')
    ? [[{ directory, patterns: STUBS }]]
    : [
        [...ofOthers, ofPackage].sort((a, b) => (a.directory < b.directory ? -1 : 1)),
        [ofPackage],
        [{ directory, patterns: dataPatterns(own, known) }],
      ]
  const distinct = [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()]
  const byPackageData = distinct.flatMap((list) => includeByPackageData(list, sources))
  const byManifest = includesManifestData(sources)
    ? distinct.map((list) => includeByManifest(root, list, sources))
    : []
  // A project keeps to its own way of including data.
  return usesManifest(sources) ? [...byManifest, ...byPackageData] : [...byPackageData, ...byManifest]
}

const STUBS = ['*.pyi', '**/*.pyi']

function includeByPackageData(list: readonly DataOfPackage[], sources: ProjectSources): Candidate[] {
  const declared = packageDataOf(sources.project, setupPyOf(sources))
  const edits = list.flatMap(({ directory, patterns }): Edit[] => {
    const name = directory.replaceAll('/', '.')
    const listed = declared.flatMap((one) => (one.package === name ? [one.pattern] : []))
    const lacking = patterns.filter((pattern) => !listed.includes(pattern))
    return lacking.length === 0 ? [] : [append(tableSetting(sources, 'package-data', name), lacking)]
  })
  const summary = 'Include the files as package data.'
  return edits.length === 0 ? [] : [{ summary, edits }]
}

/** @param root the directory that contains the packages, relative to the project's directory */
function includeByManifest(
  root: string,
  list: readonly DataOfPackage[],
  { project }: ProjectSources,
): Candidate {
  const paths = list.flatMap(({ directory, patterns }) =>
    patterns.map((pattern) => joinPath(joinPath(root, directory), pattern)),
  )
  const whole = paths.filter((path) => path.endsWith('/**/*'))
  const byDirectory = new Map<string, string[]>()
  for (const path of paths) {
    if (whole.includes(path)) continue
    byDirectory.set(directoryOf(path), [...(byDirectory.get(directoryOf(path)) ?? []), path])
  }
  const lines = [
    ...whole.map((path) => `graft ${path.slice(0, -'/**/*'.length)}`),
    ...[...byDirectory.values()].map((some) => `include ${some.join(' ')}`),
  ]
  return {
    summary: 'Include the files in MANIFEST.in.',
    edits: [appendLines(fileOf(project, 'MANIFEST.in'), lines)],
  }
}

/** Returns whether MANIFEST.in selects the data, and package-data none. */
export function usesManifest(sources: ProjectSources): boolean {
  const { project, textOf } = sources
  const manifest = textOf(fileOf(project, 'MANIFEST.in'))
  return (
    manifest !== undefined &&
    /^\s*(graft|recursive-include|include)\b/m.test(manifest) &&
    includesManifestData(sources) &&
    packageDataOf(project, setupPyOf(sources)).length === 0
  )
}

/** Whether setuptools puts the files of MANIFEST.in that lie in packages into the wheel. */
function includesManifestData(sources: ProjectSources): boolean {
  const { project } = sources
  const inToml = valueAt(project, ['tool', 'setuptools', 'include-package-data'])
  if (typeof inToml === 'boolean') return inToml
  const inCfg = project.setupCfg.get('options')?.get('include_package_data')
  if (inCfg !== undefined) return /^\s*(true|1|yes|on)\s*$/i.test(inCfg)
  const [, inSetupPy] = /\binclude_package_data\s*=\s*(\w+)/.exec(setupPyOf(sources)) ?? []
  return inSetupPy === undefined ? project.pyproject.project !== undefined : inSetupPy === 'True'
}

/**
 * Returns the edit that includes files by MANIFEST.in, below the lines that exclude them.
 *
 * @param paths files, and directories with a trailing `/`, relative to the project's directory
 */
export function manifestIncluding(paths: readonly string[], { project }: ProjectSources): Edit {
  const directories = paths.filter((path) => path.endsWith('/'))
  const files = paths.filter((path) => !path.endsWith('/'))
  const patterns = new Map<string, Set<string>>()
  for (const file of files) {
    const [extension] = /\.[^./]+$/.exec(nameOf(file).slice(1)) ?? []
    const known = patterns.get(directoryOf(file)) ?? new Set()
    patterns.set(directoryOf(file), known.add(extension === undefined ? nameOf(file) : `*${extension}`))
  }
  const lines =
    files.length <= 3
      ? files.map((file) => `include ${file}`)
      : [...patterns].map(
          ([directory, names]) => `include ${[...names].map((name) => joinPath(directory, name)).join(' ')}`,
        )
  return appendLines(fileOf(project, 'MANIFEST.in'), [
    ...directories.map((directory) => `graft ${directory.slice(0, -1)}`),
    ...lines,
  ])
}

/** Returns the ways to exclude data files of packages from the wheel. */
export function excludeData(unwanted: readonly UnwantedFile[], sources: ProjectSources): Candidate[] {
  const byPackage = new Map<string, string[]>()
  for (const { installed } of unwanted) {
    const name = packageOf(installed, sources)
    byPackage.set(name, [...(byPackage.get(name) ?? []), installed.slice(name.length + 1)])
  }
  const excluded = [...byPackage].map(([name, items]) =>
    append(tableSetting(sources, 'exclude-package-data', name.replaceAll('/', '.')), items),
  )
  return [
    ...removeFromPackageData(unwanted, sources),
    { summary: 'Exclude the files with exclude-package-data.', edits: excluded },
  ]
}

/** Removes the items of package-data that name nothing else. */
function removeFromPackageData(unwanted: readonly UnwantedFile[], sources: ProjectSources): Candidate[] {
  const table_ = table(valueAt(sources.project, ['tool', 'setuptools', 'package-data']))
  const edits = unwanted.flatMap(({ installed }) =>
    Object.entries(table_).flatMap(([name, patterns]) => {
      const directory = `${name.replaceAll('.', '/')}/`
      const listed = isStringArray(patterns) ? patterns : []
      const item = listed.find((pattern) => installed === `${directory}${pattern}`)
      return item === undefined ? [] : [remove(tableSetting(sources, 'package-data', name), [item])]
    }),
  )
  return edits.length < unwanted.length ? [] : [{ summary: 'Remove the files from the package data.', edits }]
}
