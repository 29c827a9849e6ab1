/** The version check on repositories: history, event and policy -> verdict, findings and messages. */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import type { Event } from '../../../src/config/event.ts'
import { temporaryDirectory } from '../../repository/repository.ts'
import { BACKEND, clone, git, Repository, shallow } from './repository.ts'
import { VersionChecker } from './version-checker.ts'

const root = temporaryDirectory()
const checker = new VersionChecker(root)
let repositories = 0

const repository = (project?: string) => new Repository(join(root, `${repositories++} größe`), project)

/** A repository whose release 1.0 is tagged as v1.0. */
const released = (tag = 'v1.0') => repository().release('1.0', tag)

type Expected = readonly [
  verdict: 'pass' | 'fail' | 'error',
  findings: readonly string[],
  message: RegExp | string,
]

const NOT_BUMPED = 'error version-not-bumped'
const TAKEN = 'error version-taken'
const MISMATCH = 'error tag-mismatch'
const INVALID = 'error version-invalid'

const pass = (message: RegExp | string = /./): Expected => ['pass', [], message]
const fail = (finding: string, message: RegExp | string = /./): Expected => ['fail', [finding], message]

async function check(
  directory: string,
  [verdict, findings, message]: Expected,
  given: Parameters<VersionChecker['check']>[1] = {},
): Promise<void> {
  const result = await checker.check(directory, given)
  expect(result).toMatchObject({ verdict, findings })
  expect(result.messages).toMatch(message)
}

// tags.test.ts has all names of tags.
describe('the tag of the last release', () => {
  test.concurrent.each<[string, string]>([
    ['v1.0', 'v1.0'],
    ['1.0', '1.0'],
    ['release/1.0', 'release/1.0'],
    ['demo==1.0', 'demo==1.0'],
    ['v1', 'v1'],
  ])('%s', async (name, tag) => {
    await check(
      released(name).change().directory,
      fail(NOT_BUMPED, `still 1.0, the last release (tag ${tag}), but demo/a.py changed`),
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
      'a configured pattern',
      (r) =>
        r
          .set({ '[tool.as-installed.version]': 'tag = "py-{version}-final"' })
          .release('1.0', 'py-1.0-final')
          .tag('v9.0'),
      '1.1',
      pass('1.0 -> 1.1'),
    ],
    ['a moving major version tag', (r) => r.release('1.0').tag('v1'), '1.0.1', pass('1.0 -> 1.0.1')],
    [
      'the highest, not the newest',
      (r) => r.release('1.10').release('1.9.1'),
      '1.10',
      fail(NOT_BUMPED, 'the last release (tag v1.10)'),
    ],
    [
      'a release candidate of a final release',
      (r) => r.release('1.1').tag('v1.1rc1'),
      '1.2',
      pass('1.1 -> 1.2'),
    ],
    [
      'tags with and without v',
      (r) => r.release('1.0', 'v1.0').release('1.1', '1.1'),
      '1.1',
      fail(NOT_BUMPED, '(tag 1.1),'),
    ],
    ['a tag of another package', (r) => r.release('1.0').tag('core-v2.48.0'), '1.1', pass('1.0 -> 1.1')],
    [
      'tags without a version',
      (r) => r.release('1.0').tag('nightly', '2.1.x', 'for_TypeEvalPy'),
      '1.1',
      pass('1.0 -> 1.1'),
    ],
    ['a development version', (r) => r.release('1.0').tag('v1.1.dev1'), '1.0.1', pass('1.0 -> 1.0.1')],
    ['a local version', (r) => r.release('1.0').tag('v1.0+build.7'), '1.0.1', pass('1.0 -> 1.0.1')],
    ['no tag at all', (r) => r.commit(), '1.0', pass('no earlier release tag')],
    ['only tags of other packages', (r) => r.commit('c', 'core-v1.0'), '1.0', pass('no earlier release tag')],
  ])('%s', async (_, make, version, expected) => {
    await check(make(repository()).version(version).change().directory, expected)
  })
})

function annotate(repository: Repository, tag: string): Repository {
  repository.git('tag', '--annotate', `--message=${tag}`, tag)
  return repository
}

