/** The version in every repository: a history, an event and a policy, and what is said of them. */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import type { Event } from '../../../src/config/event.ts'
import { temporaryFolder } from '../../repository/repository.ts'
import { Judge } from './judge.ts'
import { BACKEND, clone, git, Repository, shallow } from './repository.ts'

const root = temporaryFolder()
const judge = new Judge(root)
let repositories = 0

const repository = (project?: string) => new Repository(join(root, `${repositories++} größe`), project)

/** A repository whose release 1.0 is tagged as v1.0. */
const released = (tag = 'v1.0') => repository().release('1.0', tag)

type Expected = readonly [
  verdict: 'pass' | 'fail' | 'error',
  findings: readonly string[],
  says: RegExp | string,
]

const NOT_BUMPED = 'error version-not-bumped'
const TAKEN = 'error version-taken'
const MISMATCH = 'error tag-mismatch'
const INVALID = 'error version-invalid'

const pass = (says: RegExp | string = /./): Expected => ['pass', [], says]
const fail = (finding: string, says: RegExp | string = /./): Expected => ['fail', [finding], says]

async function check(
  folder: string,
  [verdict, findings, says]: Expected,
  given: Parameters<Judge['judge']>[1] = {},
): Promise<void> {
  const judgement = await judge.judge(folder, given)
  expect({ ...judgement, says: judgement.says }).toMatchObject({ verdict, findings })
  expect(judgement.says).toMatch(says)
}

describe('which tag is the last release', () => {
  test.concurrent.each<[string, string]>([
    ['v1.0', 'v1.0'],
    ['1.0', '1.0'],
    ['V1.0', 'V1.0'],
    ['release-1.0', 'release-1.0'],
    ['release/1.0', 'release/1.0'],
    ['release_v1.0', 'release_v1.0'],
    ['demo-1.0', 'demo-1.0'],
    ['demo_1.0', 'demo_1.0'],
    ['demo/v1.0', 'demo/v1.0'],
    ['demo@1.0', 'demo@1.0'],
    ['demo==1.0', 'demo==1.0'],
    ['Demo-v1.0', 'Demo-v1.0'],
    ['v1.0.0', 'v1.0.0'],
    ['v1', 'v1'],
  ])('%s', async (name, tag) => {
    await check(
      released(name).change().folder,
      fail(NOT_BUMPED, `still 1.0, as at the last tag ${tag}, but demo/a.py changed`),
    )
  })

  test.concurrent.each<[string, (repository: Repository) => Repository, string, Expected]>([
    [
      'annotated',
      (r) => r.version('1.0').commit('r') && annotate(r, 'v1.0'),
      '1.0',
      fail(NOT_BUMPED, 'v1.0'),
    ],
    [
      'an own pattern',
      (r) =>
        r
          .set({ '[tool.as-installed.version]': 'tag = "py-{version}-final"' })
          .release('1.0', 'py-1.0-final')
          .tag('v9.0'),
      '1.1',
      pass('1.0 -> 1.1'),
    ],
    ['a moving tag beside it', (r) => r.release('1.0').tag('v1'), '1.0.1', pass('1.0 -> 1.0.1')],
    [
      'the highest, not the newest',
      (r) => r.release('1.10').release('1.9.1'),
      '1.10',
      fail(NOT_BUMPED, 'as at the last tag v1.10'),
    ],
    ['a candidate after its final', (r) => r.release('1.1').tag('v1.1rc1'), '1.2', pass('1.1 -> 1.2')],
    [
      'v and bare merged',
      (r) => r.release('1.0', 'v1.0').release('1.1', '1.1'),
      '1.1',
      fail(NOT_BUMPED, 'last tag 1.1,'),
    ],
    ['a tag of another package', (r) => r.release('1.0').tag('core-v2.48.0'), '1.1', pass('1.0 -> 1.1')],
    [
      'tags that are no versions',
      (r) => r.release('1.0').tag('nightly', '2.1.x', 'for_TypeEvalPy'),
      '1.1',
      pass('1.0 -> 1.1'),
    ],
    ['a development version', (r) => r.release('1.0').tag('v1.1.dev1'), '1.0.1', pass('1.0 -> 1.0.1')],
    ['a local version', (r) => r.release('1.0').tag('v1.0+build.7'), '1.0.1', pass('1.0 -> 1.0.1')],
    ['no tag at all', (r) => r.commit(), '1.0', pass('no release was tagged yet')],
    [
      'nothing but tags of others',
      (r) => r.commit('c', 'core-v1.0'),
      '1.0',
      pass('no release was tagged yet'),
    ],
  ])('%s', async (_, make, version, expected) => {
    await check(make(repository()).version(version).change().folder, expected)
  })
})

