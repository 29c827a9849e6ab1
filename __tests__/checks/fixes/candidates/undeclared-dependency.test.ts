import { expect, test } from '@jest/globals'
import type { FactsOf } from '../../../../src/checks/rules.ts'
import { describeCandidates, sourcesOf } from './described-candidates.ts'

const UNDECLARED: FactsOf['dependency-undeclared'] = {
  module: 'requests',
  distribution: 'requests',
  known: true,
  sibling: null,
  declared: false,
  installed: null,
  python: null,
  extras: [],
  developerExtras: [],
  neededBy: ['import demo'],
  table: '',
  line: '',
  others: [],
  lazily: false,
}

const PROJECT = '[project]\nname = "demo"\nversion = "1.0"\ndependencies = []\n'
const POETRY =
  '[build-system]\nbuild-backend = "poetry.core.masonry.api"\n\n[tool.poetry]\nname = "demo"\n\n[tool.poetry.dependencies]\npython = "^3.9"\n'

test.each([
  [
    'a dependency group',
    '[dependency-groups]\ntest = ["Requests >=2.28,<3", { include-group = "lint" }]\nlint = []\n',
    '>=2.28,<3',
  ],
  ['a pin', '[tool.uv]\ndev-dependencies = ["requests==2.31.0"]\n', '>=2.31.0'],
  ['pdm', '[tool.pdm.dev-dependencies]\ntest = ["requests~=2.31"]\n', '~=2.31'],
  ['a group of poetry', '[tool.poetry.group.dev.dependencies]\nrequests = ">=2.28"\n', '>=2.28'],
  ['the syntax of poetry', '[tool.poetry.group.dev.dependencies]\nrequests = "^2.28"\n', '>=2.28'],
  [
    'a table of poetry',
    '[tool.poetry.dev-dependencies]\nrequests = { version = "2.31.0", extras = ["socks"] }\n',
    '>=2.31.0',
  ],
  ['no version', '[dependency-groups]\ntest = ["requests"]\n', ''],
])('the versions of %s', (_, toml, specifiers) => {
  const sources = sourcesOf({ 'pyproject.toml': `${PROJECT}\n${toml}` })
  const [first] = describeCandidates('dependency-undeclared', UNDECLARED, sources)
  expect(first).toEqual(`pyproject.toml project.dependencies append ["requests${specifiers}"]`)
})

test.each([
  [
    'pyproject.toml',
    { 'pyproject.toml': PROJECT },
    ['pyproject.toml project.dependencies append ["requests"]'],
  ],
  ['poetry', { 'pyproject.toml': POETRY }, ['pyproject.toml tool.poetry.dependencies.requests set "*"']],
  [
    'poetry with [project]',
    { 'pyproject.toml': `${PROJECT}${POETRY}` },
    ['pyproject.toml project.dependencies append ["requests"]'],
  ],
  [
    'poetry with dynamic dependencies',
    {
      'pyproject.toml': `${PROJECT.replace('dependencies = []', 'dynamic = ["dependencies"]')}${POETRY}`,
    },
    ['pyproject.toml tool.poetry.dependencies.requests set "*"'],
  ],
  [
    'flit without [project]',
    { 'pyproject.toml': '[tool.flit.metadata]\nmodule = "demo"\n' },
    ['pyproject.toml tool.flit.metadata.requires append ["requests"]'],
  ],
  [
    'setup.cfg',
    { 'setup.cfg': '[options]\npackages = find:\n' },
    ['setup.cfg options.install_requires append ["requests"]'],
  ],
  [
    'setup.cfg without options',
    { 'setup.cfg': '[metadata]\nname = demo\n', 'setup.py': 'setup()\n' },
    ['setup.cfg options.install_requires append ["requests"]'],
  ],
  ['setup.py', { 'setup.py': 'setup(name="demo")\n' }, ['setup.py install_requires append ["requests"]']],
  [
    'setup.py with a list',
    {
      'setup.py': 'DOCS = open("requirements.txt")\nsetup(install_requires=[\n    "click",\n])\n',
      'requirements.txt': '',
    },
    ['setup.py install_requires append ["requests"]'],
  ],
  [
    'setup.py with a list of its own',
    { 'setup.py': 'REQUIRES = ["click"]\nsetup(install_requires=REQUIRES)\n' },
    ['setup.py install_requires append ["requests"]', 'setup.py:1 REQUIRES = [ -> REQUIRES = ["requests", '],
  ],
  [
    'setup.py with a list of several lines',
    { 'setup.py': "REQUIRES = [\n    'click',\n]\nsetup(install_requires=REQUIRES)\n" },
    [
      'setup.py install_requires append ["requests"]',
      'setup.py:1 REQUIRES = [ -> REQUIRES = [\n    "requests",',
    ],
  ],
  [
    'setup.py that reads a requirements file',
    {
      'setup.py':
        'TESTS = open("requirements-test.txt")\nsetup(install_requires=open("requirements.txt").readlines())\n',
      'requirements.txt': 'click\n',
      'requirements-test.txt': '',
    },
    ['requirements.txt +requests'],
  ],
  [
    'setup.py that passes the name of a requirements file to a function',
    {
      'setup.py': 'setup(install_requires=reqs("default.txt"), tests_require=reqs("test.txt"))\n',
      'requirements/default.txt': 'click\n',
      'requirements/test.txt': '',
    },
    ['requirements/default.txt +requests'],
  ],
  [
    'setup.cfg that reads a requirements file',
    {
      'setup.cfg': '[options]\ninstall_requires = file: requirements.txt\n',
      'requirements.txt': 'click\n',
    },
    ['requirements.txt +requests'],
  ],
  [
    'dynamic dependencies of setuptools',
    {
      'pyproject.toml':
        '[project]\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["deps/run.txt"] }\n',
      'deps/run.txt': 'click\n',
    },
    ['deps/run.txt +requests'],
  ],
])('adds a dependency to %s', (_, files, expected) => {
  expect(describeCandidates('dependency-undeclared', UNDECLARED, sourcesOf(files))).toEqual(expected)
})

