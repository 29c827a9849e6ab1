import { defineCheck } from '../check.ts'
import { Skip } from '../stage.ts'
import { checkMetadata } from './decide.ts'
import { observeMetadata } from './observe.ts'
import { summarizeMetadata } from './summarize.ts'

/** PyPI accepts the metadata, and the package works on the minimum Python of Requires-Python. */
export const metadata = defineCheck({
  name: 'metadata',
  scope: 'package',
  needs: ['toolchain', 'build', 'contents'],
  // That stage creates the environment for what the checkout declares; the wheel may need a different one.
  after: ['tool environment'],
  priority: 'low',
  observe: async (
    { project, config, scratch, toolchains: { interpreterOf } },
    { toolchain, build: { wheel, sdist } },
  ) => {
    const isRst = wheel.metadata.descriptionType === 'text/x-rst'
    const tools = await toolchain.toolEnvironment(isRst ? 'readme' : 'metadata')
    if (tools.kind !== 'ready') return new Skip(tools.reason)
    return observeMetadata({
      wheel,
      sdist: sdist.file,
      project,
      tools: tools.environment,
      provideAuditTools: () => toolchain.toolEnvironment('native'),
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
