import { count } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns what was installed over the last release, or why no installation was needed. */
export function summarizeUpgrade({ upgrade }: PackageFacts): string | undefined {
  const value = completed(upgrade)
  if (value === undefined) return undefined
  const { tag, installation } = value
  return installation.kind === 'upgraded'
    ? `installed over ${tag.name}; ${count(installation.imports.length, 'module')} imported`
    : `same requirements and directories as ${tag.name}`
}
