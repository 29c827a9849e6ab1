import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { ScriptSettings } from '../../config/settings.ts'
import type { EntryPoint } from '../../distribution/entry-points.ts'
import { inParallel } from '../../process/concurrency.ts'
import { inEmptyHome } from '../../process/empty-home.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { run } from '../../process/run.ts'
import { parseTraceback } from '../../python/traceback.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { ScriptEvidence, ScriptRequest, ScriptRun } from './facts.ts'

/** Seconds. The slowest of 309 measured scripts printed its help after 29 s; the median took 0.3 s. */
const TIME_LIMIT = 60

/** What a script is asked, one after the other, until one answer tells something. None is run without arguments: it may act. */
const QUESTIONS = [['--help'], ['-h'], ['--version']]

/** Runs console scripts as a user would: the generated file itself, in an empty folder and with an empty home. */
export function runScripts(
  entryPoints: readonly EntryPoint[],
  settings: Readonly<Record<string, ScriptSettings>>,
  request: ScriptRequest,
): Promise<ScriptEvidence[]> {
  return inParallel(entryPoints, async (entryPoint) => {
    const configured = settings[entryPoint.name] ?? {}
    const executable = executableOf(entryPoint.name, request.environment)
    const installed = executable !== undefined
    if (!installed || configured.skip !== undefined) return { entryPoint, configured, installed, runs: [] }
    return { entryPoint, configured, installed, runs: await runScript(executable, configured, request) }
  })
}

/** Runs a script again in an environment that has extras too, and adds what was seen. */
export async function runAgain(
  evidence: ScriptEvidence,
  extras: readonly string[],
  request: ScriptRequest,
): Promise<ScriptEvidence> {
  const executable = executableOf(evidence.entryPoint.name, request.environment)
  if (executable === undefined) return evidence
  const runs = await runScript(executable, evidence.configured, request, extras)
  return { ...evidence, runs: [...evidence.runs, ...runs] }
}

/** Asks a script for its version, where its help offers that and its settings do not say how it is called. */
export async function askVersion(evidence: ScriptEvidence, request: ScriptRequest): Promise<ScriptEvidence> {
  const { entryPoint, configured, runs } = evidence
  const executable = executableOf(entryPoint.name, request.environment)
  const last = runs.at(-1)
  if (executable === undefined || last === undefined) return evidence
  if (VERSION_OPTIONS.some((option) => option === last.args.join(' ')))
    return { ...evidence, versionRun: last }
  const option = configured.args === undefined ? offeredOption(`${last.stdout}\n${last.stderr}`) : undefined
  if (option === undefined) return evidence
  const timeLimit = configured['time-limit'] ?? TIME_LIMIT
  return { ...evidence, versionRun: await runOnce(executable, [option], timeLimit, request, last.extras) }
}

const VERSION_OPTIONS = ['--version', '-V'] as const

/** The option that prints the version, as a help text offers it. One that takes a value asks for something else. */
export function offeredOption(help: string): (typeof VERSION_OPTIONS)[number] | undefined {
  if (/(?<![\w-])--version(?![\w-])/.test(help))
    return /(?<![\w-])--version(?:=| ?[<{]| [A-Z_]{2,}\b)/.test(help) ? undefined : '--version'
  return /^(?=.*[Vv]ersion)(?:.*[\s,])?-V(?=[\s,]|$)/m.test(help) ? '-V' : undefined
}

function executableOf(name: string, { scripts }: Environment): string | undefined {
  return [name, `${name}.exe`].map((file) => join(scripts, file)).find((file) => existsSync(file))
}

async function runScript(
  executable: string,
  configured: ScriptSettings,
  request: ScriptRequest,
  extras: readonly string[] = [],
): Promise<ScriptRun[]> {
  const questions = configured.args === undefined ? QUESTIONS : [configured.args]
  const runs: ScriptRun[] = []
  for (const args of questions) {
    const scriptRun = await runOnce(executable, args, configured['time-limit'] ?? TIME_LIMIT, request, extras)
    runs.push(scriptRun)
    if (tellsEnough(scriptRun)) break
  }
  return runs
}

/** Another question would not change what is known: it worked, it cannot be loaded, or it does not end. */
function tellsEnough({ ending, error }: ScriptRun): boolean {
  if (ending.kind !== 'exited' || ending.code === 0) return true
  return (
    error !== undefined && /^(ModuleNotFoundError|ImportError|SyntaxError|AttributeError)$/.test(error.type)
  )
}

async function runOnce(
  executable: string,
  args: readonly string[],
  timeLimit: number,
  request: ScriptRequest,
  extras: readonly string[],
): Promise<ScriptRun> {
  const [cwd, home] = await Promise.all(['cwd-', 'home-'].map((name) => mkdtemp(join(request.scratch, name))))
  const result = await run({
    program: executable,
    args,
    cwd: cwd as string,
    variables: {
      ...inEmptyHome(
        variablesForProject(request.caller, { first: request.environment.scripts }),
        home as string,
      ),
      COLUMNS: '80',
      NO_COLOR: '1',
      TERM: 'dumb',
    },
    timeLimit,
  })
  const error = parseTraceback(result.stderr)
  return {
    args,
    ending: result.ending,
    stdout: result.stdout,
    stderr: result.stderr,
    extras,
    ...(error === undefined ? {} : { error }),
  }
}
