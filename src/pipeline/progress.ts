import type { Rule, Severity } from '../checks/rules.ts'

/** Shows the progress of a run, as a live line in a terminal or as lines in a log. */
export interface Progress {
  /**
   * A stage begins; the returned function reports how it ended.
   *
   * @param stage its name, and the Python if it runs with several
   * @param isReported whether the report has a line for the stage
   * @param python as configured; undefined if the stage runs once
   */
  begin(
    packageName: string,
    stage: string,
    isReported: boolean,
    python?: string,
  ): (how: StageEnd, seconds: number) => void
  /** Sets the number of packages. Of several, the log shows each package when it is done instead of its stages. */
  expect(packages: number): void
  /** A package has a finding; called before `done`. */
  found?(packageName: string, problem: FoundProblem): void
  /** A package is done. */
  done(packageName: string, how: string, seconds: number): void
  /** The run has ended. */
  end(): void
}

/** A finding of a package, without secrets. */
export interface FoundProblem {
  readonly rule: Rule
  readonly severity: Severity
  readonly message: string
  /** Relative to the repository root. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
  readonly fingerprint?: string
  /** The reason given for ignoring it. */
  readonly ignored?: string
}

export type StageEnd = 'done' | 'skipped' | 'inconclusive'
