import { isSameVersion } from '../../python/versions.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { ReleaseFacts } from './facts.ts'

/** Whether the version is the configured placeholder, which the release workflow replaces. */
export function isPlaceholder({ contents, project }: PackageFacts): boolean {
  const version = completed(contents)?.wheel.metadata.version
  const { placeholder } = project.settings.version
  if (version === undefined || placeholder === undefined) return false
  return placeholder === version || isSameVersion(placeholder, version)
}

/** Whether the version looks like one that the release workflow replaces. */
export function isSuspectedPlaceholder(version: string, release: ReleaseFacts | undefined): boolean {
  return isSameVersion(release?.placeholder, version)
}
