import type { ImportAttempt } from '../../python/import-modules.ts'

/** One shipped module, imported where only the wheel and what it declares are installed. */
export interface ImportEvidence extends ImportAttempt {
  readonly module: string
  /** The same where extras are installed too that bring what it lacked. */
  readonly withExtras?: ImportAttempt & { readonly extras: readonly string[] }
}
