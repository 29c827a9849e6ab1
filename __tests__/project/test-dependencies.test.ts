import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { ConfigurationError } from '../../src/program/errors.ts'
import { type LocalRequirement, localRequirement } from '../../src/project/requirements-file.ts'
import { findTestDependencies } from '../../src/project/test-dependencies.ts'
import type { DeclarationSite } from '../../src/project/test-sources.ts'
import { projectOf } from './project.ts'

/** Path -> content. */
type Files = Readonly<Record<string, string>>

let root: string
let projects = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'as-installed-test-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** @param path of the project in its repository */
async function find(
  files: Files,
  {
    extras = [] as string[],
    requirements = [] as string[],
    configured = undefined as string[] | undefined,
    path = '.',
  } = {},
) {
  const repository = join(root, String(projects++))
  const directory = join(repository, path)
  for (const [name, content] of Object.entries({ 'README.md': '', ...files })) {
    await mkdir(dirname(join(repository, name)), { recursive: true })
    await writeFile(join(repository, name), content)
  }
  const project = projectOf(files[join(path, 'pyproject.toml')] ?? '', {
    directory,
    path,
    setupCfgText: files['setup.cfg'] ?? '',
  })
  const metadata = {
    name: 'Demo',
    version: '1.0',
    requiresPython: undefined,
    requirements,
    extras,
    classifiers: [],
    descriptionType: undefined,
  }
  const found = await findTestDependencies(project, metadata, configured)
  return { ...found, lines: found.lines.map((line) => line.replace(directory, '<project>')) }
}

const GROUP = (name: string, list: string) => `[dependency-groups]\n${name} = ${list}\n`

