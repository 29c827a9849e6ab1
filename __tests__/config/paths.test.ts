import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { isExcluded, isMatch, readPaths } from '../../src/config/paths.ts'

const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'as installed [ü]-')))
afterAll(() => rmSync(cwd, { recursive: true }))
for (const folder of ['packages/a', 'packages/b/deep', 'odd[1]'])
  mkdirSync(join(cwd, folder), { recursive: true })

const read = (...lines: string[]) => readPaths(lines, cwd, [])

test.each<[string, string, string[]]>([
  ['one level', 'packages/*', ['packages/a', 'packages/b']],
  ['all levels', 'packages/**', ['packages/a', 'packages/b', 'packages/b/deep']],
  ['from here', './packages/*', ['packages/a', 'packages/b']],
  ['a slash at the end', 'packages/*/', ['packages/a', 'packages/b']],
  ['one of several', 'packages/{a,c}', ['packages/a']],
  ['nothing', 'libs/*', []],
])('a pattern of %s', (_, pattern, expected) => {
  const [wanted] = read(pattern).wanted
  const folders = ['packages', 'packages/a', 'packages/b', 'packages/b/deep', 'odd[1]']
  const matching = folders.filter(
    (folder) => wanted !== undefined && 'glob' in wanted && isMatch(wanted, join(cwd, folder)),
  )
  expect(matching).toEqual(expected)
})

test('a folder whose name reads like a pattern is that folder', () => {
  expect(read('odd[1]').wanted).toEqual([{ folder: join(cwd, 'odd[1]') }])
})

test.each([
  ['!packages/a', ['packages/a']],
  ['!packages/*', ['packages/a', 'packages/b', 'packages/b/deep']],
  ['!packages/b', ['packages/b', 'packages/b/deep']],
  ['!packages/b/*', ['packages/b/deep']],
])('%s takes away folders and all in them', (line, expected) => {
  const { excluded } = read('packages/**', line)
  const folders = ['packages/a', 'packages/b', 'packages/b/deep']
  expect(folders.filter((folder) => isExcluded(excluded, join(cwd, folder)))).toEqual(expected)
})

test('what is taken away alone is taken from here', () => {
  expect(read('!packages/a').wanted).toEqual([{ folder: cwd }])
})
