import { expect, test } from '@jest/globals'
import {
  declaredDependencies,
  declaredRequirements,
  wheelRequirements,
} from '../../src/project/declared-requirements.ts'
import { projectOf } from './project.ts'

const DETECTED = { testRequirements: undefined }
const WHEEL = {
  name: 'demo',
  version: '1',
  requiresPython: undefined,
  requirements: [
    'click>=8',
    'pytest>=8; extra == "test"',
    "tomli; python_version < '3.11' and extra == 'test'",
    'rich; extra == "cli"',
  ],
  extras: ['test', 'cli'],
  classifiers: [],
  descriptionType: undefined,
}

const requirementsOf = (pyproject: string, requires: string[] = []) =>
  declaredRequirements(
    projectOf(pyproject, { buildSystem: { requires, backend: 'hatchling.build', backendPath: [] } }),
    DETECTED,
  )

test('the requirements of the build, the package and its tests', async () => {
  const pyproject =
    '[project]\ndependencies = ["click>=8"]\n[dependency-groups]\ntest = ["pytest>=8", "responses"]'

  expect(await requirementsOf(pyproject, ['hatchling'])).toEqual({
    build: ['hatchling'],
    runtime: ['click>=8'],
    tests: ['click>=8', 'pytest>=8', 'responses'],
  })
})

test('an extra for tests is expanded', async () => {
  const { tests } = await requirementsOf(
    '[project.optional-dependencies]\nTest = ["hypothesis", "demo[cli]"]',
  )

  expect(tests).toEqual(['hypothesis', 'pytest'])
})

test('the dependencies of poetry', async () => {
  const { tests } = await requirementsOf('[tool.poetry.dependencies]\npython = "^3.9"\nclick = "^8.1"')

  expect(tests).toEqual([expect.stringMatching(/^click>=8\.1,?<9/), 'pytest'])
})

test.each([
  'demo[all]',
  '-e .',
  './local',
  '--index-url https://index.invalid/simple',
  'other @ https://host.invalid/other.tar.gz',
  'other@file:///tmp/other',
  'git+https://host.invalid/other',
])('%s is not downloaded in advance: it would be built, or is not on the index', async (line) => {
  expect(await requirementsOf(`[dependency-groups]\ntest = [${JSON.stringify(line)}]`, [line])).toEqual({
    build: [],
    runtime: [],
    tests: ['pytest'],
  })
})

test('workspace members are not downloaded', async () => {
  const project = projectOf('[project]\ndependencies = ["demo-core>=1", "click"]')
  const workspaceMembers = [{ name: 'demo.core', path: 'core', modules: [] }]

  expect(await declaredRequirements({ ...project, workspaceMembers }, DETECTED)).toMatchObject({
    runtime: ['click'],
    tests: ['click', 'pytest'],
  })
})

test('a marker may contain an @', async () => {
  const { build } = await requirementsOf('', ['hatchling; platform_version != "a@b"'])

  expect(build).toHaveLength(1)
})

test('skipped tests have no requirements', async () => {
  const project = projectOf('[project]\ndependencies = ["click"]')
  const settings = { ...project.settings, tests: { ...project.settings.tests, skip: 'There are none' } }

  const skipped = { ...project, settings }
  expect(await declaredRequirements(skipped, DETECTED)).toMatchObject({ runtime: ['click'], tests: [] })
  expect(await wheelRequirements(WHEEL, skipped, DETECTED)).toEqual({ runtime: ['click>=8'], tests: [] })
})

test('the requirements of a wheel, and of its tests with their extra', async () => {
  expect(await wheelRequirements(WHEEL, projectOf(''), DETECTED)).toEqual({
    runtime: ['click>=8'],
    tests: ['click>=8', 'pytest>=8', "tomli; python_version < '3.11'"],
  })
})

test('missing test dependencies are not an error here: the check of the tests reports them', async () => {
  const missing = { testRequirements: ['[nowhere]'] }

  expect((await declaredRequirements(projectOf(''), missing)).tests).toEqual([])
  expect((await wheelRequirements(WHEEL, projectOf(''), missing)).tests).toEqual([])
})

test.each<[string, readonly string[] | undefined]>([
  ['[project]\nname = "demo"', []],
  ['[project]\nname = "demo"\ndependencies = ["click"]', ['click']],
  ['[project]\nname = "demo"\ndynamic = ["version"]', []],
  ['[project]\nname = "demo"\ndynamic = ["dependencies"]', undefined],
  ['[tool.poetry.dependencies]\nclick = "*"', ['click']],
  ['', undefined],
])('the dependencies declared in %j: %j', (pyproject, dependencies) => {
  expect(declaredDependencies(projectOf(pyproject))).toEqual(dependencies)
})

test('the dependencies declared in setup.cfg', () => {
  const setupCfg = new Map([['options', new Map([['install_requires', '\nclick>=8\nrich']])]])

  expect(declaredDependencies({ ...projectOf(''), setupCfg })).toEqual(['click>=8', 'rich'])
})
