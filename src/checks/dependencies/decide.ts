import { distributionOf } from '../../python/distribution-names.ts'
import { topLevelModule } from '../../python/module-names.ts'
import { normalizeName, parseRequirement, type Requirement } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import {
  extrasRequiring,
  isLikelyDeclared,
  requirementsOf,
  testProviders,
  workspaceMemberOf,
} from '../diagnosis/declared-distributions.ts'
import { declarationFor } from '../diagnosis/dependency-declaration.ts'
import { hasInstallHint, importStatementOf, missingDependencies } from '../diagnosis/missing-dependencies.ts'
import { locationInCheckout } from '../diagnosis/source-location.ts'
import { pythonsWith } from '../diagnosis/standard-library.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { RuntimeInstallation } from '../install/facts.ts'
import type { FactsOf, Finding, Severity, SourceLocation } from '../rules.ts'
import type { ScannedImport } from './facts.ts'
import { isFirstPartyCode } from './first-party-code.ts'

/** Reports imports of distributions that are not declared, or are only transitive dependencies. */
export function checkDependencies(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  const installation = completed(facts.install)
  if (contents === undefined || installation?.kind !== 'installed') return []
  const fromFailures = undeclaredFromFailures(facts, contents, installation)
  const afterFailures = undeclaredAfterFailures(facts, contents, installation)
  return [
    ...onePerDistribution([...fromFailures, ...afterFailures]),
    ...unreachedImports(facts, contents),
    ...transitiveDependencies(facts, contents, installation),
  ]
}

type Installed = Extract<RuntimeInstallation, { kind: 'installed' }>

type Undeclared = Extract<Finding, { rule: 'dependency-undeclared' }>

/** The undeclared dependencies that made an import or a script fail. */
function undeclaredFromFailures(
  facts: PackageFacts,
  contents: Contents,
  installation: Installed,
): Undeclared[] {
  return missingDependencies(facts).map(({ module, imported, neededBy, error }) => {
    const { extras, ...rest } = describe(imported, facts, contents, installation)
    // Code may raise the error on purpose if an extra is missing.
    const isIntended =
      extras.length > 0 ||
      hasInstallHint(error) ||
      importStatementOf(error, module, facts)?.when === 'guarded'
    return {
      rule: 'dependency-undeclared',
      severity: isIntended ? 'warning' : 'error',
      facts: { ...rest, extras, neededBy, others: [] },
      where: locationInCheckout(error, contents) ?? locationOfImport(module, facts, contents),
    }
  })
}

/** The undeclared dependencies of imports and scripts that already fail before they import them. */
function undeclaredAfterFailures(
  facts: PackageFacts,
  contents: Contents,
  installation: Installed,
): Undeclared[] {
  const failed = new Set(missingDependencies(facts).flatMap(({ neededBy }) => neededBy))
  const scriptsRun = contents.wheel.entryPoints.map(({ name }) => `the script ${name}`)
  const isUnverified = (label: string) =>
    failed.has(label) || (label.startsWith('the script ') && !scriptsRun.includes(label))
  return unresolvedImports(facts, contents)
    .filter(({ when, reached }) => when === 'import' && reached.length > 0 && reached.every(isUnverified))
    .map((statement) => ({
      rule: 'dependency-undeclared' as const,
      severity: 'warning' as const,
      facts: {
        ...describe(statement.module, facts, contents, installation),
        neededBy: statement.reached,
        others: [],
      },
      where: locationOf(statement),
    }))
    .filter((finding) => finding.facts.extras.length === 0)
}

