import { expect, test } from '@jest/globals'
import type { FactsOf } from '../../../../src/checks/rules.ts'
import { describeCandidates, sourcesOf } from './described-candidates.ts'

const FAILED: FactsOf['build-failed'] = {
  step: 'sdist',
  words: [],
  absent: null,
  treeBuilds: false,
  problem: 'invalid',
  setting: null,
  named: null,
  place: null,
  importPackages: [],
  backend: 'setuptools',
  configuration: 'pyproject.toml',
  folder: '.',
}
const project = (text: string, backend = 'setuptools.build_meta') =>
  `[build-system]\nrequires = ["hatchlin>=1", "hatch-vcs>=99"]\nbuild-backend = "${backend}"\n\n[project]\nname = "demo"\n${text}`

test.each<[string, Partial<typeof FAILED>, string, string[]]>([
  [
    'a misspelled build requirement',
    { step: 'build requirements', words: ['No matching distribution found for hatchlin>=1'] },
    project(''),
    [
      'pyproject.toml build-system.requires replace "hatchlin>=1" "hatchling>=1"',
      'pyproject.toml build-system.requires replace "hatchlin>=1" "hatchling"',
    ],
  ],
  [
    'a build requirement that no release satisfies',
    { step: 'build requirements', words: ['No matching distribution found for hatch-vcs>=99'] },
    project(''),
    ['pyproject.toml build-system.requires replace "hatch-vcs>=99" "hatch-vcs"'],
  ],
  [
    'a file that is included twice',
    {
      problem: 'duplicate',
      setting: '"demo/data" in [tool.hatch.build.targets.wheel.force-include]',
      named: 'demo/data',
    },
    project('[tool.hatch.build.targets.wheel.force-include]\n"demo/data" = "demo/data"\n'),
    ['pyproject.toml tool.hatch.build.targets.wheel.force-include.demo/data delete'],
  ],
  [
    'license classifiers beside an expression',
    { problem: 'superseded', words: ['License classifiers have been superseded by license expressions'] },
    project(
      'license = "MIT"\nclassifiers = ["License :: OSI Approved :: MIT License", "Topic :: Internet"]\n',
    ),
    ['pyproject.toml project.classifiers remove ["License :: OSI Approved :: MIT License"]'],
  ],
  [
    'an unknown classifier',
    { words: ['ValueError: Unknown classifier in field `project.classifiers`: Topic :: Util'] },
    project('classifiers = ["Topic :: Util"]\n'),
    ['pyproject.toml project.classifiers remove ["Topic :: Util"]'],
  ],
  [
    'a misspelled key',
    { problem: 'unknown', setting: 'licence in [project]', named: 'licence', place: 'pyproject.toml:7' },
    project('licence = "MIT"\n'),
    ['pyproject.toml:7 licence -> license', 'pyproject.toml project.licence delete'],
  ],
  [
    'a file with another name',
    {
      problem: 'missing',
      words: ["Readme file not found ('README.txt')"],
      setting: 'readme in [project]',
      named: 'README.txt',
    },
    project('readme = "README.txt"\n'),
    ['pyproject.toml project.readme set "README.md"'],
  ],
  [
    'a version specifier without an operator',
    { words: ["InvalidSpecifier: Invalid specifier: '3.9'"] },
    project('requires-python = "3.9"\n'),
    ['pyproject.toml project.requires-python set ">=3.9"'],
  ],
  [
    'a version that is not normalized',
    { words: ['ValueError: Invalid version `1.0-rc-x`'] },
    project('version = "v1.0 beta 2"\n'),
    ['pyproject.toml project.version set "v1.0-beta-2"'],
  ],
  [
    'a version to choose',
    { words: ['ValueError: Invalid version `one`'] },
    project('version = "one"\n'),
    ['? pyproject.toml project.version set "0.1.0"'],
  ],
  [
    'the usual name of a license',
    { words: ["Invalid license expression: 'Apache 2.0'"] },
    project('license = "Apache 2.0"\n'),
    ['pyproject.toml project.license set "Apache-2.0"'],
  ],
  [
    'a version without tags',
    { words: ['LookupError: setuptools-scm was unable to detect version for /x'] },
    project(''),
    ['? pyproject.toml tool.setuptools_scm.fallback_version set "0.0.0"'],
  ],
  ['a compiler', { problem: 'compiler', place: 'speed.c:1' }, project(''), []],
])('corrects a build that fails for %s', (_, facts, pyproject, expected) => {
  const sources = sourcesOf({ 'pyproject.toml': pyproject, 'README.md': '', 'demo/__init__.py': '' })
  expect(describeCandidates('build-failed', { ...FAILED, ...facts }, sources)).toEqual(expected)
})

