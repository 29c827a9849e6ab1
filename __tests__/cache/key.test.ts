import { expect, test } from '@jest/globals'
import { keysOf } from '../../src/cache/key.ts'

const PARTS = { name: 'uv', surroundings: ['0.1.0', 'linux', 'cpython', '3.12.1'], content: ['a', 'b'] }

test('a key says what it is of, and ends with a digest of fixed length', () => {
  const { key, similar } = keysOf(PARTS)

  expect(key).toMatch(/^as-installed-uv-0\.1\.0-linux-cpython-3\.12\.1-[0-9a-f]{40}$/)
  expect(key.startsWith(similar)).toBe(true)
  expect(similar.endsWith('3.12.1-')).toBe(true)
})

test('the order of the content and what is there twice do not matter, the content does', () => {
  expect(keysOf({ ...PARTS, content: ['b', 'a', 'b'] })).toEqual(keysOf(PARTS))
  expect(keysOf({ ...PARTS, content: ['a', 'c'] }).key).not.toBe(keysOf(PARTS).key)
  expect(keysOf({ ...PARTS, content: ['ab'] }).key).not.toBe(keysOf(PARTS).key)
})

test('what begins a key of one Python does not begin that of another', () => {
  const { similar } = keysOf({ ...PARTS, surroundings: ['3.12.1'] })
  const { key } = keysOf({ ...PARTS, surroundings: ['3.12.10'] })

  expect(key.startsWith(similar)).toBe(false)
})

test('the service takes every key: no comma, and no more than 512 characters', () => {
  const { key } = keysOf({ ...PARTS, surroundings: ['pip (bundled, with Python)', 'x'.repeat(600)] })

  expect(key).not.toContain(',')
  expect(key.length).toBeLessThanOrEqual(512)
})
