import { moduleOf } from '../../../../python/module-names.ts'
import type { Candidate, Edit } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { append, remove } from '../edits.ts'
import { rootOf } from '../missing-files.ts'
import { directoryOf } from '../project-paths.ts'
import type { TopLevel, UnwantedFile } from './backend.ts'
import { configurationFile, listSetting, packageSelection } from './setuptools-configuration.ts'
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
          edits: searchEdits(find, sources),
        },
      ]
    }
  }
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
    case 'discovered': {
      const root = first === undefined ? undefined : rootOf(first.file, first.installed)
      return root === undefined || configurationFile(sources) !== 'pyproject.toml'
        ? []
        : searchEdits({ where: [root || '.'], exclude: names }, sources)
    }
  }
}
