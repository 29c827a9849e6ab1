import { topLevelModule } from '../../python/module-names.ts'
import type { PythonError } from '../../python/traceback.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Severity } from '../rules.ts'
import { isInSharedNamespace } from './declared-distributions.ts'
import { importFailureSeverity } from './import-failure-severity.ts'
import { importFailures, missingModuleOf, ruleOf, scriptFailures } from './import-failures.ts'
import { importStatementOf } from './import-statement.ts'
import { memoized } from './memoized.ts'
import { wheelEntries } from './reach.ts'

/** A module of another distribution that is missing from the environment with the declared dependencies only. */
export interface MissingDependency {
  /** Top-level name. */
  readonly module: string
  /** Dotted name in the import statement, if the statement was found; else as in the error. */
  readonly imported: string
  readonly neededBy: readonly string[]
  readonly error: PythonError
  readonly severity: Severity
}

/** Returns the modules of other distributions that are missing for public modules, scripts and entry points. */
export const missingDependencies = memoized((facts: PackageFacts): readonly MissingDependency[] => {
  const found = new Map<string, MissingDependency>()
  for (const missing of [...missingForImports(facts), ...missingForScripts(facts)]) {
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
    const contents = completed(facts.contents)
    const isShared = contents !== undefined && isInSharedNamespace(name, contents)
    return [{ module: isShared ? name : topLevelModule(name), imported: name, neededBy, error, severity }]
  })
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
