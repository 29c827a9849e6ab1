import { expect, test } from '@jest/globals'
import type { ScriptRun } from '../../../src/checks/scripts/facts.ts'
import { checkReportedVersions } from '../../../src/checks/version/disagreements.ts'
import { versionTable } from '../../../src/checks/version/version-table.ts'
import { projectOf } from '../../project/project.ts'
import {
  completedWith,
  error,
  factsOf,
  type Given,
  imported,
  release,
  SDIST,
  script,
  scriptRun,
  scriptsResult,
  short,
  tag,
  wheelOf,
} from '../facts.ts'

const ENTRY = 'demo = demo:main'
const ENTRY_POINTS = `[console_scripts]\n${ENTRY}`

const withVersionRun = (run: ScriptRun, entry = ENTRY) => script(entry, [scriptRun(0)], { versionRun: run })
const scriptsPrinting = (stdout: string, given: Partial<ScriptRun> = {}) =>
  scriptsResult([withVersionRun(scriptRun(0, { args: ['--version'], stdout, ...given }))])
const withAttribute = (version: string) => completedWith([{ ...imported('demo', 'imported'), version }])
const locked = (version: string | null) => ({ version, file: 'uv.lock', line: 7 })

const installed = (version: string) =>
  completedWith({
    kind: 'installed' as const,
    by: 'pip',
    conflicts: [],
    providers: {},
    distributions: [
      { name: 'click', version: '8.0', requires: [] },
      { name: 'Demo', version, requires: [] },
    ],
  })

/** Facts with changes to the project. */
function withProject(given: Given, project: Parameters<typeof projectOf>[1]) {
  const facts = factsOf(given)
  return { ...facts, project: { ...facts.project, ...project } }
}

test('all version sources, the wheel first', () => {
  const facts = withProject(
    {
      entryPoints: ENTRY_POINTS,
      facts: {
        build: completedWith({
          kind: 'built',
          sdist: { ...SDIST, version: '1.0' },
          wheel: wheelOf(),
          seconds: 1,
        }),
        install: installed('1.0'),
        imports: withAttribute('1.0.0'),
        scripts: scriptsPrinting('demo 0.9'),
        version: completedWith(release({ tagsOnCommit: [tag('1.0')], baseline: tag('0.9') })),
      },
    },
    { lockedVersion: locked('0.9') },
  )
  expect(versionTable(facts).map(({ source, version, agrees }) => [source, version, agrees])).toEqual([
    ['METADATA of the wheel', '1.0', true],
    ['file name of the wheel', '1.0', true],
    ['PKG-INFO of the sdist', '1.0', true],
    ['file name of the sdist', '1.0', true],
    ['importlib.metadata.version("demo")', '1.0', true],
    ['demo.__version__', '1.0.0', true],
    ['demo --version', '0.9', false],
    ['pyproject.toml', '1.0', true],
    ['uv.lock', '0.9', false],
    ['tag v1.0', '1.0', true],
    ['last release, tag v0.9', '0.9', null],
  ])
})

test('without a wheel the table is empty', () => {
  const nothing = { kind: 'skipped' as const, reason: 'there is no wheel' }
  expect(versionTable(factsOf({ facts: { contents: nothing } }))).toEqual([])
})

/** The row of a source, as `version agrees`, and the findings. */
function outcome(facts: ReturnType<typeof factsOf>, source: string) {
  const rows = versionTable(facts).filter((row) => row.source === source)
  return [
    ...rows.map(({ version, agrees }) => `${version} ${agrees}`),
    ...short(checkReportedVersions(facts)),
  ]
}

const ERROR = 'error version-disagrees'
const WARNING = 'warning version-disagrees'

test.each<[string, string, string, string[]]>([
  ['the same version', '1.0', '1.0', ['1.0 true']],
  ['an equal version', '1.0.0', '1.0', ['1.0.0 true']],
  ['a local version label', '1.0+g123', '1.0', ['1.0+g123 true']],
  ['another version', '1.1', '1.0', ['1.1 false', ERROR]],
  ['another version than a wheel of only zeros', '1.1', '0.0.0', ['1.1 false', ERROR]],
  ['only zeros', '0.0.0', '1.0', ['0.0.0 false', ERROR]],
  ['another development version', '1.0.dev1', '1.0.dev2', ['1.0.dev1 false', ERROR]],
  ['an invalid version', 'one', '1.0', ['one null']],
])('PKG-INFO has %s: %j in a wheel of %s', (_, inSdist, version, expected) => {
  const wheel = wheelOf({ version })
  const build = completedWith({
    kind: 'built' as const,
    sdist: { ...SDIST, version: inSdist },
    wheel,
    seconds: 1,
  })
  expect(outcome(factsOf({ version, facts: { build } }), 'PKG-INFO of the sdist')).toEqual(expected)
})

