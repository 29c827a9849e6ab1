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
