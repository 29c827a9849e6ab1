import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from '@jest/globals'
import { CapturedOutput } from '../../src/process/captured-output.ts'

function captured(kept: number, ...chunks: string[]): string {
  const output = new CapturedOutput(kept)
  for (const chunk of chunks) output.add(Buffer.from(chunk))
  return output.text()
}

/** Bytes that something still holds: V8 gives back those of buffers in the background, after it collected them. */
async function memoryInUse(): Promise<number> {
  setFlagsFromString('--expose-gc')
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 10; i++) {
    runInNewContext('gc')()
    const { heapUsed, external } = process.memoryUsage()
    least = Math.min(least, heapUsed + external)
    await setTimeout(20)
  }
  return least
}

const CUT = '\n[... 0.0 MB of output cut here ...]\n'

test.each([
  ['nothing', 4, [], ''],
  ['empty chunks', 4, ['', ''], ''],
  ['less than the beginning', 4, ['ab'], 'ab'],
  ['as much as the beginning', 4, ['ab', 'cd'], 'abcd'],
  ['more than the beginning', 4, ['ab', 'cde'], 'abcde'],
  ['as much as both ends', 4, ['abcdefgh'], 'abcdefgh'],
  ['one byte too many', 4, ['abcdefghi'], `abcd${CUT}fghi`],
  ['one byte too many, byte by byte', 4, [...'abcdefghi'], `abcd${CUT}fghi`],
  ['a lot, byte by byte', 4, [...'abcdefghijklmnopqrstuvwxyz'], `abcd${CUT}wxyz`],
  ['chunks of many sizes', 4, ['a', 'bcdef', 'gh', 'ijklmnopq', 'r', 'stu'], `abcd${CUT}rstu`],
  ['one long chunk after short ones', 4, ['abcdef', '0123456789'], `abcd${CUT}6789`],
] as const)('%s', (_, kept, chunks, expected) => {
  expect(captured(kept, ...chunks)).toBe(expected)
})

test('a character that comes in two chunks is whole', () => {
  const output = new CapturedOutput(64)
  for (const byte of Buffer.from('größe ✓ 🐍')) output.add(Buffer.from([byte]))
  expect(output.text()).toBe('größe ✓ 🐍')
})

test('a character across the beginning and the end is whole when nothing is cut', () => {
  expect(captured(4, 'abc✓de')).toBe('abc✓de')
})

test('a character that is cut, and a byte that is none, are marked', () => {
  expect(captured(4, 'abc✓', 'x'.repeat(20), '✓abc')).toBe(`abc\ufffd${CUT}\ufffdabc`)
  const output = new CapturedOutput(4)
  output.add(Buffer.from([0x61, 0xff, 0x62]))
  expect(output.text()).toBe('a\ufffdb')
})

test('500 MB in chunks take the memory of the two ends', async () => {
  const output = new CapturedOutput(256 * 1024)
  const before = await memoryInUse()
  // Each chunk has memory of its own, as those of a pipe do.
  for (let i = 0; i < 8_000; i++) output.add(Buffer.alloc(62_500, i % 2 === 0 ? 'a' : 'b'))
  expect((await memoryInUse()) - before).toBeLessThan(100_000_000)
  const text = output.text()
  expect(text).toContain('[... 499.5 MB of output cut here ...]')
  expect(text.length).toBeLessThan(2 * 256 * 1024 + 100)
})

test('one chunk of 100 MB is cut too', () => {
  expect(captured(1000, 'x'.repeat(100_000_000)).length).toBeLessThan(2_100)
})

test('a million tiny chunks do not take long', () => {
  const output = new CapturedOutput(256 * 1024)
  const byte = Buffer.from('x')
  const started = performance.now()
  for (let i = 0; i < 1_000_000; i++) output.add(byte)
  expect(performance.now() - started).toBeLessThan(5_000)
})