// decide.test.ts has all orders of versions.
describe('whether the version is higher', () => {
  test.concurrent.each<[string, string, boolean]>([
    ['1.0', '1.1', true],
    ['1.0', '1.0.0', false],
    ['1.0', '0.9', false],
    ['1.1rc1', '1.1', true],
    ['1.0', '1!0.1', true],
  ])('from %s to %s: %s', async (from, to, isHigher) => {
    const expected = isHigher ? pass(`${from} -> ${to}`) : fail(NOT_BUMPED, from)
    await check(repository().release(from).version(to).change().directory, expected)
  })
})

describe('whether the wheel has changed', () => {
  const CHANGED = (paths: string) => fail(NOT_BUMPED, `but ${paths} changed since`)
  test.concurrent.each<[string, (repository: Repository) => Repository, Expected]>([
    ['code', (r) => r.write({ 'demo/a.py': 'a = 2\n' }), CHANGED('demo/a.py')],
    ['a comment in code', (r) => r.write({ 'demo/a.py': 'a = 1  # one\n' }), CHANGED('demo/a.py')],
    ['a new module', (r) => r.write({ 'demo/b.py': '' }), CHANGED('demo/b.py')],
    ['a new data file', (r) => r.write({ 'demo/data.json': '{}' }), CHANGED('demo/data.json')],
    ['a deleted module', (r) => r.write({ 'demo/a.py': null }), CHANGED('demo/a.py')],
    [
      'a renamed module',
      (r) => r.write({ 'demo/a.py': null, 'demo/c.py': 'a = 1\n' }),
      CHANGED('demo/a.py and demo/c.py'),
    ],
    ['a dependency', (r) => r.set({ dependencies: '["six"]' }), CHANGED('Requires-Dist')],
    ['Requires-Python', (r) => r.set({ 'requires-python': '">=3.8"' }), CHANGED('Requires-Python')],
    ['a script', (r) => r.set({ 'demo-script': '"demo.a:main"' }), CHANGED('entry points')],
    ['an excluded file', (r) => r.set({ 'leaves-out': '["demo/a.py"]' }), CHANGED('demo/a.py')],
    ['another build result', (r) => r.write({ 'backend.py': ANOTHER_BACKEND }), CHANGED('demo/built.py')],
    ['the README', (r) => r.write({ 'README.md': 'More words\n' }), pass('same wheel contents as v1.0')],
    ['the docs', (r) => r.write({ 'docs/index.md': 'd' }), pass('same wheel contents as v1.0')],
    ['tests', (r) => r.write({ 'tests/test_a.py': 't' }), pass('same wheel contents as v1.0')],
    ['CI', (r) => r.write({ '.github/workflows/ci.yml': 'on: push' }), pass('same wheel contents as v1.0')],
    [
      'settings of a tool',
      (r) => r.set({ '[tool.ruff]': 'line-length = 99' }),
      pass('same wheel contents as v1.0'),
    ],
    [
      'the backend, with the same build result',
      (r) => r.write({ 'backend.py': `${BACKEND}\n# More.\n` }),
      pass('same wheel contents as v1.0'),
    ],
    ['no change', (r) => r, pass('no project file changed since')],
    [
      'code that was changed back',
      (r) => r.change('a = 2\n').write({ 'demo/a.py': 'a = 1\n' }),
      pass('no project file changed since'),
    ],
  ])('%s', async (_, make, expected) => {
    await check(make(released()).commit().directory, expected)
  })

  test.concurrent('uncommitted changes', async () => {
    await check(released().write({ 'demo/a.py': 'a = 3\n' }).directory, [
      'pass',
      [],
      '1.0 (tag v1.0); no earlier release tag',
    ])
    await check(released().commit().write({ 'demo/a.py': 'a = 3\n' }).directory, CHANGED('demo/a.py'))
  })

  test.concurrent.each<[string, (repository: Repository) => Repository, Expected]>([
    ['with changed code', (r) => r.write({ 'demo/a.py': 'a = 2\n' }), CHANGED('demo/a.py')],
    ['with a changed dependency', (r) => r.set({ dependencies: '["six"]' }), CHANGED('pyproject.toml')],
    [
      'with changed docs',
      (r) => r.write({ 'docs/index.md': 'd' }),
      pass(/wheels not compared: the wheel of \w+ cannot be built: .*no backend/),
    ],
  ])('a last release that cannot be built, %s', async (_, make, expected) => {
    const broken = repository().write({ 'backend.py': 'raise RuntimeError("no backend")\n' })
    broken.release('1.0').write({ 'backend.py': BACKEND })
    await check(make(broken).commit().directory, expected)
  })

  test.concurrent('a last release with another build backend', async () => {
    const moved = released().write({ 'backend.py': null })
    moved.write({ 'builder.py': ANOTHER_BACKEND })
    const pyproject = git(moved.directory, 'show', 'HEAD:pyproject.toml').replace('"backend"', '"builder"')
    await check(moved.write({ 'pyproject.toml': pyproject }).commit().directory, CHANGED('demo/built.py'))
  })
})

