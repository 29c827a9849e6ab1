import { defineCheck } from '../check.ts'
import { replacesPython } from '../diagnosis/reserved-commands.ts'
import { Skip } from '../stage.ts'
import { checkContents } from './decide.ts'
import { observeContents } from './observe.ts'
import { summarizeContents } from './summarize.ts'

/** The wheel contains the files of the package, and nothing else. */
export const contents = defineCheck({
  name: 'contents',
  scope: 'package',
  needs: ['toolchain', 'build'],
  observe: ({ project, checkout, config, scratch }, { toolchain, build }) =>
    observeContents(build.wheel, project, checkout, {
      python: toolchain.interpreter.executable,
      scratch,
      caller: config.environment,
    }),
  offer: (value) =>
    // Nothing can run in an environment without its interpreter.
    value.wheel.entryPoints.some(replacesPython)
      ? new Skip('a script in the wheel would replace the interpreter')
      : value,
  skipReason: 'no wheel was built',
  decide: checkContents,
  summarize: summarizeContents,
})
