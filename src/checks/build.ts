import type { BuildFailure } from '../artifact/backend.ts'
import type { Finding } from '../rules.ts'
import { packagingOf } from './backend.ts'
import { type PackageFacts, seenValue } from './facts.ts'

/** The sdist can be built, and the wheel from it. */
export function checkBuild(facts: PackageFacts): Finding[] {
  const value = seenValue(facts.build)
  return value?.kind === 'failed' ? [buildFailed(facts, value.failure)] : []
}

/** What is said of a step that failed. */
export function buildFailed(facts: PackageFacts, { step, words, absent }: BuildFailure): Finding {
  const { project } = facts
  const file = project.path === '.' ? 'pyproject.toml' : `${project.path}/pyproject.toml`
  const line = project.lineOf(['build-system'])
  const treeBuilds = step === 'wheel from the sdist' && seenValue(facts.rebuilds)?.fromTree.kind === 'built'
  return {
    rule: 'build-failed',
    severity: 'error',
    facts: { step, words, absent: absent ?? null, treeBuilds, ...packagingOf(facts) },
    ...(line === undefined ? {} : { where: { file, line } }),
  }
}
