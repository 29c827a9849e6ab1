import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { includeInWheel } from './include-in-wheel.ts'
import { projectFiles } from './project-paths.ts'
import { sourceOf } from './wheel-paths.ts'

/** Candidates for tracked files that the last release had and this one lacks. */
export const releaseShrunk: CandidatesOf<'release-shrunk'> = ({ facts }, sources) => {
  const { kind, names, isTracked } = facts
  switch (kind) {
    case 'files':
      return isTracked ? includeInstalled(names, sources) : []
    case 'module':
      return includeInstalled(
        names.flatMap((name) => filesOfTopLevel(name, sources)),
        sources,
      )
    case 'typing':
      return includeInstalled(markers(sources), sources)
    default:
      return []
  }
}

/** The installed paths of the tracked files of a top-level package or module. */
function filesOfTopLevel(name: string, sources: ProjectSources): string[] {
  const source = sourceOf(`${name}/__init__.py`, sources)
  if (source === undefined) return sourceOf(`${name}.py`, sources) === undefined ? [] : [`${name}.py`]
  const root = source.slice(0, -`${name}/__init__.py`.length)
  return projectFiles(sources)
    .filter((file) => file.startsWith(`${root}${name}/`))
    .map((file) => file.slice(root.length))
}

function markers(sources: ProjectSources): string[] {
  const tops = new Set(sources.wheelFiles.flatMap((path) => (path.includes('/') ? [path.split('/')[0]] : [])))
  return [...tops].map((top) => `${top}/py.typed`).filter((path) => sourceOf(path, sources) !== undefined)
}

/** Includes tracked files by the paths at which they are installed. */
function includeInstalled(installed: readonly string[], sources: ProjectSources): readonly Candidate[] {
  const found = installed.flatMap((path) => {
    const file = sourceOf(path, sources)
    return file === undefined ? [] : [{ file, installed: path }]
  })
  return found.length < installed.length ? [] : includeInWheel(found, sources)
}
