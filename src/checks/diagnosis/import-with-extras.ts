import { type ImportAttempt, type ImportRequest, importEach } from '../../python/import-modules.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { Runtime } from '../context.ts'

export type Attempt = ImportAttempt & { readonly module: string }

export type Repeated = Attempt & { readonly extras: readonly string[] }

export function requestFor({ scratch, config }: Runtime, environment: Environment): ImportRequest {
  return { environment, scratch, caller: config.environment }
}

export function isFailed({ outcome }: ImportAttempt): boolean {
  return outcome !== 'imported'
}

/**
 * Imports again what extras may mend, with all of these extras in one environment; where they cannot be installed
 * together, with each alone.
 */
export async function importWithExtras(
  wanted: readonly { readonly reference: string; readonly extras: readonly string[] }[],
  runtime: Runtime,
): Promise<ReadonlyMap<string, Repeated>> {
  const { installExtras } = runtime
  const all = [...new Set(wanted.flatMap(({ extras }) => extras))].sort()
  if (all.length === 0) return new Map()
  const together = (await installExtras(all)).kind === 'installed'
  const repeated = new Map<string, Repeated>()
  for (const extras of together ? [all] : all.map((extra) => [extra])) {
    const { kind, environment } = await installExtras(extras)
    if (kind === 'refused') continue
    const references = wanted
      .filter((one) => one.extras.length > 0 && one.extras.every((extra) => extras.includes(extra)))
      .map(({ reference }) => reference)
    for (const attempt of await importEach([...new Set(references)], requestFor(runtime, environment)))
      repeated.set(attempt.module, { ...attempt, extras })
  }
  return repeated
}
