import { misspelling } from '../artifact/entry-points.ts'
import type { Finding } from '../rules.ts'
import { type PackageFacts, seenValue } from './facts.ts'

/** The wheel installs, and its dependencies agree. */
export function checkInstall(facts: PackageFacts): Finding[] {
  const installation = seenValue(facts.install)
  if (installation === undefined) return []
  if (installation.kind === 'refused') {
    // A script that installers refuse is told as such.
    const entryPoints = seenValue(facts.contents)?.wheel.entryPoints ?? []
    if (/entry.?point|script/i.test(installation.words.join()) && entryPoints.some(misspelling)) return []
    return [{ rule: 'install-failed', severity: 'error', facts: { words: installation.words } }]
  }
  return installation.conflicts.length === 0
    ? []
    : [{ rule: 'dependency-conflict', severity: 'error', facts: { conflicts: installation.conflicts } }]
}
