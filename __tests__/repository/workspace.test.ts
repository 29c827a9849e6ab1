import { expect, test } from '@jest/globals'
import {
  importableModules,
  inDependencyOrder,
  isBuildable,
  memberPatterns,
  type PackageSource,
  reachableFrom,
  resolveWorkspace,
} from '../../src/repository/workspace.ts'
import { projectOf } from '../project/project.ts'

const BUILD = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'

function sourceOf(
  path: string,
  pyproject: string,
  given: Partial<PackageSource> & { setupCfgText?: string } = {},
): PackageSource {
  const { setupCfgText = '', ...rest } = given
  const name = /name = "([^"]+)"/.exec(pyproject)?.[1] ?? path.split('/').at(-1) ?? ''
  const project = projectOf(pyproject, { path, name, directory: `/checkout/${path}`, setupCfgText })
  const requires = /^requires = \[(.*)\]/m.exec(pyproject)?.[1]?.match(/[^",\s]+/g) ?? []
  const buildSystem = { ...project.buildSystem, requires }
  return { project: { ...project, buildSystem }, setupPy: undefined, requirements: [], ...rest }
}

test.each<[string, string, { setupPy?: string; setupCfgText?: string }, boolean]>([
  ['with a build system', BUILD, {}, true],
  ['with only a project table, as uv init writes for applications', '[project]\nname = "a"\n', {}, false],
  ['with tool.uv.package = true', '[project]\nname = "a"\n[tool.uv]\npackage = true\n', {}, true],
  ['with tool.uv.package = false', `${BUILD}[tool.uv]\npackage = false\n`, {}, false],
  ['of poetry', '[tool.poetry]\nname = "a"\n', {}, true],
  ['of poetry with package-mode = false', '[tool.poetry]\npackage-mode = false\n', {}, false],
  ['of pdm with distribution = false', `${BUILD}[tool.pdm]\ndistribution = false\n`, {}, false],
  ['with only a setup.py', '', { setupPy: 'setup()' }, true],
  ['with only a setup.cfg', '', { setupCfgText: '[metadata]\nname = a\n' }, true],
  ['with only settings of tools', '[tool.ruff]\n', { setupCfgText: '[flake8]\nignore = E1\n' }, false],
])('whether a project %s is buildable', (_, pyproject, given, expected) => {
  expect(isBuildable(sourceOf('a', pyproject, given))).toBe(expected)
})

test.each<[string, PackageSource | undefined, object | undefined]>([
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
])('the member patterns of %s', (_, root, expected) => {
  expect(memberPatterns(root)).toEqual(expected)
})

const CORE = sourceOf('libs/core', `${BUILD}[project]\nname = "Acme.Core"\n`)
const API = (pyproject: string, given: Partial<PackageSource> = {}) =>
  sourceOf('services/api', `[project]\nname = "api"\n${pyproject}`, given)

test.each<[string, PackageSource, string[]]>([
  ['a dependency', API('dependencies = ["acme_core[net]>=1; python_version > \'3\'"]'), ['install']],
  ['an extra', API('[project.optional-dependencies]\nall = ["acme-core"]'), ['install']],
  ['a dependency group', API('[dependency-groups]\ntest = ["acme-core"]'), ['tests']],
  ['a build requirement', API('[build-system]\nrequires = ["hatchling", "acme-core"]'), ['build']],
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
    'hatch, from a parent of its root',
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
    'a requirements file',
    API('', { requirements: ['-r other.txt', '# acme', '-e ../../libs/core[net]'] }),
    ['tests'],
  ],
  ['setup.py', API('', { setupPy: 'setup(install_requires=["acme-core>=1"])' }), ['unknown']],
  ['no requirement', API('dependencies = ["acme-core-extras", "core"]'), []],
  ['a path outside of the repository', API('dependencies = ["x @ file:///libs/core"]'), []],
])('a dependency declared by %s', (_, api, purposes) => {
  const { edges, missing } = resolveWorkspace([CORE, api])
  expect(edges).toMatchObject(purposes.map((purpose) => ({ from: 'services/api', to: 'libs/core', purpose })))
  expect(edges).toHaveLength(purposes.length)
  expect(missing).toEqual([])
})

