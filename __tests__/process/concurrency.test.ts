import { expect, test } from '@jest/globals'
import { Slots } from '../../src/process/concurrency.ts'

test.each([1, 2, 3])(
  'no more than %i acts run at a time, all of them do, and one that fails frees its slot',
  async (most) => {
    const slots = new Slots(most)
    let [running, highest] = [0, 0]
    const act = async (number: number) => {
      highest = Math.max(highest, ++running)
      await new Promise((end) => setTimeout(end, 5))
      running--
      if (number === 1) throw new Error('failed')
      return number
    }
    const all = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => slots.run(() => act(number))))
    expect(all.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
      0,
      'failed',
      2,
      3,
      4,
    ])
    expect(highest).toBe(most)
  },
)
