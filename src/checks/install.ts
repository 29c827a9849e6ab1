import type { Finding } from '../rules.ts'
import { type PackageFacts, seenValue } from './facts.ts'

/** The wheel installs, and its dependencies agree. */
export function checkInstall({ install }: PackageFacts): Finding[] {
  const installation = seenValue(install)
  if (installation === undefined) return []
  if (installation.kind === 'refused')
    return [{ rule: 'install-failed', severity: 'error', facts: { words: installation.words } }]
  return installation.conflicts.length === 0
    ? []
    : [{ rule: 'dependency-conflict', severity: 'error', facts: { conflicts: installation.conflicts } }]
}