function annotate(repository: Repository, tag: string): Repository {
  repository.git('tag', '--annotate', `--message=${tag}`, tag)
  return repository
}

describe('whether it is higher', () => {
  test.concurrent.each<[string, string, boolean]>([
    ['1.0', '1.1', true],
    ['1.9', '1.10', true],
    ['1.0', '1.0.0', false],
    ['1.0', '0.9', false],
    ['1.0', '1.0.post1', true],
    ['1.0.post1', '1.0.post2', true],
    ['1.0.post1', '1.0', false],
    ['1.0', '1.1a1', true],
    ['1.1a1', '1.1a2', true],
    ['1.1b1', '1.1a2', false],
    ['1.1rc1', '1.1', true],
    ['1.1', '1.1rc2', false],
    ['1.1rc2', '1.1rc10', true],
    ['1.0', '1.1.dev1', true],
    ['1.0', '1.0.dev1', false],
    ['1.0', '1!0.1', true],
    ['1!0.1', '2.0', false],
    ['1.0', '1.0+local.1', true],
    ['0.1.0', '0.1.1', true],
    ['0.9', '0.10', true],
    ['0.10', '0.9.1', false],
    ['2026.11', '2026.12', true],
    ['2026.12', '2027.1', true],
    ['2026.12.1', '2026.11.2', false],
    ['26.1', '2026.2', true],
    ['1.2.3', '1.2.3.1', true],
  ])('from %s to %s: %s', async (from, to, isHigher) => {
    const expected = isHigher ? pass(`${from} -> ${to}`) : fail(NOT_BUMPED, from)
    await check(repository().release(from).version(to).change().folder, expected)
  })
})

describe('whether what ships has changed', () => {
  const CHANGED = (what: string) => fail(NOT_BUMPED, `but ${what} changed since`)
  test.concurrent.each<[string, (repository: Repository) => Repository, Expected]>([
    ['code', (r) => r.write({ 'demo/a.py': 'a = 2\n' }), CHANGED('demo/a.py')],
    ['a comment in code', (r) => r.write({ 'demo/a.py': 'a = 1  # one\n' }), CHANGED('demo/a.py')],
    ['a new module', (r) => r.write({ 'demo/b.py': '' }), CHANGED('demo/b.py')],
    ['a new data file', (r) => r.write({ 'demo/data.json': '{}' }), CHANGED('demo/data.json')],
    ['a module is gone', (r) => r.write({ 'demo/a.py': null }), CHANGED('demo/a.py')],
    [
      'a module is renamed',
      (r) => r.write({ 'demo/a.py': null, 'demo/c.py': 'a = 1\n' }),
      CHANGED('demo/a.py and demo/c.py'),
    ],
    ['a dependency', (r) => r.set({ dependencies: '["six"]' }), CHANGED('Requires-Dist')],
    ['the Pythons', (r) => r.set({ 'requires-python': '">=3.8"' }), CHANGED('Requires-Python')],
    ['a script', (r) => r.set({ 'demo-script': '"demo.a:main"' }), CHANGED('entry points')],
    ['what is left out', (r) => r.set({ 'leaves-out': '["demo/a.py"]' }), CHANGED('demo/a.py')],
    [
      'a build that makes something else',
      (r) => r.write({ 'backend.py': ANOTHER_BACKEND }),
      CHANGED('demo/built.py'),
    ],
    [
      'the README',
      (r) => r.write({ 'README.md': 'More words\n' }),
      pass('its wheel was built, and installs the same'),
    ],
    [
      'the docs',
      (r) => r.write({ 'docs/index.md': 'd' }),
      pass('its wheel was built, and installs the same'),
    ],
    ['tests', (r) => r.write({ 'tests/test_a.py': 't' }), pass('its wheel was built, and installs the same')],
    ['CI', (r) => r.write({ '.github/workflows/ci.yml': 'on: push' }), pass('its wheel was built')],
    ['settings of a tool', (r) => r.set({ '[tool.ruff]': 'line-length = 99' }), pass('its wheel was built')],
    [
      'the backend, and not what it makes',
      (r) => r.write({ 'backend.py': `${BACKEND}\n# More.\n` }),
      pass('its wheel was built'),
    ],
    ['nothing', (r) => r, pass('nothing has changed in the project')],
    [
      'code, and back again',
      (r) => r.change('a = 2\n').write({ 'demo/a.py': 'a = 1\n' }),
      pass('nothing has changed in the project'),
    ],
  ])('%s', async (_, make, expected) => {
    await check(make(released()).commit().folder, expected)
  })

  test.concurrent('edits that are not committed count', async () => {
    await check(released().write({ 'demo/a.py': 'a = 3\n' }).folder, [
      'pass',
      [],
      '1.0, which is tagged as v1.0 here',
    ])
    await check(released().commit().write({ 'demo/a.py': 'a = 3\n' }).folder, CHANGED('demo/a.py'))
  })

  test.concurrent.each<[string, (repository: Repository) => Repository, Expected]>([
    ['and code has changed', (r) => r.write({ 'demo/a.py': 'a = 2\n' }), CHANGED('demo/a.py')],
    ['and a dependency has', (r) => r.set({ dependencies: '["six"]' }), CHANGED('pyproject.toml')],
    [
      'and the docs have',
      (r) => r.write({ 'docs/index.md': 'd' }),
      pass(/its wheel was not compared: the wheel of \w+ cannot be built: .*no backend/),
    ],
  ])('the last release cannot be built, %s', async (_, make, expected) => {
    const broken = repository().write({ 'backend.py': 'raise RuntimeError("no backend")\n' })
    broken.release('1.0').write({ 'backend.py': BACKEND })
    await check(make(broken).commit().folder, expected)
  })

  test.concurrent('the last release was built in another way', async () => {
    const moved = released().write({ 'backend.py': null })
    moved.write({ 'builder.py': ANOTHER_BACKEND })
    const pyproject = git(moved.folder, 'show', 'HEAD:pyproject.toml').replace('"backend"', '"builder"')
    await check(moved.write({ 'pyproject.toml': pyproject }).commit().folder, CHANGED('demo/built.py'))
  })
})

