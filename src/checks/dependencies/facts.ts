/** The position of a statement, and when it is executed. */
export interface Statement {
  /** Relative to site-packages; for a script file, `scripts/NAME`; for tests, relative to the checkout. */
  readonly file: string
  /** Path in the checkout; undefined for a generated file. */
  readonly source: string | undefined
  /** 1-based. */
  readonly line: number
  /**
   * `import`: always, when its module is imported; `guarded`: in a block that catches ImportError; `sometimes`: in a
   * function, or on a condition whose value is unknown.
   */
  readonly when: 'import' | 'guarded' | 'sometimes'
  /** What always imports the file: `import demo`, `the script demo`. */
  readonly reached: readonly string[]
}

/** An import of a module that is neither in the wheel nor in the standard library of this Python. */
export interface ScannedImport extends Statement {
  /** Dotted name. */
  readonly module: string
  /** The distributions that provide it in the runtime environment; empty if it is not installed. */
  readonly providers: readonly string[]
}

/** A directory that a source file adds to sys.path. */
export interface PathHack extends Statement {
  /** The kind of the file. */
  readonly by: 'installed' | 'scripts' | 'tests'
  /** The base of `folder`: site-packages, the directory of the scripts, the checkout's root, the current directory. */
  readonly from: 'installed' | 'scripts' | 'tests' | 'cwd'
  readonly folder: string
}

/** The result of scanning the source files of the wheel in the runtime environment. */
export interface Scan {
  /** Number of scanned modules. */
  readonly modules: number
  readonly imports: readonly ScannedImport[]
  readonly hacks: readonly PathHack[]
  /** Files that this Python cannot parse. */
  readonly unread: readonly { readonly file: string; readonly error: string }[]
}
