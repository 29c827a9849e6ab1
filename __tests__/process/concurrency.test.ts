import { expect, test } from '@jest/globals'
import { Semaphore } from '../../src/process/concurrency.ts'

test.each([1, 2, 3])(
  'runs at most %i functions at the same time, runs all, and frees the slot of one that rejects',
  async (limit) => {
    const semaphore = new Semaphore(limit)
    let [running, highest] = [0, 0]
    const act = async (number: number) => {
      highest = Math.max(highest, ++running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running--
      if (number === 1) throw new Error('failed')
      return number
    }
    const all = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => semaphore.run(() => act(number))))
    expect(all.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
      0,
      'failed',
      2,
      3,
      4,
    ])
    expect(highest).toBe(limit)
  },
)
