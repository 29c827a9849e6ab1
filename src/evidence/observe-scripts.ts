import type { EntryPoint } from '../artifact/entry-points.ts'
import { extrasToTry } from '../checks/script-extras.ts'
import { describeEnding } from '../environment/child.ts'
import type { Contents } from './contents.ts'
import type { Runtime } from './runtime.ts'
import { runAgain, runScripts, type ScriptEvidence } from './scripts.ts'

/** Calls every console script; one that lacks what an extra brings is called again with that extra. */
export async function observeScripts(runtime: Runtime): Promise<ScriptEvidence[]> {
  const { project, contents, environment, config, scratch, logs, installExtras } = runtime
  const caller = config.environment
  const called = await runScripts(consoleScripts(contents), project.settings.scripts, {
    environment,
    scratch,
    caller,
  })
  const scripts: ScriptEvidence[] = []
  for (const script of called) {
    const extras = extrasToTry(script, contents, {})
    const other = extras.length === 0 ? undefined : await installExtras(extras)
    scripts.push(
      other?.kind === 'installed'
        ? await runAgain(script, extras, { environment: other.environment, scratch, caller })
        : script,
    )
  }
  await logs.write('scripts', scripts.map(transcriptOf).join('\n'))
  return scripts
}

/** The console scripts that the wheel declares. */
export function consoleScripts({ wheel }: Contents): EntryPoint[] {
  return wheel.entryPoints.filter(({ group }) => group === 'console_scripts')
}

function transcriptOf({ entryPoint, runs }: ScriptEvidence): string {
  return runs
    .map(
      ({ args, ending, stdout, stderr }) =>
        `$ ${entryPoint.name} ${args.join(' ')}  (${describeEnding(ending)})\n${stdout}${stderr}`,
    )
    .join('\n')
}
