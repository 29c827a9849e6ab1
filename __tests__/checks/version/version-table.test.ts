import { expect, test } from '@jest/globals'
import type { ScriptRun } from '../../../src/checks/scripts/facts.ts'
import { checkVersionClaims } from '../../../src/checks/version/disagreements.ts'
import { versionTable } from '../../../src/checks/version/version-table.ts'
import { projectOf } from '../../project/project.ts'
import {
  called,
  error,
  factsOf,
  type Given,
  imported,
  release,
  SDIST,
  script,
  scriptRun,
  seen,
  short,
  tag,
  wheelOf,
} from '../facts.ts'

const ENTRY = 'demo = demo:main'
const ENTRY_POINTS = `[console_scripts]\n${ENTRY}`

const asked = (run: ScriptRun, entry = ENTRY) => script(entry, [scriptRun(0)], { versionRun: run })
const printing = (stdout: string, given: Partial<ScriptRun> = {}) =>
  called([asked(scriptRun(0, { args: ['--version'], stdout, ...given }))])
const saying = (version: string) => seen([{ ...imported('demo', 'imported'), version }])
const locked = (version: string | null) => ({ version, file: 'uv.lock', line: 7 })

const installed = (version: string) =>
  seen({
    kind: 'installed' as const,
    by: 'pip',
    conflicts: [],
    providers: {},
    distributions: [
      { name: 'click', version: '8.0', requires: [] },
      { name: 'Demo', version, requires: [] },
    ],
  })

/** Facts whose project is changed as well. */
function withProject(given: Given, project: Parameters<typeof projectOf>[1]) {
  const facts = factsOf(given)
  return { ...facts, project: { ...facts.project, ...project } }
}

