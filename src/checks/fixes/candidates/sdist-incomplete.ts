import { fileOf } from '../../../project/project.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { backendOf } from './backends/index.ts'
import { setupPyOf } from './backends/setuptools-configuration.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { withoutExclusions } from './exclusions.ts'
import { inProject, projectFiles } from './project-paths.ts'

/** Candidates for a wheel that lacks files because the sdist lacks them. */
export const sdistIncomplete: CandidatesOf<'sdist-incomplete'> = ({ facts }, sources) =>
  includeMissingFromSdist(facts.absent.length > 0 ? facts.absent : filesNamedInSetupPy(sources), sources)

/** Files that setup.py may read, as the dependencies in `requirements.txt`: the sdist has others only by MANIFEST.in. */
function filesNamedInSetupPy(sources: ProjectSources): string[] {
  if (backendName(sources) !== 'setuptools') return []
  const { project } = sources
  const named = new Set([...setupPyOf(sources).matchAll(/["']([^"'\n]+)["']/g)].map(([, name]) => name))
  return projectFiles(sources)
    .filter((file) => named.has(file) && !/\.py$|^README|^setup\.cfg$|^pyproject\.toml$/.test(file))
    .map((file) => fileOf(project, file))
}

/**
 * Returns the ways to include files in the sdist: without what excludes them, or with another setting.
 *
 * @param absent files, and directories with a trailing `/`, relative to the checkout's root
 */
export function includeMissingFromSdist(absent: readonly string[], sources: ProjectSources): Candidate[] {
  const paths = absent.map((path) => inProject(sources, path))
  if (paths.length === 0) return []
  const files = projectFiles(sources).filter((file) =>
    paths.some((path) => (path.endsWith('/') ? file.startsWith(path) : file === path)),
  )
  const excluded = files.map((file) => ({ file, installed: undefined }))
  return withoutExclusions(excluded, backendOf(sources).includeInSdist(paths, sources), sources)
}
