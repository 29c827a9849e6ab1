import { expect, test } from '@jest/globals'
import { addedLines, isAnnounced, isChangelog } from '../../../src/checks/diagnosis/announcements.ts'
import { checkReleaseDiff } from '../../../src/checks/release-diff/decide.ts'
import type { LostFile, ReleaseDiff } from '../../../src/checks/release-diff/facts.ts'
import { lostFiles } from '../../../src/checks/release-diff/lost-files.ts'
import { completedWith, factsOf, type Given, release, wheelOf } from '../facts.ts'

const TRACKED = (path: string): LostFile => ({ path, origin: { kind: 'tracked', source: `src/${path}` } })
const GENERATED = (path: string): LostFile => ({ path, origin: { kind: 'generated' } })
const DELETED = (path: string): LostFile => ({ path, origin: { kind: 'deleted' } })

interface Case {
  /** The wheel of the last release. */
  readonly before?: Given
  readonly after?: Given
  readonly lost?: readonly LostFile[]
  readonly announcements?: readonly string[]
  readonly requiresPython?: readonly [before: string, after: string]
}

function found({ before = {}, after = {}, lost = [], announcements = [], requiresPython }: Case): string[] {
  const previous = wheelOf({ version: '1.0', ...before })
  const diff: ReleaseDiff = {
    tag: { name: 'v1.0', version: '1.0', commit: 'a'.repeat(40) },
    previous: {
      ...previous,
      metadata: { ...previous.metadata, requiresPython: requiresPython?.[0] },
    },
    lost,
    announcements,
  }
  const facts = factsOf({ version: '1.0.1', ...after, facts: { version: completedWith(release()) } })
  const contents = facts.contents.kind === 'completed' ? facts.contents.value : undefined
  if (contents !== undefined && requiresPython !== undefined)
    Object.assign(contents.wheel.metadata, { requiresPython: requiresPython[1] })
  return checkReleaseDiff({ ...facts, release: completedWith(diff) }).map(({ facts: one }) =>
    'kind' in one && 'names' in one ? `${one.kind}: ${one.names.join(' ')}` : '',
  )
}

const COMMAND = { entryPoints: '[console_scripts]\nd = demo:main' }
const PLUGIN = { entryPoints: '[demo.plugins]\nd = demo:main' }
const EXTRA = { extras: ['fast-json'], requires: ['orjson; extra == "fast-json"'] }

test.each<[string, Case, string[]]>([
  ['nothing', {}, []],
  ['a command', { before: COMMAND }, ['command: d']],
  ['a command, which is announced', { before: COMMAND, announcements: ['- Removed the command `d`.'] }, []],
  ['a command, in a major release', { before: COMMAND, after: { version: '2.0' } }, []],
  ['a command, in a minor release', { before: COMMAND, after: { version: '1.1' } }, ['command: d']],
  ['a command, before the version is raised', { before: COMMAND, after: { version: '1.0' } }, []],
  ['a plugin', { before: PLUGIN }, ['plugin: d of demo.plugins']],
  ['a plugin, whose group is announced', { before: PLUGIN, announcements: ['No more demo.plugins'] }, []],
  ['an extra', { before: EXTRA }, ['extra: fast-json']],
  ['an extra that is spelled otherwise', { before: EXTRA, after: { extras: ['fast_json'] } }, []],
  ['an extra for developers', { before: { extras: ['dev'], requires: ['pytest; extra == "dev"'] } }, []],
  [
    'an import package',
    { before: { shipped: ['demo/__init__.py', 'other/__init__.py'] } },
    ['module: other'],
  ],
  ['tests in site-packages', { before: { shipped: ['demo/__init__.py', 'tests/__init__.py'] } }, []],
  ['the typing marker', { lost: [DELETED('demo/py.typed')] }, ['typing: py.typed']],

  [
    'compiled modules',
    { lost: [GENERATED('demo/_fast.cpython-312-x86_64-linux-gnu.so')] },
    ['files: demo/_fast.cpython-312-x86_64-linux-gnu.so'],
  ],
  ['a generated version file', { lost: [GENERATED('demo/_version.py')] }, []],
  ['files that were deleted', { lost: [DELETED('demo/data/a.json')] }, []],
  [
    'a file that data-missing reports',
    { after: { missing: ['demo/data/a.json'] }, lost: [TRACKED('demo/data/a.json')] },
    [],
  ],
  [
    'a script that stays behind otherwise',
    { after: { missing: ['demo/run.sh'] }, lost: [TRACKED('demo/run.sh')] },
    ['files: demo/run.sh'],
  ],
  [
    'a directory that is announced',
    {
      after: { missing: ['demo/scripts/run.sh'] },
      lost: [TRACKED('demo/scripts/run.sh')],
      announcements: ['Drop scripts/'],
    },
    [],
  ],
  ['sources of compiled code', { after: { missing: ['demo/a.pyx'] }, lost: [TRACKED('demo/a.pyx')] }, []],
  ['a top-level directory', { lost: [TRACKED('docs/index.md')] }, []],

  ['a Python in a patch release', { requiresPython: ['>=3.8', '>=3.9'] }, ['python: 3.8']],
  ['a Python in a minor release', { after: { version: '1.1' }, requiresPython: ['>=3.8', '>=3.9'] }, []],
  [
    'a Python that is announced',
    { requiresPython: ['>=3.8', '>=3.9'], announcements: ['Drop Python 3.8'] },
    [],
  ],
  ['a newer Python', { requiresPython: ['>=3.8', '>=3.8,<3.16'] }, ['python: 3.16']],
  ['no Python', { requiresPython: ['>=3.9', '>=3.8'] }, []],
])('the loss of %s', (_, given, expected) => {
  expect(found(given)).toEqual(expected)
})

