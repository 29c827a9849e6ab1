import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import { completed, type PackageFacts, type StageResult } from '../facts.ts'
import { skipped } from '../stage.ts'
import { checkTests } from './decide.ts'
import type { TestRun } from './facts.ts'
import { runTestsInSandbox } from './observe.ts'
import { summarizeTests } from './summarize.ts'

/** pytest passes against the installed package. */
export const tests = defineCheck({
  name: 'tests',
  scope: 'python',
  needs: ['toolchain', 'contents', 'environments', 'test sandbox'],
  observe: (context, needed) =>
    runTestsInSandbox({
      ...runtimeContext(context, needed),
      environment: needed.environments.tests,
      sandbox: needed['test sandbox'],
    }),
  decide: checkTests,
  summarize: summarizeTests,
  failureKind: 'test',
  reportedResult,
})

/** A wheel that cannot be installed is reported once, by the check `install`. */
function reportedResult({ install, tests }: PackageFacts): StageResult<TestRun> {
  const isRefused = completed(install)?.kind === 'refused'
  return isRefused && tests.kind === 'inconclusive' ? skipped('the wheel cannot be installed') : tests
}
