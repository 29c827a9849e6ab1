import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts'
import { readProject } from '../../src/project/project.ts'
import { readCheckout } from '../../src/repository/checkout.ts'
import { History } from '../../src/repository/history.ts'
import { findPackageTags, findPlaceholder, type TagMeaning } from '../../src/repository/package-tags.ts'
import { commit, git, repository, temporaryDirectory } from './repository.ts'

const root = temporaryDirectory()
let count = 0

const project = (name: string, version: string) => `[project]\nname = "${name}"\nversion = "${version}"\n`
const scm = (name: string) =>
  `[build-system]\nrequires = ["setuptools", "setuptools-scm"]\n[project]\nname = "${name}"\ndynamic = ["version"]\n[tool.setuptools_scm]\n`

/** A file of pyproject.toml by directory: its name and version, or undefined for a computed one. */
type Release = readonly [
  tags: readonly string[],
  packages: Readonly<Record<string, readonly [string, string?]>>,
]

/** A repository whose commits have these packages and tags. */
function released(...releases: readonly Release[]): string {
  const directory = repository(join(root, String(count++)))
  for (const [tags, packages] of releases) {
    const files = Object.entries(packages).map(([path, [name, version]]) => [
      path === '.' ? 'pyproject.toml' : `${path}/pyproject.toml`,
      version === undefined ? scm(name) : project(name, version),
    ])
    commit(directory, Object.fromEntries(files), ...tags)
  }
  return directory
}

async function tagsOf(directory: string, path: string, event?: string) {
  const checkout = await readCheckout(directory)
  const read = await readProject(checkout, join(directory, path))
  const history = await History.open(checkout, checkout.head ?? '', join(root, `scratch-${count++}`))
  const tags = await findPackageTags(history, { ...read, settings: DEFAULT_SETTINGS }, event)
  const placeholder = await findPlaceholder(history, read, tags.releases)
  return { releases: tags.releases.map(({ name }) => name).sort(), placeholder, meaning: tags.event }
}

const MONOREPO: readonly Release[] = [
  [
    ['1.2.10', 'sdk==0.4.2', 'storesql==3.0.0'],
    {
      'libs/demo': ['demo', '1.2.10'],
      'libs/sdk-py': ['demo-sdk', '0.4.2'],
      'libs/store-sql': ['demo-store-sql', '3.0.0'],
    },
  ],
  [['1.2.11'], { 'libs/demo': ['demo', '1.2.11'] }],
  [['sdk==0.4.3'], { 'libs/sdk-py': ['demo-sdk', '0.4.3'] }],
]

test.each<[string, readonly Release[], string, string[]]>([
  ['the main package', MONOREPO, 'libs/demo', ['1.2.10', '1.2.11']],
  ['a package with a short prefix', MONOREPO, 'libs/sdk-py', ['sdk==0.4.2', 'sdk==0.4.3']],
  ['another one', MONOREPO, 'libs/store-sql', ['storesql==3.0.0']],
  [
    'packages that are released together',
    [
      [['v1.0'], { a: ['a', '1.0'], b: ['b', '1.0'] }],
      [['v1.1'], { a: ['a', '1.1'], b: ['b', '1.1'] }],
    ],
    'b',
    ['v1.0', 'v1.1'],
  ],
  [
    'packages whose versions are computed from all tags',
    [
      [['v1.0'], { a: ['a'], b: ['b'] }],
      [['v1.1'], { a: ['a'] }],
    ],
    'b',
    ['v1.0', 'v1.1'],
  ],
  [
    'a static version beside a main package with a computed one',
    [
      [['v1.0'], { '.': ['main'], plugin: ['plugin', '0.1'] }],
      [['v1.1'], { plugin: ['plugin', '0.1'] }],
    ],
    'plugin',
    [],
  ],
  [
    'a package that is new',
    [
      [['v1.0'], { '.': ['main', '1.0'] }],
      [[], { new: ['new', '0.1'] }],
    ],
    'new',
    [],
  ],
  [
    'a package that was in another directory',
    [
      [['v1.0'], { '.': ['demo', '1.0'], other: ['other', '5.0'] }],
      [['v1.1'], { '.': ['workspace', '0'], 'packages/demo': ['demo', '1.1'] }],
    ],
    'packages/demo',
    ['v1.0', 'v1.1'],
  ],
  [
    'the only package, whatever its source says',
    [
      [['v1.0'], { '.': ['demo', '0.9'] }],
      [['v1.1'], { '.': ['demo', '0.9'] }],
    ],
    '.',
    ['v1.0', 'v1.1'],
  ],
  [
    'the only package, with tags of dates',
    [
      [['2024.5.1'], { '.': ['demo', '1.3'] }],
      [['2024.6.1'], { '.': ['demo', '1.4'] }],
    ],
    '.',
    [],
  ],
  [
    'a name that is no longer used in tags',
    [
      [['demo-1.0'], { '.': ['demo', '1.0'] }],
      [['v1.1'], { '.': ['demo', '1.1'] }],
    ],
    '.',
    ['demo-1.0', 'v1.1'],
  ],
  [
    'a tag of something else',
    [
      [['docs-1.0'], { '.': ['demo', '1.0'] }],
      [[], { '.': ['demo', '1.1'] }],
    ],
    '.',
    [],
  ],
])('the releases of %s', async (_, releases, path, expected) => {
  expect((await tagsOf(released(...releases), path)).releases).toEqual(expected)
})

