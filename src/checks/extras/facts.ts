import type { ImportAttempt } from '../../python/import-modules.ts'

/** What was seen where the wheel was installed with one extra and no other. */
export interface ExtraEvidence {
  readonly extra: string
  /** The installer's words, where it refused; nothing else was then seen. */
  readonly refused: readonly string[] | undefined
  readonly conflicts: readonly string[]
  /** The public names. */
  readonly imports: readonly (ImportAttempt & { readonly module: string })[]
}
