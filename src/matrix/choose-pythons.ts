import { mayAllow } from '../python/requires-python.ts'

/** The released Pythons that as-installed supports. */
const RELEASED = ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14'] as const

/** The Pythons that a package is verified with, and the requested ones that Requires-Python does not allow. */
export interface ChosenPythons {
  readonly chosen: readonly string[]
  readonly refused: readonly string[]
}

/**
 * Chooses the Pythons of a package: the requested ones that Requires-Python allows; if none were requested, the lowest
 * and the highest that it allows. A package without a minimum Python gets only the highest.
 */
export function choosePythons(
  requested: readonly string[] | undefined,
  requiresPython: string | undefined,
): ChosenPythons {
  if (requested !== undefined) {
    return {
      chosen: requested.filter((python) => mayAllow(requiresPython, python)),
      refused: requested.filter((python) => !mayAllow(requiresPython, python)),
    }
  }
  const allowed = RELEASED.filter((python) => mayAllow(requiresPython, python))
  const hasMinimum = !mayAllow(requiresPython, '3.0')
  const extremes = [...(hasMinimum ? allowed.slice(0, 1) : []), ...allowed.slice(-1)]
  return { chosen: [...new Set(extremes)], refused: [] }
}
