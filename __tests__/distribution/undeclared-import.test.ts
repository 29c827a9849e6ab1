import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { findUndeclaredImport } from '../../src/distribution/undeclared-import.ts'
import { error } from '../checks/facts.ts'
import { type Files, project, runCli, temporaryDirectory, write } from '../support/project.ts'
import { samplePackage } from '../support/sample-package.ts'

const PACKAGE = { 'setup.py': 'import demo', 'src/demo/__init__.py': 'import yaml' }
const IN_PACKAGE = 'src/demo/__init__.py'

/** Whether a missing module in a file is reported as an undeclared import of the package. */
test.each<[string, Files, string, string, boolean]>([
  ['the package', PACKAGE, IN_PACKAGE, 'yaml', true],
  ['a package beside setup.py', { 'demo/__init__.py': '' }, 'demo/__init__.py', 'yaml', true],
  ['a subpackage', { ...PACKAGE, 'src/demo/a/__init__.py': '' }, 'src/demo/a/b.py', 'yaml', true],
  [
    'a subpackage with a usual name of another directory',
    { ...PACKAGE, 'src/demo/tools/__init__.py': '' },
    'src/demo/tools/b.py',
    'yaml',
    true,
  ],
  ['a submodule of the missing module', PACKAGE, IN_PACKAGE, 'yaml.nodes', true],

  ['setup.py itself', PACKAGE, 'setup.py', 'yaml', false],
  ['a setup.py in a subdirectory', { 'demo/setup.py': '' }, 'demo/setup.py', 'yaml', false],
  ['a module beside setup.py', { 'versions.py': '' }, 'versions.py', 'yaml', false],
  ['an in-tree backend', { '_build/backend.py': '' }, '_build/backend.py', 'yaml', false],
  ['a directory of tools', { 'tools/__init__.py': '' }, 'tools/version.py', 'yaml', false],
  ['a file outside of the project', {}, '../site-packages/setuptools/__init__.py', 'yaml', false],
  ['an own module beside the package', { ...PACKAGE, 'src/other.py': '' }, IN_PACKAGE, 'other', false],
  ['an own package', { ...PACKAGE, 'lib/other/__init__.py': '' }, IN_PACKAGE, 'other.a', false],
  ['a module of the package itself', PACKAGE, IN_PACKAGE, 'demo._version', false],

  [
    'a module in setup.py',
    { ...PACKAGE, 'setup.py': 'install_requires=["PyYAML"]' },
    IN_PACKAGE,
    'yaml',
    false,
  ],
  [
    'a module in setup.cfg',
    { ...PACKAGE, 'setup.cfg': 'install_requires =\n  pyyaml' },
    IN_PACKAGE,
    'yaml',
    false,
  ],
  [
    'a module in pyproject.toml',
    { ...PACKAGE, 'pyproject.toml': 'dependencies = ["PyYAML>=6"]' },
    IN_PACKAGE,
    'yaml',
    false,
  ],
  [
    'another spelling of the distribution name',
    { ...PACKAGE, 'pyproject.toml': 'dependencies = ["Typing.Extensions"]' },
    IN_PACKAGE,
    'typing_extensions',
    false,
  ],
  [
    'a module in a file that setup.py reads',
    { ...PACKAGE, 'setup.py': 'open("requirements.txt")', 'requirements.txt': 'pyyaml' },
    IN_PACKAGE,
    'yaml',
    false,
  ],
  [
    'a module in a file that setup.py reads from a directory',
    { ...PACKAGE, 'setup.py': 'Path("requirements") / "base.txt"', 'requirements/base.txt': 'pyyaml' },
    IN_PACKAGE,
    'yaml',
    false,
  ],
  [
    'a module in a file that setup.cfg reads',
    { ...PACKAGE, 'setup.cfg': 'install_requires = file: deps.txt', 'deps.txt': 'pyyaml' },
    IN_PACKAGE,
    'yaml',
    false,
  ],
  [
    'a module in a requirements file that another one includes',
    {
      ...PACKAGE,
      'pyproject.toml': 'dependencies = {file = ["needs/all.txt"]}',
      'needs/all.txt': '-r base.txt\n-r all.txt',
      'needs/base.txt': 'pyyaml',
    },
    IN_PACKAGE,
    'yaml',
    false,
  ],
  [
    'a module in a file that nothing reads',
    {
      ...PACKAGE,
      'setup.py': 'open("folder.txt"), open("gone.txt")',
      'folder.txt/a': '',
      'dev.txt': 'pyyaml',
    },
    IN_PACKAGE,
    'yaml',
    true,
  ],
])('an import that fails: %s', async (_, files, file, module, isReported) => {
  const source = await temporaryDirectory()
  await write(source, files)
  const missing = error(`ModuleNotFoundError: No module named '${module}'`, [
    '/env/setuptools/build_meta.py:10',
    `${join(source, 'setup.py')}:1`,
    `${join(source, file)}:2`,
  ])
  const expected = isReported ? { module: module.split('.')[0], file, line: 2 } : undefined
  expect(findUndeclaredImport(missing, source)).toEqual(expected)
  expect(findUndeclaredImport(error('RuntimeError: no', [], { cause: missing }), source)).toEqual(expected)
})

test.each(['ImportError: cannot import name', "FileNotFoundError: [Errno 2] No such file: 'yaml'"])(
  'a build that ends in another error: %s',
  async (text) => {
    const source = await temporaryDirectory()
    await write(source, PACKAGE)
    expect(
      findUndeclaredImport(error(text, [`${join(source, IN_PACKAGE)}:1`], { name: 'yaml' }), source),
    ).toBe(undefined)
  },
)

test.each([
  ['in the package', 'sample/__init__.py', 'import sample', ['build-failed', 'dependency-undeclared']],
  ['in a module beside setup.py', 'helper.py', 'import helper', ['build-failed']],
])('a build that runs an import %s', async (_, path, code, rules) => {
  const cwd = await project(
    samplePackage({
      backend: `def build_sdist(*_):\n    ${code}\n`,
      files: { [path]: 'import json\nimport no_such_thing\n' },
    }),
  )
  const { code: status, report } = await runCli([], { cwd })
  expect(status).toBe(1)
  const findings = report?.packages[0]?.findings ?? []
  expect(findings.map(({ rule }) => rule).sort()).toEqual(rules)
  if (rules.length > 1)
    expect(findings.find(({ rule }) => rule === 'dependency-undeclared')).toMatchObject({
      severity: 'error',
      file: path,
      line: 2,
      message: expect.stringContaining('no_such_thing'),
    })
})