const LOCK =
  'version = 1\n\n[[package]]\nname = "requests"\nversion = "2.32.3"\n\n[[package]]\nname = "requests"\nversion = "2.31.0"\n'

test.each<[string, Partial<typeof UNDECLARED>, Record<string, string>, string[]]>([
  [
    'the lowest version of a lock file',
    { resolved: '2.33.0' },
    { 'uv.lock': LOCK },
    ['append ["requests>=2.31.0"]', 'append ["requests"]'],
  ],
  [
    'the version of the test environment',
    { resolved: '2.33.0' },
    {},
    ['append ["requests>=2.33.0"]', 'append ["requests"]'],
  ],
  [
    'the versions of an extra',
    { extras: ['net'] },
    { 'pyproject.toml': `${PROJECT}[project.optional-dependencies]\nnet = ["requests>=2.20,<3"]\n` },
    ['append ["requests>=2.20,<3"]', 'append ["requests"]'],
  ],
  [
    'a local version without its label',
    { resolved: '2.1.0+cpu' },
    {},
    ['append ["requests>=2.1.0"]', 'append ["requests"]'],
  ],
])('takes the bounds from %s', (_, facts, files, expected) => {
  const sources = sourcesOf({ 'pyproject.toml': PROJECT, ...files })
  expect(describeCandidates('dependency-undeclared', { ...UNDECLARED, ...facts }, sources)).toEqual(
    expected.map((change) => `pyproject.toml project.dependencies ${change}`),
  )
})

const RUFF = { module: 'ruffle_x', distribution: 'ruffle-x', known: false }

test.each<[string, Partial<typeof UNDECLARED>, string, string[]]>([
  [
    'a backport',
    { module: 'tomllib', distribution: 'tomli', python: '>=3.11' },
    PROJECT,
    [`pyproject.toml project.dependencies append ["tomli; python_version < '3.11'"]`],
  ],
  [
    'a backport in poetry',
    { module: 'tomllib', distribution: 'tomli', python: '>=3.11' },
    POETRY,
    ['pyproject.toml tool.poetry.dependencies.tomli set {"version":"*","python":"<3.11"}'],
  ],
  [
    'a module of other Pythons',
    { module: 'imp', distribution: 'imp', known: false, python: '<3.12' },
    PROJECT,
    [],
  ],
  ['an installed distribution without the module', { installed: '1.0' }, PROJECT, []],
  ['a guessed name', RUFF, PROJECT, []],
  [
    'an import that nothing executes',
    { neededBy: [] },
    PROJECT,
    ['? pyproject.toml project.dependencies append ["requests"]'],
  ],
  [
    'imports of functions',
    { neededBy: [], lazily: true, others: ['yaml (src/demo/io.py:3)', 'bs4 (src/demo/io.py:4)'] },
    PROJECT,
    ['pyproject.toml project.dependencies append ["requests","PyYAML","beautifulsoup4"]'],
  ],
  [
    'an environment marker',
    { declared: true },
    PROJECT.replace('[]', `["requests>=2; sys_platform == 'win32'"]`),
    [`pyproject.toml project.dependencies replace "requests>=2; sys_platform == 'win32'" "requests>=2"`],
  ],
])('judges %s', (_, facts, pyproject, expected) => {
  const sources = sourcesOf({ 'pyproject.toml': pyproject })
  expect(describeCandidates('dependency-undeclared', { ...UNDECLARED, ...facts }, sources)).toEqual(expected)
})