test.each<[string, Files, string[], { source: RegExp; lines: string[]; extras?: string[] }]>([
  ['nothing', {}, [], { source: /pytest only/, lines: [] }],
  [
    'a dependency group',
    { 'pyproject.toml': GROUP('test', '["a"]') },
    [],
    { source: /group "test"/, lines: ['a'] },
  ],
  [
    'a group in capitals',
    { 'pyproject.toml': GROUP('Tests', '["a"]') },
    [],
    { source: /group "tests"/, lines: ['a'] },
  ],
  ['an extra', {}, ['test'], { source: /extra "test"/, lines: [], extras: ['test'] }],
  ['an extra in capitals', {}, ['Testing'], { source: /extra "Testing"/, lines: [], extras: ['Testing'] }],
  [
    'a poetry group',
    { 'pyproject.toml': '[tool.poetry.group.test.dependencies]\na = "^1"' },
    [],
    { source: /poetry group "test"/, lines: ['a>=1,<2'] },
  ],
  [
    'a pdm group',
    { 'pyproject.toml': '[tool.pdm.dev-dependencies]\ntest = ["a"]' },
    [],
    { source: /pdm group "test"/, lines: ['a'] },
  ],
  [
    'hatch-test',
    { 'pyproject.toml': '[tool.hatch.envs.hatch-test]\nextra-dependencies = ["a"]' },
    [],
    {
      source: /hatch environment/,
      lines: ['coverage[toml]', 'pytest', 'pytest-mock', 'pytest-rerunfailures', 'pytest-xdist[psutil]', 'a'],
    },
  ],
  [
    'hatch-test with dependencies of its own',
    { 'pyproject.toml': '[tool.hatch.envs.hatch-test]\ndependencies = ["a"]' },
    [],
    { source: /hatch environment/, lines: ['a'] },
  ],
  [
    'an environment of hatch that inherits',
    {
      'pyproject.toml':
        '[tool.hatch.envs.default]\ndependencies = ["a"]\n[tool.hatch.envs.test]\nextra-dependencies = ["b", "c @ {root:uri}/c"]',
    },
    [],
    { source: /hatch environment "test"/, lines: ['a', 'b'] },
  ],
  [
    'an environment of hatch that overrides what it inherits',
    {
      'pyproject.toml':
        '[tool.hatch.envs.x]\ndependencies = ["x"]\n[tool.hatch.envs.test]\ntemplate = "x"\ndependencies = ["b"]',
    },
    [],
    { source: /hatch environment "test"/, lines: ['b'] },
  ],
  [
    'a template of hatch, and a group',
    {
      'pyproject.toml': `${GROUP('ci', '["g"]')}[tool.hatch.envs.x]\ndependencies = ["x"]\n[tool.hatch.envs.test]\ntemplate = "x"\ndependency-groups = ["ci"]`,
    },
    [],
    { source: /hatch environment "test"/, lines: ['x', 'g'] },
  ],
  [
    'the default environment of hatch',
    { 'pyproject.toml': '[tool.hatch.envs.default]\ndependencies = ["a"]' },
    [],
    { source: /hatch environment "default"/, lines: ['a'] },
  ],
  [
    'a hatch environment',
    { 'pyproject.toml': '[tool.hatch.envs.test]\ndependencies = ["a"]\nextra-dependencies = ["b"]' },
    [],
    { source: /hatch environment "test"/, lines: ['a', 'b'] },
  ],
  [
    'features of hatch',
    { 'pyproject.toml': '[tool.hatch.envs.test]\nfeatures = ["cli"]' },
    ['cli'],
    { source: /hatch environment "test"/, lines: [], extras: ['cli'] },
  ],
  [
    'a requirements file',
    { 'requirements-test.txt': 'a\nb' },
    [],
    { source: /^requirements-test\.txt$/, lines: ['a', 'b'] },
  ],
  [
    'a requirements file in a directory',
    { 'requirements/tests.txt': 'a' },
    [],
    { source: /^requirements\/tests\.txt$/, lines: ['a'] },
  ],
  [
    'a requirements file beside the tests',
    { 'tests/requirements.txt': 'a' },
    [],
    { source: /^tests\/requirements\.txt$/, lines: ['a'] },
  ],
  [
    'tox.ini',
    { 'tox.ini': '[testenv]\ndeps =\n  a\n  b>=1' },
    [],
    { source: /tox\.ini/, lines: ['a', 'b>=1'] },
  ],
  [
    'extras in tox.ini',
    { 'tox.ini': '[testenv]\nextras =\n  cli, docs' },
    ['cli', 'docs'],
    { source: /tox\.ini/, lines: [], extras: ['cli', 'docs'] },
  ],
  [
    'a group in tox.ini',
    { 'tox.ini': '[testenv]\ndependency_groups = ci', 'pyproject.toml': GROUP('ci', '["a"]') },
    [],
    { source: /tox\.ini/, lines: ['a'] },
  ],
  [
    'a reference to another section in tox.ini, and a requirements file',
    { 'tox.ini': '[base]\ndeps =\n  a\n  -r x.txt\n[testenv]\ndeps =\n  {[base]deps}\n  b', 'x.txt': 'c' },
    [],
    { source: /^\[testenv\] of tox\.ini$/, lines: ['a', 'c', 'b'] },
  ],
  [
    'tox in setup.cfg',
    { 'setup.cfg': '[testenv]\ndeps = a' },
    [],
    { source: /^\[testenv\] of setup\.cfg$/, lines: ['a'] },
  ],
  [
    'tox in pyproject.toml, as an INI file',
    { 'pyproject.toml': '[tool.tox]\nlegacy_tox_ini = """\n[testenv]\ndeps = a\n"""' },
    [],
    { source: /^\[testenv\] of pyproject\.toml$/, lines: ['a'] },
  ],
  [
    'tox in pyproject.toml',
    {
      'pyproject.toml': `${GROUP('ci', '["g"]')}[tool.tox.env_run_base]\ndeps = ["a", "-r x.txt"]\ndependency_groups = ["ci"]\nextras = ["cli"]`,
      'x.txt': 'b',
    },
    ['cli'],
    { source: /^env_run_base of pyproject\.toml$/, lines: ['a', 'b', 'g'], extras: ['cli'] },
  ],
  [
    'tox.toml',
    { 'tox.toml': '[env_run_base]\ndeps = ["a"]' },
    [],
    { source: /^env_run_base of tox\.toml$/, lines: ['a'] },
  ],
  ['an invalid tox.toml', { 'tox.toml': '[' }, [], { source: /pytest only/, lines: [] }],
  [
    'tests_require',
    { 'setup.cfg': '[options]\ntests_require =\n  a\n  b; python_version < "3.9"' },
    [],
    { source: /tests_require/, lines: ['a', 'b; python_version < "3.9"'] },
  ],
  [
    'tests_require on one line',
    { 'setup.cfg': '[options]\ntests_require = a; b' },
    [],
    { source: /tests_require/, lines: ['a', 'b'] },
  ],
  [
    'a group for development',
    { 'pyproject.toml': GROUP('dev', '["a"]') },
    [],
    { source: /group "dev"/, lines: ['a'] },
  ],
  ['an extra for development', {}, ['dev'], { source: /extra "dev"/, lines: [], extras: ['dev'] }],
  [
    'the old table of poetry',
    { 'pyproject.toml': '[tool.poetry.dev-dependencies]\na = "*"' },
    [],
    { source: /poetry\.dev-dependencies/, lines: ['a'] },
  ],
  [
    'the old table of uv',
    { 'pyproject.toml': '[tool.uv]\ndev-dependencies = ["a"]' },
    [],
    { source: /uv\.dev-dependencies/, lines: ['a'] },
  ],
  [
    'a file for development',
    { 'requirements-dev.txt': 'a' },
    [],
    { source: /^requirements-dev\.txt$/, lines: ['a'] },
  ],
])('test dependencies from %s', async (_, files, extras, { source, lines, extras: wanted = [] }) => {
  const found = await find(files, { extras })
  expect(found.source).toMatch(source)
  expect({ lines: found.lines, extras: found.extras }).toEqual({ lines, extras: wanted })
})

