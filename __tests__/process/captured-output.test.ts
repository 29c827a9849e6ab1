import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from '@jest/globals'
import { CapturedOutput } from '../../src/process/captured-output.ts'

function captured(limit: number, ...chunks: string[]): string {
  const output = new CapturedOutput(limit)
  for (const chunk of chunks) output.add(Buffer.from(chunk))
  return output.text()
}

/** Bytes in use, as the minimum of several measurements: V8 frees the memory of collected buffers in the background. */
async function memoryInUse(): Promise<number> {
  setFlagsFromString('--expose-gc')
  let minimum = Number.POSITIVE_INFINITY
  for (let i = 0; i < 10; i++) {
    runInNewContext('gc')()
    const { heapUsed, external } = process.memoryUsage()
    minimum = Math.min(minimum, heapUsed + external)
    await setTimeout(20)
  }
  return minimum
}

const CUT = '\n[... 0.0 MB of output cut here ...]\n'

test.each([
  ['nothing', 4, [], ''],
  ['empty chunks', 4, ['', ''], ''],
  ['less than the head', 4, ['ab'], 'ab'],
  ['as much as the head', 4, ['ab', 'cd'], 'abcd'],
  ['more than the head', 4, ['ab', 'cde'], 'abcde'],
  ['as much as head and tail', 4, ['abcdefgh'], 'abcdefgh'],
  ['one byte over the limit', 4, ['abcdefghi'], `abcd${CUT}fghi`],
  ['one byte over the limit, byte by byte', 4, [...'abcdefghi'], `abcd${CUT}fghi`],
  ['many bytes over the limit, byte by byte', 4, [...'abcdefghijklmnopqrstuvwxyz'], `abcd${CUT}wxyz`],
  ['chunks of different sizes', 4, ['a', 'bcdef', 'gh', 'ijklmnopq', 'r', 'stu'], `abcd${CUT}rstu`],
  ['one long chunk after short ones', 4, ['abcdef', '0123456789'], `abcd${CUT}6789`],
] as const)('captures %s', (_, limit, chunks, expected) => {
  expect(captured(limit, ...chunks)).toBe(expected)
})

test('decodes a character that is split across chunks', () => {
  const output = new CapturedOutput(64)
  for (const byte of Buffer.from('größe ✓ 🐍')) output.add(Buffer.from([byte]))
  expect(output.text()).toBe('größe ✓ 🐍')
})

test('decodes a character across head and tail if nothing is cut', () => {
  expect(captured(4, 'abc✓de')).toBe('abc✓de')
})

test('replaces cut characters and invalid bytes by U+FFFD', () => {
  expect(captured(4, 'abc✓', 'x'.repeat(20), '✓abc')).toBe(`abc\ufffd${CUT}\ufffdabc`)
  const output = new CapturedOutput(4)
  output.add(Buffer.from([0x61, 0xff, 0x62]))
  expect(output.text()).toBe('a\ufffdb')
})

test('uses memory only for head and tail of 500 MB in chunks', async () => {
  const output = new CapturedOutput(256 * 1024)
  const before = await memoryInUse()
  // Each chunk is a separate allocation, as the chunks of a pipe are.
  for (let i = 0; i < 8_000; i++) output.add(Buffer.alloc(62_500, i % 2 === 0 ? 'a' : 'b'))
  expect((await memoryInUse()) - before).toBeLessThan(100_000_000)
  const text = output.text()
  expect(text).toContain('[... 499.5 MB of output cut here ...]')
  expect(text.length).toBeLessThan(2 * 256 * 1024 + 100)
})

test('cuts a single chunk of 100 MB', () => {
  expect(captured(1000, 'x'.repeat(100_000_000)).length).toBeLessThan(2_100)
})

test('adds a million chunks of one byte in a few seconds', () => {
  const output = new CapturedOutput(256 * 1024)
  const byte = Buffer.from('x')
  const started = performance.now()
  for (let i = 0; i < 1_000_000; i++) output.add(byte)
  expect(performance.now() - started).toBeLessThan(5_000)
})
