/** Summary statistics, in the unit of the measurements. */
export interface Summary {
  readonly count: number
  readonly min: number
  readonly lowerQuartile: number
  readonly median: number
  readonly upperQuartile: number
  readonly max: number
}

/** @throws Error without values */
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

/** Linear interpolation (type 7 of Hyndman and Fan, the default of NumPy and R). */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] as number
  const above = sorted[Math.ceil(place)] as number
  return below + (above - below) * (place - Math.floor(place))
}

/**
 * The order of the rounds: each contender runs once per round, and each round begins with the next contender, so that a
 * temporary slowdown of the machine affects all of them.
 */
export function interleaved<T>(contenders: readonly T[], rounds: number): T[][] {
  return Array.from({ length: rounds }, (_, round) =>
    contenders.map((_, i) => contenders[(i + round) % contenders.length] as T),
  )
}
