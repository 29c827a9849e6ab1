import type { EntryPoint } from '../../distribution/entry-points.ts'
import { importEach } from '../../python/import-modules.ts'
import type { Runtime } from '../context.ts'
import { extrasForError } from '../diagnosis/extras-to-try.ts'
import { importWithExtras, isFailed, requestFor } from '../diagnosis/import-with-extras.ts'
import type { EntryPointEvidence } from './facts.ts'

/** Loads every entry that is no console script: those are run. */
export async function observeEntryPoints(runtime: Runtime): Promise<EntryPointEvidence[]> {
  const { contents, environment } = runtime
  const entryPoints = contents.wheel.entryPoints.filter(
    ({ group, module }) => group !== 'console_scripts' && module !== '',
  )
  const known = contents.wheel.metadata.extras
  const references = entryPoints.map(referenceOf)
  const bare = await importEach([...new Set(references)], requestFor(runtime, environment))
  const attempts = new Map(bare.map((attempt) => [attempt.module, attempt]))
  const repeated = await importWithExtras(
    entryPoints.flatMap((entryPoint) => {
      const attempt = attempts.get(referenceOf(entryPoint))
      if (attempt === undefined || !isFailed(attempt)) return []
      const own = known.filter((extra) => entryPoint.extras.includes(extra))
      const others = attempt.error === undefined ? [] : extrasForError(attempt.error, contents)
      return [{ reference: attempt.module, extras: own.length > 0 ? own : others }]
    }),
    runtime,
  )
  return entryPoints.flatMap((entryPoint) => {
    const reference = referenceOf(entryPoint)
    const attempt = repeated.get(reference) ?? attempts.get(reference)
    return attempt === undefined ? [] : [{ extras: [], ...attempt, entryPoint }]
  })
}

export function referenceOf({ module, attribute }: EntryPoint): string {
  return attribute === undefined ? module : `${module}:${attribute}`
}