test.each([null, '82.0.1'])('excludes the versions that no longer have the module (%s)', (installed) => {
  const facts = {
    ...UNDECLARED,
    module: 'pkg_resources',
    distribution: 'setuptools',
    installed,
    resolved: '82.0.1',
  }
  expect(
    describeCandidates('dependency-undeclared', facts, sourcesOf({ 'pyproject.toml': PROJECT })),
  ).toEqual(['pyproject.toml project.dependencies append ["setuptools<82"]'])
})

test('excludes the installed version of a dependency that has no such module', () => {
  const facts = { ...UNDECLARED, declared: true, module: 'requests.packages', installed: '2.3.0' }
  const sources = sourcesOf({ 'pyproject.toml': PROJECT.replace('[]', '["requests>=1"]') })
  expect(describeCandidates('dependency-undeclared', facts, sources)).toEqual(
    ['<2.3', '<2'].map(
      (bound) => `pyproject.toml project.dependencies replace "requests>=1" "requests>=1,${bound}"`,
    ),
  )
})

test('takes a workspace member from the repository', () => {
  const sources = sourcesOf(
    {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
      'packages/demo/pyproject.toml': PROJECT,
    },
    { path: 'packages/demo' },
  )
  const facts = {
    ...UNDECLARED,
    module: 'core',
    distribution: 'core',
    known: false,
    sibling: 'packages/core',
  }
  expect(describeCandidates('dependency-undeclared', facts, sources)).toEqual([
    'packages/demo/pyproject.toml project.dependencies append ["core"] | packages/demo/pyproject.toml tool.uv.sources.core set {"workspace":true}',
  ])
})

test('declares a transitive dependency', () => {
  const facts = {
    module: 'zipp',
    distribution: 'zipp',
    broughtBy: null,
    files: 1,
    table: '',
    line: '',
    resolved: '3.4',
  }
  expect(
    describeCandidates('dependency-transitive', facts, sourcesOf({ 'pyproject.toml': PROJECT })),
  ).toEqual([
    'pyproject.toml project.dependencies append ["zipp>=3.4"]',
    'pyproject.toml project.dependencies append ["zipp"]',
  ])
})

test('declares what other findings need, too', () => {
  const facts = { ...UNDECLARED, alongside: [{ distribution: 'PyYAML', resolved: '6.0' }] }
  expect(
    describeCandidates('dependency-undeclared', facts, sourcesOf({ 'pyproject.toml': PROJECT })),
  ).toEqual([
    'pyproject.toml project.dependencies append ["requests"]',
    'pyproject.toml project.dependencies append ["requests","PyYAML>=6.0"]',
    'pyproject.toml project.dependencies append ["requests","PyYAML"]',
  ])
})

test.each<[string, string, string[]]>([
  [
    'from helpers import h\n\nfrom helpers.more import x\n',
    'src/demo/cli.py',
    [
      'src/demo/cli.py:1 from helpers -> from demo.helpers | src/demo/cli.py:3 from helpers -> from demo.helpers',
    ],
  ],
  [
    'import helpers as h  # own\n',
    'src/demo/cli.py',
    ['src/demo/cli.py:1 import helpers -> from demo import helpers'],
  ],
  ['import helpers.more\n', 'src/demo/cli.py', []],
  ['import helpers\n', 'src/demo/sub/cli.py', []],
])('imports a module of the package by its full name: %j in %s', (code, file, expected) => {
  const files = { 'src/demo/helpers/__init__.py': '', 'src/demo/__init__.py': '', [file]: code }
  const wheelFiles = ['demo/__init__.py', 'demo/helpers/__init__.py', file.slice('src/'.length)]
  const facts = { ...UNDECLARED, module: 'helpers', distribution: 'helpers', known: false }
  const sources = sourcesOf(files, { wheelFiles })
  expect(describeCandidates('dependency-undeclared', facts, sources, { file, line: 1 })).toEqual(expected)
})
