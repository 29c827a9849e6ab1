import { topOf } from '../../python/module-names.ts'
import { chain, type PythonError } from '../../python/traceback.ts'
import type { ScannedImport } from '../dependencies/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { needsOf } from './needs.ts'
import { oncePerFacts } from './once-per-facts.ts'
import { publicModules } from './public-modules.ts'
import { ownLines } from './where.ts'

/** A module of another distribution that was seen to be missing where only what is declared is installed. */
export interface MissingModule {
  /** Its top-level name. */
  readonly module: string
  /** The name as it is imported, as far as it is known. */
  readonly imported: string
  readonly neededBy: readonly string[]
  readonly error: PythonError
}

/** The modules of other distributions that public imports and scripts lack. */
export const missingDistributions = oncePerFacts((facts: PackageFacts): readonly MissingModule[] => {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const entries = publicModules(contents.wheel).map((module) => `import ${module}`)
  const found = new Map<string, MissingModule>()
  for (const { cause, who, from, error } of needsOf(facts)) {
    if (cause.kind !== 'distribution' || from === 'test') continue
    // Other modules may be for those who have more installed.
    if (who.startsWith('import ') && !entries.includes(who)) continue
    const module = topOf(cause.module)
    const known = found.get(module)
    const imported = statementOf(error, cause.module, facts)?.module ?? cause.module
    const neededBy = [...(known?.neededBy ?? []), who]
    found.set(module, { imported, error, ...known, module, neededBy })
  }
  return [...found.values()]
})

/** The import statement that raised an error, as it stands in the source. */
export function statementOf(
  error: PythonError,
  module: string,
  facts: PackageFacts,
): ScannedImport | undefined {
  const contents = completed(facts.contents)
  const imports = completed(facts.dependencies)?.imports ?? []
  if (contents === undefined) return undefined
  const lines = chain(error).flatMap((one) => ownLines(one, contents))
  for (const { file, line } of lines) {
    const statement = imports.find(
      (one) => one.file === file && one.line === line && `${one.module}.`.startsWith(`${module}.`),
    )
    if (statement !== undefined) return statement
  }
  return undefined
}

/** Whether an error tells its reader what to install. */
export function namesExtra({ message }: PythonError): boolean {
  return /pip install|\[\w[\w,-]*\]/.test(message)
}
