import { moduleOf } from '../../python/module-names.ts'
import { normalizeName, parseRequirement, type Requirement } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import { requirementsOf } from '../diagnosis/declared-distributions.ts'
import { dependenciesLocation, dependencyTable } from '../diagnosis/dependency-declaration.ts'
import { isDeveloperTool } from '../diagnosis/developer-extras.ts'
import { isHost } from '../diagnosis/plugin-host.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { InstalledDependencies } from '../install/facts.ts'
import type { Finding } from '../rules.ts'

/**
 * Reports declared dependencies that no file of the wheel mentions. A dependency can be needed without that: by another
 * dependency, as a plugin, or for its data.
 */
export function unusedDependencies(
  facts: PackageFacts,
  contents: Contents,
  installed: InstalledDependencies,
): Finding[] {
  const unmentioned = new Set(completed(facts.dependencies)?.unmentioned ?? [])
  if (unmentioned.size === 0 || !isAllSource(contents)) return []
  const direct = requirementsOf(contents).filter(({ ofExtra }) => ofExtra === undefined)
  const neededByOthers = requiredByOthers(contents, installed)
  const unused = direct.filter(
    (requirement) =>
      unmentioned.has(requirement.name) &&
      !neededByOthers.has(requirement.name) &&
      !contents.wheel.entryPoints.some(({ group }) => isHost(requirement.name, group)) &&
      !hasOtherPurpose(requirement, direct),
  )
  return unused.map(({ name, text }) => ({
    rule: 'dependency-unused',
    severity: 'note',
    facts: {
      distribution: name,
      requirement: text,
      isDeveloperTool: isDeveloperTool(name),
      table: dependencyTable(facts.project),
    },
    where: dependenciesLocation(facts.project),
  }))
}

/** Whether all modules of the wheel are source code, in which mentions can be found. */
function isAllSource({ wheel }: Contents): boolean {
  const modules = wheel.files.filter(({ path }) => moduleOf(path) !== undefined)
  return modules.length > 0 && modules.every(({ path }) => path.endsWith('.py'))
}

/** What other distributions require, also in their extras: it may be declared to enable an extra or to set a bound. */
function requiredByOthers(
  { wheel }: Contents,
  { distributions }: InstalledDependencies,
): ReadonlySet<string> {
  const own = normalizeName(wheel.metadata.name)
  return new Set(
    distributions
      .filter(({ name }) => normalizeName(name) !== own)
      .flatMap(({ requires }) => requires.flatMap((text) => parseRequirement(text)?.name ?? [])),
  )
}

/** Whether a requirement is for some environments, types or data only, or a plugin of another dependency. */
function hasOtherPurpose({ name, text }: Requirement, direct: readonly Requirement[]): boolean {
  return (
    /[;@]/.test(text) ||
    /^(types-.+|.+-stubs|tzdata|certifi|pip|setuptools|wheel|typing-extensions)$/.test(name) ||
    direct.some((other) => other.name !== name && name.split('-').includes(other.name))
  )
}
