import { type ImportAttempt, type ImportRequest, importModules } from '../../python/import-modules.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { RuntimeContext } from '../context.ts'

/** The import of a module, or of the object that an entry point references. */
export type ModuleImport = ImportAttempt & { readonly module: string }

/** An import that was repeated with extras installed. */
export type ImportRetry = ModuleImport & { readonly extras: readonly string[] }

/** Returns the options for imports in an environment. */
export function importRequest({ scratch, config }: RuntimeContext, environment: Environment): ImportRequest {
  return { environment, scratch, caller: config.environment }
}

/** Returns whether an import did not succeed. */
export function isFailed({ outcome }: ImportAttempt): boolean {
  return outcome !== 'imported'
}

/**
 * Repeats failed imports with extras: with all extras in one environment or, if they conflict, with each extra separately.
 *
 * @param failed the failed imports, each with the extras that may fix it
 */
export async function retryWithExtras(
  failed: readonly { readonly reference: string; readonly extras: readonly string[] }[],
  runtime: RuntimeContext,
): Promise<ReadonlyMap<string, ImportRetry>> {
  const { installExtras } = runtime
  const all = [...new Set(failed.flatMap(({ extras }) => extras))].sort()
  if (all.length === 0) return new Map()
  const together = (await installExtras(all)).kind === 'installed'
  const retries = new Map<string, ImportRetry>()
  for (const extras of together ? [all] : all.map((extra) => [extra])) {
    const { kind, environment } = await installExtras(extras)
    if (kind === 'refused') continue
    const references = failed
      .filter((one) => one.extras.length > 0 && one.extras.every((extra) => extras.includes(extra)))
      .map(({ reference }) => reference)
    for (const attempt of await importModules([...new Set(references)], importRequest(runtime, environment)))
      retries.set(attempt.module, { ...attempt, extras })
  }
  return retries
}
