import { fileOf } from '../../../project/project.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { MissingData } from './backends/backend.ts'
import { backendOf } from './backends/index.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { includeMissingData } from './data-missing.ts'
import { missingData } from './missing-data.ts'
import { nameOf } from './project-paths.ts'
import { includeMissingFromSdist } from './sdist-incomplete.ts'

/** Candidates for a missing py.typed (PEP 561). */
export const typingMarkerMissing: CandidatesOf<'typing-marker-missing'> = ({ facts }, sources) => {
  const { source, path, tracked, inTree } = facts
  if (inTree) return includeMissingFromSdist([source], sources)
  const missing = missingData({ sources, files: [source], installed: [path], package: facts.package })
  if (missing === undefined) return []
  return tracked ? includeMissingData(missing, sources) : addTypingMarker(missing, sources)
}

/** Returns the ways to add a marker that does not exist. */
export function addTypingMarker(marker: MissingData, sources: ProjectSources): Candidate[] {
  const [file = ''] = marker.files
  const create: Edit = { kind: 'create', file: fileOf(sources.project, file), text: '' }
  const summary = `Add an empty ${nameOf(file)}.`
  // setuptools before 69 needs package-data; the other backends ship it with the package.
  const [included] = backendOf(sources).includeData(marker, sources)
  return [
    { summary, edits: [create] },
    ...(included === undefined ? [] : [{ summary, edits: [create, ...included.edits] }]),
  ]
}
