import { defineCheck } from '../check.ts'
import { runtimeOf } from '../context.ts'
import { completed } from '../facts.ts'
import { Skip } from '../stage.ts'
import { checkLowest } from './decide.ts'
import { declaredDependencies, observeLowest, type Repeat } from './observe.ts'
import { summarizeLowest } from './summarize.ts'

/**
 * The package works with the lowest declared versions of its dependencies.
 *
 * @param repeat the checks that are made again with them
 */
export const lowerBounds = (repeat: Repeat) =>
  defineCheck({
    name: 'lowest',
    scope: 'python',
    needs: ['toolchain', 'contents', 'environments', 'install'],
    after: ['imports', 'dependencies', 'scripts', 'tests'],
    isRequested: ({ lowest }) => lowest,
    observe: async (context, needed, { imports, scripts, tests }) =>
      declaredDependencies(needed.contents.wheel.metadata.requirements).length === 0
        ? new Skip('the wheel declares no dependency')
        : observeLowest(
            runtimeOf(context, needed),
            { imports: completed(imports) ?? [], scripts: completed(scripts)?.scripts ?? [], tests },
            repeat,
          ),
    decide: checkLowest,
    summarize: summarizeLowest,
  })
