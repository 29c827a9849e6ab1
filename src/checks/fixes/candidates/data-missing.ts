import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { MissingData } from './backends/backend.ts'
import { backendOf } from './backends/index.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { correctDeclaration } from './declarations.ts'
import { withoutExclusions } from './exclusions.ts'
import { anchorIgnorePattern } from './ignored-files.ts'
import { missingData } from './missing-data.ts'
import { moveDataIntoPackage } from './moved-files.ts'

/** Candidates for data files that the wheel lacks. */
export const dataMissing: CandidatesOf<'data-missing'> = ({ facts }, sources) => {
  const { files, installed, neededBy } = facts
  if (facts.builtFrom === 'source tree') return []
  if (facts.package === '') return moveDataIntoPackage(files, neededBy, sources)
  const missing = missingData({ sources, files, installed, package: facts.package })
  if (missing === undefined) return []
  return [
    ...correctDeclaration(facts, missing, sources),
    ...includeMissingData(missing, sources),
    ...anchorIgnorePattern(facts.cause, sources),
  ]
}

/** Returns the ways to include data files: without what excludes them, or with another setting. */
export function includeMissingData(missing: MissingData, sources: ProjectSources): Candidate[] {
  const excluded = missing.files.map((file, i) => ({ file, installed: missing.installed[i] }))
  return withoutExclusions(excluded, backendOf(sources).includeData(missing, sources), sources)
}