/** A backend that adds a generated module. */
const ANOTHER_BACKEND = BACKEND.replace(
  '    for directory,',
  '    members["demo/built.py"] = ""\n    for directory,',
)

const MAIN: Event = { kind: 'branch', branch: 'main', before: undefined }
const pullRequestEvent = (
  given: { labels?: string[]; headBranch?: string; baseCommit?: string; baseBranch?: string } = {},
): Event => ({
  kind: 'pull-request',
  baseBranch: 'main',
  headBranch: 'topic',
  baseCommit: undefined,
  labels: [],
  ...given,
})
const queue = (baseCommit: string): Event => ({ kind: 'merge-queue', baseBranch: 'main', baseCommit })
const onTag = (tag: string, defaultBranch?: string): Event => ({ kind: 'tag', tag, defaultBranch })

/** A pull request as GitHub checks it out: the merge of the topic branch into main. */
function pullRequest(onMain: (r: Repository) => unknown, onTopic: (r: Repository) => unknown): Repository {
  const r = released().branch('topic')
  onTopic(r)
  r.switch('main')
  onMain(r)
  return r.branch('merged').merge('topic')
}
const unchanged = () => undefined
const bumped = (version: string) => (r: Repository) => r.version(version).change()

describe('policies and events', () => {
  test.concurrent.each<[string, () => Repository, Event, string | undefined, Expected]>([
    [
      'a pull request with a bump',
      () => pullRequest(unchanged, bumped('1.1')),
      pullRequestEvent(),
      undefined,
      pass('1.0 -> 1.1'),
    ],
    [
      'a pull request without a bump',
      () => pullRequest(unchanged, (r) => r.change()),
      pullRequestEvent(),
      undefined,
      fail(NOT_BUMPED),
    ],
    [
      'a pull request that changes docs',
      () => pullRequest(unchanged, (r) => r.write({ 'docs/a.md': '' }).commit()),
      pullRequestEvent(),
      undefined,
      pass('same wheel contents as'),
    ],
    [
      'a pull request that changes docs, with the policy always',
      () => pullRequest(unchanged, (r) => r.write({ 'docs/a.md': '' }).commit()),
      pullRequestEvent(),
      'always',
      fail(NOT_BUMPED, 'still 1.0'),
    ],
    [
      'a pull request without a bump, with the policy off',
      () => pullRequest(unchanged, (r) => r.change()),
      pullRequestEvent(),
      'off',
      pass('by configuration'),
    ],
    [
      'a pull request after one with a bump',
      () => pullRequest(bumped('1.1'), (r) => r.write({ 'demo/b.py': '' }).commit()),
      pullRequestEvent(),
      undefined,
      pass('1.0 -> 1.1'),
    ],
    [
      'a pull request after one with a bump, with the policy always',
      () => pullRequest(bumped('1.1'), (r) => r.write({ 'demo/b.py': '' }).commit()),
      pullRequestEvent(),
      'always',
      fail(TAKEN, 'Version 1.1 is already on main'),
    ],
    [
      'a pull request with a second bump, with the policy always',
      () => pullRequest(bumped('1.1'), bumped('1.2')),
      pullRequestEvent(),
      'always',
      pass('1.0 -> 1.2'),
    ],
    [
      'a pull request without a bump, with the policy never',
      () => pullRequest(unchanged, (r) => r.change()),
      pullRequestEvent(),
      'never',
      pass('changed since v1.0'),
    ],
    [
      'a pull request that lowers the version of the base branch',
      () => pullRequest(bumped('1.2'), bumped('1.1')),
      pullRequestEvent(),
      undefined,
      fail(NOT_BUMPED, 'is lower than 1.2 on main'),
    ],
    [
      'a pull request with a bump, with the policy never',
      () => pullRequest(unchanged, bumped('1.1')),
      pullRequestEvent(),
      'never',
      fail('error version-bumped', 'The version changed from 1.0 on main to 1.1'),
    ],
    [
      'a pull request with a lower version, with the policy never',
      () => pullRequest(unchanged, bumped('0.9')),
      pullRequestEvent(),
      'never',
      fail(NOT_BUMPED, 'lower than the last release 1.0'),
    ],
    [
      'the pull request of the release, with the policy never',
      () => pullRequest(unchanged, bumped('1.1')),
      pullRequestEvent({ headBranch: 'release-please--branches--main' }),
      'never',
      pass('1.0 -> 1.1'),
    ],
    [
      'the pull request of the release without a bump, with the policy never',
      () => pullRequest(unchanged, (r) => r.change()),
      pullRequestEvent({ headBranch: 'release-please--branches--main' }),
      'never',
      fail(NOT_BUMPED),
    ],
    [
      'a pull request after a release that is not tagged yet, with the policy never',
      () => pullRequest(bumped('1.1'), (r) => r.write({ 'demo/b.py': '' }).commit()),
      pullRequestEvent(),
      'never',
      pass('1.0 -> 1.1'),
    ],
    [
      'a push without a bump, with the policy never',
      () => released().change(),
      MAIN,
      'never',
      pass('changed since v1.0: demo/a.py'),
    ],
    [
      'a tag, with the policy never',
      () => released().change().release('1.1'),
      onTag('v1.1'),
      'never',
      pass('1.0 -> 1.1'),
    ],
    ['a push with a bump', () => released().version('1.1').change(), MAIN, undefined, pass('1.0 -> 1.1')],
    ['a push without a bump', () => released().change(), MAIN, undefined, fail(NOT_BUMPED)],
    [
      'a push of docs, with the policy always',
      () => released().write({ 'docs/a.md': '' }).commit(),
      MAIN,
      'always',
      fail(NOT_BUMPED),
    ],
    [
      'the commit of the release, with the policy always',
      () => released(),
      MAIN,
      'always',
      pass('1.0 (tag v1.0); no earlier release tag'),
    ],
    [
      'a policy of the event',
      () =>
        pullRequest(unchanged, (r) =>
          r.set({ '[tool.as-installed.version.policy]': 'pull-request = "off"' }).change(),
        ),
      pullRequestEvent(),
      undefined,
      pass('by configuration'),
    ],
    [
      'the policy of another event',
      () =>
        pullRequest(unchanged, (r) =>
          r.set({ '[tool.as-installed.version.policy]': 'pull-request = "off"' }).change(),
        ),
      MAIN,
      undefined,
      fail(NOT_BUMPED),
    ],
    [
      'an input that overrides the settings',
      () => released().set({ '[tool.as-installed.version]': 'policy = "off"' }).change(),
      MAIN,
      'if-shipped-changed',
      fail(NOT_BUMPED),
    ],
  ])('%s', async (_, make, event, policy, expected) => {
    await check(make().directory, expected, { event, ...(policy === undefined ? {} : { policy }) })
  })

  test.concurrent('a checkout of the head, with the base of the event payload', async () => {
    const r = released()
    const base = r.head()
    r.branch('topic').version('1.1').change()
    await check(r.directory, fail('error version-bumped', 'from 1.0 on main'), {
      event: pullRequestEvent({ baseCommit: base }),
      policy: 'never',
    })
  })

  test.concurrent.each<[string, (r: Repository) => unknown, (r: Repository) => unknown, Expected]>([
    ['a single pull request', unchanged, bumped('1.1'), pass('1.0 -> 1.1')],
    [
      'a pull request after one without a bump',
      (r) => r.write({ 'docs/a.md': '' }).commit(),
      bumped('1.1'),
      pass('1.0 -> 1.1'),
    ],
    [
      'a pull request after one with the same bump',
      (r) => r.version('1.1').write({ 'demo/b.py': '' }).commit(),
      bumped('1.1'),
      ['pass', ['warning version-taken'], 'Version 1.1 is already on main'],
    ],
    [
      'a pull request after one with a smaller bump',
      (r) => r.version('1.1').write({ 'demo/b.py': '' }).commit(),
      bumped('1.2'),
      pass('1.0 -> 1.2'),
    ],
    [
      'a pull request that changes docs after one with a bump',
      (r) => r.version('1.1').write({ 'demo/b.py': '' }).commit(),
      (r) => r.write({ 'docs/a.md': '' }).commit(),
      pass('1.0 -> 1.1'),
    ],
    ['a pull request without a bump', unchanged, (r) => r.change(), fail(NOT_BUMPED)],
  ])('in the merge queue: %s', async (_, first, second, expected) => {
    const merged = pullRequest(first, second)
    await check(merged.directory, expected, { event: queue(merged.head('HEAD^1')) })
  })
})

