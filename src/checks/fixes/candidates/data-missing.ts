import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { MissingData } from './backends/backend.ts'
import { backendOf } from './backends/index.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { correctDeclaration } from './declarations.ts'
import { removeExclusions } from './exclusions.ts'
import { rootOf, shippedTopLevels } from './missing-files.ts'
import { inProject } from './project-paths.ts'

/** Candidates for data files that the wheel lacks. */
export const dataMissing: CandidatesOf<'data-missing'> = ({ facts }, sources) => {
  // Files outside of the packages have to be moved, with the code that reads them.
  if (facts.package === '' || facts.builtFrom === 'source tree') return []
  const { files, installed } = facts
  const missing = missingData({ sources, files, installed, package: facts.package })
  if (missing === undefined) return []
  return [...correctDeclaration(facts, missing, sources), ...includeMissingData(missing, sources)]
}

/**
 * Returns the facts on which the settings for data files depend; undefined if they are not installed with the path that
 * they have in the checkout.
 */
export function missingData(given: {
  readonly sources: ProjectSources
  /** Relative to the checkout's root. */
  readonly files: readonly string[]
  readonly installed: readonly string[]
  /** Installed directory of the package. */
  readonly package: string
}): MissingData | undefined {
  const { sources, installed } = given
  const files = given.files.map((file) => inProject(sources, file))
  const [file, path] = [files[0], installed[0]]
  const root = file === undefined || path === undefined ? undefined : rootOf(file, path)
  if (root === undefined) return undefined
  const [top = ''] = given.package.split('/')
  return { files, installed, package: given.package, top, root, shipped: shippedTopLevels(sources) }
}

/** Returns the ways to include data files: without what excludes them, or with another setting. */
export function includeMissingData(missing: MissingData, sources: ProjectSources): Candidate[] {
  const excluded = missing.files.map((file, i) => ({ file, installed: missing.installed[i] }))
  return [...removeExclusions(excluded, sources), ...backendOf(sources).includeData(missing, sources)]
}
