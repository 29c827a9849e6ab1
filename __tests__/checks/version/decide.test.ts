import { expect, test } from '@jest/globals'
import { RULES } from '../../../src/checks/rules.ts'
import { checkVersion, decideBump } from '../../../src/checks/version/decide.ts'
import type {
  Addition,
  ApiChanges,
  BreakingChange,
  ReleaseFacts,
  TagTaken,
} from '../../../src/checks/version/facts.ts'
import type { Event } from '../../../src/config/event.ts'
import type { VersionPolicy } from '../../../src/config/version-policy.ts'
import { completedWith, factsOf, release, short, tag } from '../facts.ts'

test.each([
  ['1.0', '1.1', true],
  ['1.9', '1.10', true],
  ['1.0', '1.0.0', false],
  ['1.0', 'v1.0', false],
  ['1.1', '1.0', false],
  ['1.0', '1.0.1', true],
  ['1.0', '1.0.0.1', true],
  ['1.0rc1', '1.0', true],
  ['1.0', '1.0rc1', false],
  ['1.0a1', '1.0b1', true],
  ['1.0b1', '1.0a2', false],
  ['1.0rc1', '1.0rc2', true],
  ['1.0rc2', '1.0rc10', true],
  ['1.0-rc.1', '1.0rc1', false],
  ['1.0.dev1', '1.0a1', true],
  ['1.0', '1.1.dev1', true],
  ['1.0', '1.0.dev1', false],
  ['1.0', '1.0.post1', true],
  ['1.0.post1', '1.0', false],
  ['1.0.post1', '1.0.post2', true],
  ['1.0', '1.0-1', true],
  ['1.0', '1.0+local', true],
  ['9.0', '1!1.0', true],
  ['1!1.0', '9.0', false],
  ['2026.11', '2026.12', true],
  ['2026.12', '2027.1', true],
  ['2026.11.9', '2026.11.10', true],
  ['20261121', '2026.11.22', false],
  ['26.1', '2026.2', true],
  ['0.9', '0.10', true],
  ['0.10', '0.9.1', false],
  ['1.0', '1.1a1', true],
])('from %s to %s is a bump: %s', (from, to, bumped) => {
  const rules = short(
    decideBump(to, release({ baseline: tag(from), changed: ['a.py'] }), 'if-shipped-changed'),
  )
  expect(rules).toEqual(bumped ? [] : ['error version-not-bumped'])
})

test.each<[string, string, string | undefined, string[], string | undefined, VersionPolicy, string[]]>([
  ['the first release', '1.0', undefined, ['a.py'], undefined, 'always', []],
  ['the wheel has not changed', '1.0', '1.0', [], '1.0', 'if-shipped-changed', []],
  [
    'nothing has changed, and a bump is always required',
    '1.0',
    '1.0',
    [],
    '1.0',
    'always',
    ['error version-not-bumped'],
  ],
  [
    'changed and not bumped',
    '1.0',
    '1.0',
    ['a.py'],
    '1.0',
    'if-shipped-changed',
    ['error version-not-bumped'],
  ],
  ['changed and not bumped, and no bump is required', '1.0', '1.0', ['a.py'], '1.0', 'off', []],
  [
    'lower, though nothing has changed',
    '0.9',
    '1.0',
    [],
    undefined,
    'if-shipped-changed',
    ['error version-not-bumped'],
  ],
  [
    'bumped to a version that another branch released',
    '2.0',
    '1.0',
    ['a.py'],
    '2.0',
    'if-shipped-changed',
    ['error version-taken'],
  ],
  [
    'no earlier release, and another branch released this version',
    '1.0',
    undefined,
    [],
    '1.0',
    'if-shipped-changed',
    ['error version-taken'],
  ],
])('%s', (_, version, baseline, changed, taken, policy, expected) => {
  const facts = release({
    baseline: baseline === undefined ? undefined : tag(baseline),
    changed,
    taken: taken === undefined ? undefined : tag(taken),
  })
  expect(short(decideBump(version, facts, policy))).toEqual(expected)
})

