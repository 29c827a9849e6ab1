import { compare, valid } from '@renovatebot/pep440'
import type { BumpSize } from '../../config/bump-policy.ts'
import { isSameVersion } from '../../python/versions.ts'
import { isCalVer } from '../diagnosis/version-step.ts'
import { lowestVersion } from './bump.ts'

/**
 * Returns the lowest unused patch, minor and major versions above another one; with calendar versioning, only the first.
 *
 * @param above only the highest of these versions counts
 * @param releases the versions of all releases
 */
export function freeVersions(
  above: readonly string[],
  releases: readonly string[],
  sizes: readonly BumpSize[] = ['patch', 'minor', 'major'],
): string[] {
  const highest = above
    .filter((one) => valid(one) !== null)
    .sort(compare)
    .at(-1)
  if (highest === undefined) return []
  const used = isCalVer([...releases, highest]) ? sizes.slice(0, 1) : sizes
  return [...new Set(used.map((size) => nextFree(highest, size, releases)))]
}

function nextFree(version: string, size: BumpSize, releases: readonly string[]): string {
  let next = lowestVersion(version, size)
  while (releases.some((release) => isSameVersion(release, next))) next = lowestVersion(next, size)
  return next
}
