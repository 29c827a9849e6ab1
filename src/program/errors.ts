/**
 * The two ways in which a run ends without having judged the artifact. Both carry whole sentences: what, where,
 * which value, how to mend it.
 */

/** One thing that is wrong with what the user configured. */
export interface ConfigurationProblem {
  readonly message: string
  /** Relative to the repository's root, or as the user wrote it. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
}

/** The run was asked for something that makes no sense (exit status 2). Carries every problem, not the first. */
export class ConfigurationError extends Error {
  readonly problems: readonly ConfigurationProblem[]
  constructor(problems: readonly ConfigurationProblem[]) {
    super(problems.map((problem) => problem.message).join('\n'))
    this.problems = problems
  }
}

/** Something could not be decided, through no fault of the artifact: no interpreter, index down (exit status 3). */
export class Inconclusive extends Error {}