const PULL_REQUEST: Event = {
  kind: 'pull-request',
  baseBranch: 'main',
  headBranch: 'topic',
  baseCommit: undefined,
  labels: [],
}
const ON_TAG = (name: string): Event => ({ kind: 'tag', tag: name, defaultBranch: undefined })

test.each<[string, string, Event, string[]]>([
  ['a valid version', '1.0', PULL_REQUEST, []],
  ['an invalid version', '1.0-final-2', PULL_REQUEST, ['error version-invalid']],
  ['an empty version', '', { kind: 'none' }, ['error version-invalid']],
  ['a development version in a pull request', '1.1.dev3', PULL_REQUEST, []],
  ['a local version in a pull request', '1.1.dev3+g123', PULL_REQUEST, []],
  ['a development version on a tag', '1.1.dev3', ON_TAG('v1.1'), ['error version-invalid']],
  ['a local version on a tag', '1.1+g123', ON_TAG('v1.1'), ['error version-invalid']],
  ['the version of the tag', '1.1', ON_TAG('v1.1'), []],
  ['a version equal to that of the tag', '1.1.0', ON_TAG('1.1'), []],
  ['a release candidate', '1.1rc1', ON_TAG('v1.1-rc.1'), []],
  ['the tag of the package', '1.1', ON_TAG('demo-1.1'), []],
  ['another version than the tag', '1.0', ON_TAG('v1.1'), ['error tag-mismatch']],
  ['a tag of a development version of it', '0.6.0', ON_TAG('v0.6.0.dev0'), ['error tag-mismatch']],
  ['a development version, as tagged', '0.6.0.dev0', ON_TAG('v0.6.0.dev0'), ['warning version-invalid']],
  ['another development version than the tag', '0.6.dev1', ON_TAG('v0.6.dev2'), ['error version-invalid']],
  ['a local version, as tagged', '1.1+cpu', ON_TAG('v1.1+cpu'), ['warning version-invalid']],
  [
    'a development version on a tag without a version',
    '1.1.dev3',
    ON_TAG('nightly'),
    ['warning tag-mismatch'],
  ],
  ['a tag without a version', '1.0', ON_TAG('nightly'), ['warning tag-mismatch']],
])('the version of the wheel: %s', (_, version, event, expected) => {
  expect(short(checkVersion(factsOf({ version, facts: { event } })))).toEqual(expected)
})

test.each([
  ['[project]\nname = "demo"\nversion = "1.0"', { file: 'pyproject.toml', line: 3 }],
  ['[tool.poetry]\nversion = "1.0"', { file: 'pyproject.toml', line: 2 }],
  ['[project]\nname = "demo"\ndynamic = ["version"]', undefined],
  ['[project.urls]\nx = "y"\n[project]\nname = "demo"', undefined],
  ['', undefined],
])('the position of the version in %j', (pyproject, where) => {
  const facts = { version: completedWith(release({ baseline: tag('2.0') })) }
  expect(checkVersion(factsOf({ pyproject, facts }))).toMatchObject([{ rule: 'version-not-bumped', where }])
})

test.each<[string, string, string[], string[]]>([
  ['the version of its tag', '1.1', ['1.1'], []],
  ['the version of one of its tags', '1.1', ['1.0', '1.1'], []],
  ['another version than its tag', '1.0.dev0', ['1.1'], ['error tag-mismatch']],
  ['a lower version than the last release and its tag', '0.9', ['1.1'], ['error tag-mismatch']],
])('a tagged commit that builds %s', (_, version, tags, expected) => {
  const facts = {
    version: completedWith(
      release({ baseline: tag('1.0'), tagsOnCommit: tags.map((name) => tag(name)), changed: ['a.py'] }),
    ),
  }
  expect(short(checkVersion(factsOf({ version, facts })))).toEqual(expected)
})

const base = (version: string | undefined, changed: readonly string[] = ['a.py']) => ({
  branch: 'main',
  version,
  changes: { changed, method: 'wheels' as const },
})

