import { existsSync, lstatSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts'
import { readCheckout } from '../../src/repository/checkout.ts'
import { Copies } from '../../src/repository/copies.ts'
import { projectOf } from '../project/project.ts'
import { commit, git, repository, temporaryFolder, write } from './repository.ts'

const PATHS = ['libs/a', 'libs/b', 'libs/c #1', 'libs/b/plugin']
const FILES = Object.fromEntries([
  ['README.md', 'all\n'],
  ...PATHS.flatMap((path) => [
    [`${path}/pyproject.toml`, `# ${path}\n`],
    [`${path}/src/mod.py`, 'ANSWER = 42\n'],
  ]),
])

const all = temporaryFolder()

/** Copies of a repository with four packages, of which some are expected to be built. */
async function prepare(expected: readonly string[], change: (root: string) => void = () => undefined) {
  const folder = mkdtempSync(join(all, 'case-'))
  const root = repository(join(folder, 'repository'))
  commit(root, FILES, 'v1.2')
  change(root)
  const checkout = await readCheckout(root)
  const copies = new Copies(checkout, join(folder, 'shared'), PATHS, expected)
  const project = (path: string, generated: string[] = []) =>
    projectOf('', { path, settings: { ...DEFAULT_SETTINGS, generated } })
  return { folder, root, copies, project }
}

const isLink = (path: string) => lstatSync(path).isSymbolicLink()
const rootOf = (copy: string, path: string) => copy.slice(0, -path.length - 1)

test('what is not expected to be built is linked, and found there all the same', async () => {
  const { folder, copies, project } = await prepare(['libs/a'])
  const copy = await copies.toBuild(project('libs/a'), 'source', join(folder, 'own'))
  const root = rootOf(copy, 'libs/a')
  expect(PATHS.map((path) => isLink(join(root, path)))).toEqual([false, true, true, false])
  expect(readFileSync(join(copy, '../b/plugin/pyproject.toml'), 'utf8')).toBe('# libs/b/plugin\n')
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('all\n')
})

test('those that are built together share a copy in which both have files of their own', async () => {
  const { folder, copies, project } = await prepare(['libs/a', 'libs/c #1'])
  const first = await copies.toBuild(project('libs/a'), 'source', join(folder, 'own'))
  const second = await copies.toBuild(project('libs/c #1'), 'source', join(folder, 'another'))
  expect(rootOf(second, 'libs/c #1')).toBe(rootOf(first, 'libs/a'))
  expect([first, second].map(isLink)).toEqual([false, false])
})

const OWN: [string, string, string[]][] = [
  ['is built although nobody expected it', 'libs/c #1', []],
  ['needs generated files', 'libs/a', ['src/*.txt']],
  ['holds another', 'libs/b', []],
]
test.each(OWN)('a package that %s gets a copy of its own', async (_, path, generated) => {
  const { folder, copies, project } = await prepare(['libs/a', 'libs/b'], (root) =>
    write(root, { 'libs/a/src/generated.txt': '' }),
  )
  const copy = await copies.toBuild(project(path, generated), 'source', join(folder, 'own'))
  expect(rootOf(copy, path)).toBe(join(folder, 'own'))
  expect(isLink(copy)).toBe(false)
  expect(existsSync(join(copy, 'src/generated.txt'))).toBe(generated.length > 0)
})

describe('a backend that asks git for the version is told the same as in the checkout', () => {
  const CHANGES: [string, string, (root: string) => void][] = [
    ['nothing was changed', 'v1.2', () => undefined],
    ['a file was only touched', 'v1.2', (root) => write(root, { 'libs/c #1/src/mod.py': 'ANSWER = 42\n' })],
    ['the package was edited', 'v1.2-dirty', (root) => write(root, { 'libs/a/src/mod.py': '#\n' })],
    ['another was edited', 'v1.2-dirty', (root) => write(root, { 'libs/c #1/src/mod.py': '#\n' })],
    ['one in another was edited', 'v1.2-dirty', (root) => write(root, { 'libs/b/plugin/src/mod.py': '#\n' })],
    ['a file of another is gone', 'v1.2-dirty', (root) => git(root, 'rm', '--quiet', 'libs/b/src/mod.py')],
    ['another was changed and staged', 'v1.2-dirty', stageChange],
  ]
  test.each(CHANGES)('%s: %s', async (_, version, change) => {
    const { folder, root, copies, project } = await prepare(['libs/a'], change)
    const copy = await copies.toBuild(project('libs/a'), 'source', join(folder, 'own'))
    expect(git(root, 'describe', '--tags', '--dirty')).toBe(version)
    expect(git(copy, 'describe', '--tags', '--dirty')).toBe(version)
    expect(git(copy, 'status', '--porcelain')).toBe(git(root, 'status', '--porcelain'))
    expect(git(copy, 'ls-files')).toBe(git(join(root, 'libs/a'), 'ls-files'))
  })
})

test('a copy to test in has files of its own for the package alone, and writes to none of the checkout', async () => {
  const { folder, root, copies, project } = await prepare(['libs/a', 'libs/c #1'])
  const sandbox = await copies.toTest(project('libs/a'), join(folder, 'sandbox'))
  expect(PATHS.map((path) => isLink(join(sandbox, path)))).toEqual([false, true, true, false])
  writeFileSync(join(sandbox, 'libs/c #1/src/mod.py'), 'ANSWER = 0\n')
  expect(readFileSync(join(root, 'libs/c #1/src/mod.py'), 'utf8')).toBe('ANSWER = 42\n')
  expect(git(sandbox, 'rev-parse', '--show-toplevel')).toBe(sandbox)
})

test('without a repository packages are linked just so', async () => {
  const folder = mkdtempSync(join(all, 'plain-'))
  write(join(folder, 'plain'), FILES)
  const copies = new Copies(await readCheckout(join(folder, 'plain')), join(folder, 'shared'), PATHS, [
    'libs/a',
  ])
  const copy = await copies.toBuild(projectOf('', { path: 'libs/a' }), 'source', join(folder, 'own'))
  expect(isLink(join(copy, '../b'))).toBe(true)
  expect(readFileSync(join(copy, 'src/mod.py'), 'utf8')).toBe('ANSWER = 42\n')
})

function stageChange(root: string): void {
  write(root, { 'libs/b/src/mod.py': '#\n' })
  git(root, 'add', '--all')
}