/** One note for all undeclared imports that no import or script executes. */
function unreachedImports(facts: PackageFacts, contents: Contents): Finding[] {
  const installation = completed(facts.install)
  if (installation?.kind !== 'installed') return []
  const reported = new Set(missingDependencies(facts).map(({ module }) => module))
  const names = requirementsOf(contents).map(({ name }) => name)
  const shipped = new Set(contents.wheel.files.flatMap(({ path }) => path.replace(/\.\w+$/, '').split('/')))
  // A dependency that is optional in one import is optional in all.
  const optional = new Set(
    unresolvedImports(facts, contents)
      .filter(({ when }) => when === 'guarded')
      .map(({ module }) => topLevelModule(module)),
  )
  const found = new Map<string, ScannedImport>()
  for (const statement of unresolvedImports(facts, contents)) {
    const { module, when, reached, file } = statement
    const top = topLevelModule(module)
    const { distribution } = distributionOf(module, { providers: testProviders(facts) })
    if (optional.has(top) || (when === 'import' && reached.length > 0) || !isFirstPartyCode(file)) continue
    if (reported.has(top) || pythonsWith(module) !== undefined || found.has(top)) continue
    // Bundled in the wheel and found by a change to sys.path, or declared under another name.
    if (shipped.has(top) || isLikelyDeclared(module, distribution, names)) continue
    found.set(top, statement)
  }
  const [first, ...others] = found.values()
  if (first === undefined) return []
  const describePlace = ({ module, source, file, line }: ScannedImport) =>
    `${topLevelModule(module)} (${source ?? file}:${line})`
  return [
    {
      rule: 'dependency-undeclared',
      severity: 'note',
      facts: {
        ...describe(first.module, facts, contents, installation),
        neededBy: [],
        others: others.map(describePlace),
      },
      where: locationOf(first),
    },
  ]
}

/** The imports of modules that are not installed; module-missing reports those that the checkout has. */
function unresolvedImports(facts: PackageFacts, { unshippedModules }: Contents): ScannedImport[] {
  return (completed(facts.dependencies)?.imports ?? []).filter(
    ({ module, providers }) =>
      providers.length === 0 &&
      !unshippedModules.has(module) &&
      !unshippedModules.has(topLevelModule(module)),
  )
}

function describe(
  module: string,
  facts: PackageFacts,
  contents: Contents,
  { providers, distributions }: Installed,
): Omit<FactsOf['dependency-undeclared'], 'neededBy' | 'others'> {
  // The installed distribution may lack the module in this version.
  const sibling = workspaceMemberOf(module, facts.project)
  const [owner] = sibling === undefined ? (providers[topLevelModule(module)] ?? []) : [sibling.name]
  const { distribution, known } =
    owner === undefined
      ? distributionOf(module, { providers: testProviders(facts) })
      : { distribution: owner, known: true }
  const requirements = requirementsOf(contents).filter(({ name }) => name === normalizeName(distribution))
  const installed = distributions.find(({ name }) => normalizeName(name) === normalizeName(distribution))
  const python = pythonsWith(module) ?? null
  const { project } = facts
  return {
    module: owner === undefined ? topLevelModule(module) : module,
    distribution,
    known,
    sibling: sibling?.path ?? null,
    declared: requirements.some(({ ofExtra }) => ofExtra === undefined),
    installed: installed?.version ?? null,
    python,
    extras: extrasRequiring(distribution, contents),
    ...declarationFor(distribution, project, python ?? undefined),
  }
}

function onePerDistribution(findings: readonly Undeclared[]): Undeclared[] {
  const byName = new Map<string, Undeclared>()
  for (const finding of findings) {
    const name = normalizeName(finding.facts.distribution)
    const earlier = byName.get(name)
    const neededBy = [...new Set([...(earlier?.facts.neededBy ?? []), ...finding.facts.neededBy])]
    const first = earlier ?? finding
    byName.set(name, { ...first, facts: { ...first.facts, neededBy } })
  }
  return [...byName.values()]
}

/** The imported distributions that are installed only because another dependency requires them. */
function transitiveDependencies(
  facts: PackageFacts,
  contents: Contents,
  { distributions }: Installed,
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
        ...declarationFor(distribution, facts.project),
      },
      where: locationOf(first),
    }
  })
}

/** The normalized names that direct dependencies pin to one version, as parts of the same project do. */
function pinnedBy(direct: readonly Requirement[], distributions: Installed['distributions']): Set<string> {
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
  distributions: Installed['distributions'],
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

/** The first import of a missing module that is always executed. */
function locationOfImport(
  module: string,
  facts: PackageFacts,
  contents: Contents,
): SourceLocation | undefined {
  const statement = unresolvedImports(facts, contents).find(
    (one) => topLevelModule(one.module) === module && one.when === 'import' && one.reached.length > 0,
  )
  return statement === undefined ? undefined : locationOf(statement)
}

function locationOf({ source, line }: ScannedImport): SourceLocation | undefined {
  return source === undefined ? undefined : { file: source, line }
}