test.each<[string, string, Parameters<typeof release>[0], VersionPolicy, string[]]>([
  [
    'bumped above the base branch',
    '1.1',
    { baseline: tag('1.0'), base: base('1.0') },
    'if-shipped-changed',
    [],
  ],
  [
    'bumped to the version of the base branch',
    '1.1',
    { baseline: tag('1.0'), base: base('1.1') },
    'if-shipped-changed',
    ['warning version-taken'],
  ],
  [
    'bumped to the version of the base branch, with the policy always',
    '1.1',
    { baseline: tag('1.0'), base: base('1.1') },
    'always',
    ['error version-taken'],
  ],
  ['unchanged since the base branch', '1.1', { baseline: tag('1.0'), base: base('1.1', []) }, 'always', []],
  [
    'above the base branch, with the policy always',
    '1.2',
    { baseline: tag('1.0'), base: base('1.1') },
    'always',
    [],
  ],
  [
    'the base branch is the release',
    '1.0',
    { baseline: tag('1.0'), base: base('1.0') },
    'if-shipped-changed',
    [],
  ],
  ['the base branch cannot be built', '1.1', { baseline: tag('1.0'), base: base(undefined) }, 'never', []],
  [
    'not bumped, with the policy never',
    '1.0',
    { baseline: tag('1.0'), base: base('1.0'), changed: ['a.py'] },
    'never',
    [],
  ],
  [
    'bumped, with the policy never',
    '1.1',
    { baseline: tag('1.0'), base: base('1.0') },
    'never',
    ['error version-bumped'],
  ],
  [
    'bumped before the first release, with the policy never',
    '0.2',
    { base: base('0.1') },
    'never',
    ['error version-bumped'],
  ],
  [
    'on the index',
    '1.1',
    { baseline: tag('1.0'), isOnIndex: true },
    'if-shipped-changed',
    ['error version-taken'],
  ],
  [
    'the first release, on the index',
    '1.0',
    { isOnIndex: true },
    'if-shipped-changed',
    ['error version-taken'],
  ],
  ['not on the index', '1.1', { baseline: tag('1.0'), isOnIndex: false }, 'if-shipped-changed', []],
  [
    'released, unchanged and on the index',
    '1.0',
    { baseline: tag('1.0'), isOnIndex: true },
    'if-shipped-changed',
    [],
  ],
])('a pull request: %s', (_, version, given, policy, expected) => {
  expect(short(decideBump(version, release(given), policy))).toEqual(expected)
})

test.each<[string, Parameters<typeof release>[0], string[]]>([
  ['not bumped', { baseline: tag('1.0'), changed: ['a.py'] }, ['note version-not-bumped']],
  ['released elsewhere', { taken: tag('1.0') }, ['error version-taken']],
])('an override for a version that is %s', (_, given, expected) => {
  const override = { by: 'label', name: 'no-version-bump' } as const
  expect(short(decideBump('1.0', release({ ...given, override }), 'if-shipped-changed'))).toEqual(expected)
})

const REMOVED: BreakingChange = {
  ...{ kind: 'removed', what: 'function', path: 'demo.f', parameters: [], file: null, line: null },
  ...{ side: 'old', old: '', new: '', to: null, deprecated: false },
}
const NEW: Addition = { what: 'function', path: 'demo.g', parameters: [], file: null, line: null }
const compared = (breaking: BreakingChange[], added: Addition[] = []): ApiChanges => ({
  kind: 'compared',
  breaking,
  added,
  unread: [],
})

test.each<[string, Partial<ReleaseFacts>, string]>([
  ['no comparison of the APIs', {}, 'Set the version to 1.4.1 or later.'],
  [
    'an API that cannot be compared',
    { api: { kind: 'not-checked', reason: 'it takes too long' } },
    'Set the version to 1.4.1 or later.',
  ],
  ['an unchanged API', { api: compared([]) }, 'Set the version to 1.4.1 or later.'],
  ['an addition', { api: compared([], [NEW]) }, 'Set the version to 1.5 or later, because demo.g is new.'],
  [
    'a breaking change',
    { api: compared([REMOVED], [NEW]) },
    'Set the version to 2.0 or later, because demo.f was removed.',
  ],
  [
    'calendar versions',
    { api: compared([REMOVED]), versions: ['2026.1'] },
    'Set the version to 1.4.1 or later.',
  ],
  [
    'a pre-release',
    { api: compared([REMOVED]), lastFinal: tag('1.3') },
    'Set the version to 1.4.1 or later.',
  ],
  [
    'a version that a tool computed',
    {
      tagTaken: { name: 'demo-v1.4', version: '1.4', isOwn: true, isOnCommit: true },
      versions: ['1.4.1'],
    },
    'Tag the commit as demo-v1.4.2 or later.',
  ],
])('the version to bump to after %s', (_, given, fix) => {
  const last = tag('1.4')
  const facts = {
    version: completedWith(release({ baseline: last, lastFinal: last, changed: ['a.py'], ...given })),
  }
  const [finding] = checkVersion(factsOf({ version: '1.4', facts }))
  if (finding?.rule !== 'version-not-bumped') throw new Error(`found: ${finding?.rule}`)
  expect(RULES['version-not-bumped'].fix(finding.facts)).toBe(fix)
})

