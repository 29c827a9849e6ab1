import { join } from 'node:path'
import { importableModules } from '../../distribution/importable-modules.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { type ImportAttempt, importModules } from '../../python/import-modules.ts'
import { moduleOf } from '../../python/module-names.ts'
import { exceptionChain } from '../../python/traceback.ts'
import { type Environment, readInventory } from '../../python/virtual-environment.ts'
import type { Contents } from '../contents/facts.ts'
import type { RuntimeContext } from '../context.ts'
import { isNameAbsentFrom } from '../diagnosis/absent-name.ts'
import type { Availability } from '../diagnosis/availability.ts'
import { causeOf } from '../diagnosis/cause.ts'
import { extrasForError } from '../diagnosis/extras-for-failure.ts'
import { findAvailability } from '../diagnosis/find-availability.ts'
import { missingNameOf } from '../diagnosis/import-error.ts'
import {
  type ImportRetry,
  importRequest,
  isFailed,
  type ModuleImport,
  retryWithExtras,
} from '../diagnosis/import-with-extras.ts'
import { type LackingDependency, lackingDependency } from '../diagnosis/lacking-dependency.ts'
import type { InstalledDependencies } from '../install/facts.ts'
import type { ImportEvidence } from './facts.ts'
import { failsByDesign } from './fails-by-design.ts'
import { failureKey } from './failure-key.ts'
import { copySources, importableFromSources } from './import-from-sources.ts'
import { importWithSettings } from './import-with-settings.ts'
import { importLimit, observeMessages, withMessages } from './observe-messages.ts'

/**
 * Imports the modules of the wheel in the runtime environment. Failed imports are retried with extras that may help;
 * those that still fail are analyzed if the wheel's contents do not explain them.
 *
 * @throws Inconclusive if the package index is unavailable or a probe fails
 */
export async function observeImports(
  runtime: RuntimeContext,
  installed: InstalledDependencies,
): Promise<ImportEvidence[]> {
  const attempts = importAll(runtime, installed)
  // Other imports at the same time would slow down those that are timed.
  if (importLimit(runtime) !== undefined) await attempts
  const [evidence, messages] = await Promise.all([attempts, observeMessages(runtime)])
  return withMessages(evidence, messages, runtime)
}

async function importAll(
  runtime: RuntimeContext,
  installed: InstalledDependencies,
): Promise<ImportEvidence[]> {
  const { contents, environment, scratch, checkout } = runtime
  const attempts = await importWithSettings(
    await importModules(modulesToImport(contents), importRequest(runtime, environment)),
    runtime,
  )
  const retries = await retryWithExtras(
    attempts.filter(isFailed).map((attempt) => ({
      reference: attempt.module,
      extras: attempt.error === undefined ? [] : extrasForError(attempt.error, contents),
    })),
    runtime,
  )
  const failed = attempts.filter((attempt) => isFailed(attempt) && !retries.has(attempt.module))
  const failedAgain = [...retries.values()].filter(isFailed)
  if ([...failed, ...failedAgain].some((attempt) => isUnexplained(attempt, contents)))
    await copySources(sourcesDirectory(scratch), contents, checkout, environment)

  const analyzed = new Map<string, ModuleImport & { readonly installed?: InstalledDependencies }>(
    (await analyzeFailures(failed, runtime, environment)).map((attempt) => [attempt.module, attempt]),
  )
  for (const { extras, group } of groupByExtras(failedAgain)) {
    const { environment: withExtras } = await runtime.installExtras(extras)
    const { providers, distributions } = await readInventory(withExtras, contents.wheel.metadata.name, {
      cwd: scratch,
      variables: variablesForProject(runtime.config.environment),
      timeout: 120,
      scratch,
    })
    for (const attempt of [...group, ...(await analyzeFailures(group, runtime, withExtras))])
      analyzed.set(attempt.module, { ...attempt, installed: { providers, distributions } })
  }
  const evidence = attempts.map((attempt): ImportEvidence => {
    const retry = retries.get(attempt.module)
    return retry === undefined
      ? (analyzed.get(attempt.module) ?? attempt)
      : { ...attempt, withExtras: { ...retry, ...analyzed.get(attempt.module) } }
  })
  return withAvailability(evidence, runtime, installed)
}

