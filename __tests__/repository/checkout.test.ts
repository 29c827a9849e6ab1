import { hash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { Inconclusive } from '../../src/program/errors.ts'
import { pathInTree } from '../../src/project/source-tree.ts'
import { borrowHistory, copyFiles, readCheckout } from '../../src/repository/checkout.ts'
import { commit, git, repository, temporaryFolder, write } from './repository.ts'

const root = temporaryFolder()

/** Every file and folder below a folder; links are not followed. */
function below(folder: string, inside = ''): string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`
    return entry.isDirectory() ? [path, ...below(folder, path)] : [path]
  })
}

/** What would tell that something below a folder was written. */
function listing(folder: string): string[] {
  return below(folder)
    .map((name) => {
      const { size, mtimeMs, mode } = lstatSync(join(folder, name))
      return `${name} ${size} ${mtimeMs} ${mode}`
    })
    .sort()
}

const filesBelow = (folder: string) =>
  below(folder)
    .filter((name) => !name.startsWith('.git/') && !lstatSync(join(folder, name)).isDirectory())
    .sort()

/** The digests of the files below a folder. */
const contents = (folder: string) =>
  filesBelow(folder).map((name) => [
    name,
    lstatSync(join(folder, name)).isFile() ? hash('sha256', readFileSync(join(folder, name))) : '',
  ])

async function copied(folder: string, name: string, generated: string[] = []) {
  const checkout = await readCheckout(folder)
  const copy = join(root, name)
  mkdirSync(copy)
  await copyFiles(checkout, copy, generated)
  return { checkout, copy }
}

test('a repository: tracked files as they are now, and no others', async () => {
  const folder = repository(join(root, 'a repository'), {
    'pyproject.toml': 'old',
    'demo/__init__.py': '',
    'demo/with space.txt': 's',
    'demo/größe ✓.txt': 'g',
    'demo/quote"s\'.txt': 'q',
    '-dash.txt': 'd',
    'gone.txt': 'x',
    'run.sh': 'echo',
    '.gitignore': 'build/\n*.log\n',
  })
  symlinkSync('__init__.py', join(folder, 'demo', 'link.py'))
  symlinkSync('demo', join(folder, 'folder-link'))
  symlinkSync('/nowhere', join(folder, 'dangling'))
  chmodSync(join(folder, 'run.sh'), 0o755)
  commit(folder, {})
  write(folder, {
    'pyproject.toml': 'new',
    'new.py': 'untracked',
    'build/lib/stale.py': '',
    'x.log': '',
    'staged.py': '',
  })
  git(folder, 'add', 'staged.py')
  rmSync(join(folder, 'gone.txt'))
  const before = listing(folder)

  const { checkout, copy } = await copied(join(folder, 'demo'), 'copy', ['build/**'])
  expect(checkout).toMatchObject({
    root: folder,
    repository: true,
    untracked: ['new.py'],
    committedAt: 1767225600,
  })
  expect(checkout.head).toBe(git(folder, 'rev-parse', 'HEAD'))
  expect(filesBelow(copy)).toEqual(
    [
      '.gitignore',
      '-dash.txt',
      'dangling',
      'demo/__init__.py',
      'demo/größe ✓.txt',
      'demo/link.py',
      'demo/quote"s\'.txt',
      'demo/with space.txt',
      'folder-link',
      'pyproject.toml',
      'run.sh',
      'staged.py',
    ].sort(),
  )
  expect(readFileSync(join(copy, 'pyproject.toml'), 'utf8')).toBe('new')
  expect(readlinkSync(join(copy, 'demo', 'link.py'))).toBe('__init__.py')
  expect(readlinkSync(join(copy, 'dangling'))).toBe('/nowhere')
  expect(statSync(join(copy, 'run.sh')).mode & 0o111).toBe(0o111)
  expect(listing(folder)).toEqual(before)
})

test('generated files that a build needs are copied when they are named', async () => {
  const folder = repository(join(root, 'generated'), {
    'demo/__init__.py': '',
    '.gitignore': '_version.py\n',
  })
  write(folder, { 'demo/_version.py': 'v', 'demo/other.tmp': '' })
  const { copy } = await copied(folder, 'generated copy', ['**/_version.py'])
  expect(filesBelow(copy)).toEqual(['.gitignore', 'demo/__init__.py', 'demo/_version.py'])
})

test('without git, all but leftovers belong to it', async () => {
  const folder = join(root, 'plain')
  write(folder, {
    'setup.py': '',
    'demo/__init__.py': '',
    'demo/a.pyc': '',
    'demo/__pycache__/a.cpython-311.pyc': '',
    'build/lib/demo/__init__.py': '',
    'src/build/__init__.py': '',
    'src/build/env.py': '',
    'dist/demo-1.0.tar.gz': '',
    'demo.egg-info/PKG-INFO': '',
    '.venv/lib/x.py': '',
    '.pytest_cache/x': '',
    'tests/test_a.py': '',
  })
  const checkout = await readCheckout(folder)
  expect(checkout).toMatchObject({ root: folder, repository: false, head: undefined, committedAt: undefined })
  expect([...checkout.files].sort()).toEqual([
    'demo/__init__.py',
    'setup.py',
    'src/build/__init__.py',
    'src/build/env.py',
    'tests/test_a.py',
  ])
})

test('a repository before its first commit', async () => {
  const folder = repository(join(root, 'unborn'))
  write(folder, { 'setup.py': '', 'other.py': '' })
  git(folder, 'add', 'setup.py')
  const { checkout, copy } = await copied(folder, 'unborn copy')
  expect(checkout).toMatchObject({
    repository: true,
    files: ['setup.py'],
    untracked: ['other.py'],
    head: undefined,
    committedAt: undefined,
  })
  await borrowHistory(checkout, copy)
  expect(git(copy, 'status', '--porcelain')).toBe('A  setup.py')
})

test('a repository that git cannot read is undecided', async () => {
  const folder = join(root, 'broken')
  mkdirSync(join(folder, '.git'), { recursive: true })
  await expect(readCheckout(folder)).rejects.toThrow(Inconclusive)
})

test('files of a submodule belong to the checkout', async () => {
  const inner = repository(join(root, 'inner'), { 'data.json': '{}' })
  const folder = repository(join(root, 'outer'), { 'setup.py': '' })
  git(folder, 'submodule', '--quiet', 'add', inner, 'vendor/inner')
  commit(folder, {})
  const { checkout, copy } = await copied(folder, 'outer copy')
  expect([...checkout.files].sort()).toEqual(['.gitmodules', 'setup.py', 'vendor/inner/data.json'])
  expect(existsSync(join(copy, 'vendor', 'inner', 'data.json'))).toBe(true)
})

test('a file with a conflict is listed once', async () => {
  const folder = repository(join(root, 'conflict'), { 'a.py': '1' })
  git(folder, 'checkout', '--quiet', '-b', 'other')
  commit(folder, { 'a.py': '2' })
  git(folder, 'checkout', '--quiet', 'main')
  commit(folder, { 'a.py': '3' })
  expect(() => git(folder, 'merge', 'other')).toThrow()
  expect((await readCheckout(folder)).files).toEqual(['a.py'])
})

test.each([
  ['', '.'],
  ['packages/a', 'packages/a'],
])('the folder "%s" is %s in the checkout', (below, expected) => {
  const checkout = {
    root,
    repository: false,
    files: [],
    untracked: [],
    head: undefined,
    committedAt: undefined,
  }
  expect(pathInTree(checkout, join(root, below))).toBe(expected)
})

/** What backends that take the version or the files from git ask. */
const QUESTIONS = [
  ['describe', '--tags', '--long', '--dirty'],
  ['describe', '--tags', '--abbrev=0'],
  ['status', '--porcelain'],
  ['tag', '--list'],
  ['ls-files'],
  ['rev-parse', 'HEAD'],
  ['rev-parse', '--abbrev-ref', 'HEAD'],
  ['rev-parse', '--is-shallow-repository'],
  ['log', '--format=%H %ct %s'],
  ['for-each-ref', '--format=%(refname) %(objectname)'],
] as const

function released(folder: string): string {
  repository(folder, { 'demo/__init__.py': '1', 'docs/größe.md': 'd' })
  git(folder, 'tag', 'v1.0')
  commit(folder, { 'demo/__init__.py': '2' })
  git(folder, 'tag', '--annotate', '--message=m', 'v1.1')
  commit(folder, { 'demo/__init__.py': '3' })
  return folder
}

const clone = (from: string, name: string, ...args: string[]) => {
  git(root, 'clone', '--quiet', ...args, `file://${from}`, name)
  return join(root, name)
}