/** A backend that makes a module more. */
const ANOTHER_BACKEND = BACKEND.replace(
  '    for folder,',
  '    members["demo/built.py"] = ""\n    for folder,',
)

const MAIN: Event = { kind: 'branch', branch: 'main', before: undefined }
const request = (given: { labels?: string[]; from?: string; base?: string; into?: string } = {}): Event => ({
  kind: 'pull-request',
  into: 'main',
  from: 'topic',
  base: undefined,
  labels: [],
  ...given,
})
const queue = (base: string): Event => ({ kind: 'merge-queue', into: 'main', base })
const onTag = (tag: string, defaultBranch?: string): Event => ({ kind: 'tag', tag, defaultBranch })

/** A pull request as GitHub checks it out: merged into what main is by now. */
function proposed(onMain: (r: Repository) => unknown, onTopic: (r: Repository) => unknown): Repository {
  const r = released().branch('topic')
  onTopic(r)
  r.switch('main')
  onMain(r)
  return r.branch('merged').merge('topic')
}
const nothing = () => undefined
const bumped = (version: string) => (r: Repository) => r.version(version).change()

describe('policies and events', () => {
  test.concurrent.each<[string, () => Repository, Event, string | undefined, Expected]>([
    [
      'a request that bumps',
      () => proposed(nothing, bumped('1.1')),
      request(),
      undefined,
      pass('1.0 -> 1.1'),
    ],
    [
      'a request that does not',
      () => proposed(nothing, (r) => r.change()),
      request(),
      undefined,
      fail(NOT_BUMPED),
    ],
    [
      'a request of docs',
      () => proposed(nothing, (r) => r.write({ 'docs/a.md': '' }).commit()),
      request(),
      undefined,
      pass('installs the same'),
    ],
    [
      'a request of docs, always',
      () => proposed(nothing, (r) => r.write({ 'docs/a.md': '' }).commit()),
      request(),
      'always',
      fail(NOT_BUMPED, 'still 1.0'),
    ],
    [
      'a request that does not, off',
      () => proposed(nothing, (r) => r.change()),
      request(),
      'off',
      pass('by configuration'),
    ],
    [
      'a request after one that bumped',
      () => proposed(bumped('1.1'), (r) => r.write({ 'demo/b.py': '' }).commit()),
      request(),
      undefined,
      pass('1.0 -> 1.1'),
    ],
    [
      'a request after one that bumped, always',
      () => proposed(bumped('1.1'), (r) => r.write({ 'demo/b.py': '' }).commit()),
      request(),
      'always',
      fail(TAKEN, 'main has raised the version to 1.1 already'),
    ],
    [
      'a request that bumps further, always',
      () => proposed(bumped('1.1'), bumped('1.2')),
      request(),
      'always',
      pass('1.0 -> 1.2'),
    ],
    [
      'never, and it does not',
      () => proposed(nothing, (r) => r.change()),
      request(),
      'never',
      pass('1.0 as in v1.0'),
    ],
    [
      'never, and it bumps',
      () => proposed(nothing, bumped('1.1')),
      request(),
      'never',
      fail('error version-bumped', 'The version is 1.1, but main has 1.0'),
    ],
    [
      'never, and it lowers',
      () => proposed(nothing, bumped('0.9')),
      request(),
      'never',
      fail(NOT_BUMPED, 'lower than 1.0'),
    ],
    [
      'never, and it is the release',
      () => proposed(nothing, bumped('1.1')),
      request({ from: 'release-please--branches--main' }),
      'never',
      pass('1.0 -> 1.1'),
    ],
    [
      'never, and the release does not bump',
      () => proposed(nothing, (r) => r.change()),
      request({ from: 'release-please--branches--main' }),
      'never',
      fail(NOT_BUMPED),
    ],
    [
      'never, after a release that is not tagged yet',
      () => proposed(bumped('1.1'), (r) => r.write({ 'demo/b.py': '' }).commit()),
      request(),
      'never',
      pass('1.0 -> 1.1'),
    ],
    ['never, on the branch', () => released().change(), MAIN, 'never', pass('demo/a.py changed')],
    [
      'never, on the tag',
      () => released().change().release('1.1'),
      onTag('v1.1'),
      'never',
      pass('1.0 -> 1.1'),
    ],
    ['a push that bumps', () => released().version('1.1').change(), MAIN, undefined, pass('1.0 -> 1.1')],
    ['a push that does not', () => released().change(), MAIN, undefined, fail(NOT_BUMPED)],
    [
      'a push of docs, always',
      () => released().write({ 'docs/a.md': '' }).commit(),
      MAIN,
      'always',
      fail(NOT_BUMPED),
    ],
    [
      'the commit of the release itself, always',
      () => released(),
      MAIN,
      'always',
      pass('which is tagged as v1.0 here'),
    ],
    [
      'a policy of the event',
      () =>
        proposed(nothing, (r) =>
          r.set({ '[tool.as-installed.version.policy]': 'pull-request = "off"' }).change(),
        ),
      request(),
      undefined,
      pass('by configuration'),
    ],
    [
      'the policy of another event',
      () =>
        proposed(nothing, (r) =>
          r.set({ '[tool.as-installed.version.policy]': 'pull-request = "off"' }).change(),
        ),
      MAIN,
      undefined,
      fail(NOT_BUMPED),
    ],
    [
      'an input wins over the settings',
      () => released().set({ '[tool.as-installed.version]': 'policy = "off"' }).change(),
      MAIN,
      'if-shipped-changed',
      fail(NOT_BUMPED),
    ],
  ])('%s', async (_, make, event, policy, expected) => {
    await check(make().folder, expected, { event, ...(policy === undefined ? {} : { policy }) })
  })

  test.concurrent('never, with the base of the payload where the head itself is checked out', async () => {
    const r = released()
    const base = r.head()
    r.branch('topic').version('1.1').change()
    await check(r.folder, fail('error version-bumped', 'main has 1.0'), {
      event: request({ base }),
      policy: 'never',
    })
  })

  test.concurrent.each<[string, (r: Repository) => unknown, (r: Repository) => unknown, Expected]>([
    ['alone', nothing, bumped('1.1'), pass('1.0 -> 1.1')],
    [
      'after one without a bump',
      (r) => r.write({ 'docs/a.md': '' }).commit(),
      bumped('1.1'),
      pass('1.0 -> 1.1'),
    ],
    [
      'after one with the same bump',
      (r) => r.version('1.1').write({ 'demo/b.py': '' }).commit(),
      bumped('1.1'),
      ['pass', ['warning version-taken'], 'main has raised the version to 1.1 already'],
    ],
    [
      'after one with a smaller bump',
      (r) => r.version('1.1').write({ 'demo/b.py': '' }).commit(),
      bumped('1.2'),
      pass('1.0 -> 1.2'),
    ],
    [
      'of docs after one with a bump',
      (r) => r.version('1.1').write({ 'demo/b.py': '' }).commit(),
      (r) => r.write({ 'docs/a.md': '' }).commit(),
      pass('1.0 -> 1.1'),
    ],
    ['without a bump', nothing, (r) => r.change(), fail(NOT_BUMPED)],
  ])('in the merge queue %s', async (_, first, second, expected) => {
    const merged = proposed(first, second)
    await check(merged.folder, expected, { event: queue(merged.head('HEAD^1')) })
  })
})