test.each<[string, string, string | undefined]>([
  ['demo-1.0.tar.gz', 'demo', '1.0'],
  ['de_mo-1.0.tar.gz', 'de-mo', '1.0'],
  ['de-mo-1.0.tar.gz', 'de_mo', '1.0'],
  ['demo-2-1.0-rc1.tar.gz', 'demo-2', '1.0-rc1'],
  ['Demo-1.0.zip', 'demo', '1.0'],
  ['demo-1.0.tar.bz2', 'demo', '1.0'],
  ['other-1.0.tar.gz', 'demo', undefined],
])('the sdist file name %s of %s has the version %s', (file, name, expected) => {
  const sdist = { ...SDIST, file: `/out/${file}` }
  const wheel = wheelOf({ name })
  const facts = factsOf({
    name,
    facts: { build: completedWith({ kind: 'built', sdist, wheel, seconds: 1 }) },
  })
  const row = versionTable(facts).find(({ source }) => source === 'file name of the sdist')
  expect(row?.version).toBe(expected)
})

test.each<[string, { sdist: string; file: string; isMetadataChecked: boolean }, string[]]>([
  [
    'reported once, with PKG-INFO',
    { sdist: '1.1', file: 'demo-1.1.tar.gz', isMetadataChecked: false },
    [ERROR],
  ],
  ['reported on its own', { sdist: '1.0', file: 'demo-1.1.tar.gz', isMetadataChecked: false }, [ERROR]],
  ['reported by metadata-invalid', { sdist: '1.0', file: 'demo-1.1.tar.gz', isMetadataChecked: true }, []],
])(
  'the file name of an sdist that contradicts the wheel is %s',
  (_, { sdist, file, isMetadataChecked }, expected) => {
    const built = { ...SDIST, version: sdist, file: `/out/${file}` }
    const build = completedWith({ kind: 'built' as const, sdist: built, wheel: wheelOf(), seconds: 1 })
    const metadata = { kind: 'skipped' as const, reason: 'the index is down' }
    const facts = factsOf({ facts: { build, ...(isMetadataChecked ? {} : { metadata }) } })
    expect(short(checkReportedVersions(facts))).toEqual(expected)
  },
)

test('an installed version that disagrees is reported', () => {
  const facts = factsOf({ facts: { install: installed('0.9') } })
  expect(outcome(facts, 'importlib.metadata.version("demo")')).toEqual(['0.9 false', ERROR])
})

test.each<[string, Partial<ScriptRun>, string[]]>([
  ['the version', { stdout: 'demo 1.0\n' }, ['1.0 true']],
  ['another version', { stdout: 'demo 0.9\n' }, ['0.9 false', ERROR]],
  ['another version on stderr', { stderr: 'demo 0.9\n' }, ['0.9 false', ERROR]],
  ['a warning beside it', { stdout: 'demo 1.0\n', stderr: 'demo 0.9 is old' }, ['1.0 true']],
  ['no version', { stdout: 'demo' }, ['null null']],
  ['another version, and fails', { stdout: 'demo 0.9', ending: { kind: 'exited', code: 1 } }, ['null null']],
  ['nothing before the timeout', { ending: { kind: 'timed-out', afterSeconds: 60 } }, ['null null']],
  ['a traceback', { error: error('ValueError: 0.9'), stderr: 'demo 0.9' }, ['null null']],
])('--version prints %s', (_, run, expected) => {
  const facts = factsOf({ entryPoints: ENTRY_POINTS, facts: { scripts: scriptsPrinting('', run) } })
  expect(outcome(facts, 'demo --version')).toEqual(expected)
})

test.each<[string, Given, string | undefined]>([
  ['the script with the name', { entryPoints: '[console_scripts]\nother = demo:b\ndemo = demo:a' }, 'demo'],
  [
    'the script with the name of the package',
    { name: 'demo-cli', entryPoints: '[console_scripts]\na = demo:b\ndemo = demo:a' },
    'demo',
  ],
  [
    'the script with the name before that with the name of the package',
    { name: 'demo-cli', entryPoints: '[console_scripts]\ndemo = demo:a\ndemo_cli = demo:b' },
    'demo_cli',
  ],
  ['the only script', { entryPoints: '[console_scripts]\na = demo:a\n[gui_scripts]\nb = demo:b' }, 'a'],
  ['none of several', { entryPoints: '[console_scripts]\na = demo:a\nb = demo:b' }, undefined],
])('the main script of a distribution: %s', (_, given, main) => {
  const run = scriptRun(0, { args: ['--version'], stdout: '0.9' })
  const scripts = ['a', 'b', 'demo', 'demo_cli', 'other'].map((name) =>
    withVersionRun(run, `${name} = demo:a`),
  )
  const facts = factsOf({ ...given, facts: { scripts: scriptsResult(scripts) } })
  expect(versionTable(facts).flatMap(({ place, source }) => (place === 'script' ? source : []))).toEqual(
    main === undefined ? [] : [`${main} --version`],
  )
})

