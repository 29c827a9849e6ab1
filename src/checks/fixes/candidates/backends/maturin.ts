import type { Candidate } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { collapsedPaths } from '../collapsed-paths.ts'
import { append } from '../edits.ts'
import type { MissingFiles } from '../missing-files.ts'
import { inPyproject, nameOf, stringsAt } from '../project-paths.ts'
import type { BackendSettings } from './backend.ts'

const MATURIN = ['tool', 'maturin']

/** maturin, which includes the package of its module with all files in `python-source`. */
export const maturin: BackendSettings = {
  includeModules: (missing, sources) => [...namePackage(missing, sources), ...include(missing, sources)],
  includeData: include,
  includePackages: () => [],
  includeInSdist: (paths, sources) => [
    {
      summary: 'Include it in the sdist.',
      edits: [
        append(
          inPyproject(sources, ...MATURIN, 'include'),
          paths.map((path) => ({ path: path.replace(/\/$/, '/**/*'), format: 'sdist' })),
        ),
      ],
    },
  ],
  excludeTopLevel: ({ source }, sources) => [
    exclude([source.endsWith('.py') ? source : `${source}/**/*`], sources),
  ],
  excludeFromWheel: (unwanted, sources) => [
    exclude(
      unwanted.map(({ file }) => file),
      sources,
    ),
  ],
  excludeFromSdist: (files, sources) => [exclude(files, sources)],
}

/** Adds a package to that of the module. */
function namePackage({ top, files, shipped }: MissingFiles, sources: ProjectSources): Candidate[] {
  const isModule = files.some((file) => nameOf(file) === `${top}.py`)
  const names = shipped.filter((path) => !path.endsWith('.py')).map(nameOf)
  if (isModule || names.includes(top)) return []
  const listed = stringsAt(sources, ...MATURIN, 'python-packages') ?? []
  const lacking = [...names, top].filter((name) => !listed.includes(name))
  return [
    {
      summary: 'Set the name of the import package.',
      edits: [append(inPyproject(sources, ...MATURIN, 'python-packages'), lacking)],
    },
  ]
}

function include(missing: MissingFiles, sources: ProjectSources): Candidate[] {
  const items = collapsedPaths(missing, sources).map((path) => ({
    path: path.replace(/\/$/, '/**/*'),
    format: ['sdist', 'wheel'],
  }))
  return [
    {
      summary: 'Include the files in both distributions.',
      edits: [append(inPyproject(sources, ...MATURIN, 'include'), items)],
    },
  ]
}

function exclude(patterns: readonly string[], sources: ProjectSources): Candidate {
  return {
    summary: 'Exclude it from the distributions.',
    edits: [append(inPyproject(sources, ...MATURIN, 'exclude'), patterns)],
  }
}
