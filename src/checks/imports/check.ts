import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import { checkImports } from './decide.ts'
import { checkImportMessages } from './messages.ts'
import { observeImports } from './observe.ts'
import { summarizeImports } from './summarize.ts'

/** The modules of the wheel can be imported in an environment with only the wheel and its declared dependencies. */
export const imports = defineCheck({
  name: 'imports',
  scope: 'python',
  needs: ['toolchain', 'contents', 'environments', 'install'],
  priority: 'low',
  observe: (context, needed) => observeImports(runtimeContext(context, needed), needed.install),
  decide: (facts) => [...checkImports(facts), ...checkImportMessages(facts)],
  summarize: summarizeImports,
  failureKind: 'import',
})
