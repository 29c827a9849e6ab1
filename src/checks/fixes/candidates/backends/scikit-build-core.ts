import type { Candidate } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { collapsedPaths } from '../collapsed-paths.ts'
import { append, remove, set } from '../edits.ts'
import type { MissingFiles } from '../missing-files.ts'
import { inPyproject, joinPath, stringsAt } from '../project-paths.ts'
import type { BackendSettings, TopLevel } from './backend.ts'

const TABLE = ['tool', 'scikit-build']
const WHEEL_PACKAGES = [...TABLE, 'wheel', 'packages']

/** scikit-build-core, which includes all files of `wheel.packages` that the sdist has. */
export const scikitBuildCore: BackendSettings = {
  includeModules: (missing, sources) => [
    ...namePackage(missing, sources),
    ...includeIgnored(missing, sources),
  ],
  includeData: includeIgnored,
  includePackages: (packages, sources) => [
    {
      summary: 'List the package directories.',
      edits: [set(inPyproject(sources, ...WHEEL_PACKAGES), packages)],
    },
  ],
  includeInSdist: (paths, sources) => [included(paths, sources)],
  excludeTopLevel,
  excludeFromWheel: (unwanted, sources) => [
    excluded(
      unwanted.map(({ file }) => file),
      sources,
    ),
    {
      summary: 'Exclude it from the wheel.',
      edits: [
        append(
          inPyproject(sources, ...TABLE, 'wheel', 'exclude'),
          unwanted.map(({ installed }) => installed),
        ),
      ],
    },
  ],
  excludeFromSdist: (files, sources) => [excluded(files, sources)],
}

/** Adds a package to the list. */
function namePackage({ top, root, shipped }: MissingFiles, sources: ProjectSources): Candidate[] {
  const path = joinPath(root, top)
  if (shipped.includes(path)) return []
  const listed = stringsAt(sources, ...WHEEL_PACKAGES)
  const place = inPyproject(sources, ...WHEEL_PACKAGES)
  const packages = shipped.filter((one) => !one.endsWith('.py'))
  return [
    {
      summary: 'Set the package directory.',
      edits: [listed === undefined ? set(place, [...packages, path]) : append(place, [path])],
    },
  ]
}

function includeIgnored(missing: MissingFiles, sources: ProjectSources): Candidate[] {
  return [included(collapsedPaths(missing, sources), sources)]
}

function included(paths: readonly string[], sources: ProjectSources): Candidate {
  return {
    summary: 'Include it in the sdist and thereby in the wheel.',
    edits: [
      append(
        inPyproject(sources, ...TABLE, 'sdist', 'include'),
        paths.map((path) => `/${path}`),
      ),
    ],
  }
}

function excluded(files: readonly string[], sources: ProjectSources): Candidate {
  return {
    summary: 'Exclude it from the sdist and thereby from the wheel.',
    edits: [
      append(
        inPyproject(sources, ...TABLE, 'sdist', 'exclude'),
        files.map((file) => `/${file}`),
      ),
    ],
  }
}

function excludeTopLevel({ name, source }: TopLevel, sources: ProjectSources): Candidate[] {
  const listed = stringsAt(sources, ...WHEEL_PACKAGES) ?? []
  const own = listed.filter((item) => item.replace(/\/$/, '') === source)
  return own.length === 0 || own.length === listed.length
    ? [
        {
          summary: `Exclude ${name} from the wheel.`,
          edits: [append(inPyproject(sources, ...TABLE, 'wheel', 'exclude'), [`${name}/**`])],
        },
      ]
    : [
        {
          summary: `Remove ${name} from the wheel.`,
          edits: [remove(inPyproject(sources, ...WHEEL_PACKAGES), own)],
        },
      ]
}
