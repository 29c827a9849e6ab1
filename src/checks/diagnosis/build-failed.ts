import type { BuildFailure } from '../../distribution/backend.ts'
import { pyprojectOf } from '../../project/project.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { packagingOf } from './packaging.ts'

/** Returns the finding for a failed step of the build. */
export function buildFailedFinding(
  facts: PackageFacts,
  { step, output, missingFile }: BuildFailure,
): Finding {
  const { project } = facts
  const line = project.lineOf(['build-system'])
  const treeBuilds =
    step === 'wheel from the sdist' && completed(facts.rebuild)?.fromSourceTree.kind === 'built'
  return {
    rule: 'build-failed',
    severity: 'error',
    facts: { step, words: output, absent: missingFile ?? null, treeBuilds, ...packagingOf(facts) },
    ...(line === undefined ? {} : { where: { file: pyprojectOf(project), line } }),
  }
}
