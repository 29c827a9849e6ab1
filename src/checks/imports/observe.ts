import { join } from 'node:path'
import type { EntryPoint } from '../../distribution/entry-points.ts'
import { moduleOf } from '../../distribution/wheel.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { Contents } from '../contents/observe.ts'
import { causeOf } from '../diagnosis/cause.ts'
import { extrasForError } from '../diagnosis/extras-to-try.ts'
import {
  failureKey,
  type ImportAttempt,
  type ImportEvidence,
  type ImportRequest,
  importableModules,
  importEach,
  isNowhereIn,
  nameNotThere,
} from '../diagnosis/import-modules.ts'
import type { Runtime } from '../install/observe.ts'
import { importableFromSources, layOutSources } from './source-layout.ts'

type Attempt = ImportAttempt & { readonly module: string }
type Repeated = Attempt & { readonly extras: readonly string[] }

/**
 * Imports what the wheel ships. What lacks something that an extra brings is imported again with it; at what still
 * fails, for a reason that the contents of the wheel do not tell, a closer look is taken.
 */
export async function observeImports(runtime: Runtime): Promise<ImportEvidence[]> {
  const { contents, environment, scratch, checkout } = runtime
  const bare = await importEach(modulesToImport(contents), requestFor(runtime, environment))
  const repeated = await importWithExtras(
    bare.filter(isFailed).map((attempt) => ({
      reference: attempt.module,
      extras: attempt.error === undefined ? [] : extrasForError(attempt.error, contents),
    })),
    runtime,
  )
  const failed = bare.filter((attempt) => isFailed(attempt) && !repeated.has(attempt.module))
  const failedAgain = [...repeated.values()].filter(isFailed)
  if ([...failed, ...failedAgain].some((attempt) => isUnexplained(attempt, contents)))
    await layOutSources(sourcesFolder(scratch), contents, checkout, environment)

  const closer = new Map(
    (await lookCloser(failed, runtime, environment)).map((attempt) => [attempt.module, attempt]),
  )
  for (const group of groupByExtras(failedAgain)) {
    const { environment: other } = await runtime.installExtras(group[0]?.extras ?? [])
    for (const attempt of await lookCloser(group, runtime, other)) closer.set(attempt.module, attempt)
  }
  return bare.map((attempt) => {
    const again = repeated.get(attempt.module)
    return again === undefined
      ? (closer.get(attempt.module) ?? attempt)
      : { ...attempt, withExtras: { ...again, ...closer.get(attempt.module) } }
  })
}

/** The modules whose import tells something, and those that entry points name, wherever they lie. */
export function modulesToImport({ wheel }: Contents): string[] {
  const paths = wheel.files.map(({ path }) => path)
  const named = new Set(wheel.entryPoints.map(({ module }) => module))
  const ofEntries = paths.flatMap((path) => moduleOf(path) ?? []).filter((module) => named.has(module))
  return [...new Set([...importableModules(paths), ...ofEntries])].sort()
}

/** An entry of another group than console scripts, loaded as its host would. */
export interface EntryPointEvidence extends ImportAttempt {
  readonly entryPoint: EntryPoint
  /** What was installed beside what the package itself needs when it was loaded last. */
  readonly extras: readonly string[]
}

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

function referenceOf({ module, attribute }: EntryPoint): string {
  return attribute === undefined ? module : `${module}:${attribute}`
}

function requestFor({ scratch, config }: Runtime, environment: Environment): ImportRequest {
  return { environment, scratch, caller: config.environment }
}

function sourcesFolder(scratch: string): string {
  return join(scratch, 'sources')
}

function isFailed({ outcome }: ImportAttempt): boolean {
  return outcome !== 'imported'
}

function isUnexplained({ outcome, error }: ImportAttempt, contents: Contents): boolean {
  // How long an import takes is no question of where it comes from.
  if (outcome === 'timed-out') return false
  return error === undefined || causeOf(error, contents).kind === 'other'
}

/** Finds out more of imports that fail: whether they work from the sources, whether the name that they lack exists. */
async function lookCloser(
  failed: readonly Attempt[],
  runtime: Runtime,
  environment: Environment,
): Promise<Attempt[]> {
  const { contents, scratch } = runtime
  const unexplained = failed.filter((attempt) => isUnexplained(attempt, contents))
  // One of those that have one cause speaks for all of them.
  const firsts = [
    ...new Map(unexplained.toReversed().map((one) => [failureKey(one.module, one), one])).values(),
  ]
  const fromSources = await importableFromSources(
    firsts.map(({ module }) => module),
    sourcesFolder(scratch),
    requestFor(runtime, environment),
  )
  return Promise.all(
    unexplained.map(async (attempt) => {
      const missing = attempt.error === undefined ? undefined : nameNotThere(attempt.error)
      return {
        ...attempt,
        importsFromSources: fromSources.has(attempt.module),
        nameIsNowhere: missing !== undefined && (await isNowhereIn(missing, contents.wheel, environment)),
      }
    }),
  )
}

/**
 * Imports again what extras may mend, with all of these extras in one environment; where they cannot be installed
 * together, with each alone.
 */
async function importWithExtras(
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

function groupByExtras(attempts: readonly Repeated[]): Repeated[][] {
  const groups = new Map<string, Repeated[]>()
  for (const attempt of attempts) {
    const key = attempt.extras.join(',')
    groups.set(key, [...(groups.get(key) ?? []), attempt])
  }
  return [...groups.values()]
}