test('every place that tells the version, the wheel first', () => {
  const facts = withProject(
    {
      entryPoints: ENTRY_POINTS,
      facts: {
        build: seen({
          kind: 'built',
          sdist: { ...SDIST, version: '1.0' },
          wheel: wheelOf(),
          seconds: 1,
        }),
        install: installed('1.0'),
        imports: saying('1.0.0'),
        scripts: printing('demo 0.9'),
        version: seen(release({ here: [tag('1.0')], baseline: tag('0.9') })),
      },
    },
    { locked: locked('0.9') },
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

test('without a wheel there is no table', () => {
  const nothing = { kind: 'skipped' as const, reason: 'there is no wheel' }
  expect(versionTable(factsOf({ facts: { contents: nothing } }))).toEqual([])
})

/** The one row of a place, as `version agrees`, and what is found. */
function outcome(facts: ReturnType<typeof factsOf>, source: string) {
  const rows = versionTable(facts).filter((row) => row.source === source)
  return [...rows.map(({ version, agrees }) => `${version} ${agrees}`), ...short(checkVersionClaims(facts))]
}

const WRONG = 'error version-disagrees'
const ODD = 'warning version-disagrees'

test.each<[string, string, string, string[]]>([
  ['the same', '1.0', '1.0', ['1.0 true']],
  ['another form of it', '1.0.0', '1.0', ['1.0.0 true']],
  ['a local part', '1.0+g123', '1.0', ['1.0+g123 true']],
  ['another', '1.1', '1.0', ['1.1 false', WRONG]],
  ['another, of a wheel of zeros', '1.1', '0.0.0', ['1.1 false', WRONG]],
  ['zeros', '0.0.0', '1.0', ['0.0.0 false', WRONG]],
  ['another development version', '1.0.dev1', '1.0.dev2', ['1.0.dev1 false', WRONG]],
  ['none', 'one', '1.0', ['one null']],
])('PKG-INFO has %s: %j in a wheel of %s', (_, told, version, expected) => {
  const wheel = wheelOf({ version })
  const build = seen({ kind: 'built' as const, sdist: { ...SDIST, version: told }, wheel, seconds: 1 })
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
])('the file name %s of the sdist of %s says %s', (file, name, expected) => {
  const sdist = { ...SDIST, file: `/out/${file}` }
  const wheel = wheelOf({ name })
  const facts = factsOf({ name, facts: { build: seen({ kind: 'built', sdist, wheel, seconds: 1 }) } })
  const row = versionTable(facts).find(({ source }) => source === 'file name of the sdist')
  expect(row?.version).toBe(expected)
})

test.each<[string, { sdist: string; file: string; looked: boolean }, string[]]>([
  ['told once, with PKG-INFO', { sdist: '1.1', file: 'demo-1.1.tar.gz', looked: false }, [WRONG]],
  ['told alone', { sdist: '1.0', file: 'demo-1.1.tar.gz', looked: false }, [WRONG]],
  ['told by metadata-invalid', { sdist: '1.0', file: 'demo-1.1.tar.gz', looked: true }, []],
])('the file name of an sdist that contradicts the wheel is %s', (_, { sdist, file, looked }, expected) => {
  const built = { ...SDIST, version: sdist, file: `/out/${file}` }
  const build = seen({ kind: 'built' as const, sdist: built, wheel: wheelOf(), seconds: 1 })
  const metadata = { kind: 'skipped' as const, reason: 'the index is down' }
  const facts = factsOf({ facts: { build, ...(looked ? {} : { metadata }) } })
  expect(short(checkVersionClaims(facts))).toEqual(expected)
})

test('what is installed is told by another version', () => {
  const facts = factsOf({ facts: { install: installed('0.9') } })
  expect(outcome(facts, 'importlib.metadata.version("demo")')).toEqual(['0.9 false', WRONG])
})

test.each<[string, Partial<ScriptRun>, string[]]>([
  ['the version', { stdout: 'demo 1.0\n' }, ['1.0 true']],
  ['another version', { stdout: 'demo 0.9\n' }, ['0.9 false', WRONG]],
  ['another version on stderr', { stderr: 'demo 0.9\n' }, ['0.9 false', WRONG]],
  ['a warning beside it', { stdout: 'demo 1.0\n', stderr: 'demo 0.9 is old' }, ['1.0 true']],
  ['what says nothing', { stdout: 'demo' }, ['null null']],
  ['another version, and fails', { stdout: 'demo 0.9', ending: { kind: 'exited', code: 1 } }, ['null null']],
  ['nothing in time', { ending: { kind: 'timed-out', afterSeconds: 60 } }, ['null null']],
  ['a traceback', { error: error('ValueError: 0.9'), stderr: 'demo 0.9' }, ['null null']],
])('--version prints %s', (_, run, expected) => {
  const facts = factsOf({ entryPoints: ENTRY_POINTS, facts: { scripts: printing('', run) } })
  expect(outcome(facts, 'demo --version')).toEqual(expected)
})

test.each<[string, Given, string | undefined]>([
  ['the script of the name', { entryPoints: '[console_scripts]\nother = demo:b\ndemo = demo:a' }, 'demo'],
  [
    'the script of the package',
    { name: 'demo-cli', entryPoints: '[console_scripts]\na = demo:b\ndemo = demo:a' },
    'demo',
  ],
  [
    'the name before the package',
    { name: 'demo-cli', entryPoints: '[console_scripts]\ndemo = demo:a\ndemo_cli = demo:b' },
    'demo_cli',
  ],
  ['the only one', { entryPoints: '[console_scripts]\na = demo:a\n[gui_scripts]\nb = demo:b' }, 'a'],
  ['none of several', { entryPoints: '[console_scripts]\na = demo:a\nb = demo:b' }, undefined],
])('which script speaks for a distribution: %s', (_, given, speaker) => {
  const run = scriptRun(0, { args: ['--version'], stdout: '0.9' })
  const scripts = ['a', 'b', 'demo', 'demo_cli', 'other'].map((name) => asked(run, `${name} = demo:a`))
  const facts = factsOf({ ...given, facts: { scripts: called(scripts) } })
  expect(versionTable(facts).flatMap(({ place, source }) => (place === 'script' ? source : []))).toEqual(
    speaker === undefined ? [] : [`${speaker} --version`],
  )
})

test('a script that prints a wrong __version__ is told there, and one that prints another is told too', () => {
  const of = (stdout: string) =>
    checkVersionClaims(
      factsOf({
        entryPoints: ENTRY_POINTS,
        facts: { imports: saying('0.9'), scripts: printing(stdout) },
      }),
    ).map(({ facts }) => 'by' in facts && facts.by)
  expect(of('demo 0.9')).toEqual(['demo.__version__'])
  expect(of('demo 0.8')).toEqual(['demo.__version__', 'demo --version'])
})

test('a script that disagrees is told where it is declared', () => {
  const facts = withProject(
    { entryPoints: ENTRY_POINTS, facts: { scripts: printing('demo 0.9') } },
    {
      declaredEntryPoints: [
        { group: 'console_scripts', name: 'demo', value: 'demo:main', file: 'pyproject.toml', line: 5 },
      ],
    },
  )
  expect(checkVersionClaims(facts)).toEqual([
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
])('--version alone asks %s under the name of the package', (_, words) => {
  const run = scriptRun(1, { args: ['--version'], error: error(words, ['demo/__init__.py:3 in main']) })
  const facts = factsOf({
    name: 'demo-of-ada',
    entryPoints: ENTRY_POINTS,
    facts: { scripts: called([asked(run)]) },
  })
  expect(checkVersionClaims(facts)).toMatchObject([
    { severity: 'error', facts: { place: 'name' }, where: { file: 'src/demo/__init__.py', line: 3 } },
  ])
})

const STATIC = (version: string) => `[project]\nname = "demo"\nversion = "${version}"\n`
const POETRY = 'poetry.core.masonry.api'

test.each<[string, Given, string, string[]]>([
  ['the same', { pyproject: STATIC('1.0') }, 'pyproject.toml', ['1.0 true']],
  ['another form', { pyproject: STATIC('1.0.0') }, 'pyproject.toml', ['1.0.0 true']],
  [
    'another form of a pre-release',
    { version: '1.0.0rc1', pyproject: STATIC('1.0.0-rc.1') },
    'pyproject.toml',
    ['1.0.0-rc.1 true'],
  ],
  ['a local part left unsaid', { version: '1.0+cpu' }, 'pyproject.toml', ['1.0+cpu true']],
  ['another', { pyproject: STATIC('0.9') }, 'pyproject.toml', ['0.9 false', ODD]],
  ['the place of one', { pyproject: STATIC('0.0.0') }, 'pyproject.toml', ['0.0.0 null']],
  ['the place of one, too', { pyproject: STATIC('0.0.0.dev0') }, 'pyproject.toml', ['0.0.0.dev0 null']],
  ['zeros that are built', { version: '0.0', pyproject: STATIC('0.0.0') }, 'pyproject.toml', ['0.0.0 true']],
  ['none', { pyproject: STATIC('one') }, 'pyproject.toml', ['one null']],
  ['nothing', { pyproject: '[project]\nname = "demo"\ndynamic = ["version"]' }, 'pyproject.toml', []],
  [
    'another, for poetry',
    { backend: POETRY, pyproject: '[tool.poetry]\nversion = "0.9"' },
    'pyproject.toml',
    ['0.9 false', ODD],
  ],
  [
    'another, for poetry, which a plug-in replaces',
    { backend: POETRY, pyproject: '[tool.poetry]\nversion = "0.9"\n[tool.poetry-dynamic-versioning]' },
    'pyproject.toml',
    ['0.9 null'],
  ],
  ['another, for poetry alone', { pyproject: '[tool.poetry]\nversion = "0.9"' }, 'pyproject.toml', []],
])('pyproject.toml states %s', (_, given, source, expected) => {
  expect(outcome(factsOf(given), source)).toEqual(expected)
})

test.each<[string, string, string, string[]]>([
  ['the same', '[metadata]\nversion = 1.0', 'setuptools.build_meta', ['1.0 true']],
  ['another', '[metadata]\nversion = 0.9', 'setuptools.build_meta', ['0.9 false', ODD]],
  ['another, for setuptools alone', '[metadata]\nversion = 0.9', 'hatchling.build', []],
  ['where it is', '[metadata]\nversion = attr: demo.__version__', 'setuptools.build_meta', []],
  ['which file has it', '[metadata]\nversion = file: VERSION', 'setuptools.build_meta', []],
  [
    'one to which something is appended',
    '[metadata]\nversion = 0.9\n[egg_info]\ntag_build = .post1',
    'setuptools.build_meta',
    ['0.9 null'],
  ],
  [
    'one to which nothing is appended',
    '[metadata]\nversion = 0.9\n[egg_info]\ntag_build =\ntag_date = 0',
    'setuptools.build_meta',
    ['0.9 false', ODD],
  ],
])('setup.cfg states %s', (_, setupCfgText, backend, expected) => {
  const { setupCfg } = projectOf('', { setupCfgText })
  const facts = withProject({ backend, pyproject: '' }, { setupCfg })
  expect(outcome({ ...facts, project: { ...facts.project } }, 'setup.cfg')).toEqual(expected)
})

test.each<[string, string | null, string, string[]]>([
  ['the same', '1.0', STATIC('1.0'), ['1.0 true']],
  ['another form', '1.0.0', STATIC('1.0'), ['1.0.0 true']],
  ['another', '0.9', STATIC('1.0'), ['0.9 false', ODD]],
  ['none, as the build finds it', null, '[project]\ndynamic = ["version"]', ['null null']],
  // Some versions of uv wrote the version that they found.
  ['one that the build finds', '0.9', '[project]\ndynamic = ["version"]', ['0.9 null']],
  ['that of pyproject.toml, which is not built', '0.9', STATIC('0.9'), ['0.9 false', ODD]],
  ['another than pyproject.toml, neither built', '0.8', STATIC('0.9'), ['0.8 false', ODD, ODD]],
  ['the place of one', '0.0.0', STATIC('0.0.0'), ['0.0.0 null']],
])('uv.lock has %s', (_, version, pyproject, expected) => {
  const facts = withProject({ pyproject }, { locked: locked(version) })
  expect(outcome(facts, 'uv.lock')).toEqual(expected)
})

test('a stale lock is told with its line', () => {
  const facts = withProject({}, { locked: { version: '0.9', file: 'sub/uv.lock', line: 7 } })
  expect(checkVersionClaims(facts)).toMatchObject([
    { facts: { by: 'uv.lock', claimed: '0.9' }, where: { file: 'sub/uv.lock', line: 7 } },
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
    'a tag of no version',
    { event: { kind: 'tag', tag: 'nightly', defaultBranch: undefined } },
    ['tag nightly: null null'],
  ],
  ['tags here', { version: seen(release({ here: [tag('0.9'), tag('1.0')] })) }, ['tag v1.0: 1.0 true']],
  ['another tag here', { version: seen(release({ here: [tag('0.9')] })) }, ['tag v0.9: 0.9 false']],
])('of tags the table has %s, and tag-mismatch tells the rest', (_, facts, expected) => {
  const all = factsOf({ ...(facts && { facts }) })
  const rows = versionTable(all).filter(({ place }) => place === 'tag')
  expect(rows.map(({ source, version, agrees }) => `${source}: ${version} ${agrees}`)).toEqual(expected)
  expect(checkVersionClaims(all)).toEqual([])
})
