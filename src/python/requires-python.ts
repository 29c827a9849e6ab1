import { satisfies, validRange } from '@renovatebot/pep440'

/** Minor versions of Python 3 that there are or soon will be, from the oldest of which environments can be made. */
const MINORS = Array.from({ length: 13 }, (_, i) => i + 8)

/** Whether a specifier set such as `>=3.9,<4` allows a version. What cannot be read allows everything. */
export function isAllowed(version: string, requiresPython: string | undefined): boolean {
  const specifiers = requiresPython?.trim()
  if (!specifiers || !validRange(specifiers)) return true
  return satisfies(version, specifiers, { prereleases: true })
}

/**
 * Whether a specifier set allows a Python that is asked for by number: `3.12` stands for its newest patch release, and
 * a floor such as `>=3.12.2` is within it.
 */
export function mayAllow(requiresPython: string | undefined, python: string): boolean {
  const versions = python.split('.').length > 2 ? [python] : [`${python}.0`, `${python}.50`]
  return versions.some((version) => isAllowed(version, requiresPython))
}

/**
 * The oldest Python that a specifier set allows, as `3.9`: of those from which environments can be made, as nobody
 * is served by what older ones lack. Undefined where there is no specifier, or none that can be read.
 */
export function oldestAllowed(requiresPython: string | undefined): string | undefined {
  if (!requiresPython?.trim() || !validRange(requiresPython.trim())) return undefined
  const minor = MINORS.find((one) => [0, 50].some((micro) => isAllowed(`3.${one}.${micro}`, requiresPython)))
  return minor === undefined ? undefined : `3.${minor}`
}
