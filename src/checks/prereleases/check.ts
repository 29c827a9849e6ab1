import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import { type RepeatedChecks, requirementsWithoutExtras } from '../diagnosis/repeat-checks.ts'
import { completed } from '../facts.ts'
import { Skip } from '../stage.ts'
import { checkPrereleases } from './decide.ts'
import { observePrereleases } from './observe.ts'
import { summarizePrereleases } from './summarize.ts'

/**
 * The package works with the pre-releases of its dependencies.
 *
 * @param repeated the observations of other checks to repeat with them
 */
export const prereleases = (repeated: RepeatedChecks) =>
  defineCheck({
    name: 'prerelease',
    scope: 'python',
    needs: ['toolchain', 'contents', 'environments', 'install'],
    after: ['imports', 'dependencies', 'scripts', 'tests'],
    isRequested: ({ prerelease }) => prerelease,
    observe: async (context, needed, { imports, scripts, tests }) =>
      requirementsWithoutExtras(needed.contents.wheel.metadata.requirements).length === 0
        ? new Skip('the wheel declares no dependency')
        : observePrereleases(
            runtimeContext(context, needed),
            needed.install,
            { imports: completed(imports) ?? [], scripts: completed(scripts)?.scripts ?? [], tests },
            repeated,
          ),
    decide: checkPrereleases,
    summarize: summarizePrereleases,
  })
