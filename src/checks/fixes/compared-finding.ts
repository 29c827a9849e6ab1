/** The parts of a finding that are compared between two runs. */
export interface ComparedFinding {
  readonly rule: string
  readonly severity: 'error' | 'warning' | 'note'
  readonly message: string
  readonly ignored?: string
  readonly facts?: object
  /** The failures of other checks that it explains. */
  readonly causes?: readonly { readonly check: string; readonly failures?: readonly string[] }[]
}
