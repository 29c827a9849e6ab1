import type { EntryPoint } from '../../distribution/entry-points.ts'
import { importModules } from '../../python/import-modules.ts'
import type { RuntimeContext } from '../context.ts'
import { extrasForError } from '../diagnosis/extras-for-failure.ts'
import { importRequest, isFailed, retryWithExtras } from '../diagnosis/import-with-extras.ts'
import type { EntryPointEvidence } from './facts.ts'

/** Imports the object of every entry point except console scripts, which are run. */
export async function observeEntryPoints(runtime: RuntimeContext): Promise<EntryPointEvidence[]> {
  const { contents, environment } = runtime
  const entryPoints = contents.wheel.entryPoints.filter(
    ({ group, module }) => group !== 'console_scripts' && module !== '',
  )
  const known = contents.wheel.metadata.extras
  const references = entryPoints.map(objectReference)
  const withoutExtras = await importModules([...new Set(references)], importRequest(runtime, environment))
  const attempts = new Map(withoutExtras.map((attempt) => [attempt.module, attempt]))
  const repeated = await retryWithExtras(
    entryPoints.flatMap((entryPoint) => {
      const attempt = attempts.get(objectReference(entryPoint))
      if (attempt === undefined || !isFailed(attempt)) return []
      const own = known.filter((extra) => entryPoint.extras.includes(extra))
      const others = attempt.error === undefined ? [] : extrasForError(attempt.error, contents)
      return [{ reference: attempt.module, extras: own.length > 0 ? own : others }]
    }),
    runtime,
  )
  return entryPoints.flatMap((entryPoint) => {
    const reference = objectReference(entryPoint)
    const attempt = repeated.get(reference) ?? attempts.get(reference)
    return attempt === undefined ? [] : [{ extras: [], ...attempt, entryPoint }]
  })
}

/** `module:attribute`, as `importlib.metadata` loads it. */
function objectReference({ module, attribute }: EntryPoint): string {
  return attribute === undefined ? module : `${module}:${attribute}`
}
