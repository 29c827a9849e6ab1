import type { ImportAttempt } from '../../python/import-modules.ts'
import type { InstalledDistribution } from '../../python/virtual-environment.ts'
import type { ReleaseTag } from '../../repository/tags.ts'

/** What happens to an environment with the last release when this wheel is installed over it. */
export interface Upgrade {
  /** Of the last release. */
  readonly tag: ReleaseTag
  readonly handedOver: readonly HandedOverFile[]
  readonly installation: UpgradeInstallation
}

/**
 * A file of the last release that now belongs to another distribution. pip installs dependencies first and then removes
 * all files of the last release, including this one.
 */
export interface HandedOverFile {
  /** Relative to site-packages. */
  readonly path: string
  /** The name of the other distribution. */
  readonly owner: string
}

/** The installation of the wheel over the last release. */
export type UpgradeInstallation =
  /** Not tried: both have the same requirements, and no directory of the last release is gone. */
  | { readonly kind: 'not-needed' }
  /** The last release itself cannot be installed. */
  | { readonly kind: 'no-last-release'; readonly reason: string }
  | { readonly kind: 'refused'; readonly output: readonly string[] }
  | {
      readonly kind: 'upgraded'
      /** The public modules, and those of entry points. */
      readonly imports: readonly (ImportAttempt & { readonly module: string })[]
      /** Files without an owning distribution in directories that only the last release has. */
      readonly left: readonly string[]
      /** As the installer reports them. */
      readonly conflicts: readonly string[]
      readonly distributions: readonly Pick<InstalledDistribution, 'name' | 'version'>[]
    }
