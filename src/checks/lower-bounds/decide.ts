import { dependenciesLocation, dependencyTable } from '../diagnosis/dependency-declaration.ts'
import { repeatedFailures } from '../diagnosis/repeated-failures.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'

/** Reports lower bounds that cannot be installed, and failures that occur only with the lower bounds. */
export function checkLowerBounds(facts: PackageFacts): Finding[] {
  const lowest = facts.lowest === undefined ? undefined : completed(facts.lowest)
  if (lowest === undefined) return []
  const table = dependencyTable(facts.project)
  const where = dependenciesLocation(facts.project)
  if (lowest.kind === 'refused') {
    const refused = { dependencies: [], failures: [], words: lowest.words, table }
    return [{ rule: 'lower-bound-false', severity: 'warning', facts: refused, where }]
  }
  const failures = repeatedFailures(lowest, facts).map(({ what, error }) => ({ what, error }))
  if (failures.length === 0) return []
  const failed = { dependencies: lowest.dependencies, failures, words: [], table }
  return [{ rule: 'lower-bound-false', severity: 'error', facts: failed, where }]
}