test('an override for a bump that is too small', () => {
  const override = {
    by: 'trailer',
    name: 'No-Bump',
    commit: 'c'.repeat(40),
    reason: 'nobody used f',
  } as const
  const api = compared([REMOVED])
  const facts = {
    version: completedWith(release({ baseline: tag('1.0'), lastFinal: tag('1.0'), api, override })),
  }
  expect(checkVersion(factsOf({ version: '1.0.1', facts }))).toMatchObject([
    { rule: 'bump-too-small', severity: 'note', facts: { waiver: override } },
  ])
})

test.each<[string, Parameters<typeof release>[0], string, string[]]>([
  ['on the default branch', { isOnDefaultBranch: true }, '1.0', []],
  ['on an unknown branch', {}, '1.0', []],
  ['on another branch', { isOnDefaultBranch: false, branches: ['topic'] }, '1.0', ['warning tag-off-branch']],
  ['on the branch of its series', { isOnDefaultBranch: false, branches: ['topic', '1.0.x'] }, '1.0.7', []],
  [
    'on the branch of another series',
    { isOnDefaultBranch: false, branches: ['1.1.x'] },
    '1.0.7',
    ['warning tag-off-branch'],
  ],
])('a tag %s', (_, given, version, expected) => {
  const event: Event = { kind: 'tag', tag: `v${version}`, defaultBranch: 'main' }
  expect(
    short(checkVersion(factsOf({ version, facts: { event, version: completedWith(release(given)) } }))),
  ).toEqual(expected)
})

const WRITER = { file: '.github/workflows/release.yml', line: 7, text: 'poetry version' }

test.each<[string, string, string[], string[]]>([
  ['is below all releases', '0.0.0', ['1.0', '1.1'], ['warning tag-mismatch']],
  ['is still that of the first release', '1.0', ['1.0', '1.1'], ['warning tag-mismatch']],
  ['is bumped with the releases', '1.0.1', ['1.0', '1.1'], ['error tag-mismatch']],
])('a workflow writes the version, and the one in the source %s', (_, version, versions, expected) => {
  const event: Event = { kind: 'tag', tag: 'v1.2', defaultBranch: undefined }
  const facts = { event, version: completedWith(release({ versions, writer: WRITER })) }
  expect(short(checkVersion(factsOf({ version, facts })))).toEqual(expected)
})

test.each<[string, string, string, Parameters<typeof release>[0], string[]]>([
  ['a development version', '', '1.0.dev1', {}, ['error version-invalid', 'warning tag-off-branch']],
  ['an invalid version', '', 'next', {}, ['error version-invalid', 'warning tag-off-branch']],
  ['a placeholder', '0.0', '0.0', {}, ['warning tag-off-branch']],
  [
    'the same, on the branch of its series',
    '0.0',
    '0.0',
    { branches: ['1.0.x'], tagsOnCommit: [tag('1.0')] },
    [],
  ],
])('a tag that is not on the default branch, with %s', (_, placeholder, version, given, expected) => {
  const event: Event = { kind: 'tag', tag: 'v1.0', defaultBranch: 'main' }
  const value = release({ isOnDefaultBranch: false, ...given })
  const facts = factsOf({ version, facts: { event, version: completedWith(value) } })
  const settings = {
    ...facts.project.settings,
    version: { ...facts.project.settings.version, placeholder: placeholder || undefined },
  }
  const configured = { ...facts, project: { ...facts.project, settings } }
  expect(short(checkVersion(configured))).toEqual(expected)
})