describe('tags', () => {
  test.concurrent.each<[string, () => Repository, string, Expected]>([
    ['of the version', () => released(), 'v1.0', pass()],
    ['of an equal version', () => released('1.0.0'), '1.0.0', pass()],
    [
      'of another version',
      () => released('v1.1'),
      'v1.1',
      fail(MISMATCH, "Tag v1.1 does not match the wheel's version 1.0"),
    ],
    ['of a release candidate', () => repository().release('1.1rc1', 'v1.1-rc.1'), 'v1.1-rc.1', pass()],
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
      fail(INVALID, 'local version label'),
    ],
    [
      'of a development version that the wheel does not have',
      () => released('v1.0.dev0'),
      'v1.0.dev0',
      fail(MISMATCH, "Tag v1.0.dev0 does not match the wheel's version 1.0"),
    ],
    [
      'of a version that is never in the source',
      () => repository().release('0.0.1', 'v1.0').release('0.0.1', 'v1.1').release('0.0.1', 'v1.2'),
      'v1.2',
      ['pass', ['warning tag-mismatch'], '0.0.1 looks like a placeholder'],
    ],
    [
      'without a version',
      () => released('nightly'),
      'nightly',
      ['pass', ['warning tag-mismatch'], 'names no version'],
    ],
    ['of the package', () => released('demo-v1.0'), 'demo-v1.0', pass()],
    [
      'of a lower version',
      () => released('v2.0').version('1.1').commit('r', 'v1.1'),
      'v1.1',
      fail(NOT_BUMPED, 'lower than the last release 2.0'),
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
      pass('0.0.0 is a placeholder'),
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
      ['pass', ['warning tag-mismatch'], '.github/workflows/release.yml:8 seems to set the version'],
    ],
    [
      'with a version that is also bumped in the source',
      () =>
        released('v0.9')
          .version('1.0.dev0')
          .write({ '.github/workflows/release.yml': RELEASE })
          .commit('r', 'v1.0'),
      'v1.0',
      fail(INVALID),
    ],
  ])('a tag %s', async (_, make, tag, expected) => {
    await check(make().directory, expected, { event: onTag(tag) })
  })

  test.concurrent.each<[string, (r: Repository) => Repository, string, string, Expected]>([
    ['on the default branch', (r) => r.release('1.1'), 'v1.1', 'v1.1', pass('1.0 -> 1.1')],
    [
      'on an earlier commit of the default branch',
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
      ['pass', ['warning tag-off-branch'], 'Tag v1.1 is on a commit that is not on main, only on topic'],
    ],
    [
      'on another branch, with later commits on main',
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
    ['on the latest commit of the default branch', (r) => r.release('1.1'), 'v1.1', pass('1.0 -> 1.1')],
    [
      'on an earlier commit of the default branch',
      (r) => r.release('1.1').change().change(),
      'v1.1',
      pass('1.0 -> 1.1'),
    ],
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
      () => mergedMaintenanceBranch(),
      { kind: 'none' },
      fail(NOT_BUMPED, 'lower than the last release 1.1'),
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
      fail(TAKEN, 'is already tagged: v1.1 is on commit'),
    ],
    [
      'a version that was released on another branch, with the same contents',
      () =>
        released()
          .branch('release')
          .write({ 'docs/a.md': 'd' })
          .release('1.1')
          .switch('main')
          .version('1.1')
          .write({ 'docs/b.md': 'd' })
          .commit(),
      { kind: 'none' },
      pass('same wheel contents as v1.1'),
    ],
    [
      'releases on branches of their own',
      () =>
        released()
          .branch('release')
          .release('1.1')
          .switch('main')
          .branch('another')
          .change()
          .release('1.2')
          .switch('main')
          .version('1.3')
          .change(),
      { kind: 'none' },
      pass('1.2 -> 1.3'),
    ],
    [
      'a branch that names its series',
      () => released().release('2.0').branch('1.x').version('1.1').change(),
      { kind: 'branch', branch: '1.x', before: undefined },
      pass('1.0 -> 1.1'),
    ],
    [
      'a pull request into a branch that names its series',
      () => released().release('2.0').branch('release/1').version('1.1').change(),
      pullRequestEvent({ baseBranch: 'release/1' }),
      pass('1.0 -> 1.1'),
    ],
    [
      'a new series',
      () => released().branch('2.x').version('2.0').change(),
      { kind: 'branch', branch: '2.x', before: undefined },
      pass('1.0 -> 2.0'),
    ],
    [
      'an earlier tag with another version',
      () => released().version('1.0.1').commit('r', 'v1.0.1').change(),
      { kind: 'none' },
      fail(NOT_BUMPED, 'v1.0.1'),
    ],
    [
      'a commit that is tagged with another version',
      () => repository().version('1.0.dev0').commit('r', 'v1.0'),
      { kind: 'none' },
      fail(MISMATCH, 'Tag v1.0 does not match'),
    ],
    [
      'a release whose tag was deleted',
      () => deleteTag(released().release('1.1').change(), 'v1.1'),
      { kind: 'none' },
      pass('1.0 -> 1.1'),
    ],
    [
      'a squashed release',
      () => released().branch('topic').change().switch('main').version('1.1').change(),
      { kind: 'none' },
      pass('1.0 -> 1.1'),
    ],
    ['1000 tags', () => withTags(1000), { kind: 'none' }, fail(NOT_BUMPED, 'v9.99')],
  ])('%s', async (_, make, event, expected) => {
    await check(make().directory, expected, { event })
  })
})

