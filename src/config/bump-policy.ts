/** The size of a release (SemVer), from the smallest to the largest; `none` if no release is needed. */
export const BUMP_SIZES = ['none', 'patch', 'minor', 'major'] as const
export type BumpSize = (typeof BUMP_SIZES)[number]

export const BUMP_SEVERITIES = ['warning', 'error', 'off'] as const

/** The sizes of releases that a project requires for changes of its API; the defaults are those of SemVer. */
export interface BumpPolicy {
  readonly breaking?: BumpSize | undefined
  readonly added?: BumpSize | undefined
  readonly severity?: (typeof BUMP_SEVERITIES)[number] | undefined
}
