import type { ImportAttempt } from '../../python/import-modules.ts'

/** The installation of the wheel with one extra, and imports in that environment. */
export interface ExtraEvidence {
  readonly extra: string
  /** Relevant lines of the installer output if the installation failed; then there are no conflicts and no imports. */
  readonly installerOutput: readonly string[] | undefined
  readonly conflicts: readonly string[]
  /** Imports of the public modules. */
  readonly imports: readonly (ImportAttempt & { readonly module: string })[]
}