test.each<[string, () => string]>([
  ['a branch', () => released(join(root, 'on a branch'))],
  [
    'a tag',
    () => {
      const folder = released(join(root, 'on a tag'))
      git(folder, 'checkout', '--quiet', 'v1.1')
      return folder
    },
  ],
  [
    'a changed work tree',
    () => {
      const folder = released(join(root, 'changed'))
      write(folder, { 'demo/__init__.py': 'edited' })
      rmSync(join(folder, 'docs', 'größe.md'))
      return folder
    },
  ],
  [
    'packed references',
    () => {
      const folder = released(join(root, 'packed'))
      git(folder, 'gc', '--quiet')
      return folder
    },
  ],
  ['a shallow clone', () => clone(released(join(root, 'origin 1')), 'shallow', '--depth=1')],
  [
    'a shallow clone with a tag',
    () => clone(released(join(root, 'origin 2')), 'shallow at a tag', '--depth=2', '--branch=v1.1'),
  ],
  [
    'a worktree',
    () => {
      const folder = released(join(root, 'with a worktree'))
      git(folder, 'worktree', 'add', '--quiet', '-b', 'side', join(root, 'worktree'), 'v1.0')
      return join(root, 'worktree')
    },
  ],
  [
    'a clone that borrows',
    () => clone(released(join(root, 'origin 3')), 'borrowing', '--reference', join(root, 'origin 3')),
  ],
])('git answers in the copy of %s as in the original, which is not touched', async (name, make) => {
  const folder = make()
  const answers = (where: string) =>
    QUESTIONS.map((question) => {
      try {
        return git(where, ...question)
      } catch (error) {
        return String((error as { stderr: string }).stderr)
          .trim()
          .split(':')[0]
      }
    })
  const expected = answers(folder)
  const store = git(folder, 'rev-parse', '--path-format=absolute', '--git-common-dir')
  const before = [listing(folder), listing(store)]
  const { checkout, copy } = await copied(folder, `copy of ${name}`)
  await borrowHistory(checkout, copy)
  expect(answers(copy)).toEqual(expected)
  expect([listing(folder), listing(store)]).toEqual(before)

  // git dates the objects that it finds again, wherever they lie; nothing else may change by what the copy writes.
  const held = [contents(folder), contents(store)]
  git(copy, 'tag', 'v9.9')
  commit(copy, { 'new.py': '' })
  expect([contents(folder), contents(store)]).toEqual(held)
})

test('without a repository there is no history to borrow', async () => {
  const folder = join(root, 'no history')
  write(folder, { 'setup.py': '' })
  const { checkout, copy } = await copied(folder, 'no history copy')
  await borrowHistory(checkout, copy)
  expect(existsSync(join(copy, '.git'))).toBe(false)
})
