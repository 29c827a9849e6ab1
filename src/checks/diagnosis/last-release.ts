import { completed, type PackageFacts } from '../facts.ts'
import { isAnnounced } from './announcements.ts'

/**
 * Returns the tag of the last release if its wheel has a tracked file that this wheel lacks, unless the changelog names
 * the file or its directory.
 *
 * @param installed path at which the file would be installed
 */
export function lastReleaseWith(installed: string, facts: PackageFacts): string | undefined {
  const diff = completed(facts.release)
  const file = diff?.lost.find(({ path, origin }) => path === installed && origin.kind === 'tracked')
  if (diff === undefined || file === undefined) return undefined
  // The name of a top-level package does not identify one of its files.
  const names = installed.includes('/') ? installed.split('/').slice(1).slice(-2) : [installed]
  return names.some((name) => isAnnounced(name, diff.announcements)) ? undefined : diff.tag.name
}
