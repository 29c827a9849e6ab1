import type { ImportTime, ImportWarning, PrintedText } from '../../python/import-messages.ts'
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
  /** Warnings about its lines. */
  readonly warnings?: readonly ImportWarning[]
  /** The first text that its body prints on each stream. */
  readonly printed?: readonly PrintedText[]
  /** If the project limits the time of its import. */
  readonly time?: ImportTime
}