test('a script that prints a wrong __version__ is not reported again, but another wrong version is', () => {
  const sources = (stdout: string) =>
    checkReportedVersions(
      factsOf({
        entryPoints: ENTRY_POINTS,
        facts: { imports: withAttribute('0.9'), scripts: scriptsPrinting(stdout) },
      }),
    ).map(({ facts }) => 'by' in facts && facts.by)
  expect(sources('demo 0.9')).toEqual(['demo.__version__'])
  expect(sources('demo 0.8')).toEqual(['demo.__version__', 'demo --version'])
})

test('a script that disagrees is reported at its declaration', () => {
  const facts = withProject(
    { entryPoints: ENTRY_POINTS, facts: { scripts: scriptsPrinting('demo 0.9') } },
    {
      declaredEntryPoints: [
        { group: 'console_scripts', name: 'demo', value: 'demo:main', file: 'pyproject.toml', line: 5 },
      ],
    },
  )
  expect(checkReportedVersions(facts)).toEqual([
    {
      rule: 'version-disagrees',
      severity: 'error',
      facts: { distribution: 'demo', version: '1.0', by: 'demo --version', claimed: '0.9', place: 'script' },
      where: { file: 'pyproject.toml', line: 5 },
    },
  ])
})

test.each([
  ['importlib.metadata', 'PackageNotFoundError: No package metadata was found for demo'],
  ['click', "RuntimeError: 'demo' is not installed. Try passing 'package_name' instead."],
])('only --version looks up the package in %s under a wrong name', (_, words) => {
  const run = scriptRun(1, { args: ['--version'], error: error(words, ['demo/__init__.py:3 in main']) })
  const facts = factsOf({
    name: 'demo-of-ada',
    entryPoints: ENTRY_POINTS,
    facts: { scripts: scriptsResult([withVersionRun(run)]) },
  })
  expect(checkReportedVersions(facts)).toMatchObject([
    { severity: 'error', facts: { place: 'name' }, where: { file: 'src/demo/__init__.py', line: 3 } },
  ])
})

const STATIC = (version: string) => `[project]\nname = "demo"\nversion = "${version}"\n`
const POETRY = 'poetry.core.masonry.api'

test.each<[string, Given, string, string[]]>([
  ['the same version', { pyproject: STATIC('1.0') }, 'pyproject.toml', ['1.0 true']],
  ['an equal version', { pyproject: STATIC('1.0.0') }, 'pyproject.toml', ['1.0.0 true']],
  [
    'an equal pre-release',
    { version: '1.0.0rc1', pyproject: STATIC('1.0.0-rc.1') },
    'pyproject.toml',
    ['1.0.0-rc.1 true'],
  ],
  ['a local version label', { version: '1.0+cpu' }, 'pyproject.toml', ['1.0+cpu true']],
  ['another version', { pyproject: STATIC('0.9') }, 'pyproject.toml', ['0.9 false', WARNING]],
  ['a placeholder', { pyproject: STATIC('0.0.0') }, 'pyproject.toml', ['0.0.0 null']],
  [
    'a placeholder that is a development version',
    { pyproject: STATIC('0.0.0.dev0') },
    'pyproject.toml',
    ['0.0.0.dev0 null'],
  ],
  [
    'only zeros, like the wheel',
    { version: '0.0', pyproject: STATIC('0.0.0') },
    'pyproject.toml',
    ['0.0.0 true'],
  ],
  ['an invalid version', { pyproject: STATIC('one') }, 'pyproject.toml', ['one null']],
  [
    'a dynamic version',
    { pyproject: '[project]\nname = "demo"\ndynamic = ["version"]' },
    'pyproject.toml',
    [],
  ],
  [
    'another version for poetry',
    { backend: POETRY, pyproject: '[tool.poetry]\nversion = "0.9"' },
    'pyproject.toml',
    ['0.9 false', WARNING],
  ],
  [
    'another version for poetry, which a plugin replaces',
    { backend: POETRY, pyproject: '[tool.poetry]\nversion = "0.9"\n[tool.poetry-dynamic-versioning]' },
    'pyproject.toml',
    ['0.9 null'],
  ],
  [
    'another version for poetry, which is not the backend',
    { pyproject: '[tool.poetry]\nversion = "0.9"' },
    'pyproject.toml',
    [],
  ],
])('pyproject.toml has %s', (_, given, source, expected) => {
  expect(outcome(factsOf(given), source)).toEqual(expected)
})

