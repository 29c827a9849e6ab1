import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import { Skip } from '../stage.ts'
import { checkScripts } from './decide.ts'
import { observeScripts } from './observe.ts'
import { observeEntryPoints } from './observe-entry-points.ts'
import { summarizeScripts } from './summarize.ts'

/** Every console script runs, and every other entry point can be loaded. */
export const scripts = defineCheck({
  name: 'scripts',
  scope: 'python',
  needs: ['toolchain', 'contents', 'environments', 'install'],
  priority: 'low',
  observe: async (context, needed) => {
    if (needed.contents.wheel.entryPoints.length === 0) return new Skip('the wheel declares no entry point')
    const runtime = runtimeContext(context, needed)
    return { scripts: await observeScripts(runtime), entryPoints: await observeEntryPoints(runtime) }
  },
  decide: checkScripts,
  summarize: summarizeScripts,
  failureKind: 'script',
})
