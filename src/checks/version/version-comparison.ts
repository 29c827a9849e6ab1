import { compare, explain } from '@renovatebot/pep440'

/** How a version that is told somewhere stands to that of the wheel. */
export interface Comparison {
  /** Null where it says nothing that could be compared. */
  readonly agrees: boolean | null
  /** How much it weighs that it is another one, where no other rule tells it. */
  readonly severity?: 'error' | 'warning'
}

const SAME: Comparison = { agrees: true }
export const INCOMPARABLE: Comparison = { agrees: null }
const other = (severity: 'error' | 'warning'): Comparison => ({ agrees: false, severity })

/** What a package says that looks for its version and does not find it. */
const NOT_KNOWN = /\bunknown\b/i

/** How what a program says of its own version stands to its metadata. */
export function compareSaid(said: string, version: string): Comparison {
  const actual = explain(version)
  if (said === version) return SAME
  // What is no version at all has a rule of its own.
  if (actual === null) return INCOMPARABLE
  // Some say more than the version: "2.9.9 (dt dec pq3)".
  const parts = explain(said.trim().split(/\s/)[0] ?? '')
  // Between releases both may be guessed, and a version of nothing but zeros only holds the place of one.
  const isReleased = actual.dev === null && !isZero(actual.release)
  if (parts === null) {
    if (sameRelease(/^v?(\d+(?:\.\d+)*)/.exec(said.trim())?.[1], actual.base_version)) return SAME
    return other(isReleased && NOT_KNOWN.test(said) ? 'error' : 'warning')
  }
  // A local part tells of the build, not of the package.
  const release = (text: string) => (actual.dev === null ? text : text.replace(/\.dev\d+$/, ''))
  if (compare(release(parts.public), release(actual.public)) === 0) return SAME
  return other(isReleased && !isCutShort(parts.release, actual.release) ? 'error' : 'warning')
}

/** How what was written down before the build stands to what was built: it may only hold the place of a version. */
export function compareWritten(written: string, version: string): Comparison {
  const parts = explain(written)
  if (parts === null) return INCOMPARABLE
  const { agrees } = compareSaid(written, version)
  if (agrees !== false) return { agrees }
  return isZero(parts.release) ? INCOMPARABLE : other('warning')
}

/** How a file that was built together with the wheel stands to it: only the local parts may differ. */
export function compareBuilt(built: string, version: string): Comparison {
  if (built === version) return SAME
  const [parts, actual] = [explain(built), explain(version)]
  if (parts === null || actual === null) return INCOMPARABLE
  return compare(parts.public, actual.public) === 0 ? SAME : other('error')
}

function isZero(release: readonly number[]): boolean {
  return release.every((number) => number === 0)
}

function sameRelease(claimed: string | undefined, version: string): boolean {
  return claimed !== undefined && compare(claimed, version) === 0
}

/** What wraps a library counts its own builds behind the version of the library: 5.0.0.93 of 5.0.0. */
function isCutShort(claimed: readonly number[], version: readonly number[]): boolean {
  return (
    claimed.length > 2 &&
    claimed.length < version.length &&
    claimed.every((number, place) => number === version[place])
  )
}
