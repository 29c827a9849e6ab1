/** Shows the progress of a run: a live line in a terminal, plain lines elsewhere. */
export interface Progress {
  /**
   * A stage begins; the returned function reports how it ended.
   *
   * @param isReported whether the report has a line for the stage
   */
  begin(packageName: string, stage: string, isReported: boolean): (how: StageEnd, seconds: number) => void
  /** So many packages are verified: of several, each package is shown when it is done, and not each of its stages. */
  expect(packages: number): void
  /** A package is done. */
  done(packageName: string, how: string, seconds: number): void
  /** Nothing more will come. */
  end(): void
}

export type StageEnd = 'done' | 'skipped' | 'inconclusive'
