import { expect, test } from '@jest/globals'
import { declarationFor } from '../../../src/checks/diagnosis/dependency-declaration.ts'
import { projectOf } from '../../project/project.ts'

const DYNAMIC = '[project]\nname = "demo"\ndynamic = ["dependencies"]\n'

test.each([
  ['[project]\nname = "demo"', '', 'dependencies of [project] in pyproject.toml', '"PyYAML"'],
  [
    '[tool.poetry.dependencies]\npython = "^3.8"',
    '',
    '[tool.poetry.dependencies] in pyproject.toml',
    'PyYAML = "*"',
  ],
  ['[tool.poetry]\nname = "demo"', '', '[tool.poetry.dependencies] in pyproject.toml', 'PyYAML = "*"'],
  [`${DYNAMIC}[tool.poetry]`, '', '[tool.poetry.dependencies] in pyproject.toml', 'PyYAML = "*"'],
  [
    '[tool.flit.metadata]\nmodule = "demo"',
    '',
    'requires of [tool.flit.metadata] in pyproject.toml',
    '"PyYAML"',
  ],
  ['[tool.black]\nline-length = 99', '', 'install_requires in setup.py', '"PyYAML"'],
  ['', '', 'install_requires in setup.py', '"PyYAML"'],
  ['', '[options]\npackages = demo', 'install_requires of [options] in setup.cfg', 'PyYAML'],
  [DYNAMIC, '[options]\npackages = demo', 'install_requires of [options] in setup.cfg', 'PyYAML'],
  [DYNAMIC, '', 'install_requires in setup.py', '"PyYAML"'],
  [
    `${DYNAMIC}[tool.setuptools.dynamic]\ndependencies = { file = ["requirements.txt"] }`,
    '',
    'requirements.txt',
    'PyYAML',
  ],
  [
    `${DYNAMIC}[tool.hatch.metadata.hooks.requirements_txt]\nfiles = ["requirements.in"]`,
    '',
    'requirements.in',
    'PyYAML',
  ],
])('a project with %j and %j', (pyproject, setupCfgText, table, line) => {
  expect(declarationFor('PyYAML', projectOf(pyproject, { setupCfgText }))).toEqual({ table, line })
})

test.each([
  ['[project]', '<3.12', `"setuptools; python_version >= '3.12'"`],
  ['[project]', '>=3.11', `"setuptools; python_version < '3.11'"`],
  ['[tool.poetry]', '<3.12', 'setuptools = { version = "*", python = ">=3.12" }'],
])('with %s, unless Python is %s', (pyproject, python, line) => {
  expect(declarationFor('setuptools', projectOf(pyproject), python).line).toBe(line)
})
