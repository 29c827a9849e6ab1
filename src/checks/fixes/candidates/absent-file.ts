import { fileOf } from '../../../project/project.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { FindingOf } from './candidates-of.ts'
import { projectFiles } from './project-paths.ts'
import { includeMissingFromSdist } from './sdist-incomplete.ts'

/** Returns the candidates for a build that needs a file or package which the sdist lacks. */
export function includeAbsentFile(
  { facts }: FindingOf<'build-failed'>,
  sources: ProjectSources,
): Candidate[] {
  const { absent, treeBuilds, words } = facts
  if (absent !== null) return includeMissingFromSdist([fileOf(sources.project, absent)], sources)
  const message = MESSAGES[backendName(sources)]
  if (!treeBuilds || message === undefined) return []
  const files = new Set(projectFiles(sources))
  const paths = words.flatMap((line) => {
    const name = message
      .exec(line)?.[1]
      ?.replace(/^\.?\//, '')
      .replace(/\/$/, '')
    return name === undefined ? [] : [fileOf(sources.project, files.has(name) ? name : `${name}/`)]
  })
  return includeMissingFromSdist(paths, sources)
}

/** What build backends say of a directory or file that the sdist lacks. */
const MESSAGES: Readonly<Record<string, RegExp>> = {
  'poetry-core': /(\S+) does not contain any element/,
  hatchling: /Forced include not found: (.+)$/,
}
