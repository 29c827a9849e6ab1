/** Where a statement stands, and whether it is executed. */
export interface Statement {
  /** Relative to site-packages; of a program that is shipped, `scripts/NAME`; of tests, relative to the checkout. */
  readonly file: string
  /** The same in the checkout; undefined for what the build generated. */
  readonly source: string | undefined
  /** 1-based. */
  readonly line: number
  /** `import`: always, when its module is imported; `guarded`: where an ImportError is caught; `sometimes`: in a function, or on a condition that is not known. */
  readonly when: 'import' | 'guarded' | 'sometimes'
  /** Who comes there by imports that are always executed: `import demo`, `the script demo`. */
  readonly reached: readonly string[]
}

/** An import of something that is neither the wheel's own nor in the standard library of this Python. */
export interface ScannedImport extends Statement {
  /** Dotted. */
  readonly module: string
  /** The distributions that it comes from in the runtime environment; none when it is not there. */
  readonly providers: readonly string[]
}

/** A folder that a source puts on sys.path. */
export interface PathHack extends Statement {
  /** What kind of file does so. */
  readonly by: 'installed' | 'scripts' | 'tests'
  /** What `folder` is relative to: site-packages, the folder of the scripts, the checkout's root, the current folder. */
  readonly from: 'installed' | 'scripts' | 'tests' | 'cwd'
  readonly folder: string
}

/** What the sources of the wheel say, read in the environment that holds only what it declares. */
export interface Scan {
  /** How many modules were read. */
  readonly modules: number
  readonly imports: readonly ScannedImport[]
  readonly hacks: readonly PathHack[]
  readonly unread: readonly { readonly file: string; readonly error: string }[]
}
