import { topLevelModule } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import {
  distributionOfModule,
  extrasRequiring,
  isInSharedNamespace,
  requirementsOf,
  workspaceMemberOf,
} from '../diagnosis/declared-distributions.ts'
import { declarationFor } from '../diagnosis/dependency-declaration.ts'
import { isDeveloperExtra, userExtrasFor } from '../diagnosis/developer-extras.ts'
import { environmentOfModule } from '../diagnosis/environment-need.ts'
import { installedDependencies } from '../diagnosis/lacking-dependency.ts'
import { missingDependencies } from '../diagnosis/missing-dependencies.ts'
import { resolvedVersion } from '../diagnosis/resolved-version.ts'
import { locationInCheckout, locationOfStatement } from '../diagnosis/source-location.ts'
import { pythonsWith } from '../diagnosis/standard-library.ts'
import { undeclaredImports } from '../diagnosis/undeclared-imports.ts'
import { unresolvedImports } from '../diagnosis/unresolved-imports.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { FactsOf, Finding, SourceLocation } from '../rules.ts'
import type { ScannedImport } from './facts.ts'

type Undeclared = Extract<Finding, { rule: 'dependency-undeclared' }>

/** Reports imports of distributions that no dependency declares. */
export function undeclaredDependencies(facts: PackageFacts, contents: Contents): Finding[] {
  const { lazy, unreached } = undeclaredImports(facts)
  return [
    ...alongside(onePerDistribution([...fromFailures(facts, contents), ...afterFailures(facts, contents)])),
    ...oneForAll(lazy, 'warning', facts, contents),
    ...oneForAll(unreached, 'note', facts, contents),
  ]
}

/** The undeclared dependencies that made an import, a script or an entry point fail. */
function fromFailures(facts: PackageFacts, contents: Contents): Undeclared[] {
  return missingDependencies(facts).map(({ module, imported, neededBy, error, severity }) => ({
    rule: 'dependency-undeclared',
    severity,
    facts: { ...describe(imported, facts, contents), neededBy, others: [], lazily: false },
    where: locationInCheckout(error, contents) ?? locationOfImport(module, facts, contents),
  }))
}

/** The undeclared dependencies of imports and scripts that already fail before they import them. */
function afterFailures(facts: PackageFacts, contents: Contents): Undeclared[] {
  const missing = missingDependencies(facts)
  const failed = new Set(missing.flatMap(({ neededBy }) => neededBy))
  const reported = new Set(missing.map(({ module }) => module))
  const entryPointScripts = contents.wheel.entryPoints.map(({ name }) => `the script ${name}`)
  const isUnverified = (label: string) =>
    failed.has(label) || (label.startsWith('the script ') && !entryPointScripts.includes(label))
  return unresolvedImports(facts, contents)
    .filter(({ when, reached }) => when === 'import' && reached.length > 0 && reached.every(isUnverified))
    .filter(({ module }) => !reported.has(topLevelModule(module)))
    .filter(({ module }) => !isFromEnvironment(module, facts, contents))
    .map((statement) => ({
      rule: 'dependency-undeclared' as const,
      severity: 'warning' as const,
      facts: {
        ...describe(statement.module, facts, contents),
        neededBy: statement.reached,
        others: [],
        lazily: false,
      },
      where: locationOfStatement(statement),
    }))
    .filter((finding) => finding.facts.extras.length === 0)
}

/** Whether the host of a plugin or the platform has a module. */
function isFromEnvironment(module: string, facts: PackageFacts, contents: Contents): boolean {
  const { distribution } = distributionOfModule(module, facts)
  return environmentOfModule({ module, distribution }, contents) !== undefined
}

/** One finding for imports that no import and no script executed. */
function oneForAll(
  [first, ...others]: readonly ScannedImport[],
  severity: 'warning' | 'note',
  facts: PackageFacts,
  contents: Contents,
): Undeclared[] {
  if (first === undefined) return []
  const describePlace = ({ module, source, file, line }: ScannedImport) =>
    `${topLevelModule(module)} (${source ?? file}:${line})`
  return [
    {
      rule: 'dependency-undeclared',
      severity,
      facts: {
        ...describe(first.module, facts, contents),
        neededBy: [],
        others: others.map(describePlace),
        lazily: severity === 'warning',
      },
      where: locationOfStatement(first),
    },
  ]
}

function describe(
  module: string,
  facts: PackageFacts,
  contents: Contents,
): Omit<FactsOf['dependency-undeclared'], 'neededBy' | 'others' | 'lazily'> {
  const { providers, distributions } = installedDependencies(facts)
  // The installed distribution may lack the module in this version.
  const sibling = workspaceMemberOf(module, facts.project)
  const [owner] = sibling === undefined ? (providers[topLevelModule(module)] ?? []) : [sibling.name]
  const { distribution, known } =
    owner === undefined ? distributionOfModule(module, facts) : { distribution: owner, known: true }
  const requirements = requirementsOf(contents).filter(({ name }) => name === normalizeName(distribution))
  const installed = distributions.find(({ name }) => normalizeName(name) === normalizeName(distribution))
  const python = pythonsWith(module) ?? null
  const { project } = facts
  const extras = extrasRequiring(distribution, contents)
  const isForDevelopers = (extra: string) => isDeveloperExtra(extra, contents)
  return {
    module: owner === undefined && !isInSharedNamespace(module, contents) ? topLevelModule(module) : module,
    distribution,
    known,
    sibling: sibling?.path ?? null,
    declared: requirements.some(({ ofExtra }) => ofExtra === undefined),
    installed: installed?.version ?? null,
    python,
    extras: userExtrasFor({ module, distribution }, contents),
    developerExtras: extras.filter(isForDevelopers),
    resolved: resolvedVersion(distribution, completed(facts.tests)?.distributions ?? [], contents),
    ...declarationFor(distribution, project, python ?? undefined),
  }
}

/** Adds to each finding the distributions of the others, as far as they are known and needed by all Pythons. */
function alongside(findings: readonly Undeclared[]): Undeclared[] {
  return findings.map((finding) => {
    const others = findings
      .filter((one) => one !== finding)
      .map(({ facts }) => facts)
      .filter(
        ({ known, declared, installed, python, sibling }) =>
          known && !declared && installed === null && python === null && sibling === null,
      )
      .map(({ distribution, resolved }) => ({ distribution, resolved }))
    return others.length === 0 ? finding : { ...finding, facts: { ...finding.facts, alongside: others } }
  })
}

function onePerDistribution(findings: readonly Undeclared[]): Undeclared[] {
  const byName = new Map<string, Undeclared>()
  for (const finding of findings) {
    const name = normalizeName(finding.facts.distribution)
    const earlier = byName.get(name)
    const neededBy = [...new Set([...(earlier?.facts.neededBy ?? []), ...finding.facts.neededBy])]
    const first = earlier ?? finding
    const severity = [earlier, finding].some((one) => one?.severity === 'error') ? 'error' : first.severity
    byName.set(name, { ...first, severity, facts: { ...first.facts, neededBy } })
  }
  return [...byName.values()]
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
  return statement === undefined ? undefined : locationOfStatement(statement)
}