test.each<[string, string, object[]]>([
  [
    'a member of the workspace',
    'dependencies = ["gone"]\n[tool.uv.sources]\ngone = { workspace = true }',
    [{ from: 'services/api', name: 'gone', path: undefined, declaredIn: 'tool.uv.sources' }],
  ],
  [
    'a directory',
    '[tool.poetry.dependencies]\ngone = { path = "../gone" }',
    [{ from: 'services/api', name: 'gone', path: 'services/gone', declaredIn: 'tool.poetry' }],
  ],
  ['a wheel', 'dependencies = ["x"]\n[tool.uv.sources]\nx = { path = "../x-1-py3-none-any.whl" }', []],
  ['another repository', 'dependencies = ["x"]\n[tool.uv.sources]\nx = { path = "../../../x" }', []],
  ['an index', 'dependencies = ["requests"]', []],
])('missing workspace dependencies: %s', (_, pyproject, expected) => {
  expect(resolveWorkspace([CORE, API(pyproject)]).missing).toEqual(expected)
})

test('the sources at the root of a uv workspace apply to its members', () => {
  const inherited = () => ({ another: { path: '../../libs/core' } })
  expect(resolveWorkspace([CORE, API('dependencies = ["another"]')], inherited).edges).toHaveLength(1)
})

const edges = (...all: string[]) =>
  all.map((one) => {
    const [from = '', to = '', purpose = 'install'] = one.split(' ')
    return { from, to, purpose: purpose as 'install' }
  })

test.each<[string, string[], string[], string[]]>([
  ['dependencies come first', ['a', 'b', 'c'], ['a b', 'b c'], ['c', 'b', 'a']],
  ['transitive dependencies', ['a', 'c'], ['a b', 'b c'], ['c', 'a']],
  ['a cycle', ['a', 'b'], ['a b', 'b a'], ['b', 'a']],
  ['without dependencies unchanged', ['c', 'a', 'b'], [], ['c', 'a', 'b']],
])('the dependency order: %s', (_, paths, all, expected) => {
  expect(inDependencyOrder(paths, edges(...all))).toEqual(expected)
})

test.each<[string, string[], string[][]]>([
  ['none', ['a b', 'b c', 'a c'], []],
  ['two packages', ['a b', 'b a'], [['a', 'b']]],
  ['three packages, and a dependent of them', ['x a', 'a b', 'b c', 'c a'], [['a', 'b', 'c']]],
  ['not by test dependencies', ['a b', 'b a tests'], []],
])('dependency cycles: %s', (_, all, expected) => {
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
  expect(resolveWorkspace(packages).cycles).toEqual(expected)
})

test('transitive dependents and dependencies', () => {
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
])('the importable modules of a project: %s', (_, files, expected) => {
  expect(importableModules(files)).toEqual(expected)
})

test.each<[string, PackageSource, object]>([
  ['the package', sourceOf('app', '[project]\nname = "app"\ndependencies = ["core"]\n'), {}],
  [
    'an extra',
    sourceOf('app', '[project]\nname = "app"\noptional-dependencies.all = ["core"]\n'),
    { isOfExtra: true },
  ],
  [
    'the package and an extra',
    sourceOf(
      'app',
      '[project]\nname = "app"\ndependencies = ["core"]\noptional-dependencies.all = ["core[x]"]\n',
    ),
    { hasExtras: true },
  ],
  [
    'an extra of setup.cfg',
    sourceOf('app', '', {
      setupCfgText: '[metadata]\nname = app\n[options.extras_require]\nall =\n  core\n',
    }),
    { isOfExtra: true },
  ],
  [
    'an extra of Poetry',
    sourceOf(
      'app',
      '[tool.poetry]\nname = "app"\n[tool.poetry.dependencies]\ncore = { version = "*", optional = true, extras = ["x"] }\n',
    ),
    { isOfExtra: true, hasExtras: true },
  ],
])('the edge for a dependency of %s', (_, app, given) => {
  const core = sourceOf('core', '[project]\nname = "core"\n')
  expect(resolveWorkspace([core, app]).edges).toEqual([
    { from: 'app', to: 'core', purpose: 'install', ...given },
  ])
})
