/** Versions of a distribution on the index that have a module or name which the installed version lacks. */
export interface Availability {
  /** As `LackingDependency` and the providers of a scanned import spell it. */
  readonly distribution: string
  /** Dotted name. */
  readonly module: string
  /** Null for the module itself. */
  readonly name: string | null
  /** The newest version that was found to have it. */
  readonly newestWith: string
  /** An upper bound that excludes the versions that were found to lack it, for "<". */
  readonly below: string
}
