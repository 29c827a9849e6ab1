import { importableModules } from '../../distribution/importable-modules.ts'
import { type ImportMessages, readImportMessages } from '../../python/import-messages.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { RuntimeContext } from '../context.ts'
import { isFirstPartyCode } from '../diagnosis/first-party-code.ts'
import { importRequest } from '../diagnosis/import-with-extras.ts'
import { mainPackage } from '../diagnosis/main-package.ts'
import { publicModules } from '../diagnosis/public-modules.ts'
import type { ImportEvidence } from './facts.ts'

/** Records what the package warns of and prints when its public modules are imported. */
export function observeMessages(runtime: RuntimeContext): Promise<ImportMessages> {
  const { wheel } = runtime.contents
  const files = wheel.files
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.py') && isFirstPartyCode(path) && moduleOf(path) !== undefined)
  const importable = new Set(importableModules(wheel.files.map(({ path }) => path)))
  const limit = importLimit(runtime)
  const timed = timedModule(runtime)
  return readImportMessages(
    {
      files,
      // A top-level module of tests is not there to be imported.
      modules: publicModules(wheel).filter((module) => importable.has(module)),
      ...(limit === undefined || timed === undefined ? {} : { timed: { module: timed, limit } }),
    },
    importRequest(runtime, runtime.environment),
  )
}

/** The seconds that the import of the package may take; undefined if the project does not limit them. */
export function importLimit({ project }: Pick<RuntimeContext, 'project'>): number | undefined {
  return project.settings.imports['max-seconds']
}

/** The module whose import is timed. */
function timedModule({ contents }: Pick<RuntimeContext, 'contents'>): string | undefined {
  return mainPackage(contents.wheel) ?? publicModules(contents.wheel)[0]
}

/** Adds the messages to the modules that they are about. */
export function withMessages(
  all: readonly ImportEvidence[],
  { warnings, printed, time }: ImportMessages,
  runtime: RuntimeContext,
): ImportEvidence[] {
  const timed = timedModule(runtime)
  return all.map((evidence) => {
    const own = warnings.filter(({ file }) => moduleOf(file) === evidence.module)
    const texts = printed.filter(({ module }) => moduleOf(module) === evidence.module)
    return {
      ...evidence,
      ...(own.length > 0 ? { warnings: own } : {}),
      ...(texts.length > 0 ? { printed: texts } : {}),
      ...(time !== undefined && evidence.module === timed ? { time } : {}),
    }
  })
}
