import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { isExcluded, isMatch, readPaths } from '../../src/config/paths.ts'

const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'as installed [ü]-')))
afterAll(() => rmSync(cwd, { recursive: true }))
for (const directory of ['packages/a', 'packages/b/deep', 'odd[1]'])
  mkdirSync(join(cwd, directory), { recursive: true })

const read = (...lines: string[]) => readPaths(lines, cwd, [])

test.each<[string, string, string[]]>([
  ['one level', 'packages/*', ['packages/a', 'packages/b']],
  ['all levels', 'packages/**', ['packages/a', 'packages/b', 'packages/b/deep']],
  ['a relative path', './packages/*', ['packages/a', 'packages/b']],
  ['a trailing slash', 'packages/*/', ['packages/a', 'packages/b']],
  ['alternatives', 'packages/{a,c}', ['packages/a']],
  ['no match', 'libs/*', []],
])('a pattern with %s', (_, pattern, expected) => {
  const [requested] = read(pattern).requested
  const directories = ['packages', 'packages/a', 'packages/b', 'packages/b/deep', 'odd[1]']
  const matching = directories.filter(
    (directory) => requested !== undefined && 'glob' in requested && isMatch(requested, join(cwd, directory)),
  )
  expect(matching).toEqual(expected)
})

test('an existing directory whose name looks like a pattern', () => {
  expect(read('odd[1]').requested).toEqual([{ directory: join(cwd, 'odd[1]') }])
})

test.each([
  ['!packages/a', ['packages/a']],
  ['!packages/*', ['packages/a', 'packages/b', 'packages/b/deep']],
  ['!packages/b', ['packages/b', 'packages/b/deep']],
  ['!packages/b/*', ['packages/b/deep']],
])('%s excludes directories and everything in them', (line, expected) => {
  const { excluded } = read('packages/**', line)
  const directories = ['packages/a', 'packages/b', 'packages/b/deep']
  expect(directories.filter((directory) => isExcluded(excluded, join(cwd, directory)))).toEqual(expected)
})

test('an exclusion on its own applies to the current directory', () => {
  expect(read('!packages/a').requested).toEqual([{ directory: cwd }])
})
