import type { ImportAttempt } from '../../python/import-modules.ts'
import type { ScriptEvidence } from '../scripts/facts.ts'
import type { TestRun } from '../tests/facts.ts'

/** The results with other versions of the dependencies. What does not work with the default versions is not repeated. */
export interface RepeatedResults {
  readonly imports: readonly (ImportAttempt & { readonly module: string })[]
  readonly scripts: readonly ScriptEvidence[]
  /** The test run, or why the tests were not run. */
  readonly tests: TestRun | string
}
