import { join } from 'node:path'
import { importableModules } from '../../distribution/importable-modules.ts'
import { type ImportAttempt, importEach } from '../../python/import-modules.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { Contents } from '../contents/facts.ts'
import type { Runtime } from '../context.ts'
import { causeOf } from '../diagnosis/cause.ts'
import { extrasForError } from '../diagnosis/extras-to-try.ts'
import {
  type Attempt,
  importWithExtras,
  isFailed,
  type Repeated,
  requestFor,
} from '../diagnosis/import-with-extras.ts'
import { isNowhereIn, nameNotThere } from '../diagnosis/missing-name.ts'
import type { ImportEvidence } from './facts.ts'
import { failureKey } from './failure-key.ts'
import { importableFromSources, layOutSources } from './source-layout.ts'

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

function sourcesFolder(scratch: string): string {
  return join(scratch, 'sources')
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

function groupByExtras(attempts: readonly Repeated[]): Repeated[][] {
  const groups = new Map<string, Repeated[]>()
  for (const attempt of attempts) {
    const key = attempt.extras.join(',')
    groups.set(key, [...(groups.get(key) ?? []), attempt])
  }
  return [...groups.values()]
}