const SCM = '[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n'
const scmFacts = (version: string, given: Parameters<typeof release>[0], event: Event, pyproject = SCM) => {
  const facts = factsOf({ version, pyproject, facts: { event, version: completedWith(release(given)) } })
  const buildSystem = { ...facts.project.buildSystem, requires: ['setuptools', 'setuptools-scm>=8'] }
  return { ...facts, project: { ...facts.project, buildSystem } }
}
const taken = (name: string, given: Partial<TagTaken> = {}): TagTaken => ({
  ...{ name, version: '0.3.10', isOwn: true, isOnCommit: false },
  ...given,
})

/** The only finding, with the words of its fix. */
function fixOf(facts: ReturnType<typeof factsOf>): string[] {
  return checkVersion(facts).map((finding) => {
    if (finding.rule !== 'tag-mismatch' && finding.rule !== 'version-invalid') return finding.rule
    const fix =
      finding.rule === 'tag-mismatch'
        ? RULES['tag-mismatch'].fix(finding.facts)
        : RULES['version-invalid'].fix(finding.facts)
    return `${finding.severity} ${finding.rule}: ${fix}`
  })
}

test.each<[string, ReturnType<typeof factsOf>, string[]]>([
  [
    'of another package',
    scmFacts('1.0', { eventTag: { kind: 'other-package', name: 'core' } }, ON_TAG('core-v2.0')),
    [],
  ],
  [
    'of the package, for a static version',
    factsOf({
      version: '1.0',
      facts: {
        event: ON_TAG('sdk==1.1'),
        version: completedWith(
          release({ eventTag: { kind: 'release', version: '1.1' }, unusedTag: 'sdk==1.0' }),
        ),
      },
    }),
    ['error tag-mismatch: Set the version to 1.1 and move the tag, or tag the commit as sdk==1.0 instead.'],
  ],
  [
    'of the package, while a tag of its version exists',
    factsOf({
      version: '1.0',
      facts: {
        event: ON_TAG('v1.1'),
        version: completedWith(release({ eventTag: { kind: 'release', version: '1.1' } })),
      },
    }),
    ['error tag-mismatch: Set the version to 1.1 and move the tag.'],
  ],
  [
    'beside the one that the tool took',
    scmFacts(
      '0.3.10',
      {
        eventTag: { kind: 'release', version: '0.3.11' },
        tagTaken: taken('v0.3.10', { isOnCommit: true }),
      },
      ON_TAG('v0.3.11'),
    ),
    [
      'error tag-mismatch: Move v0.3.11 to a commit of its own, or delete v0.3.10 if it is not a release: setuptools-scm uses one tag per commit. Or build the release with SETUPTOOLS_SCM_PRETEND_VERSION=0.3.11.',
    ],
  ],
  [
    'of a commit whose files the build changes',
    scmFacts(
      '1.2.dev0',
      { tagsOnCommit: [tag('1.1')], tagTaken: taken('v1.1', { version: '1.1', isOnCommit: true }) },
      { kind: 'branch', branch: 'main', before: undefined },
    ),
    [
      'error tag-mismatch: Build v1.1 from a clean checkout, and remove generated files, such as the version file of setuptools-scm, from git.',
    ],
  ],
  [
    'beside a tag of something else that the tool took',
    scmFacts(
      '2024.6.1',
      {
        eventTag: { kind: 'release', version: '1.1' },
        tagTaken: taken('nightly-2024.6.1', { isOwn: false, isOnCommit: true }),
      },
      ON_TAG('v1.1'),
    ),
    [
      'error tag-mismatch: Restrict setuptools-scm to release tags in pyproject.toml:\n[tool.setuptools_scm]\ngit_describe_command = "git describe --dirty --tags --long --match \'v[0-9]*\'"',
    ],
  ],
  [
    'of a placeholder',
    factsOf({
      version: '0.0.1',
      facts: {
        event: ON_TAG('v1.1'),
        version: completedWith(
          release({ placeholder: '0.0.1', eventTag: { kind: 'release', version: '1.1' } }),
        ),
      },
    }),
    [
      'warning tag-mismatch: If the release workflow sets the version, add to pyproject.toml:\n[tool.as-installed.version]\nplaceholder = "0.0.1"',
    ],
  ],
  [
    'while the tool is not enabled',
    scmFacts('0.0.0', {}, ON_TAG('v1.1'), '[project]\nname = "demo"\ndynamic = ["version"]\n'),
    ['error version-invalid: Add to pyproject.toml:\n[tool.setuptools_scm]'],
  ],
])('a tag %s', (_, facts, expected) => {
  expect(fixOf(facts)).toEqual(expected)
})

