import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { cacheFolder } from '../../src/config/cache-directory.ts'

test('where AS_INSTALLED_CACHE_DIR says', () => {
  expect(cacheFolder({ AS_INSTALLED_CACHE_DIR: resolve('kept'), XDG_CACHE_HOME: '/caches' })).toBe(
    resolve('kept'),
  )
})

test('where XDG_CACHE_HOME says', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: join('/', 'caches'), HOME: join('/', 'home') })).toBe(
    join('/', 'caches', 'as-installed'),
  )
})

test('below the home, in the place of the system', () => {
  const home = join('/', 'home')
  const places: Partial<Record<NodeJS.Platform, string>> = {
    linux: join(home, '.cache', 'as-installed'),
    darwin: join(home, 'Library', 'Caches', 'as-installed'),
    win32: join(home, 'AppData', 'Local', 'as-installed', 'Cache'),
  }
  expect(cacheFolder({ HOME: home })).toBe(places[process.platform])
  expect(cacheFolder({})).toContain(homedir())
})
