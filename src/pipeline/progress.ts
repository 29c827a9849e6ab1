/** Shows that work goes on. Made by the doors: a live line in a terminal, plain lines elsewhere. */
export interface Progress {
  /** A stage begins; the function that is returned says how it ended. */
  begin(packageName: string, stage: string): (how: 'done' | 'inconclusive', seconds: number) => void
  /** So many packages are verified: then each of them is shown, and not each of its stages. */
  expect(packages: number): void
  /** A package is done. */
  done(packageName: string, how: string, seconds: number): void
  /** Nothing more will come. */
  end(): void
}