test.each<[string, Partial<typeof FAILED>, Record<string, string>, string[]]>([
  [
    'a message that names an empty table',
    {
      problem: 'no package',
      setting: 'wheel in [tool.hatch.build.targets]',
      importPackages: ['src/other'],
    },
    {
      'pyproject.toml': project('[tool.hatch.build.targets.wheel]\n', 'hatchling.build'),
      'src/other/__init__.py': '',
    },
    ['pyproject.toml tool.hatch.build.targets.wheel.packages set ["src/other"]'],
  ],
  [
    'modules that setuptools discovers',
    {
      problem: 'several packages',
      words: ["error: Multiple top-level modules discovered in a flat-layout: ['main', 'config']."],
    },
    { 'pyproject.toml': project(''), 'main.py': '', 'config.py': '' },
    ['pyproject.toml tool.setuptools.py-modules set ["main","config"]'],
  ],
  [
    'packages that setuptools discovers, in setup.cfg',
    { problem: 'several packages', importPackages: ['demo'] },
    { 'setup.cfg': '[options]\ninstall_requires = six\n', 'demo/__init__.py': '', 'art/x.py': '' },
    [
      'setup.cfg options.packages set "find:" | setup.cfg options.packages.find.include set ["demo","demo.*"]',
    ],
  ],
  [
    'packages that setuptools discovers, in setup.py',
    { problem: 'several packages', importPackages: ['lib/demo'] },
    { 'setup.py': 'setup()\n', 'lib/demo/__init__.py': '', 'lib/demo/sub/__init__.py': '' },
    ['setup.py packages set ["demo","demo.sub"] | setup.py package_dir set {"":"lib"}'],
  ],
  [
    'a table of [tools]',
    { problem: 'several packages', importPackages: ['demo'] },
    { 'pyproject.toml': project('[tools.setuptools]\npackages = ["demo"]\n'), 'demo/__init__.py': '' },
    ['pyproject.toml:7 [tools. -> [tool.'],
  ],
  [
    'requirements with other specifiers',
    { words: ['`project.dependencies[1]` must be pep508'] },
    {
      'pyproject.toml': project(
        'dependencies = ["six", "a=>1.2", "b >=1 and <3; os_name == \'nt\'", "c^1.4", "d (=2)", "e>=1.*"]\n',
      ),
    },
    [
      [
        ['a=>1.2', 'a>=1.2'],
        ["b >=1 and <3; os_name == 'nt'", "b >=1,<3; os_name == 'nt'"],
        ['c^1.4', 'c>=1.4,<2'],
        ['d (=2)', 'd (==2)'],
        ['e>=1.*', 'e>=1'],
      ]
        .map(
          ([item, by]) =>
            `pyproject.toml project.dependencies replace ${JSON.stringify(item)} ${JSON.stringify(by)}`,
        )
        .join(' | '),
    ],
  ],
  [
    'a module without the version',
    { words: ['Error getting the version from source `regex`: unable to parse the version from the file'] },
    {
      'pyproject.toml': project('[tool.hatch.version]\npath = "src/demo/__init__.py"\n', 'hatchling.build'),
      'src/demo/__about__.py': '__version__ = "1.2"\n',
      'tests/version.py': 'VERSION = "1.0"\n',
    },
    ['pyproject.toml tool.hatch.version.path set "src/demo/__about__.py"'],
  ],
  [
    'an attribute that a module does not have',
    { words: ["AttributeError: module 'demo' has no attribute '__VERSION__'"] },
    {
      'pyproject.toml': project('[tool.setuptools.dynamic]\nversion = { attr = "demo.__VERSION__" }\n'),
      'src/demo/_v.py': '__version__ = "1.2"\n',
    },
    ['pyproject.toml tool.setuptools.dynamic.version.attr set "demo._v.__version__"'],
  ],
  [
    'a license file with another name',
    { words: ['OSError: License file does not exist: LICENSE'] },
    { 'pyproject.toml': project('license = { file = "LICENSE" }\n'), 'LICENSE.txt': '' },
    ['pyproject.toml project.license.file set "LICENSE.txt"'],
  ],
  [
    'a directory of force-include that the sdist lacks',
    {
      step: 'wheel from the sdist',
      treeBuilds: true,
      words: ['FileNotFoundError: Forced include not found: assets'],
    },
    {
      'pyproject.toml': project('[tool.hatch.build.targets.sdist]\ninclude = ["/src"]\n', 'hatchling.build'),
      'assets/a.css': '',
    },
    [
      'pyproject.toml tool.hatch.build.targets.sdist.include append ["/assets/"]',
      'pyproject.toml tool.hatch.build.targets.sdist.artifacts append ["/assets/"]',
    ],
  ],
  [
    'a header that the sdist lacks',
    {
      step: 'wheel from the sdist',
      treeBuilds: true,
      problem: 'compiler',
      words: ['demo/fast.c:2:10: fatal error: fast.h: No such file or directory'],
    },
    { 'setup.py': 'setup()\n', 'demo/fast.c': '', 'demo/fast.h': '', 'demo/inc/more.h': '', 'x/y.h': '' },
    ['MANIFEST.in +include demo/fast.h +include demo/inc/more.h'],
  ],
  [
    'dependencies below [project.urls]',
    { words: ['TypeError: URL `dependencies` of field `project.urls` must be a string'] },
    {
      'pyproject.toml': project('[project.urls]\nHome = "https://example.org"\ndependencies = ["six"]\n'),
    },
    ['pyproject.toml project.urls.dependencies delete | pyproject.toml project.dependencies set ["six"]'],
  ],
  [
    'a plugin of hatchling',
    { problem: 'unknown', words: ['UnknownPluginError: Unknown version source: vcs'] },
    { 'pyproject.toml': project('', 'hatchling.build').replace(', "hatch-vcs>=99"', '') },
    ['pyproject.toml build-system.requires append ["hatch-vcs"]'],
  ],
  [
    'a package in a namespace package',
    { problem: 'no package', words: ['ValueError: No file/folder found for module demo_core'] },
    {
      'pyproject.toml': project('', 'flit_core.buildapi'),
      'src/demo/core/__init__.py': '',
      'src/demo/core/tools/__init__.py': '',
    },
    ['pyproject.toml tool.flit.module.name set "demo.core"'],
  ],
  [
    'a missing version that a module has',
    { words: ["configuration error: `project` must contain ['version'] properties"] },
    { 'pyproject.toml': project(''), 'src/demo/__init__.py': '__version__ = "2.0"\n' },
    [
      'pyproject.toml project.dynamic append ["version"] | pyproject.toml tool.setuptools.dynamic.version set {"attr":"demo.__version__"}',
    ],
  ],
  [
    'a missing version',
    { words: ['ValueError: Missing `tool.hatch.version` configuration'] },
    { 'pyproject.toml': project('dynamic = ["version"]\n', 'hatchling.build') },
    ['? pyproject.toml project.dynamic remove ["version"] | pyproject.toml project.version set "0.1.0"'],
  ],
  [
    'a name with spaces',
    { words: ['ValueError: Required field `project.name` must only contain ASCII letters/digits'] },
    { 'pyproject.toml': project('').replace('"demo"', '"My Demo!"') },
    ['pyproject.toml project.name set "My-Demo"'],
  ],
  [
    'a script in another directory',
    { words: ["error: [Errno 2] No such file or directory: 'bin/demo'"], problem: 'missing' },
    { 'setup.py': 'setup(\n    scripts=["bin/demo"],\n)\n', 'scripts/demo': '' },
    ['setup.py:2 bin/demo -> scripts/demo'],
  ],
  [
    'an import of setup.py',
    { words: ["ModuleNotFoundError: No module named 'yaml'"], problem: 'missing' },
    { 'setup.py': 'import yaml\n' },
    ['pyproject.toml build-system.requires append ["setuptools","PyYAML"]'],
  ],
])('corrects a build that fails for %s in other files', (_, facts, files, expected) => {
  expect(describeCandidates('build-failed', { ...FAILED, ...facts }, sourcesOf(files))).toEqual(expected)
})

