import { count, list, listSome } from '../../program/sentence.ts'
import { scriptFiles } from '../diagnosis/script-files.ts'
import { scriptOutcome } from '../diagnosis/script-outcome.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { mainModuleCommand } from './main-modules.ts'

/** Returns which scripts were run and which entry points were imported. */
export function summarizeScripts(facts: PackageFacts): string {
  const { scripts: all = [], mainModules = [], smoke = [], entryPoints = [] } = completed(facts.scripts) ?? {}
  const raw = scriptFiles(facts)
  const skipped = all.filter(({ configured }) => configured.skip !== undefined)
  const executed = all.filter((script) => !skipped.includes(script))
  const withExtras = executed.filter(({ runs }) => (runs.at(-1)?.extras.length ?? 0) > 0)
  const usage = executed.filter((script) => scriptOutcome(script) === 'usage')
  const imported = entryPoints.filter(({ outcome }) => outcome === 'imported').length
  const modules = mainModules.filter(({ configured }) => configured.skip === undefined)
  const hanging = modules.filter(({ runs }) => runs.at(-1)?.ending.kind === 'timed-out')
  const others = modules.length + smoke.length + entryPoints.length
  const hosts = new Set(entryPoints.flatMap(({ host }) => host ?? []))
  const notes = [
    ...(all.length === 0 && others > 0 ? [] : [`${count(executed.length, 'console script')} run`]),
    ...withExtras.map(
      ({ entryPoint, runs }) => `${entryPoint.name} run with the extra ${list(runs.at(-1)?.extras ?? [])}`,
    ),
    ...usage.map(({ entryPoint }) => `${entryPoint.name} failed with its usage message`),
    ...skipped.map(({ entryPoint, configured }) => `${entryPoint.name} skipped: ${configured.skip}`),
    ...(modules.length === 0
      ? []
      : [
          `${listSome(
            modules.map(({ module }) => mainModuleCommand(module)),
            3,
          )} run`,
        ]),
    ...hanging.map(({ module }) => `${mainModuleCommand(module)} timed out`),
    ...mainModules.flatMap(({ module, configured }) =>
      configured.skip === undefined ? [] : `${mainModuleCommand(module)} skipped: ${configured.skip}`,
    ),
    ...(smoke.length === 0 ? [] : [`${count(smoke.length, 'smoke command')} run`]),
    ...(raw.length === 0
      ? []
      : [
          `${listSome(raw, 3)} not run (${raw.length === 1 ? 'a script file' : 'script files'} without an entry point)`,
        ]),
    ...(imported === 0 ? [] : [`${count(imported, 'other entry point')} loaded`]),
    ...(hosts.size === 0 ? [] : [`${list([...hosts])} installed to load plugins`]),
    ...(imported === entryPoints.length
      ? []
      : [`${count(entryPoints.length - imported, 'other entry point')} could not be loaded here`]),
  ]
  return notes.join('; ')
}
