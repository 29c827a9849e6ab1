import { expect, test } from '@jest/globals'
import { checkBuild } from '../../../src/checks/build/decide.ts'
import { checkContents } from '../../../src/checks/contents/decide.ts'
import { checkRebuilds, firstDifference } from '../../../src/checks/reproducibility/decide.ts'
import type { Rebuilds } from '../../../src/distribution/build.ts'
import type { Member, Wheel } from '../../../src/distribution/wheel.ts'
import { completedWith, contentsOf, factsOf, type Given, SDIST, short, wheelOf } from '../facts.ts'

const INIT = 'demo/__init__.py'

/** Facts of a package whose wheel from the source tree has these files, and whose checkout has them in `src/`. */
function factsWith(
  tree: readonly string[],
  given: Given & { sdist?: readonly string[] } = {},
  wheel?: Wheel,
) {
  const contents = contentsOf(given)
  const sources = tree.map((path) => ({ path: `src/${path}`, sha256: '' }))
  return factsOf({
    ...given,
    facts: {
      contents: completedWith({ ...contents, sources }),
      build: completedWith({
        kind: 'built',
        sdist: { ...SDIST, files: given.sdist ?? [] },
        wheel: contents.wheel,
        seconds: 1,
      }),
      rebuild: completedWith({
        fromSourceTree: { kind: 'built', wheel: wheel ?? wheelOf({ ...given, shipped: tree }) },
        second: { kind: 'built', wheel: contents.wheel },
      }),
    },
  })
}

test.each<[string, readonly string[], readonly string[], string[]]>([
  ['the same files', [INIT], [INIT], []],
  ['a module that the sdist lacks', [INIT, 'demo/a.py'], [INIT], ['error sdist-incomplete']],
  ['all files but one that only the wheel from the sdist has', [INIT], [INIT, 'demo/_version.py'], []],
  [
    'a file in the data directory of the wheel',
    [INIT, 'demo-1.0.data/data/share/a.1'],
    [INIT],
    ['error sdist-incomplete'],
  ],
  ['a licence', [INIT, 'demo-1.0.dist-info/licenses/LICENSE'], [INIT], ['warning sdist-incomplete']],
  ['tests in the package', [INIT, 'demo/tests/test_a.py'], [INIT], ['warning sdist-incomplete']],
  ['tests and a module', [INIT, 'demo/tests/test_a.py', 'demo/a.py'], [INIT], ['error sdist-incomplete']],
  ['metadata of a build backend', [INIT, 'demo-1.0.dist-info/top_level.txt'], [INIT], []],
  ['bytecode', [INIT, 'demo/__pycache__/a.pyc'], [INIT], []],
  ['py.typed, which has its own rule', [INIT, 'demo/py.typed'], [INIT], []],
  [
    'the same metadata under another version',
    ['demo-1.1.dist-info/METADATA'],
    ['demo-1.0.dist-info/METADATA'],
    [],
  ],
])('the wheel from the source tree has %s', (_, tree, shipped, expected) => {
  expect(short(checkRebuilds(factsWith(tree, { shipped })))).toEqual(expected)
})

test('files that the sdist lacks are reported once, with their directory', () => {
  const missing = ['demo/sub/__init__.py', 'demo/sub/x.json', 'demo/a.py']
  const facts = factsWith([INIT, ...missing], {
    missing,
    readers: { 'demo/sub/x.json': ['src/demo/__init__.py'] },
    sdist: ['src/demo/__init__.py', 'src/demo/a.py'],
    manifest: 'graft src\nprune src/demo/sub\n',
  })
  expect(checkRebuilds(facts)).toMatchObject([
    {
      where: { file: 'src/demo/sub/__init__.py' },
      facts: {
        missing: missing.map((path) => `src/${path}`),
        absent: ['src/demo/sub/'],
        cause: '"prune src/demo/sub" (MANIFEST.in:2) excludes it',
      },
    },
  ])
  expect(checkContents(facts)).toEqual([])
})

/** A wheel whose member has this content. */
const withContent = (path: string, sha256: string, given: Given = {}): Wheel => {
  const wheel = wheelOf({ ...given, shipped: [INIT, path] })
  const change = <T extends { sha256: string }>(files: readonly T[], name: (file: T) => string) =>
    files.map((file) => (name(file) === path ? { ...file, sha256 } : file))
  return {
    ...wheel,
    files: change(wheel.files, (file) => file.path),
    members: change(wheel.members, (member) => member.name),
  }
}

test.each<[string, string, string, string[]]>([
  // All sources have an empty hash, so an empty hash means the content of the checkout.
  ['a file of the checkout with other content', 'demo/a.py', '', ['error sdist-incomplete']],
  ['a generated version file', 'demo/_version.py', 'from git', []],
  ['a compiled file', 'demo/a.abi3.so', '', []],
])('%s', (_, path, inTree, expected) => {
  const facts = factsWith([INIT, path], { shipped: [INIT, path] }, withContent(path, inTree))
  const contents = withContent(path, 'from the sdist')
  const given = {
    ...facts,
    contents: completedWith({
      ...contentsOf(),
      wheel: contents,
      sources: [{ path: `src/${path}`, sha256: '' }],
    }),
  }
  expect(short(checkRebuilds(given))).toEqual(expected)
})

