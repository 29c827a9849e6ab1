import type { ScriptSettings } from '../../config/settings.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { CommandEvidence, ScriptRun } from '../scripts/facts.ts'
import { missingAttributeOf } from './import-error.ts'

/** How a command ended. */
export type ScriptOutcome =
  | 'works'
  /** It printed its usage and exited with a non-zero status. */
  | 'usage'
  | 'killed'
  /** It raised an error while it was imported, or one that no argument can cause. */
  | 'cannot-be-loaded'
  /** It raised an error while it ran. */
  | 'traceback'
  | 'ended-non-zero'

/** Returns how a command ended with the extras of its last run; undefined if it was not run or timed out. */
export function scriptOutcome({ configured, runs }: CommandEvidence): ScriptOutcome | undefined {
  const last = runs.at(-1)
  if (last === undefined) return undefined
  const sameExtras = runs.filter(({ extras }) => extras.join() === last.extras.join())
  if (sameExtras.some((scriptRun) => isExpected(scriptRun, configured.exit))) return 'works'
  if (last.ending.kind === 'timed-out') return undefined
  if (last.ending.kind === 'killed') return 'killed'
  if (last.error !== undefined && isScriptDefect(last.error, last.args)) return 'cannot-be-loaded'
  if (
    !hasConfiguredRun(configured) &&
    sameExtras.some(({ stdout, stderr }) => /usage[: ]/i.test(`${stdout}${stderr}`))
  )
    return 'usage'
  return last.error === undefined ? 'ended-non-zero' : 'traceback'
}

/** Whether the settings fix how a command is run or how it ends, so that any other ending is a failure. */
export function hasConfiguredRun({ args, exit }: ScriptSettings): boolean {
  return args !== undefined || exit !== undefined
}

function isExpected({ ending }: ScriptRun, exit: number | readonly number[] = 0): boolean {
  return ending.kind === 'exited' && [exit].flat().includes(ending.code)
}

/** Exceptions that are a defect of the script whatever its arguments. */
const DEFECT_TYPES =
  /^(NameError|UnboundLocalError|SyntaxError|IndentationError|TabError|ModuleNotFoundError|ImportError|PackageNotFoundError|DistributionNotFound)$/

/**
 * Whether an exception is a defect, not the script's way to reject an unknown argument: it was raised during an import
 * or by the launcher's call, or its type is always a defect.
 */
function isScriptDefect(error: PythonError, args: readonly string[]): boolean {
  if (DEFECT_TYPES.test(error.type) || isMissingAttribute(error)) return true
  if (args.some((arg) => error.message.includes(arg))) return false
  const whileLoading = error.frames.length > 1 && error.frames.every((frame) => frame.function === '<module>')
  return whileLoading || (error.frames.length === 1 && error.type === 'TypeError')
}

/** Whether a module lacks an attribute; those of `os` and the like may exist on other platforms only. */
function isMissingAttribute({ type, message }: PythonError): boolean {
  const missing = missingAttributeOf({ type, message: message.replace(/^partially initialized /, '') })
  return missing !== undefined && !WITH_PLATFORM_ATTRIBUTES.includes(missing.module)
}

const WITH_PLATFORM_ATTRIBUTES = ['os', 'select', 'signal', 'socket', 'time']