describe('tags', () => {
  test.concurrent.each<[string, () => Repository, string, Expected]>([
    ['of the version', () => released(), 'v1.0', pass()],
    ['of the version in other words', () => released('1.0.0'), '1.0.0', pass()],
    [
      'of another version',
      () => released('v1.1'),
      'v1.1',
      fail(MISMATCH, 'The tag is v1.1, but the wheel that was built has version 1.0'),
    ],
    ['of a candidate', () => repository().release('1.1rc1', 'v1.1-rc.1'), 'v1.1-rc.1', pass()],
    [
      'of a development version',
      () => repository().release('1.1.dev3', 'v1.1'),
      'v1.1',
      fail(INVALID, 'development version'),
    ],
    [
      'of a local version',
      () => repository().release('1.1+g123', 'v1.1'),
      'v1.1',
      fail(INVALID, 'local part'),
    ],
    [
      'that is no version',
      () => released('nightly'),
      'nightly',
      ['pass', ['warning tag-mismatch'], 'names no version'],
    ],
    ['of the package', () => released('demo-v1.0'), 'demo-v1.0', pass()],
    [
      'of a release that is lower',
      () => released('v2.0').version('1.1').commit('r', 'v1.1'),
      'v1.1',
      fail(NOT_BUMPED, 'lower than 2.0'),
    ],
    [
      'that moved to another commit',
      () => released().change().tag('v1.1').version('1.1').commit(),
      'v1.1',
      pass(),
    ],
    [
      'with a placeholder',
      () =>
        repository()
          .version('0.0.0')
          .set({ '[tool.as-installed.version]': 'placeholder = "0.0.0"' })
          .commit('r', 'v1.0'),
      'v1.0',
      pass('0.0.0 holds the place'),
    ],
    [
      'with another version than the placeholder',
      () =>
        repository()
          .version('0.1')
          .set({ '[tool.as-installed.version]': 'placeholder = "0.0.0"' })
          .commit('r', 'v1.0'),
      'v1.0',
      fail(MISMATCH),
    ],
    [
      'with a version that a workflow writes',
      () =>
        repository().version('0.0.1').write({ '.github/workflows/release.yml': RELEASE }).commit('r', 'v1.0'),
      'v1.0',
      [
        'pass',
        ['warning tag-mismatch'],
        'A workflow seems to write the version (.github/workflows/release.yml, line 8',
      ],
    ],
    [
      'with a version that the source raises',
      () =>
        released('v0.9')
          .version('1.0.dev0')
          .write({ '.github/workflows/release.yml': RELEASE })
          .commit('r', 'v1.0'),
      'v1.0',
      fail(INVALID),
    ],
  ])('a tag %s', async (_, make, tag, expected) => {
    await check(make().folder, expected, { event: onTag(tag) })
  })

  test.concurrent.each<[string, (r: Repository) => Repository, string, string, Expected]>([
    ['on the default branch', (r) => r.release('1.1'), 'v1.1', 'v1.1', pass('1.0 -> 1.1')],
    [
      'behind the tip of the default branch',
      (r) => r.release('1.1').change(),
      'v1.1',
      'v1.1',
      pass('1.0 -> 1.1'),
    ],
    [
      'on another branch',
      (r) => r.branch('topic').release('1.1').switch('main'),
      'v1.1',
      'v1.1',
      ['pass', ['warning tag-off-branch'], 'v1.1 is at a commit that is not on main, but on topic'],
    ],
    [
      'on another branch, while main went on',
      (r) => r.branch('topic').release('1.1').switch('main').change(),
      'v1.1',
      'v1.1',
      ['pass', ['warning tag-off-branch'], 'not on main'],
    ],
    [
      'on the branch of its series',
      (r) => r.branch('1.0.x').release('1.0.1').switch('main').release('2.0'),
      'v1.0.1',
      'v1.0.1',
      pass('1.0 -> 1.0.1'),
    ],
    [
      'on a merged branch',
      (r) => r.branch('topic').release('1.1').switch('main').change().merge('topic'),
      'v1.1',
      'v1.1',
      pass('1.0 -> 1.1'),
    ],
  ])('a tag %s', async (_, make, tag, revision, expected) => {
    const r = make(released())
    const cloned = clone(r)
    git(cloned, 'checkout', '--quiet', revision)
    await check(cloned, expected, { event: onTag(tag, 'main') })
  })

  test.concurrent.each<[string, (r: Repository) => Repository, string, Expected]>([
    ['at the tip of the default branch', (r) => r.release('1.1'), 'v1.1', pass('1.0 -> 1.1')],
    ['behind its tip', (r) => r.release('1.1').change().change(), 'v1.1', pass('1.0 -> 1.1')],
    [
      'on another branch',
      (r) => r.branch('topic').release('1.1').switch('main').change(),
      'v1.1',
      ['pass', ['warning tag-off-branch'], 'not on main'],
    ],
  ])('in a shallow checkout, a tag %s', async (_, make, tag, expected) => {
    await check(shallow(make(released()), tag), expected, { event: onTag(tag, 'main') })
  })
})

