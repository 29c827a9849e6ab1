/** The input of the contenders: a repository with one package or several. */
export interface Task {
  readonly name: string
  readonly about: string
  /** Absolute path of a git repository, which is cloned for each run. */
  readonly repository: string
  /** The packages to verify, dependencies first. */
  readonly packages: readonly Package[]
  /** All packages, including unchanged ones. */
  readonly all: readonly Package[]
}

export interface Package {
  readonly name: string
  /** Relative to the repository root; `.` for the root. */
  readonly path: string
  /** Console scripts, which all have `--help`. */
  readonly scripts: readonly string[]
  /** Pinned test dependencies. */
  readonly requirements: readonly string[]
  /** Files and directories of the package that the tests need: the tests and the settings of pytest. */
  readonly tests: readonly string[]
  readonly buildSystem: { readonly requires: readonly string[]; readonly backend: string }
  /** Names of the workspace members that it depends on, directly or not. */
  readonly siblings: readonly string[]
}
