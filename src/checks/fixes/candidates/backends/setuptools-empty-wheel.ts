import { matchesPackage } from '../../../diagnosis/exclusion-reason.ts'
import { packageDataOf } from '../../../diagnosis/package-data.ts'
import type { Candidate, Edit } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { append, deleteSetting, replaceItem, set } from '../edits.ts'
import { dataPatterns, missingDataOf, otherFilesOf } from '../missing-files.ts'
import { directoryOf, inSetupCfg, inSetupPy, nameOf, projectFiles } from '../project-paths.ts'
import {
  configurationFile,
  listSetting,
  type PackageSelection,
  packageSelection,
  setupPyOf,
  tableSetting,
} from './setuptools-configuration.ts'
import { usesManifest } from './setuptools-data.ts'
import { searchEdits } from './setuptools-search.ts'

type Found = Extract<PackageSelection, { kind: 'find' }>

/** Returns the ways to include packages in a wheel without any. */
export function includePackages(packages: readonly string[], sources: ProjectSources): Candidate[] {
  const data = packages.flatMap((path) => dataEdits(path, sources))
  return selectPackages(packages, sources).map((candidate) => ({
    ...candidate,
    edits: [...candidate.edits, ...data],
  }))
}

/** Includes the data of a package, which setuptools does not ship by itself. */
function dataEdits(path: string, sources: ProjectSources): Edit[] {
  const name = nameOf(path)
  const isCovered = packageDataOf(sources.project, setupPyOf(sources)).length > 0 || usesManifest(sources)
  if (path.endsWith('.py') || isCovered) return []
  const data = missingDataOf(name, directoryOf(path), sources)
  const others = otherFilesOf(name, directoryOf(path), data, sources)
  return data.length === 0
    ? []
    : [append(tableSetting(sources, 'package-data', name), dataPatterns(data, others))]
}

function selectPackages(packages: readonly string[], sources: ProjectSources): Candidate[] {
  const directories = packages.filter((path) => !path.endsWith('.py'))
  const modules = packages.filter((path) => path.endsWith('.py'))
  const [first] = directories
  if (first === undefined) {
    const names = modules.map((path) => nameOf(path).replace(/\.py$/, ''))
    return names.length === 0
      ? []
      : [{ summary: 'List the modules.', edits: [set(listSetting(sources, 'py-modules'), names)] }]
  }
  const selection = packageSelection(sources)
  const tops = directories.map(nameOf)
  const where = [...new Set(directories.map(directoryOf))].sort()
  const include = tops.flatMap((top) => [top, `${top}.*`])
  return [
    ...(selection.kind === 'find' ? correctSearch(selection, tops, where) : []),
    ...(selection.kind === 'list' ? discoverInstead(selection, sources) : []),
    ...(selection.kind === 'discovered' ? selectInstead(directories, sources) : []),
    ...(configurationFile(sources) === 'pyproject.toml'
      ? [
          {
            summary: 'Find the packages by name.',
            edits: searchEdits({ where: where.map((one) => one || '.'), include }, sources),
          },
        ]
      : []),
  ]
}

/** Selects the packages in setup.cfg or setup.py, instead of the discovery of setuptools. */
function selectInstead(directories: readonly string[], sources: ProjectSources): Candidate[] {
  const [first = ''] = directories
  const root = directoryOf(first)
  const tops = directories.filter((path) => directoryOf(path) === root)
  const summary = 'List the packages.'
  switch (configurationFile(sources)) {
    case 'pyproject.toml':
      return []
    case 'setup.cfg': {
      const find = (key: string) => inSetupCfg(sources, 'options.packages.find', key)
      const include = tops.map(nameOf).flatMap((top) => [top, `${top}.*`])
      const searched = root === '' ? [] : [set(inSetupCfg(sources, 'options', 'package_dir', ''), root)]
      return [
        {
          summary,
          edits: [
            set(inSetupCfg(sources, 'options', 'packages'), 'find:'),
            ...searched,
            ...(root === '' ? [] : [set(find('where'), root)]),
            set(find('include'), include),
          ],
        },
      ]
    }
    case 'setup.py': {
      const files = projectFiles(sources)
      const names = tops.flatMap((top) =>
        files
          .filter((file) => file.startsWith(`${top}/`) && nameOf(file) === '__init__.py')
          .map((file) =>
            directoryOf(file)
              .slice(root === '' ? 0 : root.length + 1)
              .replaceAll('/', '.'),
          ),
      )
      const searched = root === '' ? [] : [set(inSetupPy(sources, 'package_dir'), { '': root })]
      return [{ summary, edits: [set(inSetupPy(sources, 'packages'), names.sort()), ...searched] }]
    }
  }
}

/** Corrects the directories and patterns of a search that finds nothing. */
function correctSearch(selection: Found, tops: readonly string[], where: readonly string[]): Candidate[] {
  const { place, include, file } = selection
  const matched = tops.filter((top) => !include.some((pattern) => matchesPackage(pattern, top)))
  const [only] = include
  const [top] = tops
  const patterns =
    include.length === 0 || matched.length === 0
      ? []
      : include.length === 1 && tops.length === 1 && only !== undefined && top !== undefined
        ? [replaceItem(place('include'), only, only.endsWith('*') ? `${top}*` : top)]
        : [
            append(
              place('include'),
              matched.flatMap((name) => [name, `${name}.*`]),
            ),
          ]
  const searched = where.every((one) => selection.where.includes(one))
    ? []
    : file === 'pyproject.toml'
      ? [
          set(
            place('where'),
            where.map((one) => one || '.'),
          ),
        ]
      : [set(place('where'), where[0] || '.')]
  const edits = [...searched, ...patterns]
  return edits.length === 0 ? [] : [{ summary: 'Correct the package search of setuptools.', edits }]
}

/** Deletes a list of packages, so that setuptools discovers them. */
function discoverInstead(
  { place, names }: Extract<PackageSelection, { kind: 'list' }>,
  sources: ProjectSources,
): Candidate[] {
  const deleted = {
    summary: 'Delete the list of packages; setuptools then discovers them.',
    edits: [deleteSetting(place)],
  }
  // A distribution without packages may be meant to have only dependencies.
  return [
    names.length === 0 && sources.wheelFiles.length === 0 ? { ...deleted, suggestion: 'decision' } : deleted,
  ]
}