test.each<[string, string, string, string[]]>([
  ['the same version', '[metadata]\nversion = 1.0', 'setuptools.build_meta', ['1.0 true']],
  ['another version', '[metadata]\nversion = 0.9', 'setuptools.build_meta', ['0.9 false', WARNING]],
  [
    'another version for setuptools, which is not the backend',
    '[metadata]\nversion = 0.9',
    'hatchling.build',
    [],
  ],
  ['an attribute', '[metadata]\nversion = attr: demo.__version__', 'setuptools.build_meta', []],
  ['a file', '[metadata]\nversion = file: VERSION', 'setuptools.build_meta', []],
  [
    'a version with a build tag',
    '[metadata]\nversion = 0.9\n[egg_info]\ntag_build = .post1',
    'setuptools.build_meta',
    ['0.9 null'],
  ],
  [
    'a version with empty build tags',
    '[metadata]\nversion = 0.9\n[egg_info]\ntag_build =\ntag_date = 0',
    'setuptools.build_meta',
    ['0.9 false', WARNING],
  ],
])('setup.cfg has %s', (_, setupCfgText, backend, expected) => {
  const { setupCfg } = projectOf('', { setupCfgText })
  const facts = withProject({ backend, pyproject: '' }, { setupCfg })
  expect(outcome({ ...facts, project: { ...facts.project } }, 'setup.cfg')).toEqual(expected)
})

test.each<[string, string | null, string, string[]]>([
  ['the same version', '1.0', STATIC('1.0'), ['1.0 true']],
  ['an equal version', '1.0.0', STATIC('1.0'), ['1.0.0 true']],
  ['another version', '0.9', STATIC('1.0'), ['0.9 false', WARNING]],
  ['no version, because it is dynamic', null, '[project]\ndynamic = ["version"]', ['null null']],
  // Some versions of uv locked a dynamic version.
  ['a dynamic version', '0.9', '[project]\ndynamic = ["version"]', ['0.9 null']],
  ['the version of pyproject.toml, but not of the wheel', '0.9', STATIC('0.9'), ['0.9 false', WARNING]],
  [
    'another version than pyproject.toml and the wheel',
    '0.8',
    STATIC('0.9'),
    ['0.8 false', WARNING, WARNING],
  ],
  ['a placeholder', '0.0.0', STATIC('0.0.0'), ['0.0.0 null']],
])('uv.lock has %s', (_, version, pyproject, expected) => {
  const facts = withProject({ pyproject }, { lockedVersion: locked(version) })
  expect(outcome(facts, 'uv.lock')).toEqual(expected)
})

test('a stale uv.lock is reported with its line', () => {
  const facts = withProject({}, { lockedVersion: { version: '0.9', file: 'sub/uv.lock', line: 7 } })
  expect(checkReportedVersions(facts)).toMatchObject([
    { facts: { by: 'sub/uv.lock', claimed: '0.9' }, where: { file: 'sub/uv.lock', line: 7 } },
  ])
})

test.each<[string, Given['facts'], string[]]>([
  ['no tag', {}, []],
  [
    'the tag of the event',
    { event: { kind: 'tag', tag: 'v1.0.0', defaultBranch: undefined } },
    ['tag v1.0.0: 1.0.0 true'],
  ],
  ['another tag', { event: { kind: 'tag', tag: 'v1.1', defaultBranch: undefined } }, ['tag v1.1: 1.1 false']],
  [
    'a tag without a version',
    { event: { kind: 'tag', tag: 'nightly', defaultBranch: undefined } },
    ['tag nightly: null null'],
  ],
  [
    'tags on this commit',
    { version: completedWith(release({ tagsOnCommit: [tag('0.9'), tag('1.0')] })) },
    ['tag v1.0: 1.0 true'],
  ],
  [
    'another tag on this commit',
    { version: completedWith(release({ tagsOnCommit: [tag('0.9')] })) },
    ['tag v0.9: 0.9 false'],
  ],
])('in the table: %s; only tag-mismatch reports tags', (_, facts, expected) => {
  const all = factsOf({ ...(facts && { facts }) })
  const rows = versionTable(all).filter(({ place }) => place === 'tag')
  expect(rows.map(({ source, version, agrees }) => `${source}: ${version} ${agrees}`)).toEqual(expected)
  expect(checkReportedVersions(all)).toEqual([])
})
