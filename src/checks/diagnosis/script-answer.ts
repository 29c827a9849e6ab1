import type { PythonError } from '../../python/traceback.ts'
import type { ScriptEvidence, ScriptRun } from '../scripts/facts.ts'

/** How a console script answered. */
export type Answer =
  | 'works'
  /** It printed its usage, and ended with a status that tells of an error. */
  | 'usage'
  | 'killed'
  /** An error ended it before anything of it ran, or one that no argument explains. */
  | 'cannot-be-loaded'
  /** An error ended it while it ran. */
  | 'traceback'
  | 'ended-non-zero'

/** How a script answered where it was asked last: if an extra was tried, with the extra. One that does not end has not. */
export function answerOf({ configured, runs }: ScriptEvidence): Answer | undefined {
  const last = runs.at(-1)
  if (last === undefined) return undefined
  const same = runs.filter(({ extras }) => extras.join() === last.extras.join())
  if (same.some((one) => isExpected(one, configured.exit))) return 'works'
  if (last.ending.kind === 'timed-out') return undefined
  if (last.ending.kind === 'killed') return 'killed'
  if (last.error !== undefined && isOwnMaking(last.error, last.args)) return 'cannot-be-loaded'
  const asked = configured.args !== undefined || configured.exit !== undefined
  if (!asked && same.some(({ stdout, stderr }) => /usage[: ]/i.test(`${stdout}${stderr}`))) return 'usage'
  return last.error === undefined ? 'ended-non-zero' : 'traceback'
}

export function isExpected({ ending }: ScriptRun, exit: number | readonly number[] = 0): boolean {
  return ending.kind === 'exited' && [exit].flat().includes(ending.code)
}

/** Errors that no argument and no environment excuses. */
export const NEVER_MEANT =
  /^(NameError|UnboundLocalError|SyntaxError|IndentationError|TabError|ModuleNotFoundError|ImportError|PackageNotFoundError|DistributionNotFound)$/

/**
 * Whether an exception is a defect, and not an answer to a question that the script does not know: it came about
 * while the program was loaded, in the launcher's own call, or is of a kind that is never meant.
 */
export function isOwnMaking(error: PythonError, args: readonly string[]): boolean {
  if (NEVER_MEANT.test(error.type)) return true
  if (args.some((arg) => error.message.includes(arg))) return false
  const whileLoading = error.frames.length > 1 && error.frames.every((frame) => frame.function === '<module>')
  return whileLoading || (error.frames.length === 1 && error.type === 'TypeError')
}
