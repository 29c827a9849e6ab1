import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { ScriptSettings } from '../../config/settings.ts'
import type { EntryPoint } from '../../distribution/entry-points.ts'
import { inParallel } from '../../process/concurrency.ts'
import { withEmptyHome } from '../../process/empty-home.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { run } from '../../process/run.ts'
import { parseTraceback } from '../../python/traceback.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { ScriptEvidence, ScriptRequest, ScriptRun } from './facts.ts'

/** Seconds. The slowest of 309 measured scripts printed its help after 29 s; the median took 0.3 s. */
const TIMEOUT = 60

/** The arguments to try, in order, until a run is conclusive. Without arguments a script might modify something. */
const DEFAULT_ARGUMENTS = [['--help'], ['-h'], ['--version']]

/** Runs the installed console scripts, each in an empty working directory and with an empty home directory. */
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

/** Runs a script again in an environment with extras, and returns the evidence with the additional runs. */
export async function rerunWithExtras(
  evidence: ScriptEvidence,
  extras: readonly string[],
  request: ScriptRequest,
): Promise<ScriptEvidence> {
  const executable = executableOf(evidence.entryPoint.name, request.environment)
  if (executable === undefined) return evidence
  const runs = await runScript(executable, evidence.configured, request, extras)
  return { ...evidence, runs: [...evidence.runs, ...runs] }
}

/** Runs a script with its version option, if its help lists one and its settings do not fix the arguments. */
export async function runForVersion(
  evidence: ScriptEvidence,
  request: ScriptRequest,
): Promise<ScriptEvidence> {
  const { entryPoint, configured, runs } = evidence
  const executable = executableOf(entryPoint.name, request.environment)
  const last = runs.at(-1)
  if (executable === undefined || last === undefined) return evidence
  if (VERSION_OPTIONS.some((option) => option === last.args.join(' ')))
    return { ...evidence, versionRun: last }
  const option =
    configured.args === undefined ? findVersionOption(`${last.stdout}\n${last.stderr}`) : undefined
  if (option === undefined) return evidence
  const timeout = configured['time-limit'] ?? TIMEOUT
  return { ...evidence, versionRun: await runOnce(executable, [option], timeout, request, last.extras) }
}

const VERSION_OPTIONS = ['--version', '-V'] as const

/** Returns the option in a help text that prints the version. An option that takes a value has another meaning. */
export function findVersionOption(help: string): (typeof VERSION_OPTIONS)[number] | undefined {
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
  const argumentLists = configured.args === undefined ? DEFAULT_ARGUMENTS : [configured.args]
  const runs: ScriptRun[] = []
  for (const args of argumentLists) {
    const scriptRun = await runOnce(executable, args, configured['time-limit'] ?? TIMEOUT, request, extras)
    runs.push(scriptRun)
    if (isConclusive(scriptRun)) break
  }
  return runs
}

/** Whether other arguments would have the same outcome: it works, it cannot be imported, or it times out. */
function isConclusive({ ending, error }: ScriptRun): boolean {
  if (ending.kind !== 'exited' || ending.code === 0) return true
  return (
    error !== undefined && /^(ModuleNotFoundError|ImportError|SyntaxError|AttributeError)$/.test(error.type)
  )
}

async function runOnce(
  executable: string,
  args: readonly string[],
  timeout: number,
  request: ScriptRequest,
  extras: readonly string[],
): Promise<ScriptRun> {
  const [cwd, home] = await Promise.all(['cwd-', 'home-'].map((name) => mkdtemp(join(request.scratch, name))))
  const result = await run({
    program: executable,
    args,
    cwd: cwd as string,
    variables: {
      ...withEmptyHome(
        variablesForProject(request.caller, { firstOnPath: request.environment.scripts }),
        home as string,
      ),
      COLUMNS: '80',
      NO_COLOR: '1',
      TERM: 'dumb',
    },
    timeout,
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
