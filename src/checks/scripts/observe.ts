import type { EntryPoint } from '../../distribution/entry-points.ts'
import { describeEnding } from '../../process/ending.ts'
import type { Contents } from '../contents/facts.ts'
import type { RuntimeContext } from '../context.ts'
import { extrasForScript } from '../diagnosis/extras-for-failure.ts'
import { mainScript } from '../diagnosis/main-package.ts'
import type { ScriptEvidence } from './facts.ts'
import { rerunWithExtras, runForVersion, runScripts } from './run-scripts.ts'

/**
 * Runs every console script, again with an extra if it lacks a module that the extra provides, and the main script with
 * its version option.
 */
export async function observeScripts(runtime: RuntimeContext): Promise<ScriptEvidence[]> {
  const { project, contents, environment, config, scratch, logs, installExtras } = runtime
  const caller = config.environment
  const withoutExtras = await runScripts(consoleScripts(contents), project.settings.scripts, {
    environment,
    scratch,
    caller,
  })
  const main = mainScript(contents.wheel)
  const scripts: ScriptEvidence[] = []
  for (const script of withoutExtras) {
    const extras = extrasForScript(script, contents, {})
    const withExtras = extras.length === 0 ? undefined : await installExtras(extras)
    const request = {
      environment: withExtras?.kind === 'installed' ? withExtras.environment : environment,
      scratch,
      caller,
    }
    const evidence =
      withExtras?.kind === 'installed' ? await rerunWithExtras(script, extras, request) : script
    const isMainScript = script.entryPoint.name === main?.name
    scripts.push(isMainScript ? await runForVersion(evidence, request) : evidence)
  }
  await logs.write('scripts', scripts.map(transcriptOf).join('\n'))
  return scripts
}

function consoleScripts({ wheel }: Contents): EntryPoint[] {
  return wheel.entryPoints.filter(({ group }) => group === 'console_scripts')
}

function transcriptOf({ entryPoint, runs, versionRun }: ScriptEvidence): string {
  const all = versionRun === undefined || runs.includes(versionRun) ? runs : [...runs, versionRun]
  return all
    .map(
      ({ args, ending, stdout, stderr }) =>
        `$ ${entryPoint.name} ${args.join(' ')}  (${describeEnding(ending)})\n${stdout}${stderr}`,
    )
    .join('\n')
}
