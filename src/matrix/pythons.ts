import { mayAllow } from '../python/requires-python.ts'

/** The Pythons that there are releases of, among those that this program supports. */
const RELEASED = ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14'] as const

/** With which Pythons a package is verified, and with which it is not although that was asked for. */
export interface ChosenPythons {
  readonly chosen: readonly string[]
  readonly refused: readonly string[]
}

/**
 * Chooses the Pythons of a package: of those that were asked for, the ones that Requires-Python allows; else the
 * lowest and the highest that it allows. A package that names no lowest promises none, and gets the highest alone.
 */
export function choosePythons(
  asked: readonly string[] | undefined,
  requiresPython: string | undefined,
): ChosenPythons {
  if (asked !== undefined) {
    return {
      chosen: asked.filter((python) => mayAllow(requiresPython, python)),
      refused: asked.filter((python) => !mayAllow(requiresPython, python)),
    }
  }
  const allowed = RELEASED.filter((python) => mayAllow(requiresPython, python))
  const namesLowest = !mayAllow(requiresPython, '3.0')
  const ends = [...(namesLowest ? allowed.slice(0, 1) : []), ...allowed.slice(-1)]
  return { chosen: [...new Set(ends)], refused: [] }
}
