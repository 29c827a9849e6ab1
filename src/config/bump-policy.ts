/** How large a release is, in the words of SemVer; `none`: none is needed. From the smallest to the largest. */
export const BUMP_SIZES = ['none', 'patch', 'minor', 'major'] as const
export type BumpSize = (typeof BUMP_SIZES)[number]

export const BUMP_SEVERITIES = ['warning', 'error', 'off'] as const

/** What a project asks of its versions when its API changes; what it does not say is as SemVer has it. */
export interface BumpPolicy {
  readonly breaking?: BumpSize | undefined
  readonly added?: BumpSize | undefined
  readonly severity?: (typeof BUMP_SEVERITIES)[number] | undefined
}
