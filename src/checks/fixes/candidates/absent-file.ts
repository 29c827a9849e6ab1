import { fileOf } from '../../../project/project.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { FindingOf } from './candidates-of.ts'
import { includeMissingFromSdist } from './sdist-incomplete.ts'

/** Returns the candidates for a build that needs a file or package which the sdist lacks. */
export function includeAbsentFile(
  { facts }: FindingOf<'build-failed'>,
  sources: ProjectSources,
): Candidate[] {
  const { absent, treeBuilds, words } = facts
  if (absent !== null) return includeMissingFromSdist([fileOf(sources.project, absent)], sources)
  if (!treeBuilds || backendName(sources) !== 'poetry-core') return []
  const packages = words.flatMap((line) => /(\S+) does not contain any element/.exec(line)?.[1] ?? [])
  const paths = packages.map((name) => fileOf(sources.project, `${name}/`))
  return includeMissingFromSdist(paths, sources)
}
