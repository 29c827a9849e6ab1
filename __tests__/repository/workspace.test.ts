import { expect, test } from '@jest/globals'
import {
  connect,
  inOrder,
  memberPatterns,
  modulesIn,
  reachableFrom,
  type Source,
  shipsPackage,
} from '../../src/repository/workspace.ts'
import { projectOf } from '../project/project.ts'

const BUILD = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'

function sourceOf(
  path: string,
  pyproject: string,
  given: Partial<Source> & { setupCfgText?: string } = {},
): Source {
  const { setupCfgText = '', ...rest } = given
  const name = /name = "([^"]+)"/.exec(pyproject)?.[1] ?? path.split('/').at(-1) ?? ''
  const project = projectOf(pyproject, { path, name, folder: `/checkout/${path}`, setupCfgText })
  const requires = /^requires = \[(.*)\]/m.exec(pyproject)?.[1]?.match(/[^",\s]+/g) ?? []
  const buildSystem = { ...project.buildSystem, requires }
  return { project: { ...project, buildSystem }, setupPy: undefined, requirements: [], ...rest }
}

test.each<[string, string, { setupPy?: string; setupCfgText?: string }, boolean]>([
  ['with a build system', BUILD, {}, true],
  ['with a project table alone, as uv init writes for applications', '[project]\nname = "a"\n', {}, false],
  ['that uv is told to package', '[project]\nname = "a"\n[tool.uv]\npackage = true\n', {}, true],
  ['that uv is told not to package', `${BUILD}[tool.uv]\npackage = false\n`, {}, false],
  ['of poetry', '[tool.poetry]\nname = "a"\n', {}, true],
  ['of poetry that is no package', '[tool.poetry]\npackage-mode = false\n', {}, false],
  ['of pdm that is no distribution', `${BUILD}[tool.pdm]\ndistribution = false\n`, {}, false],
  ['of setuptools before pyproject.toml', '', { setupPy: 'setup()' }, true],
  ['in setup.cfg', '', { setupCfgText: '[metadata]\nname = a\n' }, true],
  ['with settings of tools alone', '[tool.ruff]\n', { setupCfgText: '[flake8]\nignore = E1\n' }, false],
])('a project %s', (_, pyproject, given, expected) => {
  expect(shipsPackage(sourceOf('a', pyproject, given))).toBe(expected)
})

test.each<[string, Source | undefined, object | undefined]>([
  [
    'a workspace of uv',
    sourceOf('.', '[tool.uv.workspace]\nmembers = ["libs/*", "app"]\nexclude = ["libs/old"]\n'),
    { members: ['libs/*', 'app'], exclude: ['libs/old'], isWorkspace: true },
  ],
  [
    'a workspace of uv that is a package as well',
    sourceOf('.', `${BUILD}[tool.uv.workspace]\nmembers = ["libs/*"]\n`),
    { members: ['libs/*'], exclude: [], isWorkspace: true },
  ],
  ['a package', sourceOf('.', BUILD), undefined],
  [
    'a workspace of hatch',
    sourceOf(
      '.',
      '[tool.hatch.envs.default]\nworkspace.members = ["a/*", { path = "b" }]\nworkspace.exclude = ["a/old"]\n',
    ),
    { members: ['a/*', 'b', 'packages/*', 'services/*', 'libs/*'], exclude: ['a/old'], isWorkspace: false },
  ],
  [
    'a root without a project',
    undefined,
    { members: ['packages/*', 'services/*', 'libs/*'], exclude: [], isWorkspace: false },
  ],
])('where the packages are of %s', (_, root, expected) => {
  expect(memberPatterns(root)).toEqual(expected)
})

const CORE = sourceOf('libs/core', `${BUILD}[project]\nname = "Acme.Core"\n`)
const API = (pyproject: string, given: Partial<Source> = {}) =>
  sourceOf('services/api', `[project]\nname = "api"\n${pyproject}`, given)

test.each<[string, Source, string[]]>([
  ['a dependency', API('dependencies = ["acme_core[net]>=1; python_version > \'3\'"]'), ['install']],
  ['an extra', API('[project.optional-dependencies]\nall = ["acme-core"]'), ['install']],
  ['a dependency group', API('[dependency-groups]\ntest = ["acme-core"]'), ['tests']],
  ['what it is built with', API('[build-system]\nrequires = ["hatchling", "acme-core"]'), ['build']],
  [
    'poetry, by path',
    API('[tool.poetry.dependencies]\nother-name = { path = "../../libs/core" }'),
    ['install'],
  ],
  ['poetry, by name', API('[tool.poetry.dependencies]\nacme-core = "^1"'), ['install']],
  [
    'a group of poetry',
    API('[tool.poetry.group.dev.dependencies]\nacme-core = { path = "../../libs/core" }'),
    ['tests'],
  ],
  ['hatch, from its root', API('dependencies = ["acme-core @ {root:uri}/../../libs/core"]'), ['install']],
  [
    'hatch, from above its root',
    API('dependencies = ["x @ {root:parent:parent:uri}/libs/core"]'),
    ['install'],
  ],
  [
    'an environment of hatch',
    API('[tool.hatch.envs.test]\ndependencies = ["acme-core @ {root:uri}/../../libs/core"]'),
    ['tests'],
  ],
  ['pdm', API('dependencies = ["acme-core @ file:///\x24{PROJECT_ROOT}/../../libs/core"]'), ['install']],
  [
    'a group of pdm',
    API('[tool.pdm.dev-dependencies]\ndev = ["-e file:///\x24{PROJECT_ROOT}/../../libs/core#egg=acme-core"]'),
    ['tests'],
  ],
  [
    'uv, by path',
    API('dependencies = ["another"]\n[tool.uv.sources]\nanother = { path = "../../libs/core" }'),
    ['install'],
  ],
  [
    'uv, by the workspace',
    API('dependencies = ["acme-core"]\n[tool.uv.sources]\nacme-core = [{ workspace = true }]'),
    ['install'],
  ],
  [
    'a file of requirements',
    API('', { requirements: ['-r other.txt', '# acme', '-e ../../libs/core[net]'] }),
    ['tests'],
  ],
  ['setup.py', API('', { setupPy: 'setup(install_requires=["acme-core>=1"])' }), ['unknown']],
  ['nobody', API('dependencies = ["acme-core-extras", "core"]'), []],
  ['a path elsewhere', API('dependencies = ["x @ file:///libs/core"]'), []],
])('a dependency that is told by %s', (_, api, purposes) => {
  const { edges, missing } = connect([CORE, api])
  expect(edges).toEqual(purposes.map((purpose) => ({ from: 'services/api', to: 'libs/core', purpose })))
  expect(missing).toEqual([])
})

test.each<[string, string, object[]]>([
  [
    'a member of the workspace',
    'dependencies = ["gone"]\n[tool.uv.sources]\ngone = { workspace = true }',
    [{ from: 'services/api', name: 'gone', path: undefined, saidBy: 'tool.uv.sources' }],
  ],
  [
    'a folder',
    '[tool.poetry.dependencies]\ngone = { path = "../gone" }',
    [{ from: 'services/api', name: 'gone', path: 'services/gone', saidBy: 'tool.poetry' }],
  ],
  ['a wheel', 'dependencies = ["x"]\n[tool.uv.sources]\nx = { path = "../x-1-py3-none-any.whl" }', []],
  ['another repository', 'dependencies = ["x"]\n[tool.uv.sources]\nx = { path = "../../../x" }', []],
  ['an index', 'dependencies = ["requests"]', []],
])('what is not there is named: %s', (_, pyproject, expected) => {
  expect(connect([CORE, API(pyproject)]).missing).toEqual(expected)
})

test('what uv is told at the root of a workspace holds for its members', () => {
  const inherited = () => ({ another: { path: '../../libs/core' } })
  expect(connect([CORE, API('dependencies = ["another"]')], inherited).edges).toHaveLength(1)
})

const edges = (...all: string[]) =>
  all.map((one) => {
    const [from = '', to = '', purpose = 'install'] = one.split(' ')
    return { from, to, purpose: purpose as 'install' }
  })

test.each<[string, string[], string[], string[]]>([
  ['those that others need come first', ['a', 'b', 'c'], ['a b', 'b c'], ['c', 'b', 'a']],
  ['by way of others that are not wanted', ['a', 'c'], ['a b', 'b c'], ['c', 'a']],
  ['a ring stays in order', ['a', 'b'], ['a b', 'b a'], ['b', 'a']],
  ['without dependencies as they were', ['c', 'a', 'b'], [], ['c', 'a', 'b']],
])('the order: %s', (_, paths, all, expected) => {
  expect(inOrder(paths, edges(...all))).toEqual(expected)
})

test.each<[string, string[], string[][]]>([
  ['none', ['a b', 'b c', 'a c'], []],
  ['two that need each other', ['a b', 'b a'], [['a', 'b']]],
  ['one of three, and one that needs it', ['x a', 'a b', 'b c', 'c a'], [['a', 'b', 'c']]],
  ['not by what only tests need', ['a b', 'b a tests'], []],
])('rings: %s', (_, all, expected) => {
  const packages = ['x', 'a', 'b', 'c'].map((name) => {
    const needs = (purpose: string) =>
      edges(...all).flatMap((edge) =>
        edge.from === name && edge.purpose === purpose ? [`"${edge.to}"`] : [],
      )
    return sourceOf(
      name,
      `[project]\nname = "${name}"\ndependencies = [${needs('install')}]\n[dependency-groups]\ntest = [${needs('tests')}]\n`,
    )
  })
  expect(connect(packages).cycles).toEqual(expected)
})

test('what needs a package, directly or not', () => {
  const all = edges('a b', 'b c', 'd c tests', 'c a', 'e f')
  expect([...reachableFrom(['c'], all, 'needed-by')].sort()).toEqual(['a', 'b', 'c', 'd'])
  expect([...reachableFrom(['e'], all, 'needs')].sort()).toEqual(['e', 'f'])
})

test.each<[string, string[], string[]]>([
  ['a package in src', ['src/core/__init__.py', 'src/core/a.py', 'tests/__init__.py'], ['core']],
  ['a module in src', ['src/core.py', 'setup.py'], ['core']],
  ['packages in a namespace', ['src/acme/core/__init__.py', 'src/acme/core/x/__init__.py'], ['acme.core']],
  ['a package beside its tests', ['core/__init__.py', 'tests/__init__.py', 'noxfile.py'], ['core']],
  ['no code', ['pyproject.toml'], []],
])('what a project has to import: %s', (_, files, expected) => {
  expect(modulesIn(files)).toEqual(expected)
})