const REPOSITORY = {
  tracked: ['src/demo/__init__.py', 'src/demo/a/x.json'],
  changed: ['src/demo/b/y.json', 'src/demo/__init__.py'],
  prefix: '',
  roots: new Map([['demo', 'src/demo']]),
}

test('lost files and their origins', () => {
  const before = wheelOf({
    shipped: [
      'demo/__init__.py',
      'demo/a/x.json',
      'demo/b/y.json',
      'demo/c/z.json',
      'demo/tests/data.json',
      'demo/__pycache__/a.pyc',
      'demo/_fast.cpython-311-x86_64-linux-gnu.so',
    ],
  })
  const after = wheelOf({ shipped: ['demo/__init__.py', 'demo/_fast.abi3.so'] })
  const files = (wheel: typeof before) => ({
    ...wheel,
    files: wheel.files.map((file) => ({ ...file, sha256: file.path })),
  })
  expect(lostFiles(files(before), files(after), REPOSITORY)).toEqual([
    { path: 'demo/a/x.json', origin: { kind: 'tracked', source: 'src/demo/a/x.json' } },
    { path: 'demo/b/y.json', origin: { kind: 'deleted' } },
    { path: 'demo/c/z.json', origin: { kind: 'generated' } },
  ])
})

test('a file that was moved is not lost', () => {
  const wheel = (path: string) => ({ ...wheelOf(), files: [{ path, sha256: 'abc' }] })
  expect(lostFiles(wheel('demo/a.json'), wheel('demo/data/a.json'), REPOSITORY)).toEqual([])
})

test.each([
  ['CHANGELOG.md', true],
  ['docs/changes.rst', true],
  ['NEWS', true],
  ['newsfragments/12.removal.md', true],
  ['changelog.d/fix.md', true],
  ['src/demo/news.py', false],
  ['README.md', false],
])('%s is a changelog: %s', (file, expected) => {
  expect(isChangelog(file)).toBe(expected)
})

test('announcements', () => {
  const lines = addedLines(
    '# Changes\n\n1.0\n- first\n',
    '# Changes\n\n1.1\n- no more `greet-old`\n\n1.0\n- first\n',
  )
  expect(lines).toEqual(['1.1', '- no more `greet-old`'])
  expect(isAnnounced('greet-old', lines)).toBe(true)
  expect(isAnnounced('greet', lines)).toBe(true)
  expect(isAnnounced('old-greet', lines)).toBe(false)
})
