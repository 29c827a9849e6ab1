import { normalizeName } from '../../python/requirement.ts'
import { isAllowed, oldestAllowed } from '../../python/requires-python.ts'
import type { InstalledDistribution } from '../../python/virtual-environment.ts'
import type { Contents } from '../contents/facts.ts'

/** A distribution in an environment. */
export type ResolvedDistribution = Pick<InstalledDistribution, 'name' | 'version' | 'requires_python'>

/**
 * Returns the version of a distribution in an environment, as a lower bound for a new dependency; undefined if it is not
 * installed, or does not support the oldest Python of the package, where such a bound could not be installed.
 */
export function resolvedVersion(
  distribution: string,
  installed: readonly ResolvedDistribution[],
  { wheel }: Pick<Contents, 'wheel'>,
): string | undefined {
  const found = installed.find(({ name }) => normalizeName(name) === normalizeName(distribution))
  if (found === undefined) return undefined
  const oldest = oldestAllowed(wheel.metadata.requiresPython ?? undefined) ?? '3.8'
  return isAllowed(`${oldest}.0`, found.requires_python ?? undefined) ? found.version : undefined
}
