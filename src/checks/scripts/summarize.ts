import { count, list, listSome } from '../../program/sentence.ts'
import { scriptFiles } from '../diagnosis/script-files.ts'
import { scriptOutcome } from '../diagnosis/script-outcome.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns which scripts were run and which entry points were imported. */
export function summarizeScripts(facts: PackageFacts): string {
  const { scripts: all, entryPoints } = completed(facts.scripts) ?? { scripts: [], entryPoints: [] }
  const raw = scriptFiles(facts)
  const skipped = all.filter(({ configured }) => configured.skip !== undefined)
  const executed = all.filter((script) => !skipped.includes(script))
  const withExtras = executed.filter(({ runs }) => (runs.at(-1)?.extras.length ?? 0) > 0)
  const usage = executed.filter((script) => scriptOutcome(script) === 'usage')
  const imported = entryPoints.filter(({ outcome }) => outcome === 'imported').length
  const notes = [
    ...(all.length === 0 && entryPoints.length > 0 ? [] : [`${count(executed.length, 'script')} called`]),
    ...withExtras.map(
      ({ entryPoint, runs }) => `${entryPoint.name} with the extra ${list(runs.at(-1)?.extras ?? [])}`,
    ),
    ...usage.map(({ entryPoint }) => `${entryPoint.name} printed its usage and failed`),
    ...skipped.map(({ entryPoint, configured }) => `${entryPoint.name} skipped: ${configured.skip}`),
    ...(raw.length === 0 ? [] : [`${listSome(raw, 3)} not run, as no entry point tells what they do`]),
    ...(imported === 0 ? [] : [`${count(imported, 'other entry point')} loaded`]),
    ...(imported === entryPoints.length
      ? []
      : [
          `${entryPoints.length - imported} left to ${entryPoints.length - imported === 1 ? 'its host' : 'their hosts'}`,
        ]),
  ]
  return notes.join('; ')
}
