import type { EntryPoint } from '../../distribution/entry-points.ts'
import { describeEnding } from '../../process/ending.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { Contents } from '../contents/facts.ts'
import type { RuntimeContext } from '../context.ts'
import { extrasForScript } from '../diagnosis/extras-for-failure.ts'
import { mainScript } from '../diagnosis/main-package.ts'
import type { MainModuleEvidence, ScriptEvidence, ScriptRequest, ScriptRun, SmokeEvidence } from './facts.ts'
import { mainModuleCommand, packagesWithMain } from './main-modules.ts'
import {
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
  const request = requestFor(runtime)
  const withoutExtras = await runScripts(consoleScripts(contents), project.settings.scripts, request)
  const main = mainScript(contents.wheel)
  const scripts: ScriptEvidence[] = []
  for (const script of withoutExtras) {
    const { evidence, environment } = await retryCommand(script, runtime)
    const isMainScript = script.entryPoint.name === main?.name
    scripts.push(isMainScript ? await runForVersion(evidence, { ...request, environment }) : evidence)
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
  for (const module of withoutExtras) all.push((await retryCommand(module, runtime)).evidence)
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

/** Runs a command again if an extra may provide what it lacks; returns the environment of the last run, too. */
async function retryCommand<T extends ScriptEvidence | MainModuleEvidence>(
  evidence: T,
  runtime: RuntimeContext,
): Promise<{ readonly evidence: T; readonly environment: Environment }> {
  const extras = extrasForScript(evidence, runtime.contents)
  const installation = extras.length === 0 ? undefined : await runtime.installExtras(extras)
  if (installation?.kind !== 'installed') return { evidence, environment: runtime.environment }
  const { environment } = installation
  const request = { ...requestFor(runtime), environment }
  return { evidence: await rerunWithExtras(evidence, extras, request), environment }
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