const RELEASE = `on:
  release:
    types: [published]
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - run: sed -i "s/^version = .*/version = '\${GITHUB_REF_NAME#v}'/" pyproject.toml
`

describe('histories', () => {
  test.concurrent.each<[string, () => Repository, Event, Expected]>([
    [
      'a maintenance branch',
      () => released().tag('start').release('2.0').switch('start').branch('1.x').version('1.0.1').change(),
      { kind: 'none' },
      pass('1.0 -> 1.0.1'),
    ],
    [
      'a maintenance branch that was merged',
      () => merged(),
      { kind: 'none' },
      fail(NOT_BUMPED, 'lower than 1.1'),
    ],
    [
      'a release on a branch that is not merged',
      () => released().branch('next').release('2.0').switch('main').version('1.1').change(),
      { kind: 'none' },
      pass('1.0 -> 1.1'),
    ],
    [
      'a version that was released on another branch',
      () => released().branch('next').release('1.1').switch('main').version('1.1').change(),
      { kind: 'none' },
      fail(TAKEN, 'was tagged already: v1.1 is at'),
    ],
    [
      'a branch that names its series',
      () => released().release('2.0').branch('1.x').version('1.1').change(),
      { kind: 'branch', branch: '1.x', before: undefined },
      pass('1.0 -> 1.1'),
    ],
    [
      'a request into a branch that names its series',
      () => released().release('2.0').branch('release/1').version('1.1').change(),
      request({ into: 'release/1' }),
      pass('1.0 -> 1.1'),
    ],
    [
      'a new series',
      () => released().branch('2.x').version('2.0').change(),
      { kind: 'branch', branch: '2.x', before: undefined },
      pass('1.0 -> 2.0'),
    ],
    [
      'a tag that is not its version, before',
      () => released().version('1.0.1').commit('r', 'v1.0.1').change(),
      { kind: 'none' },
      fail(NOT_BUMPED, 'v1.0.1'),
    ],
    [
      'a commit that is tagged with another version',
      () => repository().version('1.0.dev0').commit('r', 'v1.0'),
      { kind: 'none' },
      fail(MISMATCH, 'The tag is v1.0'),
    ],
    [
      'a release that was taken back',
      () => withoutTag(released().release('1.1').change(), 'v1.1'),
      { kind: 'none' },
      pass('1.0 -> 1.1'),
    ],
    [
      'a squashed release',
      () => released().branch('topic').change().switch('main').version('1.1').change(),
      { kind: 'none' },
      pass('1.0 -> 1.1'),
    ],
    ['thousand tags', () => many(1000), { kind: 'none' }, fail(NOT_BUMPED, 'v9.99')],
  ])('%s', async (_, make, event, expected) => {
    await check(make().folder, expected, { event })
  })
})