test.each<[string, string, TagMeaning]>([
  ['libs/sdk-py', 'sdk==0.4.3', { kind: 'release', version: '0.4.3' }],
  ['libs/demo', 'sdk==0.4.3', { kind: 'other-package', name: 'demo-sdk' }],
  ['libs/store-sql', 'sdk==0.4.3', { kind: 'other-package', name: 'demo-sdk' }],
  ['libs/sdk-py', '1.2.11', { kind: 'other-package', name: 'demo' }],
  ['libs/sdk-py', '1.2.12', { kind: 'other-package', name: 'demo' }],
  ['libs/sdk-py', 'sdk==0.5.0', { kind: 'release', version: '0.5.0' }],
  ['libs/sdk-py', 'sdk==0.5.0.dev1', { kind: 'release', version: '0.5.0.dev1' }],
  ['libs/sdk-py', 'demo-sdk-0.5', { kind: 'release', version: '0.5' }],
  ['libs/sdk-py', 'store-sql-9.0', { kind: 'other-package', name: 'store-sql' }],
  ['libs/sdk-py', 'nightly', { kind: 'none' }],
  ['libs/sdk-py', 'docs-1.0', { kind: 'none' }],
])('for %s, the tag %s', async (path, tag, expected) => {
  expect((await tagsOf(released(...MONOREPO), path, tag)).meaning).toEqual(expected)
})

test('a shallow clone of a repository of several packages reads the tags of the remote', async () => {
  const origin = released(...MONOREPO)
  const directory = join(root, 'shallow')
  git(root, 'clone', '--quiet', '--depth=1', '--no-tags', `file://${origin}`, 'shallow')
  expect(await tagsOf(directory, 'libs/sdk-py')).toMatchObject({ releases: ['sdk==0.4.2', 'sdk==0.4.3'] })
  expect(git(directory, 'tag', '--list')).toBe('')
})

test('a clone without blobs', async () => {
  const origin = released(...MONOREPO)
  git(origin, 'config', 'uploadpack.allowFilter', 'true')
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  git(root, 'clone', '--quiet', '--filter=blob:none', `file://${origin}`, 'partial')
  expect(await tagsOf(join(root, 'partial'), 'libs/sdk-py')).toMatchObject({
    releases: ['sdk==0.4.2', 'sdk==0.4.3'],
  })
})

test('the source has the same version at every release', async () => {
  const demo = { '.': ['demo', '0.0.1'] } as const
  expect((await tagsOf(released([['v1.0'], demo], [['v1.1'], demo]), '.')).placeholder).toBe('0.0.1')
})
