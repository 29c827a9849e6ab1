import type { ImportAttempt } from '../../python/import-modules.ts'
import type { ScriptEvidence } from '../scripts/facts.ts'
import type { TestRun } from '../tests/facts.ts'

/** The package with the lowest versions of what it declares; what did not work with the highest was left out. */
export type LowestRun =
  | {
      readonly kind: 'ran'
      /** The declared dependencies as they were installed: `click==8.0.0`. */
      readonly dependencies: readonly string[]
      readonly imports: readonly (ImportAttempt & { readonly module: string })[]
      readonly scripts: readonly ScriptEvidence[]
      /** Why the tests were not run, where they were not. */
      readonly tests: TestRun | string
    }
  | { readonly kind: 'refused'; readonly words: readonly string[] }
