import { topLevelModule } from '../../python/module-names.ts'
import { exceptionChain, type PythonError } from '../../python/traceback.ts'
import type { ScannedImport } from '../dependencies/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { failuresWithCauses } from './failures.ts'
import { memoizedByFacts } from './memoized-by-facts.ts'
import { publicModules } from './public-modules.ts'
import { linesInWheel } from './source-location.ts'

/** A module of another distribution that is missing from the environment with the declared dependencies only. */
export interface MissingDependency {
  /** Top-level name. */
  readonly module: string
  /** Dotted name in the import statement, if the statement was found; else as in the error. */
  readonly imported: string
  readonly neededBy: readonly string[]
  readonly error: PythonError
}

/** Returns the modules of other distributions that are missing for imports of public modules and for scripts. */
export const missingDependencies = memoizedByFacts((facts: PackageFacts): readonly MissingDependency[] => {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const entries = publicModules(contents.wheel).map((module) => `import ${module}`)
  const found = new Map<string, MissingDependency>()
  for (const { cause, label, kind, error } of failuresWithCauses(facts)) {
    if (cause.kind !== 'distribution' || kind === 'test') continue
    // Submodules may be for optional dependencies.
    if (label.startsWith('import ') && !entries.includes(label)) continue
    const module = topLevelModule(cause.module)
    const known = found.get(module)
    const imported = importStatementOf(error, cause.module, facts)?.module ?? cause.module
    const neededBy = [...(known?.neededBy ?? []), label]
    found.set(module, { imported, error, ...known, module, neededBy })
  }
  return [...found.values()]
})

/** Returns the scanned import statement that raised an error; undefined if it was not found. */
export function importStatementOf(
  error: PythonError,
  module: string,
  facts: PackageFacts,
): ScannedImport | undefined {
  const contents = completed(facts.contents)
  const imports = completed(facts.dependencies)?.imports ?? []
  if (contents === undefined) return undefined
  const lines = exceptionChain(error).flatMap((one) => linesInWheel(one, contents))
  for (const { file, line } of lines) {
    const statement = imports.find(
      (one) => one.file === file && one.line === line && `${one.module}.`.startsWith(`${module}.`),
    )
    if (statement !== undefined) return statement
  }
  return undefined
}

/** Returns whether an error message names an extra or a pip command to run. */
export function hasInstallHint({ message }: PythonError): boolean {
  return /pip install|\[\w[\w,-]*\]/.test(message)
}
