import { matchesPackage } from '../../../diagnosis/exclusion-reason.ts'
import type { Candidate, Edit } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { append, deleteSetting, set } from '../edits.ts'
import { type MissingFiles, missingPackages, packagesOf } from '../missing-files.ts'
import {
  directoryOf,
  inPyproject,
  inSetupCfg,
  inSetupPy,
  joinPath,
  nameOf,
  projectFiles,
  stringsAt,
} from '../project-paths.ts'
import {
  configurationFile,
  type PackageSelection,
  packageSelection,
  setupPyOf,
} from './setuptools-configuration.ts'
import { includeTopLevelModule } from './setuptools-modules.ts'
import { searchEdits } from './setuptools-search.ts'

type Found = Extract<PackageSelection, { kind: 'find' }>

/** Returns the ways to include modules and packages. */
export function includeModules(missing: MissingFiles, sources: ProjectSources): Candidate[] {
  const own = packagesOf(missing)
  if (own.length === 0) return includeTopLevelModule(missing, sources)
  const all = missingPackages(missing, sources)
  // First the edit that all findings about the same top-level package share.
  const [names, rest] = own.every((name) => all.includes(name)) ? [all, own] : [own, own]
  const selection = packageSelection(sources)
  switch (selection.kind) {
    case 'list':
      return [
        listPackages(selection, names, missing, sources),
        ...(names.length === rest.length ? [] : [listPackages(selection, rest, missing, sources)]),
        ...findInstead(missing, sources),
      ]
    case 'find':
      return findMore(selection, names, rest, missing, sources)
    case 'discovered':
      return findInstead(missing, sources)
    case 'computed':
      // It may contain a list.
      return [
        { summary: 'Add the missing packages.', edits: [append(inSetupPy(sources, 'packages'), names)] },
      ]
  }
}

function listPackages(
  { place }: Extract<PackageSelection, { kind: 'list' }>,
  names: readonly string[],
  { top, root }: MissingFiles,
  sources: ProjectSources,
): Candidate {
  const mapped = inPyproject(sources, 'tool', 'setuptools', 'package-dir', top)
  const isElsewhere =
    place.file === mapped.file &&
    !sources.wheelFiles.some((path) => path.startsWith(`${top}/`)) &&
    root !== packageDirectory(sources)
  return {
    summary: 'Add the missing packages.',
    edits: [append(place, names), ...(isElsewhere ? [set(mapped, joinPath(root, top))] : [])],
  }
}

/** The directory of the packages in pyproject.toml, relative to the project's directory. */
function packageDirectory({ project }: ProjectSources): string {
  const { tool } = project.pyproject as {
    tool?: { setuptools?: { 'package-dir'?: Record<string, unknown> } }
  }
  const directory = tool?.setuptools?.['package-dir']?.['']
  return typeof directory === 'string' ? directory.replace(/^\.\/?|\/$/g, '') : ''
}

/** Searches beside a package instead of in it: `where = ["demo"]` finds the packages in `demo`, and not `demo`. */
export function searchBesidePackage(sources: ProjectSources): Candidate[] {
  const selection = packageSelection(sources)
  if (selection.kind !== 'find' || selection.file !== 'pyproject.toml') return []
  const files = new Set(projectFiles(sources))
  const { where, include, place } = selection
  if (where.length === 0 || !where.every((one) => one !== '' && files.has(`${one}/__init__.py`))) return []
  const names = where.map(nameOf)
  const outer = [...new Set(where.map(directoryOf))].map((one) => one || '.')
  const patterns = names.flatMap((name) => [name, `${name}.*`])
  return [
    {
      summary: `Search for packages in the parent directory of ${names.join(', ')}.`,
      edits: [set(place('where'), outer), ...(include.length === 0 ? [set(place('include'), patterns)] : [])],
    },
  ]
}

