import { availableParallelism } from 'node:os'

/** Applies `act` to each item, in parallel up to the number of cores, and returns the results in the order of the items. */
export async function inParallel<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await act(items[i] as T)
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), items.length) }, worker))
  return results
}

/** Limits how many asynchronous functions run at the same time. */
export class Semaphore {
  #free: number
  readonly #waiting: (() => void)[] = []

  /** @param slots how many functions may run at the same time */
  constructor(slots: number) {
    this.#free = slots
  }

  /** Runs a function as soon as a slot is free. */
  async run<T>(act: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await act()
    } finally {
      const next = this.#waiting.shift()
      // The slot passes directly to a waiting function, so that no later call can take it.
      if (next === undefined) this.#free++
      else next()
    }
  }
}
