import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import { checkDependencies } from './decide.ts'
import { observeDependencies } from './observe.ts'
import { checkPathHacks } from './path-hacks.ts'
import { summarizeDependencies } from './summarize.ts'

/** The modules of the wheel import declared dependencies only. */
export const dependencies = defineCheck({
  name: 'dependencies',
  scope: 'python',
  needs: ['toolchain', 'contents', 'environments', 'install'],
  priority: 'low',
  observe: (context, needed) => observeDependencies(runtimeContext(context, needed), needed.install),
  decide: (facts) => [...checkDependencies(facts), ...checkPathHacks(facts)],
  summarize: summarizeDependencies,
})
