import { availableParallelism } from 'node:os'

/** Acts on every item, as many at a time as the machine has cores; the results come in the order of the items. */
export async function inParallel<T, R>(all: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    for (let i = next++; i < all.length; i = next++) results[i] = await act(all[i] as T)
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), all.length) }, worker))
  return results
}

/** Lets only so many acts run at a time, whoever asks for them. */
export class Slots {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(number: number) {
    this.#free = number
  }

  /** Acts as soon as there is a slot. */
  async run<T>(act: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((begin) => this.#waiting.push(begin))
    try {
      return await act()
    } finally {
      const next = this.#waiting.shift()
      // Who waits gets this one.
      if (next === undefined) this.#free++
      else next()
    }
  }
}
