import { isStringArray, table } from '../../../../config/toml.ts'
import { fileOf, valueAt } from '../../../../project/project.ts'
import { packageDataOf } from '../../../diagnosis/package-data.ts'
import type { Candidate, Edit } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { append, appendLines, remove } from '../edits.ts'
import { dataPatterns, missingDataOf, otherFilesOf } from '../missing-files.ts'
import { directoryOf, joinPath, nameOf } from '../project-paths.ts'
import { packageOf } from '../wheel-paths.ts'
import type { MissingData, UnwantedFile } from './backend.ts'
import { setupPyOf, tableSetting } from './setuptools-configuration.ts'

/** Returns the ways to include data files of a package. */
export function includeData(missing: MissingData, sources: ProjectSources): Candidate[] {
  const { package: directory, installed, root, top } = missing
  const own = installed.map((path) => path.slice(directory.length + 1))
  // First the edit that all findings about the same package share.
  const all = [...new Set([...missingDataOf(directory, root, sources), ...own])].sort()
  const others = otherFilesOf(directory, root, all, sources)
  const isStubs = top.endsWith('-stubs')
  const lists = [all, own].map((paths) => (isStubs ? STUBS : dataPatterns(paths, others)))
  const distinct = [...new Map(lists.map((patterns) => [patterns.join(), patterns])).values()]
  const byPackageData = distinct.flatMap((patterns) => includeByPackageData(directory, patterns, sources))
  const byManifest = includesManifestData(sources)
    ? distinct.map((patterns) => includeByManifest(joinPath(root, directory), patterns, sources))
    : []
  // A project keeps to its own way of including data.
  return usesManifest(sources) ? [...byManifest, ...byPackageData] : [...byPackageData, ...byManifest]
}

const STUBS = ['*.pyi', '**/*.pyi']

function includeByPackageData(
  directory: string,
  patterns: readonly string[],
  sources: ProjectSources,
): Candidate[] {
  const name = directory.replaceAll('/', '.')
  const listed = packageDataOf(sources.project, setupPyOf(sources)).flatMap((one) =>
    one.package === name ? [one.pattern] : [],
  )
  const lacking = patterns.filter((pattern) => !listed.includes(pattern))
  const summary = 'Include the files with package-data of setuptools.'
  return lacking.length === 0
    ? []
    : [{ summary, edits: [append(tableSetting(sources, 'package-data', name), lacking)] }]
}

/** @param directory of the package, relative to the project's directory */
function includeByManifest(
  directory: string,
  patterns: readonly string[],
  { project }: ProjectSources,
): Candidate {
  const whole = patterns.filter((pattern) => pattern.endsWith('/**/*'))
  const byDirectory = new Map<string, string[]>()
  for (const pattern of patterns) {
    if (whole.includes(pattern)) continue
    const path = joinPath(directory, pattern)
    byDirectory.set(directoryOf(path), [...(byDirectory.get(directoryOf(path)) ?? []), path])
  }
  const lines = [
    ...whole.map((pattern) => `graft ${joinPath(directory, pattern.slice(0, -'/**/*'.length))}`),
    ...[...byDirectory.values()].map((paths) => `include ${paths.join(' ')}`),
  ]
  return {
    summary: 'Include the files with MANIFEST.in.',
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
    { summary: 'Exclude the files with exclude-package-data of setuptools.', edits: excluded },
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
  return edits.length < unwanted.length
    ? []
    : [{ summary: 'Remove the files from package-data of setuptools.', edits }]
}
