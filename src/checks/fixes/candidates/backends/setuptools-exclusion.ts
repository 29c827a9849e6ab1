import { escapeRegExp } from '../../../../program/regular-expressions.ts'
import { fileOf } from '../../../../project/project.ts'
import { moduleOf } from '../../../../python/module-names.ts'
import type { Candidate, Edit } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { append, remove } from '../edits.ts'
import { rootOf, shippedTopLevels } from '../missing-files.ts'
import { directoryOf, nameOf } from '../project-paths.ts'
import type { TopLevel, UnwantedFile } from './backend.ts'
import { configurationFile, listSetting, packageSelection, setupPyOf } from './setuptools-configuration.ts'
import { excludeData } from './setuptools-data.ts'
import { searchEdits } from './setuptools-search.ts'

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
                summary: `Remove ${name} from the package search.`,
                edits: [remove(selection.place('include'), patterns)],
              },
            ]),
        { summary: `Exclude ${name} from the packages.`, edits: [exclude] },
      ]
    }
    case 'discovered': {
      const others = shippedTopLevels(sources).filter((path) => path !== source && !path.endsWith('.py'))
      if (configurationFile(sources) !== 'pyproject.toml' || others.length === 0) return []
      const where = [...new Set(others.map(directoryOf))].map((one) => one || '.')
      const include = others.map(nameOf).flatMap((other) => [other, `${other}.*`])
      return [
        {
          summary: 'Find the other packages by name.',
          edits: searchEdits({ where, include }, sources),
        },
      ]
    }
    case 'computed':
      return [...excludeSubpackages(name, sources), ...excludeInCall(name, sources)]
  }
}

/** Extends an exclusion in setup.py, which leaves the subpackages: `exclude=("tests",)`. */
function excludeSubpackages(name: string, sources: ProjectSources): Candidate[] {
  const file = fileOf(sources.project, 'setup.py')
  const lines = setupPyOf(sources).split('\n')
  const found = lines.flatMap((line, i): Edit[] => {
    const [, , quote] =
      new RegExp(`\\bexclude\\s*=\\s*([\\[(])[^\\])]*(["'])${escapeRegExp(name)}\\2`).exec(line) ?? []
    const text = `${quote}${name}${quote}`
    const isOnce = quote !== undefined && line.split(text).length === 2
    return isOnce
      ? [{ kind: 'replace', file, line: i + 1, text, by: `${text}, ${quote}${name}.*${quote}` }]
      : []
  })
  return found.length !== 1 ? [] : [{ summary: `Also exclude the packages in ${name}.`, edits: found }]
}

/** Adds an exclusion to a search that is part of an expression: `["demo"] + find_packages()`. */
function excludeInCall(name: string, sources: ProjectSources): Candidate[] {
  const file = fileOf(sources.project, 'setup.py')
  const code = setupPyOf(sources)
  const quote = code.split("'").length > code.split('"').length ? "'" : '"'
  const items = [name, `${name}.*`].map((item) => quote + item + quote).join(', ')
  const found = code.split('\n').flatMap((line, i): Edit[] => {
    const [text, start] = /^(?!\s*#).*?\b(find_(?:namespace_)?packages\()\)/.exec(line)?.slice(0, 2) ?? []
    const call = `${start})`
    return text === undefined || line.split(call).length !== 2
      ? []
      : [
          {
            kind: 'replace',
            file,
            line: i + 1,
            text: call,
            by: `${start}exclude=[${items}])`,
          },
        ]
  })
  return found.length !== 1 ? [] : [{ summary: `Exclude ${name} from the packages.`, edits: found }]
}

/** Returns the ways to exclude files of packages from the wheel. */
export function excludeFromWheel(unwanted: readonly UnwantedFile[], sources: ProjectSources): Candidate[] {
  const isModule = ({ installed }: UnwantedFile) => moduleOf(installed) !== undefined
  const data = unwanted.filter((file) => !isModule(file))
  const names = [...new Set(unwanted.filter(isModule).map(({ installed }) => directoryOf(installed)))]
  const byData = data.length === 0 ? [] : excludeData(data, sources)
  if (names.length === 0) return byData
  const unwantedPaths = new Set(unwanted.map(({ installed }) => installed))
  // setuptools ships the modules of a package together.
  const isPartial = sources.wheelFiles.some(
    (path) => moduleOf(path) !== undefined && names.includes(directoryOf(path)) && !unwantedPaths.has(path),
  )
  if (isPartial || names.includes('')) return []
  const edits = excludePackages(
    names.map((name) => name.replaceAll('/', '.')),
    unwanted,
    sources,
  )
  const [excludedData] = byData.slice(-1)
  return edits.length === 0
    ? []
    : [
        { summary: 'Exclude the packages.', edits },
        ...(excludedData === undefined
          ? []
          : [{ summary: 'Exclude the packages and their data.', edits: [...edits, ...excludedData.edits] }]),
      ]
}

function excludePackages(
  names: readonly string[],
  [first]: readonly UnwantedFile[],
  sources: ProjectSources,
): Edit[] {
  const selection = packageSelection(sources)
  switch (selection.kind) {
    case 'list':
      return [remove(selection.place, names)]
    case 'find':
      return [append(selection.place('exclude'), names)]
    case 'computed':
      return []
    case 'discovered': {
      const root = first === undefined ? undefined : rootOf(first.file, first.installed)
      return root === undefined || configurationFile(sources) !== 'pyproject.toml'
        ? []
        : searchEdits({ where: [root || '.'], exclude: names }, sources)
    }
  }
}
