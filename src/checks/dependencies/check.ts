import { defineCheck } from '../check.ts'
import { runtimeOf } from '../context.ts'
import { checkDependencies } from './decide.ts'
import { observeDependencies } from './observe.ts'
import { checkPathHacks } from './path-hacks.ts'
import { summarizeDependencies } from './summarize.ts'

/** What the modules of the wheel import of other distributions is declared. */
export const dependencies = defineCheck({
  name: 'dependencies',
  scope: 'python',
  needs: ['toolchain', 'contents', 'environments', 'install'],
  priority: 'low',
  observe: (context, needed) => observeDependencies(runtimeOf(context, needed)),
  decide: (facts) => [...checkDependencies(facts), ...checkPathHacks(facts)],
  summarize: summarizeDependencies,
})
