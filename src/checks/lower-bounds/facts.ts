import type { ImportAttempt } from '../../python/import-modules.ts'
import type { ScriptEvidence } from '../scripts/facts.ts'
import type { TestRun } from '../tests/facts.ts'

/** The results with the lower bounds. What does not work with the highest versions is not repeated. */
export type LowerBoundsRun =
  | {
      readonly kind: 'ran'
      /** The installed versions of the direct dependencies, such as `click==8.0.0`. */
      readonly dependencies: readonly string[]
      readonly imports: readonly (ImportAttempt & { readonly module: string })[]
      readonly scripts: readonly ScriptEvidence[]
      /** The test run, or why the tests were not run. */
      readonly tests: TestRun | string
    }
  | { readonly kind: 'refused'; readonly words: readonly string[] }
