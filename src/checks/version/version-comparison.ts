import { compare, explain } from '@renovatebot/pep440'

/** The comparison of a version from another source with the version of the wheel. */
export interface VersionComparison {
  /** Null if they cannot be compared. */
  readonly agrees: boolean | null
  /** The severity of the disagreement; undefined if another rule reports it. */
  readonly severity?: 'error' | 'warning'
}

const SAME: VersionComparison = { agrees: true }
/** The result if one of them is invalid or a placeholder. */
export const INCOMPARABLE: VersionComparison = { agrees: null }
const different = (severity: 'error' | 'warning'): VersionComparison => ({ agrees: false, severity })

/** A package that cannot find its version reports it as unknown. */
const UNKNOWN = /\bunknown\b/i

/** Compares a version that the code reports, as `__version__` or on a terminal, with the wheel's. */
export function compareReported(reported: string, version: string): VersionComparison {
  const actual = explain(version)
  if (reported === version) return SAME
  // The rule `version-invalid` reports an invalid version of the wheel.
  if (actual === null) return INCOMPARABLE
  // Some packages append more: psycopg2 has "2.9.9 (dt dec pq3)".
  const parts = explain(reported.trim().split(/\s/)[0] ?? '')
  // Development versions are computed, and may be computed differently; a version of only zeros is a placeholder.
  const isReleased = actual.dev === null && !isZero(actual.release)
  if (parts === null) {
    if (sameRelease(/^v?(\d+(?:\.\d+)*)/.exec(reported.trim())?.[1], actual.base_version)) return SAME
    return different(isReleased && UNKNOWN.test(reported) ? 'error' : 'warning')
  }
  // A local version label identifies the build, not the release.
  const release = (text: string) => (actual.dev === null ? text : text.replace(/\.dev\d+$/, ''))
  if (compare(release(parts.public), release(actual.public)) === 0) return SAME
  return different(isReleased && !isTruncated(parts.release, actual.release) ? 'error' : 'warning')
}

/** Compares a version in a file of the checkout, which may be a placeholder, with the wheel's. */
export function compareDeclared(declared: string, version: string): VersionComparison {
  const parts = explain(declared)
  if (parts === null) return INCOMPARABLE
  const { agrees } = compareReported(declared, version)
  if (agrees !== false) return { agrees }
  return isZero(parts.release) ? INCOMPARABLE : different('warning')
}

/** Compares a version from the same build with the wheel's: only the local version labels may differ. */
export function compareBuilt(built: string, version: string): VersionComparison {
  if (built === version) return SAME
  const [parts, actual] = [explain(built), explain(version)]
  if (parts === null || actual === null) return INCOMPARABLE
  return compare(parts.public, actual.public) === 0 ? SAME : different('error')
}

function isZero(release: readonly number[]): boolean {
  return release.every((number) => number === 0)
}

function sameRelease(reported: string | undefined, version: string): boolean {
  return reported !== undefined && compare(reported, version) === 0
}

/** Whether a version is a wrapped library's: the wrapper appends its own build number, as in 5.0.0.93. */
function isTruncated(reported: readonly number[], version: readonly number[]): boolean {
  return (
    reported.length > 2 &&
    reported.length < version.length &&
    reported.every((number, index) => number === version[index])
  )
}
