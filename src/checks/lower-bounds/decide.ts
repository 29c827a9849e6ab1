import { normalizeName } from '../../python/requirement.ts'
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
  const failed = {
    dependencies: lowest.dependencies,
    failures,
    words: [],
    table,
    resolved: highestVersions(lowest.dependencies, facts),
  }
  return [{ rule: 'lower-bound-false', severity: 'error', facts: failed, where }]
}

/** The installed versions of the direct dependencies, by their normalized names, where they are higher. */
function highestVersions(lowest: readonly string[], { install }: PackageFacts): Record<string, string> {
  const installation = completed(install)
  const installed = installation?.kind === 'installed' ? installation.distributions : []
  const names = new Set(lowest.map((pin) => normalizeName(pin.split('==')[0] as string)))
  return Object.fromEntries(
    installed
      .filter(
        ({ name, version }) => names.has(normalizeName(name)) && !lowest.includes(`${name}==${version}`),
      )
      .map(({ name, version }) => [normalizeName(name), version]),
  )
}
