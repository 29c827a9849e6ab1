import { misspelling } from '../../distribution/entry-points.ts'
import { isScriptError } from '../../python/installer-errors.ts'
import { isLocalReference } from '../../python/requirement.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { checkCollisions } from './collisions.ts'

/** Reports a failed installation, conflicting dependencies, and files that overwrite others. */
export function checkInstall(facts: PackageFacts): Finding[] {
  return [...checkInstallation(facts), ...checkCollisions(facts)]
}

function checkInstallation(facts: PackageFacts): Finding[] {
  const installation = completed(facts.install)
  if (installation === undefined) return []
  if (installation.kind === 'refused') {
    // entry-point-broken reports a script that installers reject.
    const entryPoints = completed(facts.contents)?.wheel.entryPoints ?? []
    const problems = completed(facts.metadata)?.problems ?? []
    const isScriptReported =
      entryPoints.some(misspelling) || problems.some(({ kind }) => kind === 'entry-points')
    if (isScriptReported && isScriptError(installation.output)) return []
    const { requirements = [] } = completed(facts.contents)?.wheel.metadata ?? {}
    // metadata-invalid reports a local direct reference, which PyPI rejects too.
    const isReferenceReported = problems.some(
      ({ kind, value }) => kind === 'direct-url' && value !== null && isLocalReference(value),
    )
    if (isReferenceReported && requirements.some(isLocalReference)) return []
    return [{ rule: 'install-failed', severity: 'error', facts: { words: installation.output } }]
  }
  return installation.conflicts.length === 0
    ? []
    : [{ rule: 'dependency-conflict', severity: 'error', facts: { conflicts: installation.conflicts } }]
}
