import type { Ending } from '../../process/ending.ts'
import type { TestRequirements } from '../../project/test-requirements.ts'
import type { PythonError } from '../../python/traceback.ts'

/** A line of a source file. */
export interface Place {
  readonly file: string
  /** 1-based. */
  readonly line: number
}

/** How code in the tests reached the checkout. */
export type Way =
  /** Code put an entry on sys.path. */
  | 'code'
  /** pytest's `pythonpath` setting put it there. */
  | 'setting'
  /** A .pth file in the environment put it there. */
  | 'pth'
  /** A Python was started with the entry in PYTHONPATH. */
  | 'PYTHONPATH'
  /** A Python was started in the directory, or with a script in it. */
  | 'program'
  /** Code used the path itself. */
  | 'path'

/** Why the tests used the checkout. */
export interface Culprit {
  readonly way: Way
  /** The sys.path entry, absolute; null if the path was used directly. */
  readonly entry: string | null
  /** The file and, if known, the line responsible; relative to the checkout if it is in it. */
  readonly by: { readonly file: string; readonly line: number | null } | null
}

/** A file of the original checkout that was used while the tests ran. */
export interface Leak {
  readonly kind: 'exec' | 'extension' | 'open'
  /** Absolute in the original checkout as pytest was run; relative to the project in the facts of the check. */
  readonly path: string
  readonly culprit: Culprit
}

/** The modules that ship, but for tests among them, by whether they ran while the tests did. Dotted names, sorted. */
export interface LoadedModules {
  readonly loaded: readonly string[]
  readonly notLoaded: readonly string[]
}

/** A test that failed, or an error before or after it. */
export interface TestFailure {
  readonly nodeid: string
  readonly when: 'setup' | 'call' | 'teardown' | 'collect'
  /** Of the test, relative to where pytest ran. */
  readonly file: string | undefined
  readonly line: number | undefined
  /** One line that says why. */
  readonly message: string
  readonly error: PythonError | undefined
}

export interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly errors: number
  readonly xfailed: number
  readonly xpassed: number
  readonly deselected: number
  /** Test modules that are skipped as a whole, and so have no tests that could be counted. */
  readonly collection_skips: number
}

/** What was seen when pytest ran. */
export interface TestEvidence {
  readonly ending: Ending
  readonly totals: Totals
  readonly failures: readonly TestFailure[]
  readonly internalErrors: readonly string[]
  readonly leaks: readonly Leak[]
  /** Modules of the test sandbox that code outside of it imported; absolute paths. */
  readonly sandboxModules: readonly { readonly path: string; readonly importer: Place }[]
  /** Absolute paths of what ran of `shipped`, with links followed. */
  readonly loaded: readonly string[]
  readonly transcript: string
  readonly stderr: string
  readonly seconds: number
}

/** A module that is not shipped, and that shipped code imported all the same because the tests ran in a checkout. */
export interface BorrowedModule {
  /** Relative to the checkout. */
  readonly source: string
  /** The file that imported it, relative to the checkout, and the line (1-based). */
  readonly by: string
  readonly line: number
}

/** The tests, and how they came to run. */
export interface TestRun {
  /** Importable name -> distributions that provide it in the test environment. */
  readonly providers: Readonly<Record<string, readonly string[]>>
  readonly requirements: TestRequirements
  readonly evidence: TestEvidence
  /** Tests of the package that the wheel leaves out, put beside the installed package. */
  readonly overlaid: readonly string[]
  readonly borrowed: readonly BorrowedModule[]
  /** A test requirement had replaced the wheel, which was then put back. */
  readonly replaced: boolean
  /** What of the wheel the tests loaded. */
  readonly modules: LoadedModules
  /** It has tests that pytest finds by their names, or settings for pytest. */
  readonly hasTests: boolean
  /** A file of tests, for a project that has none that pytest finds. */
  readonly otherTests: string | undefined
}
