import { type EntryPoint, parseEntryPoint } from '../artifact/entry-points.ts'
import { moduleOf } from '../artifact/wheel.ts'
import { describeEnding } from '../environment/child.ts'
import type { Contents } from '../evidence/contents.ts'
import type { PythonError } from '../evidence/python-error.ts'
import type { ScriptEvidence, ScriptRun } from '../evidence/scripts.ts'
import type { Finding, Where } from '../rules.ts'
import { lastLines } from '../sentence.ts'
import { causeOf } from './cause.ts'
import { type PackageFacts, seenValue } from './facts.ts'
import { isOwnMissing } from './needs.ts'

/** Every console script that the wheel declares, or that the project claims, can be called. */
export function checkScripts(facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
  if (contents === undefined) return []
  const scripts = seenValue(facts.scripts) ?? []
  return [
    ...claimsNotBuilt(facts, contents),
    ...scripts.flatMap((script) => checkScript(script, facts, contents)),
  ]
}

function claimsNotBuilt({ project }: PackageFacts, { wheel }: Contents): Finding[] {
  const built = new Set(
    wheel.entryPoints.filter(({ group }) => group === 'console_scripts').map(({ name }) => name),
  )
  return project.claimedScripts
    .filter(({ name }) => !built.has(name))
    .map(({ name, value, file, line }) => ({
      rule: 'entry-point-broken',
      severity: 'error',
      facts: { script: name, value, problem: 'is declared in pyproject.toml but is not in the wheel' },
      where: { file, line },
    }))
}

function checkScript(script: ScriptEvidence, facts: PackageFacts, contents: Contents): Finding[] {
  const { entryPoint, configured, installed, runs } = script
  if (configured.skip !== undefined) return []
  const where = whereDeclared(entryPoint, facts)
  const broken = (problem: string): Finding[] => [
    {
      rule: 'entry-point-broken',
      severity: 'error',
      facts: { script: entryPoint.name, value: entryPoint.value, problem },
      where,
    },
  ]
  // A module that is missing from a shipped package is told as such.
  if (isOwnMissing(entryPoint.module, contents)) return []
  const nowhere = moduleNotThere(entryPoint, contents)
  if (nowhere !== undefined) return broken(nowhere)
  if (!installed) return broken('was not made into a command by the installer')
  return judgeRuns(script, runs, contents, where, broken)
}

function judgeRuns(
  { entryPoint, configured }: ScriptEvidence,
  runs: readonly ScriptRun[],
  contents: Contents,
  where: Where | undefined,
  broken: (problem: string) => Finding[],
): Finding[] {
  const last = runs.at(-1)
  if (last === undefined || runs.some((one) => isExpected(one, configured.exit))) return []
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
  const failed = (severity: 'error' | 'warning' | 'note', words: readonly string[]): Finding[] => [
    {
      rule: 'script-failed',
      severity,
      facts: {
        script: entryPoint.name,
        command,
        ending: describeEnding(last.ending),
        words,
        inconclusive: severity !== 'error',
        extras: last.extras,
      },
      where,
    },
  ]
  if (last.extras.length > 0) return failed('error', lastLines(last.stderr, 1))
  if (last.error !== undefined) {
    // What comes from a missing module, file or dependency is told there.
    if (causeOf(last.error, contents).kind !== 'other') return []
    const attribute = missingAttribute(last.error, entryPoint)
    if (attribute !== undefined) return broken(attribute)
    if (isOwnMaking(last.error, last.args))
      return failed('error', [`${last.error.type}: ${last.error.message.split('\n')[0]}`])
  }
  if (configured.args !== undefined || configured.exit !== undefined || last.ending.kind === 'killed')
    return failed('error', lastLines(last.stderr, 2))
  if (runs.some(({ stdout, stderr }) => /usage[: ]/i.test(`${stdout}${stderr}`))) return []
  return failed('warning', lastLines(last.stderr || last.stdout, 1))
}

function isExpected({ ending }: ScriptRun, exit: number | readonly number[] = 0): boolean {
  return ending.kind === 'exited' && [exit].flat().includes(ending.code)
}

/** The module of an entry is not in the wheel, and is of no other distribution's making. */
function moduleNotThere({ module }: EntryPoint, { wheel, unshippedModules }: Contents): string | undefined {
  const source = unshippedModules.get(module)
  if (source !== undefined)
    return `names the module ${module}, which is not in the wheel (its source is ${source})`
  const shipped = wheel.files.flatMap(({ path }) => moduleOf(path) ?? [])
  const own = wheel.topLevels.some(({ name }) => name === module.split('.')[0])
  if (!own || shipped.some((name) => name === module || name.startsWith(`${module}.`))) return undefined
  return `names the module ${module}, which is neither in the wheel nor in the checkout`
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

function whereDeclared({ name, group }: EntryPoint, { project }: PackageFacts): Where | undefined {
  const claimed = project.claimedScripts.find(
    (script) => script.name === name && parseEntryPoint(group, name, script.value).module !== '',
  )
  return claimed === undefined ? undefined : { file: claimed.file, line: claimed.line }
}
