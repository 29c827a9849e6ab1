import { existsSync, lstatSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts'
import { readCheckout } from '../../src/repository/checkout.ts'
import { CheckoutCopies } from '../../src/repository/checkout-copies.ts'
import { projectOf } from '../project/project.ts'
import { commit, git, repository, temporaryDirectory, write } from './repository.ts'

const PATHS = ['libs/a', 'libs/b', 'libs/c #1', 'libs/b/plugin']
const FILES = Object.fromEntries([
  ['README.md', 'all\n'],
  ...PATHS.flatMap((path) => [
    [`${path}/pyproject.toml`, `# ${path}\n`],
    [`${path}/src/mod.py`, 'ANSWER = 42\n'],
  ]),
])

const all = temporaryDirectory()

/** Provides copies of a repository with four packages, some of which are expected to be built. */
async function prepare(toBuild: readonly string[], change: (root: string) => void = () => undefined) {
  const directory = mkdtempSync(join(all, 'case-'))
  const root = repository(join(directory, 'repository'))
  commit(root, FILES, 'v1.2')
  change(root)
  const checkout = await readCheckout(root)
  const copies = new CheckoutCopies(checkout, join(directory, 'shared'), PATHS, toBuild)
  const project = (path: string, generated: string[] = []) =>
    projectOf('', { path, settings: { ...DEFAULT_SETTINGS, generated } })
  return { directory, root, copies, project }
}

const isLink = (path: string) => lstatSync(path).isSymbolicLink()
const rootOf = (copy: string, path: string) => copy.slice(0, -path.length - 1)

test('packages that are not built are linked, and can be read', async () => {
  const { directory, copies, project } = await prepare(['libs/a'])
  const copy = await copies.forBuild(project('libs/a'), 'source', join(directory, 'own'))
  const root = rootOf(copy, 'libs/a')
  expect(PATHS.map((path) => isLink(join(root, path)))).toEqual([false, true, true, false])
  expect(readFileSync(join(copy, '../b/plugin/pyproject.toml'), 'utf8')).toBe('# libs/b/plugin\n')
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('all\n')
})

test('packages that are built in one run share a copy, in which both are copied', async () => {
  const { directory, copies, project } = await prepare(['libs/a', 'libs/c #1'])
  const first = await copies.forBuild(project('libs/a'), 'source', join(directory, 'own'))
  const second = await copies.forBuild(project('libs/c #1'), 'source', join(directory, 'another'))
  expect(rootOf(second, 'libs/c #1')).toBe(rootOf(first, 'libs/a'))
  expect([first, second].map(isLink)).toEqual([false, false])
})

const UNSHARED: [string, string, string[]][] = [
  ['was not expected to be built', 'libs/c #1', []],
  ['needs generated files', 'libs/a', ['src/*.txt']],
  ['contains another', 'libs/b', []],
]
test.each(UNSHARED)('a package that %s gets an unshared copy', async (_, path, generated) => {
  const { directory, copies, project } = await prepare(['libs/a', 'libs/b'], (root) =>
    write(root, { 'libs/a/src/generated.txt': '' }),
  )
  const copy = await copies.forBuild(project(path, generated), 'source', join(directory, 'own'))
  expect(rootOf(copy, path)).toBe(join(directory, 'own'))
  expect(isLink(copy)).toBe(false)
  expect(existsSync(join(copy, 'src/generated.txt'))).toBe(generated.length > 0)
})

describe('git describes the same version in the copy as in the checkout', () => {
  const CHANGES: [string, string, (root: string) => void][] = [
    ['no change', 'v1.2', () => undefined],
    ['a changed timestamp only', 'v1.2', (root) => write(root, { 'libs/c #1/src/mod.py': 'ANSWER = 42\n' })],
    ['an edit in the package', 'v1.2-dirty', (root) => write(root, { 'libs/a/src/mod.py': '#\n' })],
    ['an edit in another package', 'v1.2-dirty', (root) => write(root, { 'libs/c #1/src/mod.py': '#\n' })],
    [
      'an edit in a nested package',
      'v1.2-dirty',
      (root) => write(root, { 'libs/b/plugin/src/mod.py': '#\n' }),
    ],
    [
      'a deleted file of another package',
      'v1.2-dirty',
      (root) => git(root, 'rm', '--quiet', 'libs/b/src/mod.py'),
    ],
    ['a staged edit in another package', 'v1.2-dirty', stageChange],
  ]
  test.each(CHANGES)('%s: %s', async (_, version, change) => {
    const { directory, root, copies, project } = await prepare(['libs/a'], change)
    const copy = await copies.forBuild(project('libs/a'), 'source', join(directory, 'own'))
    expect(git(root, 'describe', '--tags', '--dirty')).toBe(version)
    expect(git(copy, 'describe', '--tags', '--dirty')).toBe(version)
    expect(git(copy, 'status', '--porcelain')).toBe(git(root, 'status', '--porcelain'))
    expect(git(copy, 'ls-files')).toBe(git(join(root, 'libs/a'), 'ls-files'))
  })
})

test('in the test sandbox only the package is copied, and writes do not reach the checkout', async () => {
  const { directory, root, copies, project } = await prepare(['libs/a', 'libs/c #1'])
  const sandbox = await copies.forTests(project('libs/a'), join(directory, 'sandbox'))
  expect(PATHS.map((path) => isLink(join(sandbox, path)))).toEqual([false, true, true, false])
  writeFileSync(join(sandbox, 'libs/c #1/src/mod.py'), 'ANSWER = 0\n')
  expect(readFileSync(join(root, 'libs/c #1/src/mod.py'), 'utf8')).toBe('ANSWER = 42\n')
  expect(git(sandbox, 'rev-parse', '--show-toplevel')).toBe(sandbox)
})

test('packages are linked without a repository too', async () => {
  const directory = mkdtempSync(join(all, 'plain-'))
  write(join(directory, 'plain'), FILES)
  const copies = new CheckoutCopies(
    await readCheckout(join(directory, 'plain')),
    join(directory, 'shared'),
    PATHS,
    ['libs/a'],
  )
  const copy = await copies.forBuild(projectOf('', { path: 'libs/a' }), 'source', join(directory, 'own'))
  expect(isLink(join(copy, '../b'))).toBe(true)
  expect(readFileSync(join(copy, 'src/mod.py'), 'utf8')).toBe('ANSWER = 42\n')
})

function stageChange(root: string): void {
  write(root, { 'libs/b/src/mod.py': '#\n' })
  git(root, 'add', '--all')
}
