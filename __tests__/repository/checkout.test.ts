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
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { Inconclusive } from '../../src/program/errors.ts'
import { pathInSourceTree } from '../../src/project/source-tree.ts'
import { borrowHistory, copyFiles, readCheckout } from '../../src/repository/checkout.ts'
import { commit, git, repository, temporaryDirectory, write } from './repository.ts'

const root = temporaryDirectory()

/** Every file and directory below a directory; links are not followed. */
function below(directory: string, inside = ''): string[] {
  return readdirSync(join(directory, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`
    return entry.isDirectory() ? [path, ...below(directory, path)] : [path]
  })
}

/** The attributes of all files below a directory, which change if one is written. */
function listing(directory: string): string[] {
  return below(directory)
    .map((name) => {
      const { size, mtimeMs, mode } = lstatSync(join(directory, name))
      return `${name} ${size} ${mtimeMs} ${mode}`
    })
    .sort()
}

const filesBelow = (directory: string) =>
  below(directory)
    .filter((name) => !name.startsWith('.git/') && !lstatSync(join(directory, name)).isDirectory())
    .sort()

/** The digests of the files below a directory. */
const contents = (directory: string) =>
  filesBelow(directory).map((name) => [
    name,
    lstatSync(join(directory, name)).isFile() ? hash('sha256', readFileSync(join(directory, name))) : '',
  ])

async function copied(directory: string, name: string, generated: string[] = []) {
  const checkout = await readCheckout(directory)
  const copy = join(root, name)
  mkdirSync(copy)
  await copyFiles(checkout, copy, generated)
  return { checkout, copy }
}

test('tracked files are copied as they are now, and no others', async () => {
  const directory = repository(join(root, 'a repository'), {
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
  symlinkSync('__init__.py', join(directory, 'demo', 'link.py'))
  symlinkSync('demo', join(directory, 'folder-link'))
  symlinkSync('/nowhere', join(directory, 'dangling'))
  chmodSync(join(directory, 'run.sh'), 0o755)
  commit(directory, {})
  write(directory, {
    'pyproject.toml': 'new',
    'new.py': 'untracked',
    'build/lib/stale.py': '',
    'x.log': '',
    'staged.py': '',
  })
  git(directory, 'add', 'staged.py')
  rmSync(join(directory, 'gone.txt'))
  const before = listing(directory)

  const { checkout, copy } = await copied(join(directory, 'demo'), 'copy', ['build/**'])
  expect(checkout).toMatchObject({
    root: directory,
    isRepository: true,
    untracked: ['new.py'],
    committedAt: 1767225600,
  })
  expect(checkout.head).toBe(git(directory, 'rev-parse', 'HEAD'))
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
  expect(listing(directory)).toEqual(before)
})

test('configured generated files are copied', async () => {
  const directory = repository(join(root, 'generated'), {
    'demo/__init__.py': '',
    '.gitignore': '_version.py\n',
  })
  write(directory, { 'demo/_version.py': 'v', 'demo/other.tmp': '' })
  const { copy } = await copied(directory, 'generated copy', ['**/_version.py'])
  expect(filesBelow(copy)).toEqual(['.gitignore', 'demo/__init__.py', 'demo/_version.py'])
})

test('without a repository, build output and caches are skipped', async () => {
  const directory = join(root, 'plain')
  write(directory, {
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
  const checkout = await readCheckout(directory)
  expect(checkout).toMatchObject({
    root: directory,
    isRepository: false,
    head: undefined,
    committedAt: undefined,
  })
  expect([...checkout.files].sort()).toEqual([
    'demo/__init__.py',
    'setup.py',
    'src/build/__init__.py',
    'src/build/env.py',
    'tests/test_a.py',
  ])
})

test('a repository before its first commit', async () => {
  const directory = repository(join(root, 'unborn'))
  write(directory, { 'setup.py': '', 'other.py': '' })
  git(directory, 'add', 'setup.py')
  const { checkout, copy } = await copied(directory, 'unborn copy')
  expect(checkout).toMatchObject({
    isRepository: true,
    files: ['setup.py'],
    untracked: ['other.py'],
    head: undefined,
    committedAt: undefined,
  })
  await borrowHistory(checkout, copy)
  expect(git(copy, 'status', '--porcelain')).toBe('A  setup.py')
})

test('a repository that git cannot read is inconclusive', async () => {
  const directory = join(root, 'broken')
  mkdirSync(join(directory, '.git'), { recursive: true })
  await expect(readCheckout(directory)).rejects.toThrow(Inconclusive)
})

test('files of a submodule are tracked files', async () => {
  const inner = repository(join(root, 'inner'), { 'data.json': '{}' })
  const directory = repository(join(root, 'outer'), { 'setup.py': '' })
  git(directory, 'submodule', '--quiet', 'add', inner, 'vendor/inner')
  commit(directory, {})
  const { checkout, copy } = await copied(directory, 'outer copy')
  expect([...checkout.files].sort()).toEqual(['.gitmodules', 'setup.py', 'vendor/inner/data.json'])
  expect(existsSync(join(copy, 'vendor', 'inner', 'data.json'))).toBe(true)
})

test('a submodule that is not checked out keeps its empty directory', async () => {
  const inner = repository(join(root, 'inner that is not here'), { 'data.json': '{}' })
  const directory = repository(join(root, 'not recursive'), { 'setup.py': '' })
  git(directory, 'submodule', '--quiet', 'add', inner, 'vendor/inner')
  commit(directory, {}, 'v1.0')
  git(directory, 'submodule', '--quiet', 'deinit', '--all', '--force')
  const { checkout, copy } = await copied(directory, 'not recursive copy')
  await borrowHistory(checkout, copy)
  expect(git(copy, 'describe', '--tags', '--dirty')).toBe('v1.0')
  expect(git(copy, 'status', '--porcelain')).toBe('')
})

// Other systems refuse such a name.
const onLinux = process.platform === 'linux' ? test : test.skip
onLinux('a file whose name is not UTF-8 is copied', async () => {
  const directory = repository(join(root, 'latin'), { 'setup.py': '', 'café/a.txt': '' })
  const name = Buffer.concat([
    Buffer.from(`${directory}/café/`),
    Buffer.from([0x63, 0xe9]),
    Buffer.from('.txt'),
  ])
  writeFileSync(name, 'latin')
  commit(directory, {}, 'v1.0')
  const { checkout, copy } = await copied(directory, 'latin copy')
  expect([...checkout.files].sort()).toEqual(['cafÃ©/cé.txt', 'café/a.txt', 'setup.py'])
  await borrowHistory(checkout, copy)
  expect(git(copy, 'status', '--porcelain')).toBe('')
})

test('a file with a merge conflict is listed once', async () => {
  const directory = repository(join(root, 'conflict'), { 'a.py': '1' })
  git(directory, 'checkout', '--quiet', '-b', 'other')
  commit(directory, { 'a.py': '2' })
  git(directory, 'checkout', '--quiet', 'main')
  commit(directory, { 'a.py': '3' })
  expect(() => git(directory, 'merge', 'other')).toThrow()
  expect((await readCheckout(directory)).files).toEqual(['a.py'])
})

test.each([
  ['', '.'],
  ['packages/a', 'packages/a'],
])('the path of the directory "%s" is %s', (below, expected) => {
  const checkout = {
    root,
    isRepository: false,
    files: [],
    byteNames: new Map(),
    untracked: [],
    head: undefined,
    committedAt: undefined,
  }
  expect(pathInSourceTree(checkout, join(root, below))).toBe(expected)
})

/** Commands with which build backends get the version or the files from git. */
const GIT_COMMANDS = [
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

function released(directory: string): string {
  repository(directory, { 'demo/__init__.py': '1', 'docs/größe.md': 'd' })
  git(directory, 'tag', 'v1.0')
  commit(directory, { 'demo/__init__.py': '2' })
  git(directory, 'tag', '--annotate', '--message=m', 'v1.1')
  commit(directory, { 'demo/__init__.py': '3' })
  return directory
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
      const directory = released(join(root, 'on a tag'))
      git(directory, 'checkout', '--quiet', 'v1.1')
      return directory
    },
  ],
  [
    'a changed work tree',
    () => {
      const directory = released(join(root, 'changed'))
      write(directory, { 'demo/__init__.py': 'edited' })
      rmSync(join(directory, 'docs', 'größe.md'))
      return directory
    },
  ],
  [
    'packed references',
    () => {
      const directory = released(join(root, 'packed'))
      git(directory, 'gc', '--quiet')
      return directory
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
      const directory = released(join(root, 'with a worktree'))
      git(directory, 'worktree', 'add', '--quiet', '-b', 'side', join(root, 'worktree'), 'v1.0')
      return join(root, 'worktree')
    },
  ],
  [
    'a clone with --reference',
    () => clone(released(join(root, 'origin 3')), 'borrowing', '--reference', join(root, 'origin 3')),
  ],
])('git prints the same in the copy of %s as in the original, which does not change', async (name, make) => {
  const directory = make()
  const outputs = (cwd: string) =>
    GIT_COMMANDS.map((command) => {
      try {
        return git(cwd, ...command)
      } catch (error) {
        return String((error as { stderr: string }).stderr)
          .trim()
          .split(':')[0]
      }
    })
  const expected = outputs(directory)
  const gitDirectory = git(directory, 'rev-parse', '--path-format=absolute', '--git-common-dir')
  const before = [listing(directory), listing(gitDirectory)]
  const { checkout, copy } = await copied(directory, `copy of ${name}`)
  await borrowHistory(checkout, copy)
  expect(outputs(copy)).toEqual(expected)
  expect([listing(directory), listing(gitDirectory)]).toEqual(before)

  // Only contents are compared, as git updates the timestamps of borrowed objects.
  const contentsBefore = [contents(directory), contents(gitDirectory)]
  git(copy, 'tag', 'v9.9')
  commit(copy, { 'new.py': '' })
  expect([contents(directory), contents(gitDirectory)]).toEqual(contentsBefore)
})

test('without a repository, the copy has none either', async () => {
  const directory = join(root, 'no history')
  write(directory, { 'setup.py': '' })
  const { checkout, copy } = await copied(directory, 'no history copy')
  await borrowHistory(checkout, copy)
  expect(existsSync(join(copy, '.git'))).toBe(false)
})