/** Extra -> requirement. */
const requiredBy = (extras: Readonly<Record<string, string>>) => ({
  extras: Object.keys(extras),
  requirements: Object.entries(extras).map(([extra, name]) => `${name}; extra == "${extra}"`),
})

const NOXFILE = `import nox

DEPS = ["pytest", "hypothesis"]

@nox.session(python=["3.12"])
def docs(session):
    session.install("sphinx")

@nox.session
def tests(session):
    session.install("-e", ".[cli]", "-r", "ci/base.txt", *DEPS)
    session.install(f"numpy{session.python}")
    session.run("pytest", *session.posargs)
`

test.each<[string, Files, Readonly<Record<string, string>>, string, string[]]>([
  [
    'another extra',
    { 'pyproject.toml': GROUP('dev', '["a"]') },
    { develop: 'pytest' },
    'extra "develop"',
    [],
  ],
  [
    'another group',
    { 'pyproject.toml': GROUP('dev', '["pytest"]') },
    { dev: 'a' },
    'group "dev"',
    ['pytest'],
  ],
  [
    'a file, and the group of tests does not',
    { 'pyproject.toml': GROUP('test', '["a"]'), 'requirements-dev.txt': 'pytest' },
    {},
    'group "test", and requirements-dev.txt',
    ['a', 'pytest'],
  ],
  ['the plugin of an extra', { 'requirements-dev.txt': 'a' }, { dev: 'pytest-cov' }, 'extra "dev"', []],
  [
    'an extra of an extra',
    { 'requirements-test.txt': 'a' },
    { tests: 'pytest', dev: 'demo[tests]' },
    'extra "tests"',
    [],
  ],
  [
    'a group of any name',
    { 'pyproject.toml': GROUP('ci', '["pytest"]') },
    { cli: 'click' },
    'group "ci"',
    ['pytest'],
  ],
  ['an extra of any name', {}, { cli: 'click', all_checks: 'pytest' }, 'extra "all_checks"', []],
  [
    'hatch.toml',
    { 'hatch.toml': '[envs.default]\ndependencies = ["pytest", "a"]' },
    {},
    'hatch environment "default"',
    ['pytest', 'a'],
  ],
  [
    'hatch.toml, which precedes pyproject.toml',
    {
      'hatch.toml': '[envs.hatch-test]\ndependencies = ["pytest"]',
      'pyproject.toml': '[tool.hatch.envs.hatch-test]\ndependencies = ["a"]',
    },
    {},
    'hatch environment "hatch-test"',
    ['pytest'],
  ],
  [
    'a template of a template of hatch',
    {
      'hatch.toml':
        '[envs.default]\ndependencies = ["pytest"]\n[envs.base]\nextra-dependencies = ["a"]\n[envs.test]\ntemplate = "base"',
    },
    {},
    'hatch environment "test"',
    ['pytest', 'a'],
  ],
  [
    'a section of tox for some environments',
    { 'tox.ini': '[testenv]\ndeps = a\n[testenv:unit]\ndeps = pytest' },
    {},
    '[testenv] of tox.ini, and [testenv:unit] of tox.ini',
    ['a', 'pytest'],
  ],
  [
    'an environment in tox.toml',
    { 'tox.toml': '[env.unit]\ndeps = ["pytest"]' },
    {},
    'env.unit of tox.toml',
    ['pytest'],
  ],
  [
    'noxfile.py',
    { 'noxfile.py': NOXFILE, 'ci/base.txt': 'a' },
    { cli: 'click' },
    'session "tests" of noxfile.py',
    ['a', 'pytest', 'hypothesis'],
  ],
  [
    'a group in noxfile.py',
    {
      'noxfile.py':
        'def tests(session):\n    session.install(".", *nox.project.dependency_groups(PROJECT, "qa"))\n',
      'pyproject.toml': GROUP('qa', '["pytest", "a"]'),
    },
    {},
    'group "qa"',
    ['pytest', 'a'],
  ],
  [
    'a session of noxfile.py that runs uv',
    {
      'noxfile.py':
        'def tests(session):\n    session.run_install("uv", "sync", "--group=qa", "--extra", "cli")\n',
      'pyproject.toml': '[tool.poetry.group.qa.dependencies]\npytest = "*"\n',
    },
    { cli: 'click' },
    'poetry group "qa"',
    ['pytest'],
  ],
  [
    'setup.py',
    { 'setup.py': 'setup(name="demo", tests_require=["pytest", \'a>1; python_version < "3.9"\'])' },
    {},
    'tests_require of setup.py',
    ['pytest', 'a>1; python_version < "3.9"'],
  ],
  [
    'Pipfile',
    { Pipfile: '[dev-packages]\npytest = "*"\na = {version = ">=1", extras = ["x"]}' },
    {},
    'dev-packages of Pipfile',
    ['pytest', 'a[x]>=1'],
  ],
  [
    'rye',
    { 'pyproject.toml': '[tool.rye]\ndev-dependencies = ["pytest"]' },
    {},
    'tool.rye.dev-dependencies',
    ['pytest'],
  ],
  [
    'a feature of pixi',
    {
      'pyproject.toml':
        '[tool.pixi.feature.test.dependencies]\npython = "3.12.*"\npytest = ">=8"\n[tool.pixi.feature.test.pypi-dependencies]\na = "*"',
    },
    {},
    'pixi feature "test"',
    ['pytest>=8', 'a'],
  ],
  [
    'a requirements file of any name',
    { 'ci/requirements-unit.txt': 'pytest\na' },
    {},
    'ci/requirements-unit.txt',
    ['pytest', 'a'],
  ],
  [
    'a workflow',
    {
      '.github/workflows/ci.yml':
        'steps:\n  - run: python -m pip install -U pip pytest "a>1"\n  - run: pip install $TOOLS\n',
    },
    {},
    'pip install in .github/workflows/ci.yml',
    ['pip', 'pytest', 'a>1'],
  ],
])('a source that names pytest wins: %s', async (_, files, extras, source, lines) => {
  const found = await find(files, requiredBy(extras))
  expect({ source: found.source, lines: found.lines }).toEqual({ source, lines })
})

