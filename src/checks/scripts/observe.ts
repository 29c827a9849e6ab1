import type { EntryPoint } from '../../distribution/entry-points.ts'
import { describeEnding } from '../../process/ending.ts'
import type { Contents } from '../contents/facts.ts'
import type { RuntimeContext } from '../context.ts'
import { extrasForScript } from '../diagnosis/extras-for-failure.ts'
import { mainScript } from '../diagnosis/main-package.ts'
import type { MainModuleEvidence, ScriptEvidence, ScriptRequest, ScriptRun, SmokeEvidence } from './facts.ts'
import { mainModuleCommand, packagesWithMain } from './main-modules.ts'
import {
  rerunMainModuleWithExtras,
  rerunWithExtras,
  runForVersion,
  runMainModules,
  runScripts,
  runSmokeCommands,
} from './run-scripts.ts'

/**
 * Runs every console script, again with an extra if it lacks a module that the extra provides, and the main script with
 * its version option.
 */
export async function observeScripts(runtime: RuntimeContext): Promise<ScriptEvidence[]> {
  const { project, contents, logs } = runtime
  const withoutExtras = await runScripts(
    consoleScripts(contents),
    project.settings.scripts,
    requestFor(runtime),
  )
  const main = mainScript(contents.wheel)
  const scripts: ScriptEvidence[] = []
  for (const script of withoutExtras) {
    const extras = extrasForScript(script, contents, {})
    const withExtras = await requestWithExtras(extras, runtime)
    const evidence = withExtras === undefined ? script : await rerunWithExtras(script, extras, withExtras)
    const isMainScript = script.entryPoint.name === main?.name
    scripts.push(isMainScript ? await runForVersion(evidence, withExtras ?? requestFor(runtime)) : evidence)
  }
  await logs.write('scripts', scripts.map(transcriptOf).join('\n'))
  return scripts
}

/** Runs every public import package with a `__main__` module, again with an extra if it lacks a module of the extra. */
export async function observeMainModules(runtime: RuntimeContext): Promise<MainModuleEvidence[]> {
  const { project, contents, logs } = runtime
  const modules = packagesWithMain(contents.wheel)
  if (modules.length === 0) return []
  const withoutExtras = await runMainModules(modules, project.settings.scripts, requestFor(runtime))
  const all: MainModuleEvidence[] = []
  for (const evidence of withoutExtras) {
    const extras = extrasForScript(evidence, contents, {})
    const withExtras = await requestWithExtras(extras, runtime)
    all.push(
      withExtras === undefined ? evidence : await rerunMainModuleWithExtras(evidence, extras, withExtras),
    )
  }
  const transcripts = all.flatMap(({ module, runs }) =>
    runs.map((one) => transcript(mainModuleCommand(module), one)),
  )
  await logs.write('main-modules', transcripts.join('\n'))
  return all
}

/** Runs the smoke commands of the settings. */
export async function observeSmokeCommands(runtime: RuntimeContext): Promise<SmokeEvidence[]> {
  const { smoke } = runtime.project.settings
  if (smoke.length === 0) return []
  const all = await runSmokeCommands(smoke, requestFor(runtime))
  const transcripts = all.flatMap(({ command, run }) =>
    run === undefined ? [] : transcript(command, { ...run, args: [] }),
  )
  await runtime.logs.write('smoke', transcripts.join('\n'))
  return all
}

function requestFor({ environment, scratch, config }: RuntimeContext): ScriptRequest {
  return { environment, scratch, caller: config.environment }
}

/** The request for an environment with extras; undefined if there are none, or they cannot be installed. */
async function requestWithExtras(
  extras: readonly string[],
  runtime: RuntimeContext,
): Promise<ScriptRequest | undefined> {
  if (extras.length === 0) return undefined
  const { kind, environment } = await runtime.installExtras(extras)
  return kind === 'installed' ? { ...requestFor(runtime), environment } : undefined
}

function consoleScripts({ wheel }: Contents): EntryPoint[] {
  return wheel.entryPoints.filter(({ group }) => group === 'console_scripts')
}

function transcriptOf({ entryPoint, runs, versionRun }: ScriptEvidence): string {
  const all = versionRun === undefined || runs.includes(versionRun) ? runs : [...runs, versionRun]
  return all.map((one) => transcript(entryPoint.name, one)).join('\n')
}

function transcript(command: string, { args, ending, stdout, stderr }: ScriptRun): string {
  return `$ ${[command, ...args].join(' ')}  (${describeEnding(ending)})\n${stdout}${stderr}`
}
