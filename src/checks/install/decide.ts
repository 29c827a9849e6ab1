import { misspelling } from '../../distribution/entry-points.ts'
import { isAboutScripts } from '../../python/installer-errors.ts'
import { isOfThisMachine } from '../../python/requirement.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'

/** The wheel installs, and its dependencies agree. */
export function checkInstall(facts: PackageFacts): Finding[] {
  const installation = completed(facts.install)
  if (installation === undefined) return []
  if (installation.kind === 'refused') {
    // A script that installers refuse is told as such.
    const entryPoints = completed(facts.contents)?.wheel.entryPoints ?? []
    const problems = completed(facts.metadata)?.problems ?? []
    const isScriptTold = entryPoints.some(misspelling) || problems.some(({ kind }) => kind === 'entry-points')
    if (isScriptTold && isAboutScripts(installation.words)) return []
    const { requirements = [] } = completed(facts.contents)?.wheel.metadata ?? {}
    // What the index refuses for it is told once.
    const isTold = problems.some(
      ({ kind, value }) => kind === 'direct-url' && value !== null && isOfThisMachine(value),
    )
    if (isTold && requirements.some(isOfThisMachine)) return []
    return [{ rule: 'install-failed', severity: 'error', facts: { words: installation.words } }]
  }
  return installation.conflicts.length === 0
    ? []
    : [{ rule: 'dependency-conflict', severity: 'error', facts: { conflicts: installation.conflicts } }]
}
