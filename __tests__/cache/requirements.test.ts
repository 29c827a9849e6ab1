import { expect, test } from '@jest/globals'
import { announcedRequirements } from '../../src/cache/requirements.ts'
import { projectOf } from '../project/project.ts'

const announced = (pyproject: string, requires: string[] = []) =>
  announcedRequirements(
    projectOf(pyproject, { buildSystem: { requires, backend: 'hatchling.build', backendPath: [] } }),
    { testRequirements: undefined },
  )

test('what it is built with, what it declares, and what its tests need', async () => {
  const pyproject =
    '[project]\ndependencies = ["click>=8"]\n[dependency-groups]\ntest = ["pytest>=8", "responses"]'

  expect(await announced(pyproject, ['hatchling'])).toEqual({
    build: ['hatchling'],
    run: ['click>=8', 'pytest>=8', 'responses', 'pytest'],
  })
})

test('an extra for tests is what it stands for', async () => {
  const { run } = await announced('[project.optional-dependencies]\nTest = ["hypothesis", "demo[cli]"]')

  expect(run).toEqual(['hypothesis', 'pytest'])
})

test('the dependencies of poetry', async () => {
  const { run } = await announced('[tool.poetry.dependencies]\npython = "^3.9"\nclick = "^8.1"')

  expect(run).toEqual([expect.stringMatching(/^click>=8\.1,?<9/), 'pytest'])
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
    run: ['pytest'],
  })
})

test('what another package of the repository is, is not fetched', async () => {
  const project = projectOf('[project]\ndependencies = ["demo-core>=1", "click"]')

  expect(await announcedRequirements(project, { testRequirements: undefined }, ['demo.core'])).toMatchObject({
    run: ['click', 'pytest'],
  })
})

test('a marker may have an @ in it', async () => {
  const { build } = await announced('', ['hatchling; platform_version != "a@b"'])

  expect(build).toHaveLength(1)
})

test('tests that are skipped need nothing', async () => {
  const project = projectOf('[project]\ndependencies = ["click"]')
  const settings = { ...project.settings, tests: { ...project.settings.tests, skip: 'There are none' } }

  expect(
    await announcedRequirements({ ...project, settings }, { testRequirements: undefined }),
  ).toMatchObject({ run: ['click'] })
})
