import type { PackageFacts } from '../checks/facts.ts'
import type { UnusedPython } from '../python/find-pythons.ts'

/** The facts of one package, with each Python that it was verified with. */
export interface ObservedPackage {
  /** With the first Python; also those that do not depend on the Python. */
  readonly facts: PackageFacts
  /** If several Pythons were configured: with each, in the order of the configuration. */
  readonly pythons: readonly PythonFacts[]
  /** If several Pythons were configured: those that were not used. */
  readonly leftOut: readonly UnusedPython[]
}

export interface PythonFacts {
  /** As configured. */
  readonly python: string
  /** Undefined if it is not installed. */
  readonly version: string | undefined
  readonly facts: PackageFacts
}
