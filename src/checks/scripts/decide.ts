import type { EntryPoint } from '../../distribution/entry-points.ts'
import { describeEnding } from '../../process/ending.ts'
import { lastLines } from '../../program/sentence.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { causeOf } from '../diagnosis/cause.ts'
import { isReportedByImport } from '../diagnosis/import-failures.ts'
import { isOwnMissing } from '../diagnosis/needs.ts'
import { answerOf } from '../diagnosis/script-answer.ts'
import { whereDeclared } from '../diagnosis/where-declared.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Where } from '../rules.ts'
import { brokenEntry, checkEntryPoints } from './entry-points.ts'
import type { ScriptEvidence, ScriptRun } from './facts.ts'

/** Every entry point of the wheel leads to something, and every console script can be called. */
export function checkScripts(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const entries = checkEntryPoints(facts)
  const broken = new Set(
    entries.flatMap(({ rule, severity, facts: told }) =>
      rule === 'entry-point-broken' && severity === 'error' && told.group === 'console_scripts'
        ? told.script
        : [],
    ),
  )
  const scripts = (completed(facts.scripts)?.scripts ?? []).filter(
    ({ entryPoint }) => !broken.has(entryPoint.name),
  )
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
    if (causeOf(last.error, contents).kind !== 'other' || isReportedByImport(last.error, facts)) return []
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

/** The launcher, which is the outermost frame, found the module but not what it should call there. */
function missingAttribute(error: PythonError, { module, attribute }: EntryPoint): string | undefined {
  if (error.frames.length !== 1) return undefined
  const root = attribute?.split('.')[0]
  const inImport = error.type === 'ImportError' && error.message.includes(`cannot import name '${root}'`)
  const inCall = error.type === 'AttributeError'
  return inImport || inCall ? `names ${attribute}, which ${module} does not have` : undefined
}
