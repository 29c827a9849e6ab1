import type { EntryPoint } from '../../distribution/entry-points.ts'
import { describeEnding } from '../../process/ending.ts'
import type { Contents } from '../contents/facts.ts'
import type { Runtime } from '../context.ts'
import { extrasToTry } from '../diagnosis/extras-to-try.ts'
import { mainScript } from '../diagnosis/main-names.ts'
import type { ScriptEvidence } from './facts.ts'
import { askVersion, runAgain, runScripts } from './run-scripts.ts'

/**
 * Calls every console script; one that lacks what an extra brings is called again with that extra. The one that speaks
 * for the distribution is asked for its version.
 */
export async function observeScripts(runtime: Runtime): Promise<ScriptEvidence[]> {
  const { project, contents, environment, config, scratch, logs, installExtras } = runtime
  const caller = config.environment
  const called = await runScripts(consoleScripts(contents), project.settings.scripts, {
    environment,
    scratch,
    caller,
  })
  const speaker = mainScript(contents.wheel)
  const scripts: ScriptEvidence[] = []
  for (const script of called) {
    const extras = extrasToTry(script, contents, {})
    const other = extras.length === 0 ? undefined : await installExtras(extras)
    const request = {
      environment: other?.kind === 'installed' ? other.environment : environment,
      scratch,
      caller,
    }
    const seen = other?.kind === 'installed' ? await runAgain(script, extras, request) : script
    const isMainScript = script.entryPoint.name === speaker?.name
    scripts.push(isMainScript ? await askVersion(seen, request) : seen)
  }
  await logs.write('scripts', scripts.map(transcriptOf).join('\n'))
  return scripts
}

/** The console scripts that the wheel declares. */
export function consoleScripts({ wheel }: Contents): EntryPoint[] {
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