test('a package of a repository without a source of its own uses those of the root', async () => {
  const files = {
    'packages/demo/pyproject.toml': '[project]\nname = "demo"\n',
    'pyproject.toml': GROUP('dev', '["pytest", "-e ./tools"]'),
    'requirements/test.txt': 'not used',
  }
  const found = await find(files, { path: 'packages/demo' })
  expect(found.source).toBe('group "dev" of the repository root')
  expect(found.lines[0]).toBe('pytest')
})

test('a package of a repository uses its own source, though it does not name pytest, if no other does', async () => {
  const files = { 'packages/demo/requirements-test.txt': 'a', 'requirements-test.txt': 'b' }
  const found = await find(files, { path: 'packages/demo' })
  expect(found).toMatchObject({ source: 'requirements-test.txt', lines: ['a'] })
})

test('paths of the configuration may be relative to the root of the repository', async () => {
  const files = { 'ci/test.txt': 'a\n-e ./tools', 'packages/demo/setup.py': '' }
  const found = await find(files, { path: 'packages/demo', configured: ['-r ci/test.txt'] })
  const [requirement, local] = found.lines
  expect(requirement).toBe('a')
  expect(local).toBe(`-e ${join(root, String(projects - 1), 'tools')}`)
})

test('the other sources are alternatives', async () => {
  const files = {
    'pyproject.toml': `[dependency-groups]\ntest = ["pytest"]\ndev = ["b"]\ndocs = ["c"]\n`,
    'requirements-dev.txt': 'd',
  }
  const { alternatives } = await find(files)
  expect(alternatives.map(({ source }) => source)).toEqual([
    'group "dev"',
    'requirements-dev.txt',
    'group "docs"',
    'requires of [build-system]',
  ])
})

