/** The least severity of a finding that fails a run; with `never`, the run succeeds whatever the verdict is. */
export const FAIL_ON = ['error', 'warning', 'never'] as const
export type FailOn = (typeof FAIL_ON)[number]

/** The severities that a setting can give to a rule. */
export const SEVERITIES = ['error', 'warning', 'note'] as const
