import { table } from '../../../config/toml.ts'
import { valueAt } from '../../../project/project.ts'
import { covers } from '../../diagnosis/exclusion-reason.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import { patternOfItem } from '../../diagnosis/setting-items.ts'
import type { Candidate, SettingValue } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { MissingData } from './backends/backend.ts'
import { backendOf } from './backends/index.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { correctDeclaration } from './declarations.ts'
import { replaceItem } from './edits.ts'
import { withoutExclusions } from './exclusions.ts'
import { anchorIgnorePattern } from './ignored-files.ts'
import { missingData } from './missing-data.ts'
import { moveDataIntoPackage } from './moved-files.ts'
import { inProject, inPyproject } from './project-paths.ts'

/** Candidates for data files that the wheel lacks. */
export const dataMissing: CandidatesOf<'data-missing'> = ({ facts }, sources) => {
  const { files, installed, neededBy } = facts
  if (facts.builtFrom === 'source tree' && backendName(sources) !== 'maturin') return []
  if (facts.package === '') return dataOutside(files, neededBy, sources)
  const missing = missingData({ sources, files, installed, package: facts.package })
  if (missing === undefined) return []
  return [
    ...correctDeclaration(facts, missing, sources),
    ...includeMissingData(missing, sources),
    ...anchorIgnorePattern(facts.cause, sources),
  ]
}

/**
 * Returns the ways to ship data files that are in no package: in the package that reads them, or where they are.
 *
 * @param files relative to the checkout's root
 * @param readers positions in modules of the package
 */
export function dataOutside(
  files: readonly string[],
  readers: readonly string[],
  sources: ProjectSources,
): Candidate[] {
  return [...moveDataIntoPackage(files, readers, sources), ...includeInWheel(files, sources)]
}

/** Includes in the wheel what poetry-core includes in the sdist only. */
function includeInWheel(files: readonly string[], sources: ProjectSources): Candidate[] {
  if (backendName(sources) !== 'poetry-core') return []
  const place = inPyproject(sources, 'tool', 'poetry', 'include')
  const value = valueAt(sources.project, place.path)
  const items = (Array.isArray(value) ? value : []) as SettingValue[]
  const own = files.map((file) => inProject(sources, file))
  const edits = items.flatMap((item) => {
    const pattern = patternOfItem(item)
    const isOwn = pattern !== undefined && own.some((file) => covers(pattern, file))
    const path = table(item).path ?? item
    return isOwn && typeof path === 'string'
      ? [replaceItem(place, item, { path, format: ['sdist', 'wheel'] })]
      : []
  })
  // They are at the top of site-packages then.
  return edits.length === 0
    ? []
    : [{ summary: 'Include it in both distributions.', edits, suggestion: 'decision' }]
}

/** Returns the ways to include data files: without what excludes them, or with another setting. */
export function includeMissingData(missing: MissingData, sources: ProjectSources): Candidate[] {
  const excluded = missing.files.map((file, i) => ({ file, installed: missing.installed[i] }))
  return withoutExclusions(excluded, backendOf(sources).includeData(missing, sources), sources)
}
