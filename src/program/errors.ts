/** A problem in the user's configuration. */
export interface ConfigurationProblem {
  /** Whole sentences: the problem, the value, and the fix. */
  readonly message: string
  /** Relative to the repository root, or as the user wrote it. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
}

/** Invalid usage or configuration (exit status 2), with all problems that were found. */
export class ConfigurationError extends Error {
  readonly problems: readonly ConfigurationProblem[]
  constructor(problems: readonly ConfigurationProblem[]) {
    super(problems.map((problem) => problem.message).join('\n'))
    this.problems = problems
  }
}

/** A check cannot be completed for a reason outside the package, such as an index that is down (exit status 3). */
export class Inconclusive extends Error {}
