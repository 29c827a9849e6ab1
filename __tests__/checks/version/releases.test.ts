import { cpSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { shippedChanges } from '../../../src/checks/version/changes.ts'
import { findReleases } from '../../../src/checks/version/releases.ts'
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts'
import { readProject } from '../../../src/project/project.ts'
import { mapSources, readSources } from '../../../src/project/source-map.ts'
import { readCheckout } from '../../../src/repository/checkout.ts'
import { History, TagsUnavailable } from '../../../src/repository/history.ts'
import type { ReleaseTag } from '../../../src/repository/tags.ts'
import { commit, git, repository, temporaryDirectory, write } from '../../repository/repository.ts'

const root = temporaryDirectory()
let repositories = 0

const PYPROJECT = '[project]\nname = "demo"\nversion = "1.0"\ndependencies = ["a"]\n'
const FILES = {
  'pyproject.toml': PYPROJECT,
  'README.md': 'r',
  'src/demo/__init__.py': 'i',
  'src/demo/a.py': 'a',
  'src/demo/old.py': 'o',
  'tests/test_a.py': 't',
}

const template = repository(join(root, 'template'), FILES)

/** A repository with one commit, and these tags on it. */
function released(...tags: string[]): string {
  const directory = join(root, String(repositories++))
  cpSync(template, directory, { recursive: true })
  for (const tag of tags) git(directory, 'tag', tag)
  return directory
}

/** The releases of a repository whose wheel contains src/demo, and the changed files. */
async function release(directory: string, version: string, path = '.') {
  const checkout = await readCheckout(directory)
  const project = { ...(await readProject(checkout, join(checkout.root, path))), settings: DEFAULT_SETTINGS }
  const inside = path === '.' ? 'src/' : `${path}/src/`
  const sources = await readSources(checkout.root, checkout.files)
  const shipped = sources
    .filter((source) => source.path.startsWith(inside))
    .map((source) => ({ path: source.path.slice(inside.length), sha256: source.sha256 }))
  const sourceMap = mapSources(shipped, [{ name: 'demo', kind: 'package' }], sources)
  const scratch = mkdtempSync(join(root, 'scratch-'))
  const history = await History.open(checkout, checkout.head ?? '', scratch)
  const { baseline, tagsOnCommit, taken } = await findReleases(history, project, { kind: 'none' }, version)
  const packageSources = { checkout, project, sourceMap, shipped: shipped.map((file) => file.path) }
  const changed = async ({ name, commit }: ReleaseTag) => {
    const trees = await history.commitTrees([{ ref: `refs/tags/${name}`, commit }])
    return shippedChanges(packageSources, await trees.changedSince(commit), trees, commit)
  }
  return {
    baseline: baseline?.name,
    tagsOnCommit: tagsOnCommit.map(({ name }) => name),
    taken: taken?.name,
    changed: baseline === undefined ? [] : (await changed(baseline)).sort(),
  }
}

const NOTHING = { baseline: undefined, tagsOnCommit: [], taken: undefined, changed: [] }

test.each<[string, () => string, string, Partial<Awaited<ReturnType<typeof release>>>]>([
  ['no tag before the first release', () => released(), '1.0', NOTHING],
  ['the commit of the release itself', () => released('v1.0'), '1.0', { ...NOTHING, tagsOnCommit: ['v1.0'] }],
  [
    'bumped after a change',
    () => after({ 'src/demo/a.py': 'b' }),
    '1.1',
    { baseline: 'v1.0', taken: undefined, changed: ['src/demo/a.py'] },
  ],
  [
    'not bumped after a change',
    () => after({ 'src/demo/a.py': 'b' }),
    '1.0',
    { baseline: 'v1.0', taken: 'v1.0', changed: ['src/demo/a.py'] },
  ],
  [
    'lower after a change',
    () => after({ 'src/demo/a.py': 'b' }),
    '0.9',
    { baseline: 'v1.0', taken: undefined, changed: ['src/demo/a.py'] },
  ],
  ['an equal version', () => after({}), '1.0.0', { taken: 'v1.0' }],
  ['an invalid version', () => after({}), 'next', { baseline: 'v1.0', taken: undefined }],
  [
    'only a README, docs, tests and CI',
    () =>
      after({ 'README.md': 'x', 'docs/a.md': '', 'tests/test_a.py': 'x', '.github/workflows/ci.yml': '' }),
    '1.0',
    { changed: [] },
  ],
  ['a new shipped file', () => after({ 'src/demo/new.py': '' }), '1.0', { changed: ['src/demo/new.py'] }],
  [
    'a shipped file is deleted',
    () => after({ 'src/demo/old.py': null }),
    '1.0',
    { changed: ['src/demo/old.py'] },
  ],
  [
    'a shipped file is renamed',
    () => after({ 'src/demo/old.py': null, 'src/demo/new.py': 'o' }),
    '1.0',
    { changed: ['src/demo/new.py', 'src/demo/old.py'] },
  ],
  [
    'a shipped file is edited but not committed',
    () => {
      const directory = after({})
      write(directory, { 'src/demo/a.py': 'edited' })
      return directory
    },
    '1.0',
    { changed: ['src/demo/a.py'] },
  ],
  [
    'a shipped file is removed but not committed',
    () => {
      const directory = after({})
      git(directory, 'rm', '--quiet', '--cached', 'src/demo/old.py')
      git(directory, 'clean', '--quiet', '--force', 'src')
      return directory
    },
    '1.0',
    { changed: ['src/demo/old.py'] },
  ],
  ['setup.cfg', () => after({ 'setup.cfg': '[metadata]' }), '1.0', { changed: ['setup.cfg'] }],
  ['MANIFEST.in', () => after({ 'MANIFEST.in': 'include x' }), '1.0', { changed: ['MANIFEST.in'] }],
  [
    'another dependency',
    () => after({ 'pyproject.toml': PYPROJECT.replace('"a"', '"a>=2"') }),
    '1.0',
    { changed: ['pyproject.toml'] },
  ],
  [
    'another script',
    () => after({ 'pyproject.toml': `${PYPROJECT}[project.scripts]\nd = "demo:d"` }),
    '1.0',
    { changed: ['pyproject.toml'] },
  ],
  [
    'another Python',
    () => after({ 'pyproject.toml': `${PYPROJECT}requires-python = ">=3.9"` }),
    '1.0',
    { changed: ['pyproject.toml'] },
  ],
  [
    'only the version',
    () => after({ 'pyproject.toml': PYPROJECT.replace('1.0', '1.1') }),
    '1.1',
    { changed: [] },
  ],
  [
    'descriptive keys',
    () => after({ 'pyproject.toml': `${PYPROJECT}description = "d"\n[project.urls]\nHome = "h"` }),
    '1.0',
    { changed: [] },
  ],
  [
    'keys in another order',
    () => after({ 'pyproject.toml': '[project]\ndependencies = ["a"]\nversion = "1.0"\nname = "demo"\n' }),
    '1.0',
    { changed: [] },
  ],
  [
    'settings of tools',
    () =>
      after({
        'pyproject.toml': `${PYPROJECT}[tool.ruff]\nline-length = 99\n[dependency-groups]\ntest = ["b"]`,
      }),
    '1.0',
    { changed: [] },
  ],
  [
    'non-ASCII names',
    () => after({ 'src/demo/größe ✓.py': '' }),
    '1.0',
    { changed: ['src/demo/größe ✓.py'] },
  ],

  [
    'the highest version, not the last alphabetically',
    () => released('v1.9', 'v1.10rc1') && tagged('v1.9', 'v1.10', 'v1.2'),
    '1.11',
    { baseline: 'v1.10' },
  ],
  [
    'a final release above its pre-releases',
    () => tagged('v1.2.0rc1', 'v1.2.0', 'v1.2.0a1'),
    '1.3',
    { baseline: 'v1.2.0' },
  ],
  ['tags with and without v', () => tagged('v1.0', '1.1', 'v0.9'), '1.2', { baseline: '1.1' }],
  ['tags without a version', () => tagged('v1.0', 'v2', 'nightly', '3.x'), '1.1', { baseline: 'v1.0' }],
  [
    'an annotated tag',
    () => {
      const directory = released()
      git(directory, 'tag', '--annotate', '--message=m', 'v1.0')
      commit(directory, { 'src/demo/a.py': 'b' })
      return directory
    },
    '1.0',
    { baseline: 'v1.0', taken: 'v1.0', changed: ['src/demo/a.py'] },
  ],
  [
    'an annotated tag on this commit',
    () => {
      const directory = released()
      git(directory, 'tag', '--annotate', '--message=m', 'v1.0')
      return directory
    },
    '1.0',
    { baseline: undefined, tagsOnCommit: ['v1.0'], taken: undefined },
  ],
  [
    'a release on another branch, of this version',
    () => {
      const directory = released('v1.0')
      git(directory, 'checkout', '--quiet', '-b', 'next')
      commit(directory, {}, 'v2.0')
      git(directory, 'checkout', '--quiet', 'main')
      commit(directory, { 'src/demo/a.py': 'b' })
      return directory
    },
    '2.0',
    { baseline: 'v2.0', taken: 'v2.0' },
  ],
  [
    'a maintenance branch that was merged',
    () => {
      const directory = released('v1.0')
      git(directory, 'checkout', '--quiet', '-b', 'maintenance')
      commit(directory, { 'src/demo/a.py': 'fix' }, 'v1.0.1')
      for (let i = 0; i < 3; i++) commit(directory, { 'notes.md': String(i) })
      git(directory, 'checkout', '--quiet', 'main')
      commit(directory, { 'src/demo/old.py': 'p' }, 'v1.1.0')
      git(directory, 'merge', '--quiet', '--message=m', 'maintenance')
      return directory
    },
    '1.0.2',
    { baseline: 'v1.1.0', changed: ['src/demo/a.py'] },
  ],
  [
    'on a maintenance branch',
    () => {
      const directory = released('v1.0')
      git(directory, 'branch', 'maintenance')
      commit(directory, {}, 'v2.0')
      git(directory, 'checkout', '--quiet', 'maintenance')
      commit(directory, { 'src/demo/a.py': 'fix' })
      return directory
    },
    '1.0.1',
    { baseline: 'v1.0', taken: undefined },
  ],
])('%s', async (_, make, version, expected) => {
  expect(await release(make(), version)).toMatchObject(expected)
})

/** A repository with a change after the release 1.0. */
function after(files: Readonly<Record<string, string | null>>): string {
  const directory = released('v1.0')
  commit(directory, files)
  return directory
}

/** A repository with tags on one commit, and another commit after it. */
function tagged(...tags: string[]): string {
  const directory = released(...tags)
  commit(directory, {})
  return directory
}

test('a package in a subdirectory has its own tags and files', async () => {
  const own = Object.fromEntries(
    Object.entries(FILES).map(([name, content]) => [`libs/demo/${name}`, content]),
  )
  const directory = repository(join(root, 'several'), {
    ...own,
    'pyproject.toml': PYPROJECT,
    'setup.cfg': '',
  })
  git(directory, 'tag', 'demo-1.0')
  git(directory, 'tag', 'v9.0')
  commit(directory, {
    'pyproject.toml': '[project]\nname = "root"',
    'setup.cfg': 'x',
    'libs/demo/src/demo/a.py': 'b',
  })
  expect(await release(directory, '1.1', 'libs/demo')).toEqual({
    baseline: 'demo-1.0',
    tagsOnCommit: [],
    taken: undefined,
    changed: ['libs/demo/src/demo/a.py'],
  })
})

/** A clone like that of actions/checkout: one commit and no tags. */
function shallow(of: string): string {
  const name = `${repositories++} shallow`
  git(root, 'clone', '--quiet', '--depth=1', '--no-tags', `file://${of}`, name)
  return join(root, name)
}

test.each<[string, () => string, string, Partial<Awaited<ReturnType<typeof release>>>]>([
  [
    'not bumped',
    () => after({ 'src/demo/a.py': 'b' }),
    '1.0',
    { baseline: 'v1.0', taken: 'v1.0', changed: ['src/demo/a.py'] },
  ],
  [
    'bumped',
    () => after({ 'src/demo/old.py': null }),
    '1.1',
    { baseline: 'v1.0', taken: undefined, changed: ['src/demo/old.py'] },
  ],
  ['no tag', () => released(), '1.0', NOTHING],
  ['at the tag', () => released('v1.0'), '1.0', { ...NOTHING, tagsOnCommit: ['v1.0'] }],
  [
    'an annotated tag',
    () => {
      const directory = released()
      git(directory, 'tag', '--annotate', '--message=m', 'v1.0')
      commit(directory, { 'src/demo/a.py': 'b' })
      return directory
    },
    '1.1',
    { baseline: 'v1.0', changed: ['src/demo/a.py'] },
  ],
  ['lower than every tag', () => after({}), '0.9', { baseline: 'v1.0' }],
  [
    'a maintenance branch, with the highest tag that is not above its version',
    () => {
      const directory = released('v1.0')
      git(directory, 'branch', 'maintenance')
      commit(directory, {}, 'v2.0')
      git(directory, 'checkout', '--quiet', 'maintenance')
      commit(directory, { 'src/demo/a.py': 'fix' })
      return directory
    },
    '1.0.1',
    { baseline: 'v1.0', changed: ['src/demo/a.py'] },
  ],
])('in a shallow clone: %s', async (_, make, version, expected) => {
  const directory = shallow(make())
  expect(await release(directory, version)).toMatchObject(expected)
  expect(git(directory, 'tag', '--list')).toBe('')
})

test('a shallow clone without a remote is inconclusive, with the fix for the workflow', async () => {
  const directory = shallow(released('v1.0'))
  git(directory, 'remote', 'remove', 'origin')
  const reading = release(directory, '1.0')
  await expect(reading).rejects.toThrow(TagsUnavailable)
  await expect(reading).rejects.toThrow(/shallow.*fetch-depth: 0/s)
})
