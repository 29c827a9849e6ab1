import { count } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns the last release and the modules that were imported after the upgrade, or why no upgrade was needed. */
export function summarizeUpgrade({ upgrade }: PackageFacts): string | undefined {
  const value = completed(upgrade)
  if (value === undefined) return undefined
  const { tag, installation } = value
  return installation.kind === 'upgraded'
    ? `upgraded from ${tag.name}; ${count(installation.imports.length, 'module')} imported`
    : `not needed: same requirements and directories as ${tag.name}`
}
