import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import { completed } from '../facts.ts'
import { Skip } from '../stage.ts'
import { checkInstall } from './decide.ts'
import { installRuntime } from './observe.ts'
import { summarizeInstall } from './summarize.ts'

/** The wheel can be installed, and its dependencies do not conflict. */
export const install = defineCheck({
  name: 'install',
  scope: 'python',
  needs: ['toolchain', 'contents', 'environments'],
  priority: 'low',
  observe: (context, needed) => installRuntime(runtimeContext(context, needed)),
  offer: (value) => (value.kind === 'installed' ? value : new Skip('the wheel is not installed')),
  skipReason: 'the wheel is not installed',
  decide: checkInstall,
  summarize: summarizeInstall,
  blocksOtherChecks: (facts) => completed(facts.install)?.kind === 'refused',
})