function mergedMaintenanceBranch(): Repository {
  const r = released().branch('1.0.x').release('1.0.1').switch('main').release('1.1')
  return r.merge('1.0.x').version('1.0.2').change()
}

function deleteTag(r: Repository, tag: string): Repository {
  r.git('tag', '--delete', tag)
  return r
}

function withTags(count: number): Repository {
  const r = released().version('9.99').commit()
  const refs = Array.from(
    { length: count },
    (_, i) => `create refs/tags/v${Math.floor(i / 100)}.${i % 100} ${r.head()}\n`,
  )
  r.git('tag', '--delete', 'v1.0')
  updateRefs(r.directory, refs.join(''))
  return r.change()
}

describe('overrides', () => {
  const OVERRIDDEN = (message: string): Expected => ['pass', ['note version-not-bumped'], message]
  const TRAILER = 'Change a comment\n\nNo-Version-Bump: a comment alone'
  test.concurrent.each<[string, () => Repository, Event, Expected]>([
    [
      'a label',
      () => pullRequest(unchanged, (r) => r.change()),
      pullRequestEvent({ labels: ['no-version-bump'] }),
      OVERRIDDEN('Overridden by the label "no-version-bump"'),
    ],
    [
      'another label',
      () => pullRequest(unchanged, (r) => r.change()),
      pullRequestEvent({ labels: ['docs'] }),
      fail(NOT_BUMPED),
    ],
    [
      'a configured label',
      () =>
        pullRequest(unchanged, (r) =>
          r.set({ '[tool.as-installed.version]': 'waive-label = "docs"' }).change(),
        ),
      pullRequestEvent({ labels: ['docs'] }),
      OVERRIDDEN('"docs"'),
    ],
    [
      'a trailer in a commit of the pull request',
      () =>
        pullRequest(unchanged, (r) =>
          r.write({ 'demo/a.py': '# a\n' }).commit(TRAILER).write({ 'docs/a.md': '' }).commit(),
        ),
      pullRequestEvent(),
      OVERRIDDEN(': a comment alone'),
    ],
    [
      'a trailer in the pushed commit',
      () => released().write({ 'demo/a.py': '# a\n' }).commit(TRAILER),
      MAIN,
      OVERRIDDEN('a comment alone'),
    ],
    [
      'a trailer in an earlier commit',
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
      'a label that is not needed',
      () => pullRequest(unchanged, bumped('1.1')),
      pullRequestEvent({ labels: ['no-version-bump'] }),
      pass('1.0 -> 1.1'),
    ],
    [
      'a label, with a version that was released',
      () => pullRequest((r) => r.branch('next').release('1.1').switch('main'), bumped('1.1')),
      pullRequestEvent({ labels: ['no-version-bump'] }),
      fail(TAKEN),
    ],
  ])('%s', async (_, make, event, expected) => {
    await check(make().directory, expected, { event })
  })

  test.concurrent('a trailer in any pushed commit', async () => {
    const r = released()
    const before = r.head()
    r.write({ 'demo/a.py': '# a\n' }).commit(TRAILER).write({ 'docs/a.md': '' }).commit()
    await check(r.directory, OVERRIDDEN('a comment alone'), {
      event: { kind: 'branch', branch: 'main', before },
    })
  })
})

