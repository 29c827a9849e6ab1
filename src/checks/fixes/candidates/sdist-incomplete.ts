import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { backendOf } from './backends/index.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { removeExclusions } from './exclusions.ts'
import { inProject, projectFiles } from './project-paths.ts'

/** Candidates for a wheel that lacks files because the sdist lacks them. */
export const sdistIncomplete: CandidatesOf<'sdist-incomplete'> = ({ facts }, sources) =>
  includeMissingFromSdist(facts.absent, sources)

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
  return [
    ...removeExclusions(
      files.map((file) => ({ file, installed: undefined })),
      sources,
    ),
    ...backendOf(sources).includeInSdist(paths, sources),
  ]
}
