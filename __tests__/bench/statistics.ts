/** What a set of measurements says. All in the unit of the measurements. */
export interface Summary {
  readonly count: number
  readonly min: number
  readonly lowerQuartile: number
  readonly median: number
  readonly upperQuartile: number
  readonly max: number
}

/** @throws Error when there are none */
export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new Error('There is nothing to summarize.')
  const sorted = [...values].sort((a, b) => a - b)
  return {
    count: values.length,
    min: quantile(sorted, 0),
    lowerQuartile: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upperQuartile: quantile(sorted, 0.75),
    max: quantile(sorted, 1),
  }
}

/** Between two measurements on the straight line that joins them (type 7 of Hyndman and Fan, as numpy and R do it). */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] as number
  const above = sorted[Math.ceil(place)] as number
  return below + (above - below) * (place - Math.floor(place))
}

/**
 * The order of the rounds: in each, everyone once, and each round begins one later, so that nobody always runs after the
 * same one, and what slows the machine down for a while slows all of them down.
 */
export function interleaved<T>(contenders: readonly T[], rounds: number): T[][] {
  return Array.from({ length: rounds }, (_, round) =>
    contenders.map((_, i) => contenders[(i + round) % contenders.length] as T),
  )
}
