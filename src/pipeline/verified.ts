import type { PackageFacts } from '../checks/facts.ts'
import type { NotUsed } from '../python/pythons.ts'

/** All that was observed of one package, with every Python that it was verified with. */
export interface Verified {
  /** With the first Python: what does not depend on the Python is here. */
  readonly facts: PackageFacts
  /** If several were configured: with each, in their order. */
  readonly pythons: readonly FactsWith[]
  /** If several were configured: those that nothing was verified with. */
  readonly leftOut: readonly NotUsed[]
}

export interface FactsWith {
  /** As configured. */
  readonly python: string
  /** Undefined if there is none on the machine. */
  readonly version: string | undefined
  readonly facts: PackageFacts
}
