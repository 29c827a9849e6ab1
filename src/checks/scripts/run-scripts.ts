import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ScriptSettings } from '../../config/settings.ts'
import { splitCommand } from '../../config/split-command.ts'
import type { EntryPoint } from '../../distribution/entry-points.ts'
import { inParallel } from '../../process/concurrency.ts'
import { withEmptyHome } from '../../process/empty-home.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { run } from '../../process/run.ts'
import { type PythonError, parseTraceback } from '../../python/traceback.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { MainModuleEvidence, ScriptEvidence, ScriptRequest, ScriptRun, SmokeEvidence } from './facts.ts'
import { mainModuleCommand } from './main-modules.ts'

/** Seconds. The slowest of 309 measured scripts printed its help after 29 s; the median took 0.3 s. */
const TIMEOUT = 60

/** The arguments to try, in order, until a run is conclusive. Without arguments a script might modify something. */
const DEFAULT_ARGUMENTS = [['--help'], ['-h'], ['--version']]

/** A program with the arguments that come before those of the command. */
interface Launcher {
  readonly program: string
  readonly args: readonly string[]
}

/** Runs the installed console scripts, each in an empty working directory and with an empty home directory. */
export function runScripts(
  entryPoints: readonly EntryPoint[],
  settings: Readonly<Record<string, ScriptSettings>>,
  request: ScriptRequest,
): Promise<ScriptEvidence[]> {
  return inParallel(entryPoints, async (entryPoint) => {
    const configured = settings[entryPoint.name] ?? {}
    const launcher = scriptLauncher(entryPoint.name, request.environment)
    const installed = launcher !== undefined
    if (!installed || configured.skip !== undefined) return { entryPoint, configured, installed, runs: [] }
    return { entryPoint, configured, installed, runs: await runCommand(launcher, configured, request) }
  })
}

/** Runs import packages by `python -m`, in the same way as console scripts. */
export function runMainModules(
  modules: readonly string[],
  settings: Readonly<Record<string, ScriptSettings>>,
  request: ScriptRequest,
): Promise<MainModuleEvidence[]> {
  return inParallel(modules, async (module) => {
    const configured = settings[mainModuleCommand(module)] ?? {}
    if (configured.skip !== undefined) return { module, configured, runs: [] }
    const launcher = mainModuleLauncher(module, request.environment)
    return { module, configured, runs: await runCommand(launcher, configured, request) }
  })
}

/** Runs a command again in an environment with extras, and returns the evidence with the additional runs. */
export async function rerunWithExtras<T extends ScriptEvidence | MainModuleEvidence>(
  evidence: T,
  extras: readonly string[],
  request: ScriptRequest,
): Promise<T> {
  const launcher =
    'module' in evidence
      ? mainModuleLauncher(evidence.module, request.environment)
      : scriptLauncher(evidence.entryPoint.name, request.environment)
  if (launcher === undefined) return evidence
  const runs = await runCommand(launcher, evidence.configured, request, extras)
  return { ...evidence, runs: [...evidence.runs, ...runs] }
}

/** Runs the smoke commands of the settings, each once and as configured. */
export function runSmokeCommands(
  commands: readonly string[],
  request: ScriptRequest,
): Promise<SmokeEvidence[]> {
  return inParallel(commands, async (command) => {
    const [name = '', ...args] = splitCommand(command) ?? []
    const launcher = PYTHON.test(name)
      ? { program: request.environment.python, args: [] }
      : scriptLauncher(name, request.environment)
    if (launcher === undefined) return { command, run: undefined }
    return { command, run: await runOnce(launcher, args, TIMEOUT, request, []) }
  })
}

const PYTHON = /^python(\d+(\.\d+)?)?(\.exe)?$/

/** Runs a script with its version option, if its help lists one and its settings do not fix the arguments. */
export async function runForVersion(
  evidence: ScriptEvidence,
  request: ScriptRequest,
): Promise<ScriptEvidence> {
  const { entryPoint, configured, runs } = evidence
  const launcher = scriptLauncher(entryPoint.name, request.environment)
  const last = runs.at(-1)
  if (launcher === undefined || last === undefined) return evidence
  if (VERSION_OPTIONS.some((option) => option === last.args.join(' ')))
    return { ...evidence, versionRun: last }
  const option =
    configured.args === undefined ? findVersionOption(`${last.stdout}\n${last.stderr}`) : undefined
  if (option === undefined) return evidence
  const timeout = configured['time-limit'] ?? TIMEOUT
  return { ...evidence, versionRun: await runOnce(launcher, [option], timeout, request, last.extras) }
}

const VERSION_OPTIONS = ['--version', '-V'] as const

/** Returns the option in a help text that prints the version. An option that takes a value has another meaning. */
export function findVersionOption(help: string): (typeof VERSION_OPTIONS)[number] | undefined {
  if (/(?<![\w-])--version(?![\w-])/.test(help))
    return /(?<![\w-])--version(?:=| ?[<{]| [A-Z_]{2,}\b)/.test(help) ? undefined : '--version'
  return /^(?=.*[Vv]ersion)(?:.*[\s,])?-V(?=[\s,]|$)/m.test(help) ? '-V' : undefined
}

function scriptLauncher(name: string, { scripts }: Environment): Launcher | undefined {
  // A path would lead out of the directory.
  if (name === '' || name !== basename(name)) return undefined
  const program = [name, `${name}.exe`].map((file) => join(scripts, file)).find((file) => existsSync(file))
  return program === undefined ? undefined : { program, args: [] }
}

function mainModuleLauncher(module: string, { python }: Environment): Launcher {
  return { program: python, args: ['-m', module] }
}

async function runCommand(
  launcher: Launcher,
  configured: ScriptSettings,
  request: ScriptRequest,
  extras: readonly string[] = [],
): Promise<ScriptRun[]> {
  const argumentLists = configured.args === undefined ? DEFAULT_ARGUMENTS : [configured.args]
  const runs: ScriptRun[] = []
  for (const args of argumentLists) {
    const scriptRun = await runOnce(launcher, args, configured['time-limit'] ?? TIMEOUT, request, extras)
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
  { program, args: first }: Launcher,
  args: readonly string[],
  timeout: number,
  request: ScriptRequest,
  extras: readonly string[],
): Promise<ScriptRun> {
  const [cwd, home] = await Promise.all(['cwd-', 'home-'].map((name) => mkdtemp(join(request.scratch, name))))
  const result = await run({
    program,
    args: [...first, ...args],
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
    ...(error === undefined ? {} : { error: withoutRunpy(error) }),
  }
}

/** Removes the frames of `python -m`, so that the first one is that of `__main__`, like the launcher of a script. */
function withoutRunpy(error: PythonError): PythonError {
  return {
    ...error,
    frames: error.frames.filter(({ file }) => !/^<frozen runpy>$|[\\/]runpy\.py$/.test(file)),
  }
}
