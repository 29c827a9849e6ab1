import { expect, test } from '@jest/globals'
import type { FactsOf } from '../../../../src/checks/rules.ts'
import { describeCandidates, sourcesOf } from './described-candidates.ts'

const INCOMPATIBLE: FactsOf['dependency-incompatible'] = {
  distribution: 'importlib_metadata',
  version: '8.7.1',
  module: 'importlib_metadata',
  name: 'SelectableGroups',
  error: null,
  importedBy: null,
  requirement: 'importlib-metadata>=4',
  table: '',
  newestWith: '4.13.0',
  below: '5.0.0',
  inFunction: false,
  neededBy: ['import demo'],
  prereleases: [],
}

const dependencies = (...items: string[]) =>
  `[project]\nname = "demo"\ndependencies = ${JSON.stringify(items)}\n`

test.each<[string, Record<string, string>, string[]]>([
  [
    'in [project], with its extras and marker',
    { 'pyproject.toml': dependencies(`importlib_metadata[x] >=4, <9 ; python_version < '4'`) },
    [
      `pyproject.toml project.dependencies replace "importlib_metadata[x] >=4, <9 ; python_version < '4'" "importlib_metadata[x]>=4,<5.0.0; python_version < '4'"`,
    ],
  ],
  [
    'in poetry',
    { 'pyproject.toml': '[tool.poetry.dependencies]\nimportlib-metadata = "^4"\n' },
    ['pyproject.toml tool.poetry.dependencies.importlib-metadata set "^4,<5.0.0"'],
  ],
  [
    'in a table of poetry',
    {
      'pyproject.toml':
        '[tool.poetry.dependencies]\nimportlib-metadata = { version = "*", extras = ["x"] }\n',
    },
    ['pyproject.toml tool.poetry.dependencies.importlib-metadata.version set "<5.0.0"'],
  ],
  [
    'in setup.cfg',
    { 'setup.cfg': '[options]\ninstall_requires =\n    click\n    importlib-metadata >= 4\n' },
    ['setup.cfg options.install_requires replace "importlib-metadata >= 4" "importlib-metadata>=4,<5.0.0"'],
  ],
  [
    'in setup.py',
    { 'setup.py': `REQUIRES = [\n    'importlib-metadata>=4',\n]\n` },
    [`setup.py:2 'importlib-metadata>=4' -> 'importlib-metadata>=4,<5.0.0'`],
  ],
  [
    'in a requirements file',
    {
      'pyproject.toml':
        '[project]\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = "requirements.txt" }\n',
      'requirements.txt': 'click\nimportlib-metadata>=4  # as above\n',
    },
    ['requirements.txt:2 importlib-metadata>=4 -> importlib-metadata>=4,<5.0.0'],
  ],
  [
    'of another dependency only',
    { 'pyproject.toml': dependencies('click') },
    ['pyproject.toml project.dependencies append ["importlib_metadata<5.0.0"]'],
  ],
  [
    'that is a direct reference',
    { 'pyproject.toml': dependencies('importlib-metadata @ https://x.org/a.whl') },
    [],
  ],
])('bounds a requirement %s', (_, files, expected) => {
  expect(describeCandidates('dependency-incompatible', INCOMPATIBLE, sourcesOf(files))).toEqual(expected)
})

test.each<[string, Partial<typeof INCOMPATIBLE>, string[]]>([
  ['the newest version that works', { below: null }, ['<=4.13.0']],
  ['the installed version', { below: null, newestWith: null }, ['<8.7.1', '<8.7', '<8']],
  ['the installed minor release', { below: null, newestWith: null, version: '0.5.0' }, ['<0.5']],
  [
    'a pre-release',
    { below: '9.0.0rc1', prereleases: [{ name: 'importlib_metadata', version: '9.0.0rc1', final: '8.7.1' }] },
    ['<9.0.0rc1'],
  ],
])('bounds a requirement by %s', (_, facts, expected) => {
  const sources = sourcesOf({ 'pyproject.toml': dependencies('importlib-metadata>=4') })
  expect(describeCandidates('dependency-incompatible', { ...INCOMPATIBLE, ...facts }, sources)).toEqual(
    expected.map(
      (bound) =>
        `pyproject.toml project.dependencies replace "importlib-metadata>=4" "importlib-metadata>=4,${bound}"`,
    ),
  )
})

test('excludes the versions that no longer have the module', () => {
  const facts = {
    ...INCOMPATIBLE,
    distribution: 'setuptools',
    version: '82.0.1',
    module: 'pkg_resources',
    name: null,
    newestWith: null,
    below: null,
  }
  const sources = sourcesOf({ 'pyproject.toml': dependencies('setuptools>=3.0') })
  expect(describeCandidates('dependency-incompatible', facts, sources)).toEqual([
    'pyproject.toml project.dependencies replace "setuptools>=3.0" "setuptools>=3.0,<82"',
  ])
})

