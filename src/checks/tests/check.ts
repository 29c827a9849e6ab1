import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import { completed, type PackageFacts, type StageResult } from '../facts.ts'
import { skipped } from '../stage.ts'
import { checkTests } from './decide.ts'
import { missingServices } from './failure-findings.ts'
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

/**
 * A wheel that cannot be installed is reported once, by the check `install`. Tests that need a service that is not there
 * do not show anything of the package.
 */
function reportedResult(facts: PackageFacts): StageResult<unknown> {
  const { install, tests } = facts
  const isRefused = completed(install)?.kind === 'refused'
  if (isRefused && tests.kind === 'inconclusive') return skipped('the wheel cannot be installed')
  if (tests.kind !== 'completed') return tests
  const reason = missingServices(tests.value, facts)
  return reason === undefined ? tests : { kind: 'inconclusive', reason, seconds: tests.seconds }
}
