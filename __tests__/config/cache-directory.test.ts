import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { cacheDirectory } from '../../src/config/cache-directory.ts'

test('AS_INSTALLED_CACHE_DIR', () => {
  expect(cacheDirectory({ AS_INSTALLED_CACHE_DIR: resolve('kept'), XDG_CACHE_HOME: '/caches' })).toBe(
    resolve('kept'),
  )
})

test('XDG_CACHE_HOME', () => {
  expect(cacheDirectory({ XDG_CACHE_HOME: join('/', 'caches'), HOME: join('/', 'home') })).toBe(
    join('/', 'caches', 'as-installed'),
  )
})

test('the default in the home directory, by platform', () => {
  const home = join('/', 'home')
  const defaults: Partial<Record<NodeJS.Platform, string>> = {
    linux: join(home, '.cache', 'as-installed'),
    darwin: join(home, 'Library', 'Caches', 'as-installed'),
    win32: join(home, 'AppData', 'Local', 'as-installed', 'Cache'),
  }
  expect(cacheDirectory({ HOME: home })).toBe(defaults[process.platform])
  expect(cacheDirectory({})).toContain(homedir())
})
