import type { Candidate, Edit } from '../edit.ts'
import { backendOf } from './backends/index.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { includeMissingData } from './data-missing.ts'
import { missingData } from './missing-data.ts'
import { includeMissingFromSdist } from './sdist-incomplete.ts'

/** Candidates for a missing py.typed (PEP 561). */
export const typingMarkerMissing: CandidatesOf<'typing-marker-missing'> = ({ facts }, sources) => {
  const { source, path, tracked, inTree } = facts
  if (inTree) return includeMissingFromSdist([source], sources)
  const missing = missingData({ sources, files: [source], installed: [path], package: facts.package })
  if (missing === undefined) return []
  if (tracked) return includeMissingData(missing, sources)
  const create: Edit = { kind: 'create', file: source, text: '' }
  const summary = `Add an empty ${path}.`
  // setuptools before 69 needs package-data; the other backends ship it with the package.
  const included: Candidate[] = backendOf(sources)
    .includeData(missing, sources)
    .map(({ edits }) => ({ summary, edits: [create, ...edits] }))
  return [{ summary, edits: [create] }, ...included.slice(0, 1)]
}
