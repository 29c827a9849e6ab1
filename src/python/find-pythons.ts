import { isVersion } from '../config/python-versions.ts'
import { ConfigurationError, Inconclusive } from '../program/errors.ts'
import type { Interpreter, PythonRequest } from './interpreter.ts'
import { isAllowed, mayAllow } from './requires-python.ts'

/** A requested Python that is not used, and the reason. */
export interface UnusedPython {
  /** As requested: a version or a path. */
  readonly python: string
  readonly reason: string
}

/** The Pythons of a package, each list in the requested order. */
export interface Pythons<T> {
  /** Available, and allowed by Requires-Python. Stages that do not depend on the Python use the first. */
  readonly found: readonly [FoundPython<T>, ...FoundPython<T>[]]
  /** Not allowed by Requires-Python. */
  readonly leftOut: readonly UnusedPython[]
  /** Not found on this machine. */
  readonly missing: readonly UnusedPython[]
}

export interface FoundPython<T> {
  /** As requested; undefined if none was requested. */
  readonly python: string | undefined
  readonly toolchain: T
}

/**
 * Finds the Pythons to verify a package with. If one of several is not allowed or not found, the others are still used.
 *
 * @param requested versions or paths from the configuration; if empty, the first Python on PATH that is allowed
 * @param find finds one Python, with the errors of `findInterpreter`
 * @throws ConfigurationError if none is allowed
 * @throws Inconclusive if none is found
 */
export async function findPythons<T extends { readonly interpreter: Interpreter }>(
  requested: readonly string[],
  requiresPython: string | undefined,
  find: (request: PythonRequest) => Promise<T>,
): Promise<Pythons<T>> {
  if (requested.length < 2) {
    const [python] = requested
    return {
      found: [{ python, toolchain: await find({ python, requiresPython }) }],
      leftOut: [],
      missing: [],
    }
  }
  const all = await Promise.all(requested.map((python) => findOne(python, requiresPython, find)))
  const leftOut = all.flatMap((one) => ('leftOut' in one ? [one.leftOut] : []))
  const missing = all.flatMap((one) => ('missing' in one ? [one.missing] : []))
  const [first, ...others] = all.flatMap((one) => ('found' in one ? [one.found] : []))
  if (first !== undefined) return { found: [first, ...others], leftOut, missing }
  if (missing.length > 0) throw new Inconclusive(missing.map(({ reason }) => reason).join(' '))
  const message = `python-version is ${requested.join(' ')}, but the package declares Requires-Python ${requiresPython}. Set it to a version that Requires-Python allows.`
  throw new ConfigurationError([{ message }])
}

/** The reason for a Python that Requires-Python does not allow. */
export function reasonNotAllowed(requiresPython: string | undefined): string {
  return `Requires-Python ${requiresPython} does not allow it`
}

async function findOne<T extends { readonly interpreter: Interpreter }>(
  python: string,
  requiresPython: string | undefined,
  find: (request: PythonRequest) => Promise<T>,
): Promise<{ leftOut: UnusedPython } | { missing: UnusedPython } | { found: FoundPython<T> }> {
  const leftOut = { leftOut: { python, reason: reasonNotAllowed(requiresPython) } }
  if (isVersion(python) && !mayAllow(requiresPython, python)) return leftOut
  try {
    const toolchain = await find({ python, requiresPython: undefined })
    return isAllowed(toolchain.interpreter.version, requiresPython)
      ? { found: { python, toolchain } }
      : leftOut
  } catch (error) {
    if (error instanceof Inconclusive) return { missing: { python, reason: error.message } }
    throw error
  }
}
