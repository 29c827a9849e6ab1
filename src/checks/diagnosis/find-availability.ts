import { workingVersions } from '../../python/module-availability.ts'
import { normalizeName, specifiersOf } from '../../python/requirement.ts'
import type { RuntimeContext } from '../context.ts'
import type { Availability } from './availability.ts'
import { requirementsOf } from './declared-distributions.ts'
import type { LackingDependency } from './lacking-dependency.ts'

/** Modules and names to look for, as each takes several downloads. */
const LIMIT = 2

/** Finds older versions of declared dependencies that have a module or name which the installed ones lack. */
export async function findAvailability(
  lacking: readonly Pick<LackingDependency, 'distribution' | 'version' | 'module' | 'name'>[],
  { contents, installer, environment, scratch, config }: RuntimeContext,
): Promise<Availability[]> {
  const request = { installer, environment, scratch, cwd: scratch, caller: config.environment }
  const found: Availability[] = []
  for (const { distribution, version, module, name } of lacking.slice(0, LIMIT)) {
    const requirement = requirementsOf(contents).find(
      (one) => one.ofExtra === undefined && one.name === normalizeName(distribution),
    )
    const specifiers = requirement === undefined ? undefined : specifiersOf(requirement)
    if (specifiers === undefined) continue
    const working = await workingVersions({ distribution, version, specifiers, module, name }, request)
    if (working === undefined) continue
    const { newest, below } = working
    found.push({ distribution, module, name, newestWith: newest, below })
  }
  return found
}
