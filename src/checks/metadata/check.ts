import { defineCheck } from '../check.ts'
import { Skip } from '../stage.ts'
import { checkMetadata } from './decide.ts'
import { observeMetadata } from './observe.ts'
import { summarizeMetadata } from './summarize.ts'

/** A package index accepts the metadata, and Requires-Python is true. */
export const metadata = defineCheck({
  name: 'metadata',
  scope: 'package',
  needs: ['toolchain', 'build', 'contents'],
  // It was begun for what the checkout says; the wheel may need another one.
  after: ['tool environment'],
  priority: 'low',
  observe: async (
    { config, scratch, toolchains: { interpreterOf } },
    { toolchain, build: { wheel, sdist } },
  ) => {
    const isRst = wheel.metadata.descriptionType === 'text/x-rst'
    const tools = await toolchain.toolEnvironment(isRst ? 'readme' : 'metadata')
    if (tools.kind !== 'ready') return new Skip(tools.reason)
    return observeMetadata({
      wheel,
      sdist: sdist.file,
      tools: tools.environment,
      interpreter: toolchain.interpreter,
      interpreterOf,
      scratch,
      caller: config.environment,
    })
  },
  decide: checkMetadata,
  summarize: summarizeMetadata,
  decidedOnce: true,
})
