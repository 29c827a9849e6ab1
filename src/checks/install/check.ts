import { defineCheck } from '../check.ts'
import { runtimeOf } from '../context.ts'
import { completed } from '../facts.ts'
import { Skip } from '../stage.ts'
import { checkInstall } from './decide.ts'
import { installRuntime } from './observe.ts'
import { summarizeInstall } from './summarize.ts'

/** The wheel can be installed, and the declared dependencies do not conflict. */
export const install = defineCheck({
  name: 'install',
  scope: 'python',
  needs: ['toolchain', 'contents', 'environments'],
  priority: 'low',
  observe: (context, needed) => installRuntime(runtimeOf(context, needed)),
  offer: (value) => (value.kind === 'installed' ? value : new Skip('the wheel is not installed')),
  missing: 'the wheel is not installed',
  decide: checkInstall,
  summarize: summarizeInstall,
  isDeadEnd: (facts) => completed(facts.install)?.kind === 'refused',
})
