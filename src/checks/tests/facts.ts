import type { Ending } from '../../process/ending.ts'
import type { TestDependencies } from '../../project/test-dependencies.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { ResolvedDistribution } from '../diagnosis/resolved-version.ts'

/** A line of a source file. */
export interface SourceLine {
  readonly file: string
  /** 1-based. */
  readonly line: number
}

/** How code in the tests reached the checkout. */
export type LeakSource =
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
  readonly way: LeakSource
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

/** The shipped modules, except tests, by whether they were loaded while the tests ran. Dotted names, sorted. */
export interface LoadedModules {
  readonly loaded: readonly string[]
  readonly notLoaded: readonly string[]
}

/** A test that failed, or an error in its setup, teardown or collection. */
export interface TestFailure {
  readonly nodeid: string
  readonly when: 'setup' | 'call' | 'teardown' | 'collect'
  /** The file of the test, relative to pytest's working directory. */
  readonly file: string | undefined
  readonly line: number | undefined
  /** One line. */
  readonly message: string
  /** The end of pytest's report of the failure. */
  readonly text?: string
  readonly error: PythonError | undefined
  /** The innermost line of the project's code in the traceback; its file is relative to the checkout's root. */
  readonly at?: SourceLine | undefined
}

/** One test that ended. */
export interface TestCase {
  readonly nodeid: string
  readonly outcome: 'passed' | 'failed' | 'error' | 'skipped' | 'xfailed' | 'xpassed'
  /** Setup, call and teardown. */
  readonly seconds: number
  /** Relative to pytest's root directory. */
  readonly file: string | undefined
  /** 1-based. */
  readonly line: number | undefined
  /** The first line of the exception, or why it is skipped or expected to fail. */
  readonly message: string | undefined
  /** The end of pytest's report of the failure. */
  readonly text: string | undefined
}

/** The number of tests by outcome. */
export interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly errors: number
  readonly xfailed: number
  readonly xpassed: number
  readonly deselected: number
  /** Test modules that are skipped as a whole, so that their tests are not counted. */
  readonly collection_skips: number
}

/** How far the session of pytest came. */
export interface TestSession {
  /** `not-started`: pytest ended while it was being configured; `unfinished`: the process ended in the session. */
  readonly state: 'not-started' | 'unfinished' | 'finished'
  /** Of pytest, which the exit status of the process need not be; 0 if the session is unfinished. */
  readonly exitStatus: number
  /** Collected tests without a result; unknown if the session is unfinished. */
  readonly notRun: number
  /** Why pytest stopped before the last test, as with `--maxfail`. */
  readonly stopped: string | undefined
  /** The exception that ended the session: of `pytest.exit()`, or KeyboardInterrupt. */
  readonly interrupt: PythonError | undefined
  /** The test that started last. */
  readonly lastTest: string | undefined
}

/** The results of one pytest run. */
export interface TestEvidence {
  readonly ending: Ending
  readonly session: TestSession
  readonly totals: Totals
  readonly failures: readonly TestFailure[]
  readonly internalErrors: readonly string[]
  /** The exception of the first internal error. */
  readonly internalError: PythonError | undefined
  readonly leaks: readonly Leak[]
  /** Modules of the test sandbox that code outside of it imported; absolute paths. */
  readonly sandboxModules: readonly { readonly path: string; readonly importer: SourceLine }[]
  /** Modules of the test sandbox that other code in it imported; absolute paths. */
  readonly helperModules: readonly { readonly path: string; readonly importer: SourceLine }[]
  /** Real paths of the shipped files that were loaded. */
  readonly loaded: readonly string[]
  /** Node ID of each test that ended -> outcome; without those that passed or were skipped unless all are recorded. */
  readonly outcomes: ReadonlyMap<string, string>
  /** The tests that ended, and the errors of the collection; without those that passed or were skipped unless all are recorded. */
  readonly cases?: readonly TestCase[]
  /** pytest's root directory, to which node IDs are relative; undefined if pytest did not start. */
  readonly rootdir: string | undefined
  readonly transcript: string
  readonly stderr: string
  readonly seconds: number
}

/** A module that shipped code imported only because the tests ran in a checkout: the wheel does not contain it. */
export interface UnshippedImport {
  /** Relative to the checkout. */
  readonly source: string
  /** The importing file, relative to the checkout, and its line (1-based). */
  readonly by: string
  readonly line: number
}

/** How a failing test ends when it is run again. */
export type RepeatedOutcome = 'passed' | 'failed'

/**
 * Failing tests that were run again in the same environment, by node ID: with the package imported from the checkout,
 * and, if they pass there, once more as installed.
 */
export interface RepeatedFailures {
  readonly inCheckout: Readonly<Record<string, RepeatedOutcome>>
  readonly asInstalled: Readonly<Record<string, RepeatedOutcome>>
}

/** The test results, and the environment that they were obtained in. */
export interface TestRun {
  /** Import package -> the distributions in the test environment that provide it. */
  readonly providers: Readonly<Record<string, readonly string[]>>
  /** The distributions in the test environment. */
  readonly distributions?: readonly ResolvedDistribution[]
  readonly requirements: TestDependencies
  readonly evidence: TestEvidence
  /** Tests inside the package that the wheel excludes, copied into the installed package. */
  readonly overlaid: readonly string[]
  readonly unshippedImports: readonly UnshippedImport[]
  /** Modules beside the package that tests imported from the test sandbox: no wheel contains them. */
  readonly sandboxImports: readonly UnshippedImport[]
  readonly repeated: RepeatedFailures
  /** Whether a test dependency replaced the wheel, which was then reinstalled. */
  readonly replaced: boolean
  readonly modules: LoadedModules
  /** Whether it has files that pytest collects by default, or a pytest configuration. */
  readonly hasTests: boolean
  /** A test file whose name pytest does not collect. */
  readonly otherTests: string | undefined
}
