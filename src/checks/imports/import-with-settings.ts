import type { Wheel } from '../../distribution/wheel.ts'
import { importModules } from '../../python/import-modules.ts'
import { exceptionChain, isSyntaxError, type PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { RuntimeContext } from '../context.ts'
import { environmentNeed } from '../diagnosis/environment-need.ts'
import { missingNameOf, notFoundModuleOf } from '../diagnosis/import-error.ts'
import { importRequest, type ModuleImport } from '../diagnosis/import-with-extras.ts'

/**
 * Repeats the imports that need Django settings with the least ones, as the exception about the settings hides what is
 * wrong further below. A module that then has a defect fails by that; any other still needs settings.
 */
export async function importWithSettings(
  attempts: readonly ModuleImport[],
  runtime: RuntimeContext,
): Promise<readonly ModuleImport[]> {
  const { contents, environment } = runtime
  const djangoApps = djangoAppsIn(contents.wheel)
  const needing = attempts.filter(({ error }) => needsDjangoSettings(error, contents))
  if (needing.length === 0 || djangoApps.length === 0) return attempts
  const repeated = await importModules(
    needing.map(({ module }) => module),
    { ...importRequest(runtime, environment), djangoApps },
  )
  const defects = new Map(
    repeated.filter((one) => isDefect(one, contents)).map((one) => [one.module, one] as const),
  )
  return attempts.map((attempt) => defects.get(attempt.module) ?? attempt)
}

/** The packages of a wheel that are Django apps, by their modules. */
export function djangoAppsIn({ files }: Pick<Wheel, 'files'>): string[] {
  const directories = files.flatMap(
    ({ path }) => /^(.+)\/(?:apps\.py|models\.py|models\/__init__\.py)$/.exec(path)?.[1] ?? [],
  )
  return [...new Set(directories)]
    .filter((directory) => !/(^|\/)(tests?|testapp|examples?)(\/|$)/.test(directory))
    .map((directory) => directory.replaceAll('/', '.'))
}

function needsDjangoSettings(error: PythonError | undefined, contents: Contents): boolean {
  if (error === undefined) return false
  const needs = exceptionChain(error).map((one) => environmentNeed(one, contents))
  return needs.some((need) => need?.kind === 'settings' && need.of === 'Django')
}

/** Whether other settings could not prevent an exception, unlike an AttributeError of `settings.NAME`. */
export function isDefect({ outcome, error }: ModuleImport, contents: Contents): boolean {
  return (
    outcome === 'failed' &&
    error !== undefined &&
    !needsDjangoSettings(error, contents) &&
    (isSyntaxError(error) ||
      /^(NameError|UnboundLocalError)$/.test(error.type) ||
      notFoundModuleOf(error) !== undefined ||
      missingNameOf(error) !== undefined)
  )
}