test.each<[string, Given, Given, string[]]>([
  ['the same', { requires: ['a>=1'] }, { requires: ['a>=1'] }, []],
  ['in another order', { requires: ['a', 'b'] }, { requires: ['b', 'a'] }, []],
  [
    'with the version of the build',
    { requires: ['core==1.0'] },
    { requires: ['core==1.1'], version: '1.1' },
    [],
  ],
  ['fewer', {}, { requires: ['a>=1'] }, ['METADATA (Requires-Dist: a>=1)']],
  ['more', { requires: ['a>=1'] }, {}, ['METADATA (Requires-Dist: a>=1)']],
  [
    'no script',
    {},
    { entryPoints: '[console_scripts]\nd = demo:main' },
    ['entry_points.txt (d = demo:main)'],
  ],
])('the wheel from the sdist declares %s', (_, sdist, tree, changed) => {
  const findings = checkRebuilds(factsWith([INIT], sdist, wheelOf(tree)))
  expect(
    findings.flatMap((finding) => (finding.rule === 'sdist-incomplete' ? finding.facts.changed : [])),
  ).toEqual(changed)
})

const FAILURE = { step: 'wheel from the tree', output: ['no'] } as const
const failing = (rebuild: Partial<Rebuilds>) =>
  factsOf({
    facts: {
      rebuild: completedWith({
        fromSourceTree: { kind: 'built', wheel: wheelOf() },
        second: undefined,
        ...rebuild,
      }),
    },
  })

test('a wheel that cannot be built from the source tree is a failed build', () => {
  const findings = checkRebuilds(failing({ fromSourceTree: { kind: 'failed', failure: FAILURE } }))
  expect(findings).toMatchObject([{ rule: 'build-failed', severity: 'error', facts: { step: FAILURE.step } }])
})

test('a second build that fails is not reproducible', () => {
  const findings = checkRebuilds(failing({ second: { kind: 'failed', failure: FAILURE } }))
  expect(short(findings)).toEqual(['warning not-reproducible'])
})

test.each<[string, Rebuilds['fromSourceTree'], boolean]>([
  ['built', { kind: 'built', wheel: wheelOf() }, true],
  ['failed too', { kind: 'failed', failure: FAILURE }, false],
])(
  'a build from the sdist fails, and the build from the source tree is %s',
  (_, fromSourceTree, treeBuilds) => {
    const failure = { step: 'wheel from the sdist' as const, output: ['no'], missingFile: 'requirements.txt' }
    const given = failing({ fromSourceTree })
    const built = given.build.kind === 'completed' ? given.build.value : undefined
    const build =
      treeBuilds && built?.kind === 'built'
        ? { ...built, sdistFailure: failure }
        : { kind: 'failed' as const, failure }
    const facts = { ...given, build: completedWith(build) }
    expect(checkBuild(facts)).toMatchObject([{ facts: { treeBuilds, absent: 'requirements.txt' } }])
    expect(checkRebuilds(facts)).toEqual([])
  },
)

const member = (name: string, given: Partial<Member> = {}): Member => ({
  name,
  sha256: 'a',
  mode: 0o644,
  modified: 1,
  ...given,
})
const RECORD = 'demo-1.0.dist-info/RECORD'

test.each<[string, readonly Member[], readonly Member[], string | undefined]>([
  ['the same members in another archive', [member('a')], [member('a')], undefined],
  ['other content', [member('a'), member('b')], [member('a'), member('b', { sha256: 'x' })], 'b content'],
  [
    'other content, with its hash in RECORD',
    [member(RECORD), member('a')],
    [member(RECORD, { sha256: 'x' }), member('a', { sha256: 'x' })],
    'a content',
  ],
  ['another RECORD', [member(RECORD)], [member(RECORD, { sha256: 'x' })], `${RECORD} content`],
  [
    'other compiled files',
    [member('a.so'), member(RECORD)],
    [member('a.so', { sha256: 'x' }), member(RECORD, { sha256: 'x' })],
    undefined,
  ],
  [
    'other compiled files, and another module',
    [member('a.so'), member('b.py')],
    [member('a.so', { sha256: 'x' }), member('b.py', { sha256: 'x' })],
    'b.py content',
  ],
  ['other permissions', [member('a')], [member('a', { mode: 0o755 })], 'a permissions'],
  ['another time', [member('a')], [member('a', { modified: 2 })], 'a time'],
  ['another order', [member('a'), member('b')], [member('b'), member('a')], 'a position'],
  ['an additional file', [member('a')], [member('a'), member('b')], 'b only'],
  ['a file removed', [member('a'), member('b')], [member('a')], 'b only'],
])('two builds: %s', (_, first, second, expected) => {
  const found = firstDifference({ sha256: '1', members: first }, { sha256: '2', members: second })
  expect(found?.member).toBe(expected?.split(' ')[0])
  expect(found?.how ?? '').toContain(expected?.split(' ')[1] ?? '')
})

test('archives with the same hash do not differ', () => {
  const [first, second] = [[member('a')], [member('b')]]
  expect(firstDifference({ sha256: '1', members: first }, { sha256: '1', members: second })).toBe(undefined)
})
