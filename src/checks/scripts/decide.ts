import type { EntryPoint } from '../../distribution/entry-points.ts'
import { describeEnding } from '../../process/run.ts'
import { lastLines } from '../../program/sentence.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/observe.ts'
import { causeOf } from '../diagnosis/cause.ts'
import { isOwnMissing } from '../diagnosis/needs.ts'
import { type PackageFacts, seenValue } from '../facts.ts'
import { isToldByImport } from '../imports/decide.ts'
import type { Finding, Where } from '../rules.ts'
import { brokenEntry, checkEntryPoints, whereDeclared } from './entry-points.ts'
import type { ScriptEvidence, ScriptRun } from './run-scripts.ts'

/** Every entry point of the wheel leads to something, and every console script can be called. */
export function checkScripts(facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
  if (contents === undefined) return []
  const entries = checkEntryPoints(facts)
  const broken = new Set(
    entries.flatMap(({ rule, severity, facts: told }) =>
      rule === 'entry-point-broken' && severity === 'error' && told.group === 'console_scripts'
        ? told.script
        : [],
    ),
  )
  const scripts = (seenValue(facts.scripts) ?? []).filter(({ entryPoint }) => !broken.has(entryPoint.name))
  return [...entries, ...scripts.flatMap((script) => checkScript(script, facts, contents))]
}

function checkScript(script: ScriptEvidence, facts: PackageFacts, contents: Contents): Finding[] {
  const { entryPoint, configured, installed } = script
  if (configured.skip !== undefined) return []
  // A module that is missing from a shipped package is told as such.
  if (isOwnMissing(entryPoint.module, contents)) return []
  const broken = (problem: string) => [brokenEntry(entryPoint, problem, facts)]
  if (!installed) return broken('was not made into a command by the installer')
  return judgeRuns(script, facts, contents, whereDeclared(entryPoint, facts), broken)
}

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

function judgeRuns(
  script: ScriptEvidence,
  facts: PackageFacts,
  contents: Contents,
  where: Where | undefined,
  broken: (problem: string) => Finding[],
): Finding[] {
  const { entryPoint, configured, runs } = script
  const answer = answerOf(script)
  const last = runs.at(-1)
  if (last === undefined || answer === 'works' || answer === 'usage') return []
  const command = [entryPoint.name, ...(runs[0]?.args ?? [])].join(' ')
  if (last.ending.kind === 'timed-out') {
    const severity = configured.args === undefined ? 'warning' : 'error'
    return [
      {
        rule: 'script-timeout',
        severity,
        facts: { script: entryPoint.name, command, seconds: last.ending.afterSeconds },
        where,
      },
    ]
  }
  if (answer === undefined) return []
  if (last.error !== undefined) {
    // What comes from a missing module, file or dependency, or from an import that fails, is told there.
    if (causeOf(last.error, contents).kind !== 'other' || isToldByImport(last.error, facts)) return []
    const attribute = missingAttribute(last.error, entryPoint)
    if (attribute !== undefined) return broken(attribute)
  }
  const asked = configured.args !== undefined || configured.exit !== undefined
  const severity = asked || answer === 'killed' || answer === 'cannot-be-loaded' ? 'error' : 'warning'
  return [
    {
      rule: 'script-failed',
      severity,
      facts: {
        script: entryPoint.name,
        command,
        answer,
        ending: describeEnding(last.ending),
        words: wordsOf(last, answer === 'cannot-be-loaded', asked),
        inconclusive: severity !== 'error',
        extras: last.extras,
      },
      where,
    },
  ]
}

function wordsOf({ error, stderr, stdout }: ScriptRun, isLoading: boolean, asked: boolean): string[] {
  if (isLoading && error !== undefined) return [`${error.type}: ${error.message.split('\n')[0]}`]
  return asked ? lastLines(stderr, 2) : lastLines(stderr || stdout, 1)
}

function isExpected({ ending }: ScriptRun, exit: number | readonly number[] = 0): boolean {
  return ending.kind === 'exited' && [exit].flat().includes(ending.code)
}

/** The launcher, which is the outermost frame, found the module but not what it should call there. */
function missingAttribute(error: PythonError, { module, attribute }: EntryPoint): string | undefined {
  if (error.frames.length !== 1) return undefined
  const root = attribute?.split('.')[0]
  const inImport = error.type === 'ImportError' && error.message.includes(`cannot import name '${root}'`)
  const inCall = error.type === 'AttributeError'
  return inImport || inCall ? `names ${attribute}, which ${module} does not have` : undefined
}

/** Errors that no argument and no environment excuses. */
const NEVER_MEANT =
  /^(NameError|UnboundLocalError|SyntaxError|IndentationError|TabError|ModuleNotFoundError|ImportError|PackageNotFoundError|DistributionNotFound)$/

/**
 * Whether an exception is a defect, and not an answer to a question that the script does not know: it came about
 * while the program was loaded, in the launcher's own call, or is of a kind that is never meant.
 */
function isOwnMaking(error: PythonError, args: readonly string[]): boolean {
  if (NEVER_MEANT.test(error.type)) return true
  if (args.some((arg) => error.message.includes(arg))) return false
  const whileLoading = error.frames.length > 1 && error.frames.every((frame) => frame.function === '<module>')
  return whileLoading || (error.frames.length === 1 && error.type === 'TypeError')
}