const FLIT = 'flit_core.buildapi'
const UV = 'uv_build'

test.each<[string, string, string, Record<string, string>, string[]]>([
  [
    'a package without __init__.py',
    UV,
    'Expected a Python module at: `src/demo/__init__.py`',
    { 'src/demo/core.py': '' },
    ['create src/demo/__init__.py ""'],
  ],
  [
    'a single module',
    UV,
    'Expected a Python module at: demo/__init__.py',
    { 'demo.py': 'X = 1\n' },
    ['create demo/__init__.py "X = 1\\n" | delete demo.py'],
  ],
  [
    'a package with another name',
    UV,
    'Expected a Python module at: src/demo/__init__.py',
    { 'src/other/__init__.py': '' },
    ['pyproject.toml tool.uv.build-backend.module-name set "other"'],
  ],
  [
    'a package in the root',
    UV,
    'Expected a Python module at: src/demo/__init__.py',
    { 'demo/__init__.py': '' },
    ['pyproject.toml tool.uv.build-backend.module-root set ""'],
  ],
  [
    'a version in another variable',
    FLIT,
    'Cannot package module without a version string. Please define a `__version__ = "x.y.z"`',
    { 'demo.py': '"""Demo."""\nVERSION = "1.0"  # PEP 440\n' },
    ['demo.py:2 VERSION = "1.0" -> __version__ = VERSION = "1.0"'],
  ],
  [
    'no version',
    FLIT,
    'Cannot package module without a version string.',
    { 'src/demo/__init__.py': '"""Demo."""\n' },
    ['? src/demo/__init__.py + +__version__ = "0.1.0"'],
  ],
  [
    'a module without docstring',
    FLIT,
    'Flit cannot package module without docstring, or empty docstring. Please add one (demo.py).',
    { 'demo.py': '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n\nX = 1\n' },
    ['? demo.py:4 X = 1 -> """demo."""\n\nX = 1'],
  ],
])('corrects a build of %s', (_, backend, message, files, expected) => {
  const importPackages = Object.keys(files).flatMap((file) => /^(.+)\/__init__\.py$/.exec(file)?.[1] ?? [])
  const facts = { ...FAILED, backend, words: [message], importPackages, problem: 'no package' as const }
  const sources = sourcesOf({ 'pyproject.toml': project('', backend), ...files })
  const isFlit = backend === FLIT
  expect(
    describeCandidates('build-failed', { ...facts, problem: isFlit ? 'invalid' : facts.problem }, sources),
  ).toEqual(expected)
})
