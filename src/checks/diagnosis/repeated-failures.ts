import type { PythonError } from '../../python/traceback.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { TestRun } from '../tests/facts.ts'
import { describeError, describeImportError } from './import-error.ts'
import type { RepeatedResults } from './repeated-results.ts'
import { scriptOutcome } from './script-outcome.ts'

/** What fails with other versions of the dependencies and works with the default ones. */
export interface RepeatedFailure {
  /** `import demo`, `the script demo`, or the node ID of a test. */
  readonly what: string
  readonly error: string
  readonly exception: PythonError | undefined
}

/** Returns what fails with other versions of the dependencies only. */
export function repeatedFailures(
  { imports, scripts, tests }: RepeatedResults,
  facts: PackageFacts,
): RepeatedFailure[] {
  const worked = new Set(
    (completed(facts.scripts)?.scripts ?? []).filter(works).map(({ entryPoint }) => entryPoint.name),
  )
  return [
    ...imports
      .filter(({ outcome }) => outcome !== 'imported')
      .map((attempt) => ({
        what: `import ${attempt.module}`,
        error: describeImportError(attempt),
        exception: attempt.error,
      })),
    ...scripts
      .filter((script) => worked.has(script.entryPoint.name) && !works(script))
      .map(({ entryPoint, runs }) => {
        const exception = runs.at(-1)?.error
        const error = exception === undefined ? 'the script fails' : describeError(exception)
        return { what: `the script ${entryPoint.name}`, error, exception }
      }),
    ...(typeof tests === 'string' ? [] : testFailures(tests, completed(facts.tests))),
  ]
}

function works(script: Parameters<typeof scriptOutcome>[0]): boolean {
  const outcome = scriptOutcome(script)
  return outcome === 'works' || outcome === 'usage'
}

function testFailures({ evidence }: TestRun, first: TestRun | undefined): RepeatedFailure[] {
  const known = new Set(first?.evidence.failures.map(({ nodeid }) => nodeid))
  const failures = evidence.failures
    .filter(({ nodeid }) => !known.has(nodeid))
    .map(({ nodeid, message, error }) => ({ what: nodeid, error: message, exception: error }))
  const internal = first?.evidence.internalErrors.length === 0 ? evidence.internalErrors : []
  return [
    ...failures,
    ...internal.slice(0, 1).map((error) => ({ what: 'pytest', error, exception: evidence.internalError })),
  ]
}
