import { expect, test } from '@jest/globals'
import { fileOf, prefixOf, pyprojectOf } from '../../src/project/project.ts'

test.each([
  ['.', '', 'setup.py', 'pyproject.toml'],
  ['packages/demo', 'packages/demo/', 'packages/demo/setup.py', 'packages/demo/pyproject.toml'],
])('files of the project in %s', (path, prefix, setup, pyproject) => {
  expect([prefixOf({ path }), fileOf({ path }, 'setup.py'), pyprojectOf({ path })]).toEqual([
    prefix,
    setup,
    pyproject,
  ])
})
