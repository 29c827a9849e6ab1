import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import { Skip } from '../stage.ts'
import { checkExtras } from './decide.ts'
import { observeEachExtra } from './observe.ts'
import { summarizeExtras } from './summarize.ts'

/** Each extra can be installed separately, and the package can be imported with it. */
export const extras = defineCheck({
  name: 'extras',
  scope: 'python',
  needs: ['toolchain', 'contents', 'environments', 'install'],
  // The tests take longest, so they start first.
  after: ['imports', 'dependencies', 'scripts', 'tests'],
  isRequested: ({ eachExtra }) => eachExtra,
  observe: async (context, needed) =>
    needed.contents.wheel.metadata.extras.length === 0
      ? new Skip('the wheel has no extras')
      : observeEachExtra(runtimeContext(context, needed)),
  decide: checkExtras,
  summarize: summarizeExtras,
})
