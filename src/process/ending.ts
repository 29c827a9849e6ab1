/** How a program ended. */
export type Ending =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'timed-out'; readonly afterSeconds: number }
  | { readonly kind: 'not-started'; readonly reason: string }

/** How a program ended, as the predicate of a sentence: `exited with status 2`. */
export function describeEnding(ending: Ending): string {
  switch (ending.kind) {
    case 'exited':
      return `exited with status ${ending.code}`
    case 'killed':
      return `was killed by ${ending.signal}`
    case 'timed-out':
      return `timed out after ${ending.afterSeconds} s`
    case 'not-started':
      return `could not be started: ${ending.reason}`
  }
}