test('the sources have an order of precedence', async () => {
  const sources: readonly [string, Files, string[]][] = [
    ['group "test"', { 'pyproject.toml': GROUP('test', '["a"]') }, []],
    ['extra "test"', {}, ['test']],
    ['poetry group "test"', { 'pyproject.toml': '[tool.poetry.group.test.dependencies]\na = "*"\n' }, []],
    ['requirements-test.txt', { 'requirements-test.txt': 'a' }, []],
    ['[testenv] of tox.ini', { 'tox.ini': '[testenv]\ndeps = a' }, []],
    ['tests_require of setup.cfg', { 'setup.cfg': '[options]\ntests_require = a' }, []],
    ['extra "dev"', {}, ['dev']],
    ['requirements-dev.txt', { 'requirements-dev.txt': 'a' }, []],
  ]
  for (const [i, [source]] of sources.entries()) {
    const rest = sources.slice(i)
    const files: Files = Object.assign({}, ...rest.map(([, of]) => of).reverse())
    const found = await find(files, { extras: rest.flatMap(([, , extras]) => extras) })
    expect(found.source).toBe(source)
  }
})

test.each<[string, string, string[]]>([
  [
    'a group that includes another',
    'test = ["a", { include-group = "Base_Set" }]\nbase-set = ["b"]',
    ['a', 'b'],
  ],
  [
    'groups that include each other',
    'test = ["a", { include-group = "x" }]\nx = ["b", { include-group = "test" }]',
    ['a', 'b'],
  ],
  ['a group that includes a missing one', 'test = ["a", { include-group = "x" }]', ['a']],
  ['an empty group', 'test = []', []],
  ['a group that is not a list', 'test = "a"', []],
])('%s', async (_, groups, lines) => {
  expect((await find({ 'pyproject.toml': `[dependency-groups]\n${groups}` })).lines).toEqual(lines)
})

