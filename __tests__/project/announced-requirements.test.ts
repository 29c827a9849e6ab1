import { expect, test } from '@jest/globals'
import {
  announcedRequirements,
  declaredDependencies,
  requirementsOfWheel,
} from '../../src/project/announced-requirements.ts'
import { projectOf } from './project.ts'

const ASKED = { testRequirements: undefined }
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

const announced = (pyproject: string, requires: string[] = []) =>
  announcedRequirements(
    projectOf(pyproject, { buildSystem: { requires, backend: 'hatchling.build', backendPath: [] } }),
    ASKED,
  )

test('what it is built with, what it declares, and what its tests need', async () => {
  const pyproject =
    '[project]\ndependencies = ["click>=8"]\n[dependency-groups]\ntest = ["pytest>=8", "responses"]'

  expect(await announced(pyproject, ['hatchling'])).toEqual({
    build: ['hatchling'],
    runtime: ['click>=8'],
    tests: ['click>=8', 'pytest>=8', 'responses'],
  })
})

test('an extra for tests is what it stands for', async () => {
  const { tests } = await announced('[project.optional-dependencies]\nTest = ["hypothesis", "demo[cli]"]')

  expect(tests).toEqual(['hypothesis', 'pytest'])
})

test('the dependencies of poetry', async () => {
  const { tests } = await announced('[tool.poetry.dependencies]\npython = "^3.9"\nclick = "^8.1"')

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
])('%s is not fetched ahead: it would be built, or is nothing of the index', async (line) => {
  expect(await announced(`[dependency-groups]\ntest = [${JSON.stringify(line)}]`, [line])).toEqual({
    build: [],
    runtime: [],
    tests: ['pytest'],
  })
})

test('what another package of the repository is, is not fetched', async () => {
  const project = projectOf('[project]\ndependencies = ["demo-core>=1", "click"]')
  const neighbours = [{ name: 'demo.core', path: 'core', modules: [] }]

  expect(await announcedRequirements({ ...project, neighbours }, ASKED)).toMatchObject({
    runtime: ['click'],
    tests: ['click', 'pytest'],
  })
})

test('a marker may have an @ in it', async () => {
  const { build } = await announced('', ['hatchling; platform_version != "a@b"'])

  expect(build).toHaveLength(1)
})

test('tests that are skipped need nothing', async () => {
  const project = projectOf('[project]\ndependencies = ["click"]')
  const settings = { ...project.settings, tests: { ...project.settings.tests, skip: 'There are none' } }

  const skipped = { ...project, settings }
  expect(await announcedRequirements(skipped, ASKED)).toMatchObject({ runtime: ['click'], tests: [] })
  expect(await requirementsOfWheel(WHEEL, skipped, ASKED)).toEqual({ runtime: ['click>=8'], tests: [] })
})

test('what a wheel asks for, and its tests with their extra', async () => {
  expect(await requirementsOfWheel(WHEEL, projectOf(''), ASKED)).toEqual({
    runtime: ['click>=8'],
    tests: ['click>=8', 'pytest>=8', "tomli; python_version < '3.11'"],
  })
})

test('test requirements that are not there are told by the tests', async () => {
  const asked = { testRequirements: ['[nowhere]'] }

  expect((await announcedRequirements(projectOf(''), asked)).tests).toEqual([])
  expect((await requirementsOfWheel(WHEEL, projectOf(''), asked)).tests).toEqual([])
})

test.each<[string, readonly string[] | undefined]>([
  ['[project]\nname = "demo"', []],
  ['[project]\nname = "demo"\ndependencies = ["click"]', ['click']],
  ['[project]\nname = "demo"\ndynamic = ["version"]', []],
  ['[project]\nname = "demo"\ndynamic = ["dependencies"]', undefined],
  ['[tool.poetry.dependencies]\nclick = "*"', ['click']],
  ['', undefined],
])('what %j depends on: %j', (pyproject, dependencies) => {
  expect(declaredDependencies(projectOf(pyproject))).toEqual(dependencies)
})

test('setup.cfg tells it too', () => {
  const setupCfg = new Map([['options', new Map([['install_requires', '\nclick>=8\nrich']])]])

  expect(declaredDependencies({ ...projectOf(''), setupCfg })).toEqual(['click>=8', 'rich'])
})