test.each<[string, string, Record<string, string>, string[]]>([
  [
    'all',
    'boom',
    { click: '8.1.7', rich: '13' },
    ['click>=8 rich>=13', 'click>=8.1 rich>=13', 'click>=8.1.7 rich>=13'],
  ],
  [
    'the one that the error names',
    'cannot import name x from rich.text',
    { click: '8.1.7', rich: '13' },
    ['click>=7 rich>=13'],
  ],
  ['none', 'boom', {}, []],
])('raises the lower bounds of %s', (_, error, resolved, expected) => {
  const sources = sourcesOf({ 'pyproject.toml': dependencies('click>=7', 'rich>=10') })
  const facts = {
    dependencies: [],
    failures: [{ what: 'import demo', error }],
    words: [],
    table: '',
    resolved,
  }
  const results = describeCandidates('lower-bound-false', facts, sources).map((text) =>
    ['click', 'rich']
      .map((name) => new RegExp(`"${name}[^"]*" "(${name}[^"]*)"`).exec(text)?.[1] ?? `click>=7`)
      .join(' '),
  )
  expect(results).toEqual(expected)
})

test('suggests to remove an unused dependency', () => {
  const facts = { distribution: 'click', requirement: 'click>=7', isDeveloperTool: false, table: '' }
  expect(
    describeCandidates('dependency-unused', facts, sourcesOf({ 'pyproject.toml': dependencies('Click>=7') })),
  ).toEqual(['? pyproject.toml project.dependencies remove ["Click>=7"]'])
})

test('raises the lower bound of what an upgrade keeps', () => {
  const facts = {
    tag: 'v1.0.0',
    way: 'import' as const,
    names: ['demo'],
    owner: null,
    error: 'ImportError',
    outdated: [{ name: 'Click', installed: '7.0', clean: '8.1.7' }],
    table: '',
  }
  const sources = sourcesOf({ 'pyproject.toml': dependencies('click') })
  expect(describeCandidates('upgrade-broken', facts, sources)).toEqual(
    ['8', '8.1', '8.1.7'].map(
      (version) => `pyproject.toml project.dependencies replace "click" "click>=${version}"`,
    ),
  )
})

test.each([
  ['sys.path.insert(0, os.path.dirname(__file__))  # here', ['src/demo/__init__.py -2']],
  ['    sys.path.insert(0, "lib")', []],
  ['sys.path.insert(', []],
])('deletes %s', (line, expected) => {
  const sources = sourcesOf({ 'src/demo/__init__.py': `import sys\n${line}\n` })
  const facts = { file: 'src/demo/__init__.py', folder: '"lib"', inTests: false, others: [] }
  const where = { file: 'src/demo/__init__.py', line: 2 }
  expect(describeCandidates('path-hack', facts, sources, where)).toEqual(expected)
})

test('suggests to delete what leads the tests into the checkout', () => {
  const sources = sourcesOf({ 'tests/conftest.py': 'import sys\nsys.path.insert(0, "/src")\n' })
  const facts = { path: 'demo.py', others: 0, kind: 'exec', way: 'code' as const, entry: '/src' }
  const by = { file: 'tests/conftest.py', line: 2 }
  expect(describeCandidates('tests-import-checkout', { ...facts, by }, sources)).toEqual([
    '? tests/conftest.py -2',
  ])
  expect(describeCandidates('tests-import-checkout', { ...facts, by: null }, sources)).toEqual([])
})

test.each([
  [
    '"test" of [dependency-groups] in pyproject.toml',
    '"pytest-mock"',
    ['dependency-groups.test append ["pytest-mock"]'],
  ],
  [
    '[dependency-groups] in pyproject.toml',
    'dev = ["pytest", "pytest-mock"]',
    ['dependency-groups.dev set ["pytest","pytest-mock"]'],
  ],
  [
    '[tool.poetry.group.test.dependencies] in pyproject.toml',
    'pytest-mock = "*"',
    ['tool.poetry.group.test.dependencies.pytest-mock set "*"'],
  ],
  ['the extra "test"', 'pytest-mock', []],
])('declares a test dependency in %s', (place, line, expected) => {
  const facts = {
    cause: {
      kind: 'dependency',
      what: 'fixture',
      name: 'mocker',
      distribution: 'pytest-mock',
      isKnown: true,
    },
    declaration: { place, line },
  } as unknown as FactsOf['tests-failed']
  const sources = sourcesOf({ 'pyproject.toml': '[dependency-groups]\ntest = ["pytest"]\n' })
  expect(describeCandidates('tests-failed', facts, sources)).toEqual(
    expected.map((edit) => `pyproject.toml ${edit}`),
  )
})
