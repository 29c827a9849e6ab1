import { expect, test } from '@jest/globals'
import { buildFailedFinding } from '../../../src/checks/diagnosis/build-failed.ts'
import { RULES } from '../../../src/checks/rules.ts'
import type { BuildFailure } from '../../../src/distribution/backend.ts'
import { namesInMessage } from '../../../src/distribution/named-in-message.ts'
import { factsOf } from '../facts.ts'

const ROOT = '/scratch/source'
const BACKENDS: Readonly<Record<string, string>> = {
  setuptools: 'setuptools.build_meta',
  hatchling: 'hatchling.build',
  flit: 'flit_core.buildapi',
  'poetry-core': 'poetry.core.masonry.api',
  'pdm-backend': 'pdm.backend',
  uv_build: 'uv_build',
}

const PROJECT = '[project]\nname = "greeter"\nversion = "1.0"\n'

function finding(backend: string, tables: string, message: string, more: Partial<BuildFailure> = {}) {
  const output = message.split('\n')
  const facts = factsOf({ backend: BACKENDS[backend] as string, pyproject: PROJECT + tables })
  const failure = { step: 'sdist', output, names: namesInMessage(output, [ROOT]), ...more } as const
  const found = buildFailedFinding(facts, failure)
  if (found.rule !== 'build-failed') throw new Error()
  return { where: found.where, fix: RULES['build-failed'].fix(found.facts) }
}

