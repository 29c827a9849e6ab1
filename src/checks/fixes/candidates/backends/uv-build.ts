import { valueAt } from '../../../../project/project.ts'
import type { Candidate, Edit } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { append, deleteSetting, remove, set } from '../edits.ts'
import type { MissingFiles } from '../missing-files.ts'
import { directoryOf, inPyproject, nameOf, stringsAt } from '../project-paths.ts'
import type { BackendSettings, TopLevel } from './backend.ts'

const UV = ['tool', 'uv', 'build-backend']

/** uv_build, which ships whole packages; what it excludes, no setting includes. */
export const uvBuild: BackendSettings = {
  includeModules,
  includeData: () => [],
  includePackages: (packages, sources) => {
    const [first = ''] = packages
    const root = inPyproject(sources, ...UV, 'module-root')
    const name = inPyproject(sources, ...UV, 'module-name')
    const names = packages.map(nameOf)
    return [
      {
        summary: 'Name the packages and the directory that contains them.',
        edits: [set(name, names.length === 1 ? (names[0] as string) : names), set(root, directoryOf(first))],
      },
    ]
  },
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

/** The names in `module-name`, which is a string or a list. */
function moduleNames(sources: ProjectSources): readonly string[] | undefined {
  const value = valueAt(sources.project, [...UV, 'module-name'])
  return typeof value === 'string' ? [value] : stringsAt(sources, ...UV, 'module-name')
}

/** Names a package beside the others. Single modules cannot be included. */
function includeModules({ files, top, shipped }: MissingFiles, sources: ProjectSources): Candidate[] {
  const names = moduleNames(sources) ?? shipped.filter((path) => !path.endsWith('.py')).map(nameOf)
  const isPackage = files.every((file) => !file.endsWith(`${top}.py`) || file.includes(`/${top}/`))
  const isNamed = names.some((name) => name === top || name.startsWith(`${top}.`))
  if (isNamed && !names.includes(top) && isPackage) {
    const parts = names.filter((name) => name.startsWith(`${top}.`))
    const others = names.filter((name) => !parts.includes(name))
    const all = [...others, top]
    return [named('Name the whole package.', all, sources)]
  }
  return isNamed || !isPackage ? [] : [named('Name the package.', [...names, top], sources)]
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
