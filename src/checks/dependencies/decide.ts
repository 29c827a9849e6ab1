import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { incompatibleDependencies } from './incompatible.ts'
import { transitiveDependencies } from './transitive.ts'
import { undeclaredDependencies } from './undeclared.ts'
import { unusedDependencies } from './unused.ts'

/**
 * Reports imports of distributions that are not declared, are only transitive dependencies, or lack what is imported from
 * them, and dependencies that are not used.
 */
export function checkDependencies(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  const installation = completed(facts.install)
  if (contents === undefined || installation?.kind !== 'installed') return []
  return [
    ...undeclaredDependencies(facts, contents),
    ...incompatibleDependencies(facts, contents, installation),
    ...transitiveDependencies(facts, contents, installation),
    ...unusedDependencies(facts, contents, installation),
  ]
}
