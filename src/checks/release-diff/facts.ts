import type { Wheel } from '../../distribution/wheel.ts'
import type { ReleaseTag } from '../../repository/tags.ts'

/** This release compared with the last one. */
export interface ReleaseDiff {
  /** Of the last release. */
  readonly tag: ReleaseTag
  /** The wheel of the last release, built in the same way. */
  readonly previous: Wheel
  /** Files of that wheel that this one lacks, without those that were only moved. */
  readonly lost: readonly LostFile[]
  /** The lines that were added to the changelog since the last release, and its new fragments. */
  readonly announcements: readonly string[]
}

/** A file that the last release had. */
export interface LostFile {
  /** Relative to site-packages. */
  readonly path: string
  /**
   * `tracked`: it is in the checkout; `deleted`: it was removed from git since; `generated`: no file of the repository is
   * its source.
   */
  readonly origin:
    | { readonly kind: 'tracked'; readonly source: string }
    | { readonly kind: 'deleted' }
    | { readonly kind: 'generated' }
}
