import type { FailureCause } from './failure-cause.ts'

/** The facts of `tests-failed`: a cause, and the tests that fail because of it. */
export interface FailureFacts {
  /** Of the first test. */
  readonly nodeid: string
  readonly when: string
  readonly message: string
  /** Node IDs of the first tests that fail for this cause, and the number of all. */
  readonly tests: readonly string[]
  readonly count: number
  readonly cause: FailureCause | { readonly kind: RunFailure }
  /** `FILE:LINE` of the innermost line of the project's code in the traceback. */
  readonly at: string | null
  readonly alsoInCheckout: boolean | null
  /** How the tests end when they are run again in the same environment. */
  readonly repeated: 'passes-in-checkout' | 'fails-in-checkout' | 'passes-again' | null
  /** If errors on several lines of the tests are one finding: the number of lines, and the node IDs of all tests. */
  readonly merged?: { readonly lines: number; readonly tests: readonly string[] }
  /** The line that declares a missing test dependency. */
  readonly declaration: { place: string; line: string } | null
}

/** A failure of the run as a whole. */
export type RunFailure = 'early-end' | 'timeout' | 'crash' | 'internal-error' | 'coverage' | 'usage'
