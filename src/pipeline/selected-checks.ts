import type { Check } from '../checks/check.ts'
import { Skip } from '../checks/stage.ts'

/**
 * Returns all checks, where those that are not selected, nor needed by selected ones, do not run.
 *
 * @param selected names of checks; undefined: all
 */
export function withSelectedChecks(
  checks: readonly Check[],
  selected: readonly string[] | undefined,
): readonly Check[] {
  if (selected === undefined) return checks
  const byName = new Map<string, Check>(checks.map((check) => [check.name, check]))
  const running = new Set<string>()
  const add = (name: string) => {
    if (running.has(name)) return
    running.add(name)
    for (const needed of byName.get(name)?.needs ?? []) add(String(needed))
  }
  for (const name of selected) add(name)
  return checks.map((check) => (running.has(check.name) ? check : notSelected(check)))
}

function notSelected(check: Check): Check {
  return { ...check, needs: [], after: [], run: async () => new Skip('it is not selected') }
}
