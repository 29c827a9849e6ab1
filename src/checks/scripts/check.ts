import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import { Skip } from '../stage.ts'
import { findAbsentObjects } from './absent-objects.ts'
import { checkScripts } from './decide.ts'
import { packagesWithMain } from './main-modules.ts'
import { observeMainModules, observeScripts, observeSmokeCommands } from './observe.ts'
import { observeEntryPoints } from './observe-entry-points.ts'
import { summarizeScripts } from './summarize.ts'

/** Every command runs, and every other entry point can be loaded. */
export const scripts = defineCheck({
  name: 'scripts',
  scope: 'python',
  needs: ['toolchain', 'contents', 'environments', 'install'],
  priority: 'low',
  observe: async (context, needed) => {
    const { wheel } = needed.contents
    const isEmpty = wheel.entryPoints.length === 0 && packagesWithMain(wheel).length === 0
    if (isEmpty && context.project.settings.smoke.length === 0)
      return new Skip('the wheel has no entry points')
    const runtime = runtimeContext(context, needed)
    const scripts = await observeScripts(runtime)
    const mainModules = await observeMainModules(runtime)
    const smoke = await observeSmokeCommands(runtime)
    const entryPoints = await observeEntryPoints(runtime)
    const absentObjects = await findAbsentObjects({ scripts, entryPoints }, runtime)
    return { scripts, mainModules, smoke, entryPoints, absentObjects }
  },
  decide: checkScripts,
  summarize: summarizeScripts,
  failureKind: 'script',
})
