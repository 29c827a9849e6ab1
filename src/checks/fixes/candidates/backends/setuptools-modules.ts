import type { Candidate } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { append } from '../edits.ts'
import type { MissingFiles } from '../missing-files.ts'
import { directoryOf, nameOf, stringsAt } from '../project-paths.ts'
import { configurationFile, listSetting, packageSelection } from './setuptools-configuration.ts'
import { searchEdits } from './setuptools-search.ts'

/** Returns the way to list a module beside the packages. */
export function includeTopLevelModule(missing: MissingFiles, sources: ProjectSources): Candidate[] {
  const { files, root, shipped } = missing
  const names = files
    .filter((file) => file.endsWith('.py') && directoryOf(file) === root)
    .map((file) => nameOf(file).replace(/\.py$/, ''))
  const listed = stringsAt(sources, 'tool', 'setuptools', 'py-modules')
  if (names.every((name) => listed?.includes(name))) return []
  const place = listSetting(sources, 'py-modules')
  const modules = shipped
    .filter((path) => path.endsWith('.py'))
    .map((path) => nameOf(path).replace(/\.py$/, ''))
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
      summary: 'Add the module to the list of top-level modules.',
      edits: [
        append(place, [...new Set([...(isDiscovered ? modules : []), ...names])]),
        ...(isDiscovered && packages.length > 0 ? searchEdits(find, sources) : []),
      ],
    },
  ]
}
