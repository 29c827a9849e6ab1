import { defineCheck } from '../check.ts'
import { completed } from '../facts.ts'
import { Skip } from '../stage.ts'
import { checkBuild } from './decide.ts'
import { observeBuild } from './observe.ts'
import { summarizeBuild } from './summarize.ts'

/** The sdist can be built, and the wheel from the sdist (PEP 517). */
export const build = defineCheck({
  name: 'build',
  scope: 'package',
  needs: ['toolchain'],
  observe: (context, { toolchain }) => observeBuild(context, toolchain),
  offer: (value) => (value.kind === 'built' ? value : new Skip('no wheel was built')),
  skipReason: 'no wheel was built',
  decide: checkBuild,
  summarize: summarizeBuild,
  blocksOtherChecks: (facts) => completed(facts.build)?.kind === 'failed',
})
