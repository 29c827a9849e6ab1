import { type EntryPoint, SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { wheelRequirements } from '../../project/declared-requirements.ts'
import { type ImportAttempt, importModules } from '../../python/import-modules.ts'
import { topLevelModule } from '../../python/module-names.ts'
import { parseRequirement } from '../../python/requirement.ts'
import type { RuntimeContext } from '../context.ts'
import { causeOf } from '../diagnosis/cause.ts'
import { requirementsOf } from '../diagnosis/declared-distributions.ts'
import { extrasForError } from '../diagnosis/extras-for-failure.ts'
import {
  importRequest,
  isFailed,
  type ModuleImport,
  retryWithExtras,
} from '../diagnosis/import-with-extras.ts'
import { hostRequirement } from '../diagnosis/plugin-host.ts'
import type { EntryPointEvidence } from './facts.ts'

/**
 * Imports the object of every entry point except console scripts, which are run. A failed import is repeated with the
 * extras that provide what is missing, or with the program that loads the entry point.
 */
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
  const evidence = entryPoints.flatMap((entryPoint): EntryPointEvidence[] => {
    const reference = objectReference(entryPoint)
    const attempt = repeated.get(reference) ?? attempts.get(reference)
    return attempt === undefined ? [] : [{ extras: [], ...attempt, entryPoint }]
  })
  return retryWithHosts(evidence, runtime)
}

/** Repeats failed imports with the programs that load the entry points, which plugins need not declare. */
async function retryWithHosts(
  evidence: readonly EntryPointEvidence[],
  runtime: RuntimeContext,
): Promise<EntryPointEvidence[]> {
  const failed = evidence.filter((one) => isFailed(one) && !SCRIPT_GROUPS.includes(one.entryPoint.group))
  if (failed.length === 0) return [...evidence]
  const requirements = await requirementsForAnyPurpose(runtime)
  const byHost = new Map<string, EntryPointEvidence[]>()
  for (const one of failed) {
    const host = hostToInstall(one, requirements, runtime)
    if (host !== undefined) byHost.set(host, [...(byHost.get(host) ?? []), one])
  }
  const withHost = new Map<EntryPointEvidence, EntryPointEvidence>()
  for (const [host, entries] of byHost) {
    const installation = await runtime.installExtras([], [host])
    if (installation.kind === 'refused') continue
    const references = new Set(entries.map(({ entryPoint }) => objectReference(entryPoint)))
    const attempts = await importModules([...references], importRequest(runtime, installation.environment))
    for (const one of entries) {
      const attempt = attempts.find(({ module }) => module === objectReference(one.entryPoint))
      if (attempt !== undefined)
        withHost.set(one, { ...withoutModule(attempt), entryPoint: one.entryPoint, extras: [], host })
    }
  }
  return evidence.map((one) => withHost.get(one) ?? one)
}

function withoutModule({ module: _, ...attempt }: ModuleImport): ImportAttempt {
  return attempt
}

/** The host of an entry point, if it may be what its import lacks; undefined if the wheel requires it. */
function hostToInstall(
  { entryPoint, error }: EntryPointEvidence,
  requirements: readonly string[],
  { contents }: RuntimeContext,
): string | undefined {
  const cause = error === undefined ? undefined : causeOf(error, contents)
  if (cause?.kind !== 'distribution') return undefined
  const host = hostRequirement(entryPoint.group, topLevelModule(cause.module), requirements)
  const name = host === undefined ? undefined : parseRequirement(host)?.name
  const isDeclared = requirementsOf(contents).some((one) => one.name === name && one.ofExtra === undefined)
  return isDeclared ? undefined : host
}

/** The requirements of the wheel, of its extras and of its tests. */
async function requirementsForAnyPurpose({ contents, project, config }: RuntimeContext): Promise<string[]> {
  const { metadata } = contents.wheel
  const { tests } = await wheelRequirements(metadata, project, config)
  return [...metadata.requirements, ...tests]
}

/** `module:attribute`, as `importlib.metadata` loads it. */
function objectReference({ module, attribute }: EntryPoint): string {
  return attribute === undefined ? module : `${module}:${attribute}`
}
