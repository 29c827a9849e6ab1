import { satisfies, validRange } from '@renovatebot/pep440'

/** Minor versions of Python 3: from 3.8, the oldest that is supported, to some that do not exist yet. */
const MINORS = Array.from({ length: 13 }, (_, i) => i + 8)

/** Whether a specifier set such as `>=3.9,<4` (PEP 440) allows a version; an invalid one allows all. */
export function isAllowed(version: string, requiresPython: string | undefined): boolean {
  const specifiers = requiresPython?.trim()
  if (!specifiers || !validRange(specifiers)) return true
  return satisfies(version, specifiers, { prereleases: true })
}

/**
 * Whether a specifier set allows any patch release of a Python version such as `3.12`: a lower bound such as `>=3.12.2`
 * allows the newest one.
 */
export function mayAllow(requiresPython: string | undefined, python: string): boolean {
  const versions = python.split('.').length > 2 ? [python] : [`${python}.0`, `${python}.50`]
  return versions.some((version) => isAllowed(version, requiresPython))
}

/**
 * The minimum Python of a specifier set, such as `3.9`, among the supported ones. Undefined if the set is missing or
 * invalid, or allows none of them.
 */
export function oldestAllowed(requiresPython: string | undefined): string | undefined {
  if (!requiresPython?.trim() || !validRange(requiresPython.trim())) return undefined
  const minor = MINORS.find((one) => [0, 50].some((micro) => isAllowed(`3.${one}.${micro}`, requiresPython)))
  return minor === undefined ? undefined : `3.${minor}`
}
