import { compare, explain } from '@renovatebot/pep440'
import { normalizeName } from '../artifact/metadata.ts'
import { moduleOf } from '../artifact/wheel.ts'
import { isPublicTopLevel, publicNames } from '../evidence/imports.ts'
import { chain, type PythonError } from '../evidence/python-error.ts'
import type { Finding } from '../rules.ts'
import { type PackageFacts, seenValue } from './facts.ts'
import { needsOf } from './needs.ts'
import { whereInCheckout } from './where.ts'

/** What the package says of its version when it is asked is the version of the wheel. */
export function checkVersionClaims(facts: PackageFacts): Finding[] {
  return [...otherVersion(facts), ...otherName(facts)]
}

function otherVersion(facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
  if (contents === undefined) return []
  const { name, version } = contents.wheel.metadata
  const top = namesake(publicNames(contents.wheel).filter(isPublicTopLevel), name)
  const attempt = seenValue(facts.imports)?.find(({ module }) => module === top)
  const claimed = (attempt?.withExtras ?? attempt)?.version
  const severity = typeof claimed === 'string' ? weigh(claimed, version) : undefined
  if (typeof claimed !== 'string' || severity === undefined) return []
  const file = contents.sourceMap.sourceOf(`${top}/__init__.py`) ?? contents.sourceMap.sourceOf(`${top}.py`)
  return [
    {
      rule: 'version-disagrees',
      severity,
      facts: { distribution: name, version, by: `${top}.__version__`, claimed },
      ...(file === undefined ? {} : { where: { file } }),
    },
  ]
}

/** The package that speaks for the distribution: of its name, or the only one. */
function namesake(tops: readonly string[], distribution: string): string | undefined {
  const own = tops.find((top) => normalizeName(top) === normalizeName(distribution))
  return own ?? (tops.length === 1 ? tops[0] : undefined)
}

/** What a package says that looks for its version and does not find it. */
const NOT_KNOWN = /\bunknown\b/i

/** How much it weighs that a package says another version than its metadata; undefined where it is the same one. */
function weigh(claimed: string, version: string): 'error' | 'warning' | undefined {
  const actual = explain(version)
  // What is no version at all has a rule of its own.
  if (claimed === version || actual === null) return undefined
  // Some say more than the version: "2.9.9 (dt dec pq3)".
  const said = explain(claimed.trim().split(/\s/)[0] ?? '')
  // Between releases both may be guessed, and a version of nothing but zeros only holds the place of one.
  const isReleased = actual.dev === null && actual.release.some((number) => number !== 0)
  if (said === null) {
    if (sameRelease(/^v?(\d+(?:\.\d+)*)/.exec(claimed.trim())?.[1], actual.base_version)) return undefined
    return isReleased && NOT_KNOWN.test(claimed) ? 'error' : 'warning'
  }
  // A local part tells of the build, not of the package.
  const release = (text: string) => (actual.dev === null ? text : text.replace(/\.dev\d+$/, ''))
  if (compare(release(said.public), release(actual.public)) === 0) return undefined
  return isReleased && !isCutShort(said.release, actual.release) ? 'error' : 'warning'
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

/**
 * The package asks for the version of a distribution that has another name than its own: of its import package. A
 * test may ask in its own name.
 */
function otherName(facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
  if (contents === undefined) return []
  const { name, version } = contents.wheel.metadata
  const found = needsOf(facts)
    .filter(({ from }) => from !== 'test')
    .flatMap(({ error }) => chain(error))
    .find((one) => nameAskedFor(one, facts) !== undefined)
  if (found === undefined) return []
  const by = `importlib.metadata.version("${nameAskedFor(found, facts)}")`
  return [
    {
      rule: 'version-disagrees',
      severity: 'error',
      facts: { distribution: name, version, by, claimed: null },
      where: whereInCheckout(found, contents),
    },
  ]
}

/** Whether an exception is told by a finding: the package asks for its version under the name of its import package. */
export function isToldByName(error: PythonError, facts: PackageFacts): boolean {
  return chain(error).some((one) => nameAskedFor(one, facts) !== undefined) && otherName(facts).length > 0
}

const NO_METADATA = /^(?:No package metadata was found for )?([\w.-]+)$/

/** The name of a shipped module that somebody took for that of the distribution, of which there is none. */
function nameAskedFor({ type, message }: PythonError, facts: PackageFacts): string | undefined {
  const wheel = seenValue(facts.contents)?.wheel
  const asked = type === 'PackageNotFoundError' ? NO_METADATA.exec(message)?.[1] : undefined
  if (wheel === undefined || asked === undefined) return undefined
  if (normalizeName(asked) === normalizeName(wheel.metadata.name)) return undefined
  const module = asked.replaceAll('-', '_').toLowerCase()
  return wheel.files.some(({ path }) => moduleOf(path)?.toLowerCase() === module) ? asked : undefined
}
