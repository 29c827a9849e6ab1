import { expect, test } from '@jest/globals'
import { keysOf } from '../../src/cache/key.ts'

const PARTS = { name: 'uv', platform: ['0.1.0', 'linux', 'cpython', '3.12.1'], content: ['a', 'b'] }

test('a key has name, versions and platform in clear text, and a digest of fixed length', () => {
  const { key, restoreKey: similar } = keysOf(PARTS)

  expect(key).toMatch(/^as-installed-uv-0\.1\.0-linux-cpython-3\.12\.1-[0-9a-f]{40}$/)
  expect(key.startsWith(similar)).toBe(true)
  expect(similar.endsWith('3.12.1-')).toBe(true)
})

test('a key depends on the content, but not on its order or on duplicates', () => {
  expect(keysOf({ ...PARTS, content: ['b', 'a', 'b'] })).toEqual(keysOf(PARTS))
  expect(keysOf({ ...PARTS, content: ['a', 'c'] }).key).not.toBe(keysOf(PARTS).key)
  expect(keysOf({ ...PARTS, content: ['ab'] }).key).not.toBe(keysOf(PARTS).key)
})

test('the restore key of one Python does not match the keys of another', () => {
  const { restoreKey: similar } = keysOf({ ...PARTS, platform: ['3.12.1'] })
  const { key } = keysOf({ ...PARTS, platform: ['3.12.10'] })

  expect(key.startsWith(similar)).toBe(false)
})

test('a key has no comma and at most 512 characters', () => {
  const { key } = keysOf({ ...PARTS, platform: ['pip (bundled, with Python)', 'x'.repeat(600)] })

  expect(key).not.toContain(',')
  expect(key.length).toBeLessThanOrEqual(512)
})
