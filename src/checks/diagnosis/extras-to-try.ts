import { distributionOf } from '../../python/distribution-names.ts'
import { topOf } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { ScriptEvidence } from '../scripts/facts.ts'
import { causeOf } from './cause.ts'
import { extrasWith, requirementsOf } from './declared-distributions.ts'

/**
 * The extras with which a script that lacks a module should be called again: those that are configured for it, that
 * its entry or its error names, or that bring the module. None when there is nothing to try.
 */
export function extrasToTry(
  { entryPoint, configured, runs }: ScriptEvidence,
  contents: Contents,
  providers: Readonly<Record<string, readonly string[]>>,
): string[] {
  if (configured.extras !== undefined) return configured.extras
  const last = runs.at(-1)
  if (last === undefined || (last.ending.kind === 'exited' && last.ending.code === 0)) return []
  const named = extrasNamedIn(`${last.stdout}\n${last.stderr}`, contents)
  const declared = contents.wheel.metadata.extras.filter((extra) => entryPoint.extras.includes(extra))
  if (declared.length > 0 || named.length > 0) return [...new Set([...declared, ...named])]
  return last.error === undefined ? [] : extrasThatBring(last.error, contents, providers)
}

/** The extras that may mend an import that fails: those that the error names, or that bring the module it lacks. */
export function extrasForError(
  error: PythonError,
  contents: Contents,
  providers: Readonly<Record<string, readonly string[]>> = {},
): string[] {
  const named = extrasNamedIn(error.message, contents)
  return named.length > 0 ? named : extrasThatBring(error, contents, providers)
}

/** The extras that a text names as installers read them: `pip install 'demo[cli]'`. */
function extrasNamedIn(said: string, { wheel }: Contents): string[] {
  const lists = [...said.matchAll(/\[([\w.,\s-]+)\]/g)].flatMap(([, names = '']) => names.split(','))
  return wheel.metadata.extras.filter((extra) => lists.some((name) => name.trim() === extra))
}

function extrasThatBring(
  error: PythonError,
  contents: Contents,
  providers: Readonly<Record<string, readonly string[]>>,
): string[] {
  const cause = causeOf(error, contents)
  if (cause.kind !== 'distribution') return []
  const top = topOf(cause.module)
  const { distribution, known } = distributionOf(top, { providers })
  const requirements = requirementsOf(contents)
  const exact = extrasWith(distribution, contents)
  // To try costs little: "python-rtmidi" may well bring rtmidi.
  const likely = requirements
    .filter(({ name }) => !known && name.split('-').includes(normalizeName(top)))
    .flatMap(({ ofExtra }) => ofExtra ?? [])
  // The smallest of them: one that is called "all" brings the most.
  const size = (extra: string) => requirements.filter(({ ofExtra }) => ofExtra === extra).length
  return (exact.length > 0 ? exact : likely).sort((a, b) => size(a) - size(b)).slice(0, 1)
}
