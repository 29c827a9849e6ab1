import { matchesPackage } from '../../../diagnosis/exclusion-reason.ts'
import type { Candidate, Edit } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { append, deleteSetting, remove, replaceItem, set } from '../edits.ts'
import { type MissingFiles, missingPackages, packagesOf } from '../missing-files.ts'
import {
  directoryOf,
  inPyproject,
  inSetupCfg,
  joinPath,
  nameOf,
  projectFiles,
  stringsAt,
} from '../project-paths.ts'
import type { TopLevel } from './backend.ts'
import {
  configurationFile,
  listSetting,
  type PackageSelection,
  packageSelection,
  setupPyOf,
} from './setuptools-configuration.ts'

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
    summary: 'List the missing packages.',
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
            summary: 'Add the __init__.py without which the directories are no packages.',
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
            summary: 'Include the missing packages in the search by their names.',
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
    : [{ summary: 'Find packages without __init__.py too.', edits: [...edits, ...widened, ...limited] }]
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

/** Lets setuptools find the packages by the names of the top-level packages, instead of a list or its discovery. */
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
      summary: 'Find the packages by their names.',
      edits: [
        set(inPyproject(sources, 'tool', 'setuptools', 'packages'), { find: { where, include } }),
        ...(lacking.length === 0
          ? []
          : [append(inPyproject(sources, 'tool', 'setuptools', 'py-modules'), lacking)]),
      ],
    },
  ]
}

/** Lists a module beside the packages. */
function includeTopLevelModule(missing: MissingFiles, sources: ProjectSources): Candidate[] {
  const { files, root, shipped } = missing
  const names = files
    .filter((file) => file.endsWith('.py') && directoryOf(file) === root)
    .map((file) => nameOf(file).replace(/\.py$/, ''))
  if (names.length === 0) return []
  const place = listSetting(sources, 'py-modules')
  const modules = shipped
    .filter((path) => path.endsWith('.py'))
    .map((path) => nameOf(path).replace(/\.py$/, ''))
  const listed = stringsAt(sources, 'tool', 'setuptools', 'py-modules')
  // With py-modules, setuptools discovers neither packages nor modules.
  const isDiscovered = packageSelection(sources).kind === 'discovered' && listed === undefined
  const packages = shipped.filter((path) => !path.endsWith('.py'))
  if (isDiscovered && packages.length > 0 && configurationFile(sources) !== 'pyproject.toml') return []
  const find = {
    where: [...new Set(packages.map(directoryOf))].map((one) => one || '.'),
    include: packages.map(nameOf).flatMap((name) => [name, `${name}.*`]),
  }
  return [
    {
      summary: 'List the module beside the packages.',
      edits: [
        append(place, [...new Set([...(isDiscovered ? modules : []), ...names])]),
        ...(isDiscovered && packages.length > 0
          ? [set(inPyproject(sources, 'tool', 'setuptools', 'packages'), { find })]
          : []),
      ],
    },
  ]
}

/** Returns the ways to include packages in a wheel without any. */
export function includePackages(packages: readonly string[], sources: ProjectSources): Candidate[] {
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
    ...(configurationFile(sources) === 'pyproject.toml'
      ? [
          {
            summary: 'Find the packages by their names.',
            edits: [
              set(inPyproject(sources, 'tool', 'setuptools', 'packages'), {
                find: { where: where.map((one) => one || '.'), include },
              }),
            ],
          },
        ]
      : []),
  ]
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
  return edits.length === 0 ? [] : [{ summary: 'Search for the packages where they are.', edits }]
}

/** Deletes a list of packages, so that setuptools discovers them. */
function discoverInstead(
  { place, names }: Extract<PackageSelection, { kind: 'list' }>,
  sources: ProjectSources,
): Candidate[] {
  const deleted = { summary: 'Let setuptools discover the packages.', edits: [deleteSetting(place)] }
  // A distribution without packages may be meant to have only dependencies.
  return [
    names.length === 0 && sources.wheelFiles.length === 0 ? { ...deleted, isSuggestion: true } : deleted,
  ]
}

/** Returns the ways to exclude a top-level package or module. */
export function excludeTopLevel({ name, source }: TopLevel, sources: ProjectSources): Candidate[] {
  const isOwn = (one: string) => one === name || one.startsWith(`${name}.`)
  if (source.endsWith('.py')) {
    const place = listSetting(sources, 'py-modules')
    return [{ summary: `Remove ${name} from the modules.`, edits: [remove(place, [name])] }]
  }
  const selection = packageSelection(sources)
  const excluded = [name, `${name}.*`]
  switch (selection.kind) {
    case 'list':
      return [
        {
          summary: `Remove ${name} from the packages.`,
          edits: [remove(selection.place, selection.names.filter(isOwn))],
        },
      ]
    case 'find': {
      const patterns = selection.include.filter((pattern) => isOwn(pattern.replace(/\.?\*$/, '')))
      const exclude = append(selection.place('exclude'), excluded)
      return [
        ...(patterns.length === 0 || patterns.length === selection.include.length
          ? []
          : [
              {
                summary: `Remove ${name} from the packages that are searched for.`,
                edits: [remove(selection.place('include'), patterns)],
              },
            ]),
        { summary: `Exclude ${name} from the packages.`, edits: [exclude] },
      ]
    }
    case 'discovered': {
      if (configurationFile(sources) !== 'pyproject.toml') return []
      const find = { where: [directoryOf(source) || '.'], exclude: excluded }
      return [
        {
          summary: `Exclude ${name} from the packages.`,
          edits: [set(inPyproject(sources, 'tool', 'setuptools', 'packages'), { find })],
        },
      ]
    }
  }
}