test.each<[string, string, string, number | undefined, string]>([
  [
    'hatchling',
    '[tool.hatch.build.targets.wheel]\npackages = ["greeter"]\n[tool.hatch.build.targets.wheel.force-include]\n"greeter/data" = "greeter/data"\n',
    'ValueError: A second file is being added to the wheel archive at the same path: `greeter/data/a.txt`.\nThe most likely cause of this is an entry in the `tool.hatch.build.targets.wheel.force-include` table. See: https://hatch.pypa.io',
    7,
    'Delete "greeter/data" in [tool.hatch.build.targets.wheel.force-include] (pyproject.toml:7)',
  ],
  [
    'hatchling',
    '[tool.hatch.build.targets.wheel.force-include]\n"nope" = "greeter/data"\n',
    `FileNotFoundError: Forced include not found: ${ROOT}/nope`,
    5,
    'Correct or delete nope in [tool.hatch.build.targets.wheel.force-include]',
  ],
  [
    'hatchling',
    '[tool.hatch.build.targets.wheel.force-include]\n"src/c++" = 3\n',
    'TypeError: Path for source `src/c++` in field `tool.hatch.build.targets.wheel.force-include."src/c++"` must be a string',
    5,
    'Correct "src/c++" in [tool.hatch.build.targets.wheel.force-include] (pyproject.toml:5)',
  ],
  [
    'hatchling',
    '[tool.hatch.build.targets.wheel]\npackages = "greeter"\n',
    'TypeError: Field `tool.hatch.build.targets.wheel.packages` must be an array of strings',
    5,
    'Correct packages in [tool.hatch.build.targets.wheel] (pyproject.toml:5)',
  ],
  [
    'hatchling',
    'dependencies = [\n  "b",\n  "a >> 1",\n]\n',
    'ValueError: Dependency #2 of field `project.dependencies` is invalid: Expected end\n    a >> 1\n      ^',
    6,
    'Correct "a >> 1" (dependencies in [project], pyproject.toml:6)',
  ],
  [
    'hatchling',
    '[tool.hatch.version]\npath = "greeter/about.py"\n',
    'OSError: Error getting the version from source `regex`: file does not exist: greeter/about.py',
    5,
    'Correct or delete "greeter/about.py" (path in [tool.hatch.version]',
  ],
  [
    'hatchling',
    '[tool.hatch.build.hooks.nothere]\nx = 1\n',
    'UnknownPluginError: Unknown build hook: nothere',
    4,
    'hatchling does not support it',
  ],
  [
    'hatchling',
    '',
    'ValueError: Unable to determine which files to ship inside the wheel using the following heuristics: https://x\nThe most likely cause of this is that there is no directory that matches the name of your project (greeter).',
    undefined,
    'packages = ["src/greet"]',
  ],
  [
    'setuptools',
    '[tool.setuptools]\npackages = ["greeter", "nope"]\n',
    "error: package directory 'nope' does not exist",
    5,
    'Correct or delete "nope" (packages in [tool.setuptools], pyproject.toml:5)',
  ],
  [
    'setuptools',
    '[tool.setuptools]\npackages = ["greeter.nope"]\npackage-dir = { "" = "src" }\n',
    "error: package directory 'src/greeter/nope' does not exist",
    5,
    'Correct or delete "greeter.nope"',
  ],
  [
    'setuptools',
    '[tool.setuptools.dynamic]\nversion = { attr = "greeter.__version__" }\n',
    "AttributeError: module 'greeter' has no attribute '__version__'",
    5,
    'Correct "greeter.__version__" (attr in [tool.setuptools.dynamic.version]',
  ],
  [
    'setuptools',
    'licence = "MIT"\n',
    "ValueError: invalid pyproject.toml config: `project`.\nconfiguration error: `project` must not contain {'licence'} properties",
    4,
    'Correct or delete licence in [project]',
  ],
  [
    'setuptools',
    'license = "MIT"\nclassifiers = ["License :: OSI Approved :: MIT License"]\n',
    'InvalidConfigError: License classifiers have been superseded by license expressions. Please remove:\nLicense :: OSI Approved :: MIT License',
    5,
    'Delete "License :: OSI Approved :: MIT License" (classifiers in [project]',
  ],
  [
    'setuptools',
    '',
    "error: Multiple top-level packages discovered in a flat-layout: ['other', 'greeter'].",
    undefined,
    '[tool.setuptools.packages.find]\nwhere = ["src"]\ninclude = ["greet*"]',
  ],
  [
    'flit',
    '[tool.flit.module]\nname = "nope"\n',
    'ValueError: No file/folder found for module nope',
    5,
    '[tool.flit.module]\nname = "greet"',
  ],
  [
    'flit',
    '[tool.flit.external-data]\ndirectory = "nope"\n',
    'ConfigError: tool.flit.external-data.directory must refer to a directory',
    5,
    'Correct or delete directory in [tool.flit.external-data]',
  ],
  [
    'poetry-core',
    '[tool.poetry]\npackages = [{ include = "nope" }]\n',
    `ValueError: ${ROOT}/nope does not contain any element`,
    5,
    'Correct or delete "nope"',
  ],
  [
    'poetry-core',
    '[tool.poetry]\nname = "greeter"\npackages = [{ include = "greeter", from = "lib" }]\n',
    `ValueError: ${ROOT}/lib/greeter does not contain any element`,
    6,
    'Correct or delete "greeter"',
  ],
  [
    'poetry-core',
    '',
    'ModuleOrPackageNotFoundError: No file/folder found for package greeter',
    undefined,
    'packages = [{ include = "greet", from = "src" }]',
  ],
  [
    'pdm-backend',
    'readme = "NOPE.md"\n',
    "ValidationError: project.readme.file: Readme file not found ('NOPE.md')",
    4,
    'Correct or delete "NOPE.md" (readme in [project], pyproject.toml:4)',
  ],
  [
    'pdm-backend',
    '[tool.pdm.build]\npackage-dir = "nope"\n',
    "FileNotFoundError: [Errno 2] No such file or directory: 'nope'",
    5,
    'Correct or delete "nope" (package-dir in [tool.pdm.build]',
  ],
  [
    'uv_build',
    '[tool.uv.build-backend]\nmodule-root = 3\n',
    'Error: Invalid metadata format in: pyproject.toml\nCaused by:\n    TOML parse error at line 5, column 13',
    5,
    'Correct pyproject.toml:5.',
  ],
  [
    'uv_build',
    '',
    'Error: Expected a Python module at: src/greeter/__init__.py',
    undefined,
    'module-name = "greet"\nmodule-root = "src"',
  ],
])('%s: the place and the fix, with %j', (backend, tables, message, line, fix) => {
  const found = finding(backend, tables, message, { importPackages: ['src/greet'] })
  expect(found.where).toEqual(line === undefined ? undefined : { file: 'pyproject.toml', line })
  expect(found.fix).toContain(fix)
})

test('the line of code that raises comes before settings with the same name', () => {
  const location = { file: 'setup.py', line: 2, isRaisedThere: true }
  const message = "FileNotFoundError: [Errno 2] No such file or directory: 'VERSION'"
  const tables = '[tool.setuptools]\nscript-files = ["VERSION"]\n'
  const found = finding('setuptools', tables, message, { location })
  expect(found.where).toEqual({ file: 'setup.py', line: 2 })
  const called = finding('setuptools', tables, message, { location: { ...location, isRaisedThere: false } })
  expect(called.where).toEqual({ file: 'pyproject.toml', line: 5 })
})

test('a file that the sdist lacks is not attributed to a setting', () => {
  const found = finding(
    'flit',
    'readme = "README.md"\n',
    'ConfigError: Description file README.md does not exist',
    {
      step: 'wheel from the sdist',
      missingFile: 'README.md',
    },
  )
  expect(found.fix).toContain('[tool.flit.sdist]')
})
