import { defineCheck } from '../check.ts'
import { runtimeOf } from '../context.ts'
import { checkImports } from './decide.ts'
import { observeImports } from './observe.ts'
import { summarizeImports } from './summarize.ts'

/** The modules of the wheel can be imported where only the wheel and its declared dependencies are installed. */
export const imports = defineCheck({
  name: 'imports',
  scope: 'python',
  needs: ['toolchain', 'contents', 'environments', 'install'],
  priority: 'low',
  observe: (context, needed) => observeImports(runtimeOf(context, needed)),
  decide: checkImports,
  summarize: summarizeImports,
  failures: 'import',
})
