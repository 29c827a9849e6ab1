import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import { type RepeatedChecks, requirementsWithoutExtras } from '../diagnosis/repeat-checks.ts'
import { completed } from '../facts.ts'
import { Skip } from '../stage.ts'
import { checkLowerBounds } from './decide.ts'
import { observeLowerBounds } from './observe.ts'
import { summarizeLowerBounds } from './summarize.ts'

/**
 * The package works with the lower bounds of its dependencies.
 *
 * @param repeated the observations of other checks to repeat with the lower bounds
 */
export const lowerBounds = (repeated: RepeatedChecks) =>
  defineCheck({
    name: 'lowest',
    scope: 'python',
    needs: ['toolchain', 'contents', 'environments', 'install'],
    after: ['imports', 'dependencies', 'scripts', 'tests'],
    isRequested: ({ lowestDirect }) => lowestDirect,
    observe: async (context, needed, { imports, scripts, tests }) =>
      requirementsWithoutExtras(needed.contents.wheel.metadata.requirements).length === 0
        ? new Skip('the wheel declares no dependency')
        : observeLowerBounds(
            runtimeContext(context, needed),
            { imports: completed(imports) ?? [], scripts: completed(scripts)?.scripts ?? [], tests },
            repeated,
          ),
    decide: checkLowerBounds,
    summarize: summarizeLowerBounds,
  })
