import type { ImportAttempt } from '../../python/import-modules.ts'

/** The import of one module of the wheel in the runtime environment. */
export interface ImportEvidence extends ImportAttempt {
  readonly module: string
  /** A second import, with extras that may provide what is missing. */
  readonly withExtras?: ImportAttempt & { readonly extras: readonly string[] }
}
