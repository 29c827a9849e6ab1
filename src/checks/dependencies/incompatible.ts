import { normalizeName } from '../../python/requirement.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { requirementsOf } from '../diagnosis/declared-distributions.ts'
import { dependencyTable } from '../diagnosis/dependency-declaration.ts'
import { describeError } from '../diagnosis/import-error.ts'
import type { ImportFailureCause } from '../diagnosis/import-failure-cause.ts'
import { importFailures, incompatibleScripts, isIncompatible, ruleOf } from '../diagnosis/import-failures.ts'
import { lackingDependencyOf } from '../diagnosis/lacking-dependency.ts'
import { locationInCheckout, locationOfStatement } from '../diagnosis/source-location.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { InstalledDependencies } from '../install/facts.ts'
import type { FactsOf, Finding, Severity, SourceLocation } from '../rules.ts'

type Incompatible = Extract<Finding, { rule: 'dependency-incompatible' }>
type Cause = Extract<ImportFailureCause, { kind: 'incompatible' | 'dependency-broken' }>

/** A module or name that an installed distribution lacks, or its own failure, and what imports it. */
interface Incompatibility {
  readonly cause: Cause
  readonly error: PythonError | undefined
  readonly severity: Severity
  readonly neededBy: readonly string[]
  readonly where: SourceLocation | undefined
}

/** Reports installed dependencies that lack a module or name that the package imports, or cannot be imported at all. */
export function incompatibleDependencies(
  facts: PackageFacts,
  contents: Contents,
  installed: InstalledDependencies,
): Finding[] {
  const found = [
    ...fromImports(facts, contents),
    ...fromScripts(facts, contents),
    ...inFunctions(facts, installed),
  ]
  const groups = new Map<string, [Incompatibility, ...Incompatibility[]]>()
  for (const one of found) {
    const { distribution, module } = one.cause
    const name = one.cause.kind === 'incompatible' ? one.cause.name : one.error?.message
    const key = [distribution, module, name].join('\n')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return [...groups.values()].map((group) => findingFor(group, facts, contents))
}

function fromImports(facts: PackageFacts, contents: Contents): Incompatibility[] {
  return importFailures(facts).flatMap((failure) => {
    const { attempt, cause, severity, module } = failure
    if (ruleOf(failure) !== 'dependency-incompatible' || !isIncompatible(cause)) return []
    const { error } = attempt
    return [
      {
        cause,
        error,
        severity,
        neededBy: failure.neededBy.length > 0 ? failure.neededBy : [`import ${module}`],
        where: error === undefined ? undefined : locationInCheckout(error, contents),
      },
    ]
  })
}

function fromScripts(facts: PackageFacts, contents: Contents): Incompatibility[] {
  return incompatibleScripts(facts).map(({ label, error, cause }) => ({
    cause,
    error,
    severity: 'error',
    neededBy: [label],
    where: locationInCheckout(error, contents),
  }))
}

/** Imports in functions of reached modules, which were not executed. */
function inFunctions(facts: PackageFacts, installed: InstalledDependencies): Incompatibility[] {
  return (completed(facts.dependencies)?.lacking ?? []).flatMap((statement) => {
    const lacking = lackingDependencyOf(statement, installed)
    if (lacking === undefined) return []
    return [
      {
        cause: { kind: 'incompatible' as const, ...lacking },
        error: undefined,
        severity: 'warning' as const,
        neededBy: statement.reached,
        where: locationOfStatement(statement),
      },
    ]
  })
}

function findingFor(
  group: readonly [Incompatibility, ...Incompatibility[]],
  facts: PackageFacts,
  contents: Contents,
): Incompatible {
  const worst = group.find(({ severity }) => severity === 'error') ?? group[0]
  const { cause, error, severity, where } = worst
  const neededBy = [...new Set(group.flatMap((one) => one.neededBy))]
  return {
    rule: 'dependency-incompatible',
    severity,
    facts: {
      distribution: cause.distribution,
      version: cause.version,
      module: cause.module,
      name: cause.kind === 'incompatible' ? cause.name : null,
      error: cause.kind === 'incompatible' || error === undefined ? null : describeError(error),
      importedBy: cause.kind === 'incompatible' ? cause.importedBy : null,
      inFunction: error === undefined,
      neededBy,
      prereleases: [],
      ...requirementFor(cause, facts, contents),
    },
    where,
  }
}

/** The requirement that admits the version, and what is known of other versions. */
function requirementFor(
  cause: Cause,
  facts: PackageFacts,
  contents: Contents,
): Pick<FactsOf['dependency-incompatible'], 'requirement' | 'table' | 'newestWith' | 'below'> {
  const { distribution, module } = cause
  const name = cause.kind === 'incompatible' ? cause.name : null
  const known = [
    ...(completed(facts.imports) ?? []).flatMap(({ availability }) => availability ?? []),
    ...(completed(facts.dependencies)?.availability ?? []),
  ].find((one) => one.distribution === distribution && one.module === module && one.name === name)
  const requirement = requirementsOf(contents).find((one) => one.name === normalizeName(distribution))
  return {
    requirement: requirement?.text ?? null,
    table: dependencyTable(facts.project),
    newestWith: known?.newestWith ?? null,
    below: known?.below ?? null,
  }
}
