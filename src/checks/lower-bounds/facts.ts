import type { RepeatedResults } from '../diagnosis/repeated-results.ts'

/** The results with the lower bounds. What does not work with the highest versions is not repeated. */
export type LowerBoundsRun =
  | (RepeatedResults & {
      readonly kind: 'ran'
      /** The installed versions of the direct dependencies, such as `click==8.0.0`. */
      readonly dependencies: readonly string[]
    })
  | { readonly kind: 'refused'; readonly words: readonly string[] }
