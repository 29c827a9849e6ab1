import { count, list, listSome } from '../../program/sentence.ts'
import { parseRequirement } from '../../python/requirement.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns the number of dependencies, the installer and the sibling wheels, for a passed check. */
export function summarizeInstall({ project, contents, install }: PackageFacts): string | undefined {
  const installation = completed(install)
  const needed = completed(contents)?.wheel.metadata.requirements.filter(
    (requirement) => parseRequirement(requirement)?.ofExtra === undefined,
  ).length
  if (needed === undefined || installation?.kind !== 'installed') return undefined
  const { by, siblings = [] } = installation
  return [
    `wheel + ${count(needed, 'dependency', 'dependencies')} (${by})`,
    ...(siblings.length === 0 ? [] : [`${listSome(siblings, 3)} from this workspace`]),
    ...(project.dependencyCycle.length === 0
      ? []
      : [`dependency cycle through ${list(project.dependencyCycle)}`]),
  ].join('; ')
}
