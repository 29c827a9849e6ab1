import { exceptionChain, type PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { ScannedImport } from '../dependencies/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { extrasNamedIn } from './extras-for-failure.ts'
import { linesInWheel } from './source-location.ts'

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

/** Returns whether an error message has a command of an installer, or an extra of the package. */
export function hasInstallHint({ message }: PythonError, contents: Contents): boolean {
  return (
    /\b(pip|uv|poetry|conda|pdm) (install|add)\b/.test(message) || extrasNamedIn(message, contents).length > 0
  )
}
