import type { Candidate } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { collapsedPaths } from '../collapsed-paths.ts'
import { append, remove, set } from '../edits.ts'
import type { MissingFiles } from '../missing-files.ts'
import { directoryOf, inPyproject, joinPath, stringsAt } from '../project-paths.ts'
import type { BackendSettings, TopLevel } from './backend.ts'

const BUILD = ['tool', 'pdm', 'build']

/** pdm-backend, where the more specific one of an included and an excluded path takes precedence. */
export const pdm: BackendSettings = {
  includeModules: includeFiles,
  includeData: includeFiles,
  includePackages: (packages, sources) => {
    const [first = ''] = packages
    const from = directoryOf(first)
    const directory = inPyproject(sources, ...BUILD, 'package-dir')
    const includes = inPyproject(sources, ...BUILD, 'includes')
    return [
      {
        summary: 'Set the packages and their parent directory.',
        edits: [set(includes, packages), ...(from === '' ? [] : [set(directory, from)])],
      },
      { summary: 'List the packages.', edits: [set(includes, packages)] },
    ]
  },
  includeInSdist: (paths, sources) => [
    {
      summary: 'Include it in the sdist.',
      edits: [append(inPyproject(sources, ...BUILD, 'source-includes'), paths.map(withoutSlash))],
    },
  ],
  excludeTopLevel,
  excludeFromWheel: (unwanted, sources) => [
    exclude(
      unwanted.map(({ file }) => file),
      sources,
    ),
  ],
  excludeFromSdist: (files, sources) => [exclude(files, sources)],
}

/** Adds the paths to `includes`; without it, all packages are included. */
function includeFiles(missing: MissingFiles, sources: ProjectSources): Candidate[] {
  const { top, root, shipped, files } = missing
  const place = inPyproject(sources, ...BUILD, 'includes')
  const listed = stringsAt(sources, ...BUILD, 'includes')
  const module = joinPath(root, `${top}.py`)
  const whole = files.includes(module) ? module : joinPath(root, top)
  const paths = collapsedPaths(missing, sources).map(withoutSlash)
  const isListed = listed?.includes(whole) === true
  const summary = 'Include the files.'
  if (listed === undefined) return [{ summary, edits: [set(place, [...new Set([...shipped, ...paths])])] }]
  return [
    ...(isListed ? [] : [{ summary: 'Include the whole package.', edits: [append(place, [whole])] }]),
    ...(paths.every((path) => listed.includes(path)) || (paths.length === 1 && paths[0] === whole)
      ? []
      : [{ summary, edits: [append(place, paths)] }]),
  ]
}

function exclude(files: readonly string[], sources: ProjectSources): Candidate {
  return {
    summary: 'Exclude it from the distributions.',
    edits: [append(inPyproject(sources, ...BUILD, 'excludes'), files)],
  }
}

function excludeTopLevel({ name, source }: TopLevel, sources: ProjectSources): Candidate[] {
  const includes = inPyproject(sources, ...BUILD, 'includes')
  const listed = (stringsAt(sources, ...BUILD, 'includes') ?? []).filter(
    (item) => item.replace(/^\.\//, '').replace(/(\/\*\*?)*\/?$/, '') === source,
  )
  return [
    ...(listed.length === 0
      ? []
      : [{ summary: `Remove ${name} from the wheel.`, edits: [remove(includes, listed)] }]),
    {
      summary: `Include ${name} in the sdist only.`,
      edits: [
        ...(listed.length === 0 ? [] : [remove(includes, listed)]),
        append(inPyproject(sources, ...BUILD, 'source-includes'), [source]),
      ],
    },
    exclude([source], sources),
  ]
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '')
}
