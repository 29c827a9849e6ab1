import { topLevelModule } from '../../python/module-names.ts'
import { normalizeName, parseRequirement, type Requirement } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import { requirementsOf } from '../diagnosis/declared-distributions.ts'
import { declarationFor } from '../diagnosis/dependency-declaration.ts'
import { isFirstPartyCode } from '../diagnosis/first-party-code.ts'
import { resolvedVersion } from '../diagnosis/resolved-version.ts'
import { locationOfStatement } from '../diagnosis/source-location.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { InstalledDependencies } from '../install/facts.ts'
import type { Finding, Severity } from '../rules.ts'
import type { ScannedImport } from './facts.ts'

/** Reports imported distributions that are installed only because another dependency requires them. */
export function transitiveDependencies(
  facts: PackageFacts,
  contents: Contents,
  { distributions }: InstalledDependencies,
): Finding[] {
  const direct = requirementsOf(contents).filter(({ ofExtra }) => ofExtra === undefined)
  const names = new Set(direct.map(({ name }) => name))
  const ownName = normalizeName(contents.wheel.metadata.name)
  const pinned = pinnedBy(direct, distributions)
  const found = new Map<string, ScannedImport[]>()
  for (const statement of completed(facts.dependencies)?.imports ?? []) {
    const { providers, when, reached, file } = statement
    const [first] = providers
    if (first === undefined || when !== 'import' || reached.length === 0 || !isFirstPartyCode(file)) continue
    if (providers.map(normalizeName).some((name) => names.has(name) || name === ownName || pinned.has(name)))
      continue
    found.set(first, [...(found.get(first) ?? []), statement])
  }
  return [...found].map(([distribution, statements]) => {
    const [first] = statements as [ScannedImport, ...ScannedImport[]]
    const files = new Set(statements.map(({ file }) => file))
    return {
      rule: 'dependency-transitive',
      severity: 'warning' satisfies Severity,
      facts: {
        module:
          normalizeName(topLevelModule(first.module)) === normalizeName(distribution)
            ? distribution
            : first.module,
        distribution,
        broughtBy: requiringDependency(distribution, direct, distributions) ?? null,
        files: files.size,
        resolved: resolvedVersion(distribution, distributions, contents),
        ...declarationFor(distribution, facts.project),
      },
      where: locationOfStatement(first),
    }
  })
}

/** The normalized names that direct dependencies pin to one version, as parts of the same project do. */
function pinnedBy(
  direct: readonly Requirement[],
  distributions: InstalledDependencies['distributions'],
): Set<string> {
  const names = new Set(direct.map(({ name }) => name))
  const requirements = distributions
    .filter(({ name }) => names.has(normalizeName(name)))
    .flatMap(({ requires }) => requires.flatMap((text) => parseRequirement(text) ?? []))
  return new Set(
    requirements
      .filter(({ text }) => /===?\s*[\w.!+-]+\s*(?:[,)]|$)/.test(text.split(';')[0] as string))
      .map(({ name }) => name),
  )
}

/** The direct dependency that requires a distribution, directly or not. */
function requiringDependency(
  wanted: string,
  direct: readonly Requirement[],
  distributions: InstalledDependencies['distributions'],
): string | undefined {
  const byName = new Map(distributions.map((one) => [normalizeName(one.name), one]))
  const visited = new Set<string>()
  const queue = direct.map((requirement) => ({ ...requirement, root: requirement.name }))
  for (const { name, extras, root } of queue) {
    if (name === normalizeName(wanted)) return byName.get(root)?.name ?? root
    const key = `${name}[${extras}]`
    if (visited.has(key)) continue
    visited.add(key)
    for (const text of byName.get(name)?.requires ?? []) {
      const requirement = parseRequirement(text)
      if (requirement === undefined) continue
      const { ofExtra } = requirement
      if (ofExtra === undefined || extras.includes(ofExtra)) queue.push({ ...requirement, root })
    }
  }
  return undefined
}
