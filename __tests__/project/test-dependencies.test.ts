import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { ConfigurationError } from '../../src/program/errors.ts'
import {
  findTestDependencies,
  type LocalRequirement,
  localRequirement,
} from '../../src/project/test-dependencies.ts'
import { projectOf } from './project.ts'

/** Path -> content. */
type Files = Readonly<Record<string, string>>

let root: string
let projects = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'as-installed-test-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function find(
  files: Files,
  { extras = [] as string[], configured = undefined as string[] | undefined } = {},
) {
  const directory = join(root, String(projects++))
  for (const [name, content] of Object.entries({ 'README.md': '', ...files })) {
    await mkdir(dirname(join(directory, name)), { recursive: true })
    await writeFile(join(directory, name), content)
  }
  const project = projectOf(files['pyproject.toml'] ?? '', {
    directory,
    setupCfgText: files['setup.cfg'] ?? '',
  })
  const metadata = {
    name: 'Demo',
    version: '1.0',
    requiresPython: undefined,
    requirements: [],
    extras,
    classifiers: [],
    descriptionType: undefined,
  }
  const found = await findTestDependencies(project, metadata, configured)
  return { ...found, lines: found.lines.map((line) => line.replace(directory, '<project>')) }
}

const GROUP = (name: string, list: string) => `[dependency-groups]\n${name} = ${list}\n`

test.each<[string, Files, string[], { source: RegExp; lines: string[]; extras?: string[] }]>([
  ['nothing', {}, [], { source: /pytest alone/, lines: [] }],
  [
    'a dependency group',
    { 'pyproject.toml': GROUP('test', '["a"]') },
    [],
    { source: /dependency group "test"/, lines: ['a'] },
  ],
  [
    'a group in capitals',
    { 'pyproject.toml': GROUP('Tests', '["a"]') },
    [],
    { source: /dependency group "tests"/, lines: ['a'] },
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
  ['an invalid tox.toml', { 'tox.toml': '[' }, [], { source: /pytest alone/, lines: [] }],
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
    { source: /dependency group "dev"/, lines: ['a'] },
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

test('the sources have an order of precedence', async () => {
  const sources: readonly [string, Files, string[]][] = [
    ['dependency group "test"', { 'pyproject.toml': GROUP('test', '["a"]') }, []],
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
    ['a', 'd @ https://h/d.whl'],
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
      { message: 'Test requirement [none] names neither a dependency group nor an extra of demo.' },
      { message: 'Test requirement "-r none.txt" names a file that is not in the folder of demo.' },
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
