import { count, list, listSome } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'

export function summarizeInstall({ project, contents, install }: PackageFacts): string | undefined {
  const installation = completed(install)
  const needed = completed(contents)?.wheel.metadata.requirements.filter(
    (requirement) => !/\bextra\s*==/.test(requirement),
  ).length
  if (needed === undefined || installation?.kind !== 'installed') return undefined
  const { by, siblings = [] } = installation
  return [
    `the wheel and its ${count(needed, 'declared dependency', 'declared dependencies')}, nothing else`,
    by,
    ...(siblings.length === 0 ? [] : [`${listSome(siblings, 3)} as built from this repository`]),
    ...(project.ring.length === 0 ? [] : [`it needs itself by way of ${list(project.ring)}`]),
  ].join('; ')
}
