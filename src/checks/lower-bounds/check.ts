import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import type { RepeatedChecks } from '../diagnosis/repeat-checks.ts'
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
    observe: (context, needed, first) => observeLowerBounds(runtimeContext(context, needed), first, repeated),
    decide: checkLowerBounds,
    summarize: summarizeLowerBounds,
  })