const REQUIREMENTS = 'requirements-test.txt'
test.each<[string, Files, string[]]>([
  ['comments', { [REQUIREMENTS]: '# c\na # c\n  # c\nb#egg' }, ['a', 'b#egg']],
  [
    'a URL with a fragment',
    { [REQUIREMENTS]: 'a @ https://h/a.zip#sha256=1' },
    ['a @ https://h/a.zip#sha256=1'],
  ],
  ['continued lines', { [REQUIREMENTS]: 'a \\\n  >=1\nb' }, ['a    >=1', 'b']],
  ['CRLF', { [REQUIREMENTS]: 'a\r\nb\r\n' }, ['a', 'b']],
  ['an included file', { [REQUIREMENTS]: '-r more.txt\na', 'more.txt': 'b' }, ['b', 'a']],
  [
    'every notation of an included file',
    { [REQUIREMENTS]: '-rm.txt\n--requirement m.txt\n--requirement=m.txt', 'm.txt': 'b' },
    ['b', 'b', 'b'],
  ],
  [
    'an included file with a relative path',
    { 'requirements/test.txt': '-r base.txt\n-r ../root.txt', 'requirements/base.txt': 'a', 'root.txt': 'b' },
    ['a', 'b'],
  ],
  [
    'files that include each other',
    { [REQUIREMENTS]: 'a\n-r x.txt', 'x.txt': 'b\n-r requirements-test.txt' },
    ['a', 'b'],
  ],
  ['a file that includes itself', { [REQUIREMENTS]: 'a\n-r requirements-test.txt' }, ['a']],
  [
    'constraints',
    { 'requirements/test.txt': 'a\n-c limits.txt' },
    ['a', '-c <project>/requirements/limits.txt'],
  ],
  [
    'constraints, in other notations',
    { [REQUIREMENTS]: '--constraint=x/c.txt\n-cd.txt' },
    ['--constraint <project>/x/c.txt', '-c <project>/d.txt'],
  ],
  ['constraints from a URL', { [REQUIREMENTS]: '-c https://host/c.txt' }, ['-c https://host/c.txt']],
  ['hashes', { [REQUIREMENTS]: 'a==1 \\\n  --hash=sha256:1 \\\n  --hash sha256:2' }, ['a==1']],
  [
    'another index',
    { [REQUIREMENTS]: '--extra-index-url https://host/simple\na' },
    ['--extra-index-url https://host/simple', 'a'],
  ],
  [
    'another project, editable',
    { [REQUIREMENTS]: '-e ../other\n-e git+https://h/x.git#egg=x' },
    ['-e ../other', '-e git+https://h/x.git#egg=x'],
  ],
  ['tox: a file', { 'tox.ini': '[testenv]\ndeps = -r{toxinidir}/x.txt', 'x.txt': 'a' }, ['a']],
  [
    'tox: a file, with the new placeholder',
    { 'tox.ini': '[testenv]\ndeps = -r {tox_root}/x.txt', 'x.txt': 'a' },
    ['a'],
  ],
  ['tox: constraints', { 'tox.ini': '[testenv]\ndeps =\n  a\n  -cc.txt' }, ['a', '-c <project>/c.txt']],
  [
    'tox: lines for some environments',
    { 'tox.ini': '[testenv]\ndeps =\n  a\n  py38: b\n  !lint: c\n  {[base]deps}\n  d @ https://h/d.whl' },
    ['a', 'c', 'd @ https://h/d.whl'],
  ],
  [
    'tox: lines for test environments',
    { 'tox.ini': '[testenv]\ndeps =\n  test: a\n  py38-test,!docs-!lint: b\n  docs-test: c' },
    ['a', 'b'],
  ],
  [
    'tox: the directory of tox.ini, and variables with a default',
    {
      'tox.ini':
        '[testenv]\ndeps =\n  -e {toxinidir}/plugin\n  a{env:A_VERSION:>=2}\n  b{env:B_VERSION:}\n  {posargs}',
    },
    ['-e ./plugin', 'a>=2', 'b'],
  ],
  [
    'tox: commands of pip',
    {
      'tox.ini': '[testenv]\ncommands_pre =\n  python -m pip install -q -r x.txt "c>1"\ncommands = pytest',
      'x.txt': 'a',
    },
    ['a', 'c>1'],
  ],
])('lines with %s', async (_, files, lines) => {
  expect((await find(files)).lines).toEqual(lines)
})

test.each<[string, Files, string]>([
  [
    'one file',
    { [REQUIREMENTS]: '-r base.txt\na' },
    'requirements-test.txt, without base.txt, which is not there',
  ],
  [
    'two files',
    { [REQUIREMENTS]: '-r x.txt', 'x.txt': '-r y/a.txt\n-r y/b.txt\na' },
    'requirements-test.txt, without y/a.txt and y/b.txt, which are not there',
  ],
])('a missing included file is reported: %s', async (_, files, source) => {
  expect(await find(files)).toMatchObject({ source, lines: ['a'] })
})

test.each([
  ['-e .', []],
  ['-e.', []],
  ['-e ./', []],
  ['--editable .', []],
  ['--editable=.', []],
  ['.', []],
  ['file:.', []],
  ['-e .[cli]', ['cli']],
  ['-e ".[cli]"', ['cli']],
  ['.[cli, docs]', ['cli', 'docs']],
  ['demo', []],
  ['DEMO[cli]>=1', ['cli']],
  ['demo[CLI] @ git+https://host/demo.git', ['CLI']],
  ['demo[cli]; python_version > "3"', ['cli']],
  ['.[unknown]', []],
  ['-e <project>', []],
  ['-e <project>/[cli]', ['cli']],
  ['<project>', []],
  ['-e file://<project>#egg=demo[cli]', []],
  [`-e file:///${'$'}{PROJECT_ROOT}/#egg=demo`, []],
  ['-e ./tests/..', []],
])('the project itself, "%s", is replaced by its extras', async (line, extras) => {
  const named = line.replace('<project>', join(root, String(projects)))
  const found = await find({ [REQUIREMENTS]: `a\n${named}\ndemo-plugin` }, { extras: ['cli', 'docs'] })
  expect(found).toMatchObject({ lines: ['a', 'demo-plugin'], extras })
})

