import type { Availability } from '../diagnosis/availability.ts'

/** The position of a statement, and when it is executed. */
export interface Statement {
  /** Relative to site-packages; for a script file, `scripts/NAME`; for tests, relative to the checkout. */
  readonly file: string
  /** Path in the checkout; undefined for a generated file. */
  readonly source: string | undefined
  /** 1-based. */
  readonly line: number
  /**
   * `import`: always, when its module is imported; `sometimes`: always, when a function is called; `conditional`: on a
   * condition whose value is unknown; `guarded`: in a block that catches ImportError.
   */
  readonly when: 'import' | 'sometimes' | 'conditional' | 'guarded'
  /** What always imports the file: `import demo`, `the script demo`. */
  readonly reached: readonly string[]
}

/** An import of a module that is neither in the wheel nor in the standard library of this Python. */
export interface ScannedImport extends Statement {
  /** Dotted name. */
  readonly module: string
  /** The names that it binds. */
  readonly names: readonly string[]
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

/** A module of the wheel, and what imports it. */
export interface ScannedModule {
  /** Relative to site-packages. */
  readonly file: string
  /** Dotted name. */
  readonly module: string
  /** What always imports it: `import demo`, `the script demo`. */
  readonly reached: readonly string[]
  /** What else imports it, or a module that does, when a function is called or a program chooses a command. */
  readonly lazy: readonly string[]
  /** What else can import it, or a module that does, on an unknown condition. */
  readonly conditional: readonly string[]
  /**
   * The most certain import of it in other modules of the wheel: `never`, on a condition on the platform or the Python
   * version that is false here; null if there is none.
   */
  readonly when: Statement['when'] | 'never' | null
}

/** An import in a function or on a condition, of a module or name that the installed distribution does not have. */
export interface LackingImport extends Statement {
  /** Dotted name. */
  readonly module: string
  /** Null if the module itself is missing. */
  readonly name: string | null
  readonly providers: readonly string[]
}

/** The result of scanning the source files of the wheel in the runtime environment. */
export interface Scan {
  /** Number of scanned modules. */
  readonly modules: number
  readonly imports: readonly ScannedImport[]
  readonly own: readonly ScannedModule[]
  /** Top-level modules that the sources check for before they use them: `find_spec("yaml")`. */
  readonly optional: readonly string[]
  /** Imports of other distributions that would fail, as an import of the same module or name did. */
  readonly lacking: readonly LackingImport[]
  /** The same for imports of the package's own modules and names in functions. */
  readonly lackingOwn: readonly LackingImport[]
  /** For `lacking`, what is known of the versions on the index. */
  readonly availability: readonly Availability[]
  readonly hacks: readonly PathHack[]
  /** Normalized names of installed direct dependencies that no file of the wheel mentions, nor their modules. */
  readonly unmentioned: readonly string[]
  /** Files that this Python cannot parse. */
  readonly unread: readonly { readonly file: string; readonly error: string }[]
}