const PUSH: Event = { kind: 'branch', branch: 'main', before: undefined }

test('a version that setup.py computed from a tag of something else names the tool', () => {
  const tagTaken = taken('docs-1.0', { version: '1.0', isOwn: false })
  const facts = factsOf({
    version: '1.0.1.dev3',
    pyproject: '[build-system]\nrequires = ["setuptools"]\n',
    setupPy: 'setup(use_scm_version=True)',
    facts: { event: PUSH, version: completedWith(release({ tagTaken })) },
  })
  const [finding] = checkVersion(facts)
  expect(finding && RULES[finding.rule].message(finding.facts as never)).toMatch(
    /^setuptools-scm computed version 1\.0\.1\.dev3 from tag docs-1\.0/,
  )
})

test.each<[string, ReturnType<typeof factsOf>, string[]]>([
  [
    'a version computed from a tag of something else',
    scmFacts('1.0.1.dev3', { tagTaken: taken('docs-1.0', { version: '1.0', isOwn: false }) }, PUSH),
    ['warning tag-mismatch'],
  ],
  [
    'a version computed from an own tag',
    scmFacts('1.0.1.dev3', { tagTaken: taken('v1.0', { version: '1.0' }), baseline: tag('1.0') }, PUSH),
    [],
  ],
  [
    'a computed version below a merged release',
    scmFacts('1.0.2.dev3', { tagTaken: taken('v1.0.1', { version: '1.0.1' }), baseline: tag('1.1') }, PUSH),
    ['warning version-not-bumped'],
  ],
  [
    'a placeholder',
    factsOf({
      version: '0.0.1',
      facts: {
        event: PUSH,
        version: completedWith(release({ placeholder: '0.0.1', baseline: tag('1.1'), changed: ['a.py'] })),
      },
    }),
    ['note version-not-bumped'],
  ],
])('on a branch: %s', (_, facts, expected) => {
  expect(short(checkVersion(facts))).toEqual(expected)
})

test.each<[string, Parameters<typeof release>[0], VersionPolicy, string[]]>([
  [
    'and a bump is due',
    { baseline: tag('1.0'), changed: ['a.py'] },
    'if-shipped-changed',
    ['error version-not-bumped'],
  ],
  ['and nothing has changed', { baseline: tag('1.0') }, 'if-shipped-changed', ['warning version-not-bumped']],
  ['with the policy always', { baseline: tag('1.0') }, 'always', ['error version-not-bumped']],
  ['with the policy off', { baseline: tag('1.0') }, 'off', []],
])('a pull request lowers the version of the base branch, %s', (_, given, policy, expected) => {
  const facts = release({ ...given, loweredFrom: { branch: 'main', version: '1.2' } })
  expect(short(decideBump('1.1', facts, policy))).toEqual(expected)
})

test.each<[string, boolean, string[], string[]]>([
  ['has not changed since', true, [], []],
  ['has changed since', true, ['a.py'], ['error version-taken']],
  ['has changed since the release before it', false, ['a.py'], ['error version-not-bumped']],
])(
  'a version that was released on another branch, and the wheel %s',
  (_, isBaselineElsewhere, changed, expected) => {
    const facts = release({ baseline: tag('1.1'), taken: tag('1.1'), isBaselineElsewhere, changed })
    expect(short(decideBump('1.1', facts, 'if-shipped-changed'))).toEqual(expected)
  },
)
