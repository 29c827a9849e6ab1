import { defineCheck } from '../check.ts'
import { checkRebuilds } from './decide.ts'
import { observeRebuilds } from './observe.ts'
import { summarizeRebuilds } from './summarize.ts'

/** Every build of a commit, from the source tree or from the sdist, produces the same wheel. */
export const reproducibility = defineCheck({
  name: 'rebuild',
  scope: 'package',
  needs: ['toolchain'],
  // If the wheel cannot be built from the sdist, the source tree shows what the sdist lacks.
  after: ['build'],
  priority: 'low',
  observe: (context, { toolchain }, { build }) => observeRebuilds(context, toolchain, build),
  decide: checkRebuilds,
  summarize: summarizeRebuilds,
  decidedOnce: true,
})