describe('states of the checkout', () => {
  const notBumped = fail(NOT_BUMPED, '(tag v1.0), but demo/a.py changed')
  test.concurrent.each<[string, () => string, Expected, Event?]>([
    ['a shallow checkout without a bump', () => shallow(released().change()), notBumped],
    ['a shallow checkout with a bump', () => shallow(released().version('1.1').change()), pass('1.0 -> 1.1')],
    [
      'a shallow checkout of changed docs',
      () => shallow(released().write({ 'docs/a.md': '' }).commit()),
      pass('same wheel contents as'),
    ],
    [
      'a shallow checkout of the tag',
      () => shallow(released()),
      pass('1.0 (tag v1.0); no earlier release tag'),
    ],
    [
      'a shallow checkout without releases',
      () => shallow(repository().commit()),
      pass('no earlier release tag'),
    ],
    [
      'a shallow checkout with an annotated tag',
      () => shallow(annotate(repository().version('1.0').commit(), 'v1.0').change()),
      notBumped,
    ],
    [
      'a shallow checkout with a lower version than an earlier release',
      () => shallow(released().release('1.1').version('1.0.1').change()),
      fail(NOT_BUMPED, 'lower than the last release 1.1'),
    ],
    [
      'a shallow checkout with a lower version than a release on another branch',
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
    ['a shallow checkout of two commits', () => shallow(released().change(), 'HEAD', 2), notBumped],
    ['a clone without tags', () => clone(released().change(), '--no-tags'), notBumped],
    [
      'a clone without blobs',
      () => clone(allowFilters(released().change()), '--filter=blob:none'),
      notBumped,
    ],
    [
      'a missing object of the last release, with changed code',
      () => withoutObject(released().change(), 'README.md'),
      notBumped,
    ],
    [
      'a missing object of the last release, with changed docs',
      () => withoutObject(released().write({ 'docs/a.md': '' }).commit(), 'README.md'),
      pass(
        /no source file of the wheel changed since \S+ \(wheels not compared: files of \w+ are missing in this checkout/,
      ),
    ],
    ['a clone of one branch', () => clone(released().change(), '--single-branch'), notBumped],
    ['a linked work tree', () => worktree(released().change()), notBumped],
    ['a detached head', () => detached(released().change()), notBumped],
    ['a clone with a depth', () => clone(released().change(), '--depth=1'), notBumped],
    [
      'a submodule that is not shipped',
      () => withSubmodule('tests/data').write({ 'docs/a.md': '' }).commit().directory,
      pass('same wheel contents as v1.0'),
    ],
    [
      'a shipped submodule that has not changed',
      () => withSubmodule('demo/vendored').write({ 'docs/a.md': '' }).commit().directory,
      pass('wheels not compared: wheel files may come from the submodule demo/vendored'),
    ],
    [
      'a shipped submodule, with changed code',
      () => withSubmodule('demo/vendored').change().directory,
      notBumped,
    ],
  ])('%s', async (_, make, expected, event = { kind: 'none' }) => {
    const directory = make()
    const before = stateOf(directory)
    await check(directory, expected, { event })
    // The check does not modify the checkout.
    expect(stateOf(directory)).toBe(before)
  })

  test.concurrent.each<[string, () => string, RegExp]>([
    [
      'a shallow checkout without a remote',
      () => withoutRemote(shallow(released().change())),
      /shallow and its tags could not be listed.*fetch-depth: 0/s,
    ],
    [
      'a shallow checkout whose remote does not exist',
      () => withBrokenRemote(shallow(released().change())),
      /shallow and its tags could not be listed.*fetch-depth: 0/s,
    ],
  ])('%s', async (_, make, message) => {
    await check(make(), ['error', [], message])
  })

  test.concurrent('a full clone without tags and without a remote', async () => {
    await check(withoutRemote(clone(repository().commit())), pass('no earlier release tag'))
  })

  test.concurrent('a package in a subdirectory has its own tags and files', async () => {
    const r = repository('libs/demo').release('1.0', 'demo-1.0').tag('v9.0')
    r.write({ '/pyproject.toml': '[project]\nname = "root"\n' }).commit()
    await check(r.directory, pass('no project file changed since'), { path: 'libs/demo' })
    await check(r.change().directory, fail(NOT_BUMPED, 'the last release (tag demo-1.0)'), {
      path: 'libs/demo',
    })
  })

  test.concurrent('a directory without git', async () => {
    const r = repository()
    await check(withoutGit(r), pass('no git history'))
  })
})

function allowFilters(r: Repository): Repository {
  r.git('config', 'uploadpack.allowFilter', 'true')
  r.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  return r
}

/** Deletes the git object of a file of the last release, and changes the file. */
function withoutObject(r: Repository, path: string): string {
  const object = r.git('rev-parse', `v1.0:${path}`)
  rmSync(join(r.directory, '.git', 'objects', object.slice(0, 2), object.slice(2)))
  r.write({ [path]: 'Another demo\n' }).commit()
  return r.directory
}

function worktree(r: Repository): string {
  const directory = `${r.directory} work tree`
  r.git('worktree', 'add', '--quiet', '--detach', directory)
  return directory
}

function detached(r: Repository): string {
  r.git('checkout', '--quiet', '--detach')
  return r.directory
}

function withSubmodule(path: string): Repository {
  const library = repository().commit()
  const r = repository()
  r.git('submodule', '--quiet', 'add', pathToFileURL(library.directory).href, path)
  return r.release('1.0')
}

function withoutRemote(directory: string): string {
  git(directory, 'remote', 'remove', 'origin')
  return directory
}

function withBrokenRemote(directory: string): string {
  git(directory, 'remote', 'set-url', 'origin', `file://${directory} is not here`)
  return directory
}

function withoutGit({ directory }: Repository): string {
  rmSync(join(directory, '.git'), { recursive: true })
  return directory
}

/** The refs, files and configuration of a checkout. */
function stateOf(directory: string): string {
  const commands = [
    ['for-each-ref'],
    ['status', '--porcelain', '--ignored'],
    ['config', '--local', '--list'],
    ['rev-parse', '--is-shallow-repository'],
  ]
  return commands.map((args) => git(directory, ...args)).join('\n')
}

function updateRefs(directory: string, commands: string): void {
  execFileSync('git', ['update-ref', '--stdin'], { cwd: directory, input: commands })
}
