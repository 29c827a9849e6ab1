import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { moduleOf, topLevelModule } from '../../python/module-names.ts'
import type { PythonError } from '../../python/traceback.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Severity } from '../rules.ts'
import { isInSharedNamespace } from './declared-distributions.ts'
import { importFailureSeverity } from './import-failure-severity.ts'
import {
  type ImportFailure,
  importFailures,
  missingModuleOf,
  ruleOf,
  scriptFailures,
} from './import-failures.ts'
import { importStatementOf } from './import-statement.ts'
import { memoized } from './memoized.ts'
import { reachOf, wheelEntries } from './reach.ts'
import { undeclaredInTests } from './undeclared-in-tests.ts'

/** A module of another distribution that is missing from the environment with the declared dependencies only. */
export interface MissingDependency {
  /** Top-level module. */
  readonly module: string
  /** Dotted name in the import statement, if the statement was found; else as in the error. */
  readonly imported: string
  readonly neededBy: readonly string[]
  readonly error: PythonError
  readonly severity: Severity
}

/**
 * Returns the modules of other distributions that are missing for public modules, scripts, entry points and tests of code
 * for users.
 */
export const missingDependencies = memoized((facts: PackageFacts): readonly MissingDependency[] => {
  const found = new Map<string, MissingDependency>()
  for (const missing of [
    ...missingForImports(facts),
    ...missingForScripts(facts),
    ...missingForTests(facts),
  ]) {
    const known = found.get(missing.module)
    const severity = known?.severity === 'error' ? 'error' : missing.severity
    const neededBy = [...new Set([...(known?.neededBy ?? []), ...missing.neededBy])]
    found.set(missing.module, { ...missing, ...known, neededBy, severity })
  }
  return [...found.values()]
})

function missingForImports(facts: PackageFacts): MissingDependency[] {
  return importFailures(facts).flatMap((failure) => {
    const { attempt, cause, module, severity } = failure
    const { error } = attempt
    const name = missingModuleOf(cause)?.module
    if (error === undefined || name === undefined || ruleOf(failure) !== 'dependency-undeclared') return []
    const neededBy = failure.neededBy.length > 0 ? failure.neededBy : [`import ${module}`]
    return [
      {
        module: nameInReport(name, facts),
        imported: name,
        neededBy,
        error,
        severity: isMissingForMost(failure, facts) ? 'error' : severity,
      },
    ]
  })
}

function nameInReport(module: string, facts: PackageFacts): string {
  const contents = completed(facts.contents)
  const isShared = contents !== undefined && isInSharedNamespace(module, contents)
  return isShared ? module : topLevelModule(module)
}

/** Whether most modules of a package that users only use by its modules lack the same distribution. */
function isMissingForMost({ reach, cause }: ImportFailure, facts: PackageFacts): boolean {
  if (reach !== 'api' || cause.kind !== 'undeclared' || isPlugin(facts)) return false
  const lacking = importFailures(facts).filter(
    (other) =>
      other.reach === 'api' &&
      other.cause.kind === 'undeclared' &&
      other.cause.distribution === cause.distribution,
  )
  return lacking.length * 2 > apiModules(facts).length
}

/** Whether another program loads the package, whose users have what it needs. */
function isPlugin(facts: PackageFacts): boolean {
  const { entryPoints = [] } = completed(facts.contents)?.wheel ?? {}
  return entryPoints.some(({ group }) => !SCRIPT_GROUPS.includes(group))
}

/** The modules of packages that are only used by their modules; a package that can be imported may be empty. */
const apiModules = memoized((facts: PackageFacts): readonly string[] => {
  const files = completed(facts.contents)?.wheel.files ?? []
  const packages = new Set(
    files.flatMap(({ path }) => (/\/__init__\.\w+$/.test(path) ? (moduleOf(path) ?? []) : [])),
  )
  return (completed(facts.imports) ?? [])
    .filter(({ module, outcome }) => outcome !== 'imported' || !packages.has(module))
    .map(({ module }) => module)
    .filter((module) => reachOf(module, facts) === 'api')
})

function missingForTests(facts: PackageFacts): MissingDependency[] {
  return undeclaredInTests(facts).map(({ module, neededBy, error }) => ({
    module: nameInReport(module, facts),
    imported: module,
    neededBy: [neededBy],
    error,
    severity: 'error',
  }))
}

function missingForScripts(facts: PackageFacts): MissingDependency[] {
  return scriptFailures(facts).flatMap(({ cause, importCause, label, error }) => {
    if (cause.kind !== 'distribution' || importCause.kind === 'incompatible') return []
    const reach = wheelEntries(facts).find((entry) => entry.label === label)?.reach ?? 'script'
    return [
      {
        module: topLevelModule(cause.module),
        imported: importStatementOf(error, cause.module, facts)?.module ?? cause.module,
        neededBy: [label],
        error,
        severity: importFailureSeverity(importCause, reach),
      },
    ]
  })
}
