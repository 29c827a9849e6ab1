import { count, list, listSome } from '../../program/sentence.ts'
import { rawScripts } from '../diagnosis/raw-scripts.ts'
import { answerOf } from '../diagnosis/script-answer.ts'
import { completed, type PackageFacts } from '../facts.ts'

export function summarizeScripts(facts: PackageFacts): string {
  const { scripts: all, entryPoints } = completed(facts.scripts) ?? { scripts: [], entryPoints: [] }
  const raw = rawScripts(facts)
  const skipped = all.filter(({ configured }) => configured.skip !== undefined)
  const called = all.filter((one) => !skipped.includes(one))
  const withExtras = called.filter(({ runs }) => (runs.at(-1)?.extras.length ?? 0) > 0)
  const usage = called.filter((one) => answerOf(one) === 'usage')
  const loaded = entryPoints.filter(({ outcome }) => outcome === 'imported').length
  const notes = [
    ...(all.length === 0 && entryPoints.length > 0 ? [] : [`${count(called.length, 'script')} called`]),
    ...withExtras.map(
      ({ entryPoint, runs }) => `${entryPoint.name} with the extra ${list(runs.at(-1)?.extras ?? [])}`,
    ),
    ...usage.map(({ entryPoint }) => `${entryPoint.name} printed its usage and failed`),
    ...skipped.map(({ entryPoint, configured }) => `${entryPoint.name} skipped: ${configured.skip}`),
    ...(raw.length === 0 ? [] : [`${listSome(raw, 3)} not run, as no entry point tells what they do`]),
    ...(loaded === 0 ? [] : [`${count(loaded, 'other entry point')} loaded`]),
    ...(loaded === entryPoints.length
      ? []
      : [
          `${entryPoints.length - loaded} left to ${entryPoints.length - loaded === 1 ? 'its host' : 'their hosts'}`,
        ]),
  ]
  return notes.join('; ')
}
