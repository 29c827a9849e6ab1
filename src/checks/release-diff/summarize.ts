import { completed, type PackageFacts } from '../facts.ts'

/** Returns what the wheel was compared with. */
export function summarizeReleaseDiff({ release }: PackageFacts): string | undefined {
  const value = completed(release)
  return value && `compared with the wheel of ${value.tag.name}`
}