test.each<[string, string[], { lines: string[]; extras: string[] }]>([
  ['requirements', ['a', 'b>=1'], { lines: ['a', 'b>=1'], extras: [] }],
  ['a file', ['-r more.txt'], { lines: ['m'], extras: [] }],
  ['a group', ['[ci]'], { lines: ['c'], extras: [] }],
  ['an extra', ['[cli]'], { lines: [], extras: ['cli'] }],
  ['an extra in capitals', ['[CLI]'], { lines: [], extras: ['cli'] }],
  ['constraints', ['-c c.txt'], { lines: ['-c <project>/c.txt'], extras: [] }],
  ['the project itself', ['.[cli]'], { lines: [], extras: ['cli'] }],
  ['nothing', [], { lines: [], extras: [] }],
])('configured: %s', async (_, configured, expected) => {
  const files = {
    'pyproject.toml': GROUP('ci', '["c"]'),
    'more.txt': 'm',
    'requirements-test.txt': 'not configured',
  }
  expect(await find(files, { configured, extras: ['cli'] })).toMatchObject({
    source: 'the configuration',
    ...expected,
  })
})

test('all configured items that do not exist are reported together', async () => {
  const finding = find({}, { configured: ['[none]', '-r none.txt', 'a'] })
  await expect(finding).rejects.toThrow(ConfigurationError)
  await expect(finding).rejects.toMatchObject({
    problems: [
      { message: '[none] in the test dependencies is neither a dependency group nor an extra of demo.' },
      {
        message: '"-r none.txt" in the test dependencies names a file that is not in the directory of demo.',
      },
    ],
  })
})

test.each<[string, Partial<LocalRequirement> | undefined]>([
  ['demo', undefined],
  ['demo @ file:///x', undefined],
  ['-e git+https://h/x.git', undefined],
  ['-r x.txt', undefined],
  ['./other', { option: '', path: './other', rest: '' }],
  ['-e ../other[a, b]; python_version > "3"', { option: '-e ', path: '../other', extras: ['a', 'b'] }],
  ['--editable=/x/y', { option: '-e ', path: '/x/y' }],
  ['file:///x/y.whl', { option: '', path: '/x/y.whl' }],
  ['file:.', { path: '.' }],
  ['C:\\x\\y', { path: 'C:\\x\\y' }],
])('the path in "%s"', (line, expected) => {
  const found = localRequirement(line)
  if (expected === undefined) expect(found).toBeUndefined()
  else expect(found).toMatchObject(expected)
})

test.each<[string, Files, string, DeclarationSite | undefined]>([
  [
    'a dependency group',
    { 'pyproject.toml': GROUP('test', '["pytest"]') },
    '.',
    { kind: 'dependency-group', name: 'test' },
  ],
  [
    'a poetry group',
    { 'pyproject.toml': '[tool.poetry.group.dev.dependencies]\npytest = "*"\n' },
    '.',
    { kind: 'poetry-group', name: 'dev' },
  ],
  [
    'a pdm group',
    { 'pyproject.toml': '[tool.pdm.dev-dependencies]\ntest = ["pytest"]\n' },
    '.',
    { kind: 'pdm-group', name: 'test' },
  ],
  [
    'a hatch environment',
    { 'pyproject.toml': '[tool.hatch.envs.test]\ndependencies = ["pytest"]\n' },
    '.',
    { kind: 'hatch-environment', name: 'test' },
  ],
  [
    'a requirements file that includes a missing one',
    { 'requirements-test.txt': 'pytest\n-r other.txt\n' },
    '.',
    { kind: 'requirements-file', file: 'requirements-test.txt' },
  ],
  [
    'tox',
    { 'tox.ini': '[testenv]\ndeps =\n  pytest\n  -r other.txt\n' },
    '.',
    { kind: 'tox', section: '[testenv]', file: 'tox.ini' },
  ],
  ['tox.toml', { 'tox.toml': '[env_run_base]\ndeps = ["pytest"]\n' }, '.', undefined],
  [
    'a file in the repository root',
    { 'packages/demo/pyproject.toml': '', 'requirements-dev.txt': 'pytest\n' },
    'packages/demo',
    { kind: 'requirements-file', file: 'requirements-dev.txt', isInRoot: true },
  ],
  ['no source', {}, '.', undefined],
])('where another test dependency is declared: %s', async (_, files, path, expected) => {
  expect((await find(files, { path })).declaredIn).toEqual(expected)
})