/** Adds what is known of other versions of the dependencies that lack what is imported from them. */
async function withAvailability(
  all: readonly ImportEvidence[],
  runtime: RuntimeContext,
  installed: InstalledDependencies,
): Promise<ImportEvidence[]> {
  const first = new Map<string, { readonly module: string; readonly lacking: LackingDependency }>()
  for (const { module, error } of all) {
    const chain = error === undefined ? [] : exceptionChain(error)
    for (const lacking of chain.flatMap((one) => lackingDependency(one, runtime.contents, installed) ?? [])) {
      const key = importKey(lacking)
      if (lacking.importedBy === null && !first.has(key)) first.set(key, { module, lacking })
    }
  }
  const found = await findAvailability(
    [...first.values()].map(({ lacking }) => lacking),
    runtime,
  )
  return all.map((evidence) => {
    const availability = found.find((one) => first.get(importKey(one))?.module === evidence.module)
    return availability === undefined ? evidence : { ...evidence, availability }
  })
}

/** Returns a key that is the same for imports of the same module or name. */
function importKey({
  distribution,
  module,
  name,
}: Pick<Availability, 'distribution' | 'module' | 'name'>): string {
  return [distribution, module, name].join('\n')
}

/** Returns the modules of the wheel that should be importable, and those that entry points name. */
function modulesToImport({ wheel }: Contents): string[] {
  const paths = wheel.files.map(({ path }) => path)
  const named = new Set(wheel.entryPoints.map(({ module }) => module))
  const ofEntryPoints = paths.flatMap((path) => moduleOf(path) ?? []).filter((module) => named.has(module))
  return [...new Set([...importableModules(paths), ...ofEntryPoints])].sort()
}

function sourcesDirectory(scratch: string): string {
  return join(scratch, 'sources')
}

function isUnexplained({ outcome, error }: ImportAttempt, contents: Contents): boolean {
  // Importing from the sources is not faster.
  if (outcome === 'timed-out') return false
  return error === undefined || causeOf(error, contents).kind === 'other'
}

/** Finds out whether unexplained imports succeed from the sources, and whether a missing name is in the source at all. */
async function analyzeFailures(
  failed: readonly ModuleImport[],
  runtime: RuntimeContext,
  environment: Environment,
): Promise<ModuleImport[]> {
  const { contents, scratch } = runtime
  const unexplained = failed.filter((attempt) => isUnexplained(attempt, contents))
  // One failure per cause is enough, as importing is slow.
  const onePerCause = [
    ...new Map(unexplained.toReversed().map((one) => [failureKey(one.module, one), one])).values(),
  ]
  const fromSources = await importableFromSources(
    onePerCause.map(({ module }) => module),
    sourcesDirectory(scratch),
    importRequest(runtime, environment),
  )
  return Promise.all(
    unexplained.map(async (attempt) => {
      const missing = attempt.error === undefined ? undefined : missingNameOf(attempt.error)
      return {
        ...attempt,
        importsFromSources: fromSources.has(attempt.module),
        isNameAbsent: missing !== undefined && (await isNameAbsentFrom(missing, contents.wheel, environment)),
        isDeliberate: attempt.error !== undefined && (await failsByDesign(attempt.error, contents)),
      }
    }),
  )
}

function groupByExtras(
  attempts: readonly ImportRetry[],
): { readonly extras: readonly string[]; readonly group: readonly ImportRetry[] }[] {
  const groups = new Map(attempts.map(({ extras }) => [extras.join(','), extras]))
  return [...groups].map(([key, extras]) => ({
    extras,
    group: attempts.filter((attempt) => attempt.extras.join(',') === key),
  }))
}