/** The edits by which the configured search finds the packages. */
function findMore(
  selection: Found,
  names: readonly string[],
  own: readonly string[],
  missing: MissingFiles,
  sources: ProjectSources,
): Candidate[] {
  const { place, include, where } = selection
  const { top, root } = missing
  const isSearched = where.includes(root)
  const searched =
    isSearched || selection.file !== 'pyproject.toml' ? [] : [append(place('where'), [root || '.'])]
  const matches = (name: string) => include.some((pattern) => matchesPackage(pattern, name))
  const patterns = [
    ...(matches(top) ? [] : [top]),
    ...(names.some((name) => name !== top && !matches(name)) ? [`${top}.*`] : []),
  ]
  const included = include.length === 0 || patterns.length === 0 ? [] : [append(place('include'), patterns)]
  const exact = own.filter((name) => !matches(name))
  const isExact = include.length === 0 || exact.length === 0 || exact.join() === patterns.join()
  const widened = [...searched, ...included]
  const initFiles = selection.isRegular ? missingInitFiles(names, root, sources) : []
  const isNamespace = initFiles.some((file) => file === joinPath(root, `${top}/__init__.py`))
  const creating: Candidate[] =
    initFiles.length === 0
      ? []
      : [
          {
            summary: 'Add the missing __init__.py files.',
            edits: [...widened, ...initFiles.map((file) => created(file, sources))],
          },
        ]
  const withNamespaces = initFiles.length === 0 ? [] : findNamespaces(selection, missing, widened, sources)
  return [
    ...(widened.length === 0 || initFiles.length > 0
      ? []
      : [{ summary: 'Include the missing packages in the search.', edits: widened }]),
    // A namespace package has no __init__.py, as other distributions share it.
    ...(isNamespace ? [...withNamespaces, ...creating] : [...creating, ...withNamespaces]),
    ...(isExact
      ? []
      : [
          {
            summary: 'Include the missing packages in the search by name.',
            edits: [...searched, append(place('include'), exact)],
          },
        ]),
  ]
}

function created(file: string, { project }: ProjectSources): Edit {
  return { kind: 'create', file: project.path === '.' ? file : `${project.path}/${file}`, text: '' }
}

/** The `__init__.py` that the directories of packages lack, relative to the project's directory. */
function missingInitFiles(names: readonly string[], root: string, sources: ProjectSources): string[] {
  const files = new Set(projectFiles(sources))
  const directories = names.flatMap((name) => {
    const parts = name.split('.')
    return parts.map((_, i) => joinPath(root, parts.slice(0, i + 1).join('/')))
  })
  return [...new Set(directories)]
    .map((directory) => `${directory}/__init__.py`)
    .filter((file) => !files.has(file))
    .sort()
}

/** Finds directories without `__init__.py` too; in the root of the project, only those of the packages. */
function findNamespaces(
  { file, place, include, where }: Found,
  { top, root, shipped }: MissingFiles,
  widened: readonly Edit[],
  sources: ProjectSources,
): Candidate[] {
  const tops = [...new Set([...shipped.filter((path) => !path.endsWith('.py')).map(nameOf), top])].sort()
  const limited =
    include.length > 0 || (where.join() === root && root !== '')
      ? []
      : [
          append(
            place('include'),
            tops.flatMap((name) => [name, `${name}.*`]),
          ),
        ]
  const edits = { 'pyproject.toml': inToml, 'setup.cfg': inCfg, 'setup.py': inPython }[file](sources)
  return edits.length === 0
    ? []
    : [{ summary: 'Also find packages without __init__.py.', edits: [...edits, ...widened, ...limited] }]
}

function inToml(sources: ProjectSources): Edit[] {
  return [deleteSetting(inPyproject(sources, 'tool', 'setuptools', 'packages', 'find', 'namespaces'))]
}

function inCfg(sources: ProjectSources): Edit[] {
  return [set(inSetupCfg(sources, 'options', 'packages'), 'find_namespace:')]
}

function inPython(sources: ProjectSources): Edit[] {
  const { project } = sources
  const file = project.path === '.' ? 'setup.py' : `${project.path}/setup.py`
  const lines = setupPyOf(sources).split('\n')
  const text = 'find_packages'
  return lines.flatMap((line, i): Edit[] =>
    line.split(text).length === 2
      ? [{ kind: 'replace', file, line: i + 1, text, by: 'find_namespace_packages' }]
      : [],
  )
}

/** Searches for the top-level packages by name, instead of a list or automatic discovery. */
function findInstead(missing: MissingFiles, sources: ProjectSources): Candidate[] {
  const { top, root, shipped } = missing
  const packages = shipped.filter((path) => !path.endsWith('.py'))
  const modules = shipped.filter((path) => path.endsWith('.py'))
  if (configurationFile(sources) !== 'pyproject.toml') return []
  const where = [...new Set([...packages.map(directoryOf), root])].sort().map((one) => one || '.')
  const include = [...new Set([...packages.map(nameOf), top])].sort().flatMap((name) => [name, `${name}.*`])
  const kept = modules.map((path) => nameOf(path).replace(/\.py$/, ''))
  const listed = stringsAt(sources, 'tool', 'setuptools', 'py-modules') ?? []
  const lacking = kept.filter((name) => !listed.includes(name))
  return [
    {
      summary: 'Find the packages by name.',
      edits: [
        ...searchEdits({ where, include }, sources),
        ...(lacking.length === 0
          ? []
          : [append(inPyproject(sources, 'tool', 'setuptools', 'py-modules'), lacking)]),
      ],
    },
  ]
}
