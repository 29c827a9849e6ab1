import type { RepeatedResults } from '../diagnosis/repeated-results.ts'
import type { InstalledDependencies } from '../install/facts.ts'

/** A dependency of which a pre-release is installed. */
export interface Prerelease {
  readonly name: string
  readonly version: string
  /** The version without pre-releases; undefined if it is not installed then. */
  readonly final: string | undefined
  /** Whether the package itself requires it. */
  readonly isDirect: boolean
}

/** The results with pre-releases of the dependencies. What does not work without them is not repeated. */
export interface PrereleaseRun extends RepeatedResults {
  readonly prereleases: readonly [Prerelease, ...Prerelease[]]
  readonly installed: InstalledDependencies
}
