import type { BuildFailure } from '../../distribution/backend.ts'
import { pyprojectOf } from '../../project/project.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { packagingOf } from './packaging.ts'

/** What is said of a step that failed. */
export function buildFailed(facts: PackageFacts, { step, words, absent }: BuildFailure): Finding {
  const { project } = facts
  const line = project.lineOf(['build-system'])
  const treeBuilds = step === 'wheel from the sdist' && completed(facts.rebuild)?.fromTree.kind === 'built'
  return {
    rule: 'build-failed',
    severity: 'error',
    facts: { step, words, absent: absent ?? null, treeBuilds, ...packagingOf(facts) },
    ...(line === undefined ? {} : { where: { file: pyprojectOf(project), line } }),
  }
}
