import { valueAt } from '../../../../project/project.ts'
import type { Candidate, Edit, SettingValue } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { append, deleteSetting, remove, set } from '../edits.ts'
import { type MissingFiles, packagesOf } from '../missing-files.ts'
import { directoryOf, inPyproject, nameOf, stringsAt } from '../project-paths.ts'
import type { BackendSettings, TopLevel } from './backend.ts'

const UV = ['tool', 'uv', 'build-backend']

/** uv_build, which ships whole packages; what it excludes, no setting includes. */
export const uvBuild: BackendSettings = {
  includeModules,
  includeData: () => [],
  includePackages,
  includeInSdist: (paths, sources) => [
    {
      summary: 'Include it in the sdist.',
      edits: [
        append(
          inPyproject(sources, ...UV, 'source-include'),
          paths.map((path) => path.replace(/\/$/, '/**')),
        ),
      ],
    },
  ],
  excludeTopLevel,
  // It excludes from the wheel what it excludes from the sdist.
  excludeFromWheel: (unwanted, sources) => [
    exclude(
      unwanted.map(({ file }) => file),
      sources,
    ),
  ],
  excludeFromSdist: (files, sources) => [exclude(files, sources)],
}

/** Sets what differs from the default, `src/` and the name of the project. */
function includePackages(packages: readonly string[], sources: ProjectSources): Candidate[] {
  const { project } = sources
  const [first = ''] = packages
  const names = packages.map(nameOf)
  const name = names.length === 1 ? (names[0] as string) : names
  const needs = (key: string, value: SettingValue, byDefault: string) =>
    value !== byDefault || valueAt(project, [...UV, key]) !== undefined
      ? [set(inPyproject(sources, ...UV, key), value)]
      : []
  const edits = [
    ...needs('module-name', name, project.name.replaceAll('-', '_')),
    ...needs('module-root', directoryOf(first), 'src'),
  ]
  return edits.length === 0 ? [] : [{ summary: 'Set the packages and their parent directory.', edits }]
}

/** The names in `module-name`, which is a string or a list. */
function moduleNames(sources: ProjectSources): readonly string[] | undefined {
  const value = valueAt(sources.project, [...UV, 'module-name'])
  return typeof value === 'string' ? [value] : stringsAt(sources, ...UV, 'module-name')
}

/** Names a package beside the others. Single modules cannot be included. */
function includeModules(missing: MissingFiles, sources: ProjectSources): Candidate[] {
  const { files, top, shipped } = missing
  const names = moduleNames(sources) ?? shipped.filter((path) => !path.endsWith('.py')).map(nameOf)
  const isPackage = files.every((file) => !file.endsWith(`${top}.py`) || file.includes(`/${top}/`))
  const isNamed = names.some((name) => name === top || name.startsWith(`${top}.`))
  if (isNamed && !names.includes(top) && isPackage) {
    const parts = names.filter((name) => name.startsWith(`${top}.`))
    const others = names.filter((name) => !parts.includes(name))
    const lacking = packagesOf(missing).filter(
      (name) => !names.some((one) => `${name}.`.startsWith(`${one}.`)),
    )
    return [
      named('Include the whole package.', [...others, top], sources),
      // A namespace package has no __init__.py, and cannot be named as a whole.
      ...(lacking.length === 0
        ? []
        : [named('Set the name of the import package.', [...names, ...lacking], sources)]),
    ]
  }
  return isNamed || !isPackage ? [] : [named('Set the name of the import package.', [...names, top], sources)]
}

function named(summary: string, names: readonly string[], sources: ProjectSources): Candidate {
  const [only] = names
  const value = names.length === 1 && only !== undefined ? only : names
  return { summary, edits: [set(inPyproject(sources, ...UV, 'module-name'), value)] }
}

function exclude(files: readonly string[], sources: ProjectSources): Candidate {
  return {
    summary: 'Exclude it from the distributions.',
    edits: [append(inPyproject(sources, ...UV, 'source-exclude'), files)],
  }
}

function excludeTopLevel({ name }: TopLevel, sources: ProjectSources): Candidate[] {
  const place = inPyproject(sources, ...UV, 'module-name')
  const names = stringsAt(sources, ...place.path)
  const own = (names ?? []).filter((one) => one === name || one.startsWith(`${name}.`))
  if (names === undefined || own.length === 0) return []
  const edit: Edit = own.length === names.length ? deleteSetting(place) : remove(place, own)
  return [{ summary: `Remove ${name} from the packages.`, edits: [edit] }]
}