function merged(): Repository {
  const r = released().branch('1.0.x').release('1.0.1').switch('main').release('1.1')
  return r.merge('1.0.x').version('1.0.2').change()
}

function withoutTag(r: Repository, tag: string): Repository {
  r.git('tag', '--delete', tag)
  return r
}

function many(tags: number): Repository {
  const r = released().version('9.99').commit()
  const refs = Array.from(
    { length: tags },
    (_, i) => `create refs/tags/v${Math.floor(i / 100)}.${i % 100} ${r.head()}\n`,
  )
  r.git('tag', '--delete', 'v1.0')
  updateRefs(r.folder, refs.join(''))
  return r.change()
}

describe('waivers', () => {
  const WAIVED = (says: string): Expected => ['pass', ['note version-not-bumped'], says]
  const TRAILER = 'Change a comment\n\nNo-Version-Bump: a comment alone'
  test.concurrent.each<[string, () => Repository, Event, Expected]>([
    [
      'a label',
      () => proposed(nothing, (r) => r.change()),
      request({ labels: ['no-version-bump'] }),
      WAIVED('The label "no-version-bump" waives it'),
    ],
    [
      'another label',
      () => proposed(nothing, (r) => r.change()),
      request({ labels: ['docs'] }),
      fail(NOT_BUMPED),
    ],
    [
      'a label of the settings',
      () =>
        proposed(nothing, (r) => r.set({ '[tool.as-installed.version]': 'waive-label = "docs"' }).change()),
      request({ labels: ['docs'] }),
      WAIVED('"docs"'),
    ],
    [
      'a trailer of a commit of the request',
      () =>
        proposed(nothing, (r) =>
          r.write({ 'demo/a.py': '# a\n' }).commit(TRAILER).write({ 'docs/a.md': '' }).commit(),
        ),
      request(),
      WAIVED('waives it: a comment alone'),
    ],
    [
      'a trailer of the push',
      () => released().write({ 'demo/a.py': '# a\n' }).commit(TRAILER),
      MAIN,
      WAIVED('a comment alone'),
    ],
    [
      'a trailer before the push',
      () => released().write({ 'demo/a.py': '# a\n' }).commit(TRAILER).change(),
      MAIN,
      fail(NOT_BUMPED),
    ],
    [
      'a trailer without a reason',
      () => released().write({ 'demo/a.py': '# a\n' }).commit('Change\n\nNo-Version-Bump:'),
      MAIN,
      fail(NOT_BUMPED),
    ],
    [
      'a label where it is not needed',
      () => proposed(nothing, bumped('1.1')),
      request({ labels: ['no-version-bump'] }),
      pass('1.0 -> 1.1'),
    ],
    [
      'a label, and the version was released',
      () => proposed((r) => r.branch('next').release('1.1').switch('main'), bumped('1.1')),
      request({ labels: ['no-version-bump'] }),
      fail(TAKEN),
    ],
  ])('%s', async (_, make, event, expected) => {
    await check(make().folder, expected, { event })
  })

  test.concurrent('a trailer of any commit of a push', async () => {
    const r = released()
    const before = r.head()
    r.write({ 'demo/a.py': '# a\n' }).commit(TRAILER).write({ 'docs/a.md': '' }).commit()
    await check(r.folder, WAIVED('a comment alone'), { event: { kind: 'branch', branch: 'main', before } })
  })
})

