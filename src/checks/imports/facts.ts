import type { ImportAttempt } from '../../python/import-modules.ts'
import type { Availability } from '../diagnosis/availability.ts'
import type { InstalledDependencies } from '../install/facts.ts'

/** The import of one module of the wheel in the runtime environment. */
export interface ImportEvidence extends ImportAttempt {
  readonly module: string
  /** A second import, with extras that may provide what is missing. */
  readonly withExtras?: ImportAttempt & {
    readonly extras: readonly string[]
    /** What is installed with them; only for a failed import. */
    readonly installed?: InstalledDependencies
  }
  /** If a dependency lacks what the module imports: what is known of its versions on the index. */
  readonly availability?: Availability
}
