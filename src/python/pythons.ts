import { isVersion } from '../config/pythons.ts'
import { ConfigurationError, Inconclusive } from '../program/errors.ts'
import type { Interpreter, Wanted } from './interpreter.ts'
import { isAllowed, mayAllow } from './requires-python.ts'

/** A Python that was asked for and is not used, with the reason. */
export interface NotUsed {
  /** As it was asked for. */
  readonly python: string
  readonly reason: string
}

/** The Pythons of a package, each in the order in which they were asked for. */
export interface Pythons<T> {
  /** Those that are here, and that Requires-Python allows. What does not depend on the Python is done with the first. */
  readonly found: readonly [FoundPython<T>, ...FoundPython<T>[]]
  /** Those that Requires-Python does not allow. */
  readonly leftOut: readonly NotUsed[]
  /** Those that are not on this machine. */
  readonly missing: readonly NotUsed[]
}

export interface FoundPython<T> {
  /** As it was asked for; undefined where nobody asked. */
  readonly python: string | undefined
  readonly made: T
}

/**
 * Finds the Pythons that a package is verified with. Of several, one that is not allowed or not there hides none of
 * the others.
 *
 * @param asked as in the configuration; none: any that is allowed
 * @param find finds one, or throws what `findInterpreter` does
 * @throws ConfigurationError when none is allowed
 * @throws Inconclusive when none is there
 */
export async function findPythons<T extends { readonly interpreter: Interpreter }>(
  asked: readonly string[],
  requiresPython: string | undefined,
  find: (wanted: Wanted) => Promise<T>,
): Promise<Pythons<T>> {
  if (asked.length < 2) {
    const [python] = asked
    return { found: [{ python, made: await find({ python, requiresPython }) }], leftOut: [], missing: [] }
  }
  const all = await Promise.all(asked.map((python) => look(python, requiresPython, find)))
  const leftOut = all.flatMap((one) => ('leftOut' in one ? [one.leftOut] : []))
  const missing = all.flatMap((one) => ('missing' in one ? [one.missing] : []))
  const [first, ...others] = all.flatMap((one) => ('found' in one ? [one.found] : []))
  if (first !== undefined) return { found: [first, ...others], leftOut, missing }
  if (missing.length > 0) throw new Inconclusive(missing.map(({ reason }) => reason).join(' '))
  const message = `python is ${asked.join(' ')}, but the package declares Requires-Python ${requiresPython}. Give one that it allows.`
  throw new ConfigurationError([{ message }])
}

/** Why a Python is left out that a specifier set does not allow. */
export function notAllowed(requiresPython: string | undefined): string {
  return `Requires-Python ${requiresPython} does not allow it`
}

async function look<T extends { readonly interpreter: Interpreter }>(
  python: string,
  requiresPython: string | undefined,
  find: (wanted: Wanted) => Promise<T>,
): Promise<{ leftOut: NotUsed } | { missing: NotUsed } | { found: FoundPython<T> }> {
  const leftOut = { leftOut: { python, reason: notAllowed(requiresPython) } }
  if (isVersion(python) && !mayAllow(requiresPython, python)) return leftOut
  try {
    const made = await find({ python, requiresPython: undefined })
    return isAllowed(made.interpreter.version, requiresPython) ? { found: { python, made } } : leftOut
  } catch (error) {
    if (error instanceof Inconclusive) return { missing: { python, reason: error.message } }
    throw error
  }
}
