import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const MEMORY = new URL('../../src/process/memory.ts', import.meta.url).href

/** The size of the space for new objects in bytes, after millions of short-lived objects. */
function newSpaceAfter(setup: string): number {
  const code = `
    import { getHeapSpaceStatistics } from 'node:v8'
    import { keepHeapSmall } from '${MEMORY}'
    ${setup}
    let kept = []
    for (let i = 0; i < 3_000_000; i++) {
      kept.push({ i, text: 'x' + i })
      if (kept.length > 60_000) kept = []
    }
    console.log(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size)`
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', code]
  return Number(execFileSync(process.execPath, args, { cwd: fileURLToPath(new URL('.', import.meta.url)) }))
}

test('short-lived objects enlarge the heap only without keepHeapSmall', () => {
  expect(newSpaceAfter('')).toBeGreaterThan(30_000_000)
  expect(newSpaceAfter('keepHeapSmall()')).toBeLessThan(10_000_000)
})
