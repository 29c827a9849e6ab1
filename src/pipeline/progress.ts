/** Shows the progress of a run, as a live line in a terminal or as lines in a log. */
export interface Progress {
  /**
   * A stage begins; the returned function reports how it ended.
   *
   * @param isReported whether the report has a line for the stage
   */
  begin(packageName: string, stage: string, isReported: boolean): (how: StageEnd, seconds: number) => void
  /** Sets the number of packages. Of several, the log shows each package when it is done instead of its stages. */
  expect(packages: number): void
  /** A package is done. */
  done(packageName: string, how: string, seconds: number): void
  /** The run has ended. */
  end(): void
}

export type StageEnd = 'done' | 'skipped' | 'inconclusive'
