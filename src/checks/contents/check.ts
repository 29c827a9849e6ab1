import { defineCheck } from '../check.ts'
import { replacesPython } from '../diagnosis/replaced-programs.ts'
import { Skip } from '../stage.ts'
import { checkContents } from './decide.ts'
import { observeContents } from './observe.ts'
import { summarizeContents } from './summarize.ts'

/** The wheel has all that belongs into it, and nothing else. */
export const contents = defineCheck({
  name: 'contents',
  scope: 'package',
  needs: ['build'],
  observe: ({ project, checkout }, { build }) => observeContents(build.wheel, project, checkout),
  offer: (value) =>
    // Nothing can be observed in an environment that has lost its interpreter.
    value.wheel.entryPoints.some(replacesPython)
      ? new Skip('a script of the wheel would replace the interpreter')
      : value,
  missing: 'there is no wheel',
  decide: checkContents,
  summarize: summarizeContents,
})