describe('git as it is found', () => {
  const not = fail(NOT_BUMPED, 'v1.0, but demo/a.py changed')
  test.concurrent.each<[string, () => string, Expected, Event?]>([
    ['a shallow checkout that is not bumped', () => shallow(released().change()), not],
    [
      'a shallow checkout that is bumped',
      () => shallow(released().version('1.1').change()),
      pass('1.0 -> 1.1'),
    ],
    [
      'a shallow checkout of docs',
      () => shallow(released().write({ 'docs/a.md': '' }).commit()),
      pass('installs the same'),
    ],
    ['a shallow checkout of the tag', () => shallow(released()), pass('tagged as v1.0 here')],
    [
      'a shallow checkout without releases',
      () => shallow(repository().commit()),
      pass('no release was tagged yet'),
    ],
    [
      'a shallow checkout with an annotated tag',
      () => shallow(annotate(repository().version('1.0').commit(), 'v1.0').change()),
      not,
    ],
    [
      'a shallow checkout that is lower than a release before it',
      () => shallow(released().release('1.1').version('1.0.1').change()),
      fail(NOT_BUMPED, 'lower than 1.1'),
    ],
    [
      'a shallow checkout that is lower than a release beside it',
      () =>
        shallow(
          released().tag('start').release('2.0').switch('start').branch('topic').version('1.0.1').change(),
        ),
      pass('1.0 -> 1.0.1'),
    ],
    [
      'a shallow checkout of a series',
      () => shallow(released().release('2.0').branch('1.x').version('1.1').change()),
      pass('1.0 -> 1.1'),
      { kind: 'branch', branch: '1.x', before: undefined },
    ],
    ['a shallow checkout of two commits', () => shallow(released().change(), 'HEAD', 2), not],
    ['a clone without tags', () => clone(released().change(), '--no-tags'), not],
    [
      'a clone without what is in old commits',
      () => clone(filtered(released().change()), '--filter=blob:none'),
      not,
    ],
    [
      'a file of the last release is lost, and code has changed',
      () => withoutFile(released().change(), 'README.md'),
      not,
    ],
    [
      'a file of the last release is lost, and the docs have changed',
      () => withoutFile(released().write({ 'docs/a.md': '' }).commit(), 'README.md'),
      pass(/no file that ships has changed \(its wheel was not compared: the files of \w+ are not all here/),
    ],
    ['a clone of one branch', () => clone(released().change(), '--single-branch'), not],
    ['a work tree beside the repository', () => worktree(released().change()), not],
    ['a detached head', () => detached(released().change()), not],
    ['a bare number of commits', () => clone(released().change(), '--depth=1'), not],
    [
      'a submodule that does not ship',
      () => withSubmodule('tests/data').write({ 'docs/a.md': '' }).commit().folder,
      pass('its wheel was built, and installs the same'),
    ],
    [
      'a submodule that ships and has not changed',
      () => withSubmodule('demo/vendored').write({ 'docs/a.md': '' }).commit().folder,
      pass('was not compared: what ships may come from the submodule demo/vendored'),
    ],
    [
      'a submodule that ships, and code that has changed',
      () => withSubmodule('demo/vendored').change().folder,
      not,
    ],
  ])('%s', async (_, make, expected, event = { kind: 'none' }) => {
    const folder = make()
    const before = stateOf(folder)
    await check(folder, expected, { event })
    // Nothing is left behind in the checkout.
    expect(stateOf(folder)).toBe(before)
  })

  test.concurrent.each<[string, () => string, RegExp]>([
    [
      'the remote of a shallow checkout is gone',
      () => withoutRemote(shallow(released().change())),
      /shallow and the tags could not be asked for.*fetch-depth: 0/s,
    ],
    [
      'the remote of a shallow checkout is not there',
      () => elsewhere(shallow(released().change())),
      /shallow and the tags could not be asked for.*fetch-depth: 0/s,
    ],
  ])('%s', async (_, make, says) => {
    await check(make(), ['error', [], says])
  })

  test.concurrent('a clone with no tags whose remote is gone has had none', async () => {
    await check(withoutRemote(clone(repository().commit())), pass('no release was tagged yet'))
  })

  test.concurrent('a package in a folder: its own tags, and its own files', async () => {
    const r = repository('libs/demo').release('1.0', 'demo-1.0').tag('v9.0')
    r.write({ '/pyproject.toml': '[project]\nname = "root"\n' }).commit()
    await check(r.folder, pass('nothing has changed in the project'), { path: 'libs/demo' })
    await check(r.change().folder, fail(NOT_BUMPED, 'as at the last tag demo-1.0'), { path: 'libs/demo' })
  })

  test.concurrent('no git at all', async () => {
    const r = repository()
    await check(withoutGit(r), pass('there is no git history'))
  })
})

function filtered(r: Repository): Repository {
  r.git('config', 'uploadpack.allowFilter', 'true')
  r.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  return r
}

/** The object of a file of the last release is gone, and the file with it. */
function withoutFile(r: Repository, path: string): string {
  const object = r.git('rev-parse', `v1.0:${path}`)
  rmSync(join(r.folder, '.git', 'objects', object.slice(0, 2), object.slice(2)))
  r.write({ [path]: 'Another demo\n' }).commit()
  return r.folder
}

function worktree(r: Repository): string {
  const folder = `${r.folder} work tree`
  r.git('worktree', 'add', '--quiet', '--detach', folder)
  return folder
}

function detached(r: Repository): string {
  r.git('checkout', '--quiet', '--detach')
  return r.folder
}

function withSubmodule(path: string): Repository {
  const library = repository().commit()
  const r = repository()
  r.git('submodule', '--quiet', 'add', pathToFileURL(library.folder).href, path)
  return r.release('1.0')
}

function withoutRemote(folder: string): string {
  git(folder, 'remote', 'remove', 'origin')
  return folder
}

function elsewhere(folder: string): string {
  git(folder, 'remote', 'set-url', 'origin', `file://${folder} is not here`)
  return folder
}

function withoutGit({ folder }: Repository): string {
  rmSync(join(folder, '.git'), { recursive: true })
  return folder
}

/** What somebody would miss, or find, in a checkout. */
function stateOf(folder: string): string {
  const parts = [
    ['for-each-ref'],
    ['status', '--porcelain', '--ignored'],
    ['config', '--local', '--list'],
    ['rev-parse', '--is-shallow-repository'],
  ]
  return parts.map((args) => git(folder, ...args)).join('\n')
}

function updateRefs(folder: string, commands: string): void {
  execFileSync('git', ['update-ref', '--stdin'], { cwd: folder, input: commands })
}
