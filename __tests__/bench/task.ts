/** What the contenders are given: a repository with one package or with many. */
export interface Task {
  readonly name: string
  readonly about: string
  /** Absolute: a git repository, of which every run gets a clone. */
  readonly repository: string
  /** Those that are to be verified, each after those that it depends on. */
  readonly packages: readonly Package[]
  /** Also those that did not change; the same as `packages` where nothing is left out. */
  readonly all: readonly Package[]
}

export interface Package {
  readonly name: string
  /** Folder in the repository; `.` for the root. */
  readonly path: string
  /** Console scripts, each of which knows `--help`. */
  readonly scripts: readonly string[]
  /** What the tests need, pinned. */
  readonly requirements: readonly string[]
  /** Files and folders of the package that the tests need: the tests, and the settings of pytest. */
  readonly tests: readonly string[]
  readonly buildSystem: { readonly requires: readonly string[]; readonly backend: string }
  /** Names of the packages of the same repository that it needs, and of those that they need. */
  readonly siblings: readonly string[]
}
