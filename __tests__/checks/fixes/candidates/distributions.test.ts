import { expect, test } from '@jest/globals'
import type { FactsOf, Finding, Rule } from '../../../../src/checks/rules.ts'
import { describeCandidates, sourcesOf } from './described-candidates.ts'

interface Case<R extends Rule = Rule> {
  readonly how: string
  readonly rule: R
  readonly facts: Partial<FactsOf[R]>
  readonly files: Readonly<Record<string, string>>
  readonly wheelFiles?: readonly string[]
  readonly where?: Finding['where']
  readonly expected: readonly string[]
}

const of = <R extends Rule>(given: Case<R>): Case => given as unknown as Case

const system = (backend: string, requires = '') =>
  `[build-system]\nrequires = [${requires}]\nbuild-backend = "${backend}"\n[project]\nname = "demo"\nversion = "1.0"\n`
const SETUPTOOLS = { 'pyproject.toml': system('setuptools.build_meta') }
const HATCHLING = { 'pyproject.toml': system('hatchling.build') }
const FLIT = { 'pyproject.toml': system('flit_core.buildapi') }
const POETRY = { 'pyproject.toml': system('poetry.core.masonry.api') }
const PDM = { 'pyproject.toml': system('pdm.backend') }
const UV = { 'pyproject.toml': system('uv_build') }

const LEGACY = '[build-system]\nbuild-backend = "setuptools.build_meta"\n'
const plus = (files: { 'pyproject.toml': string }, text: string) => ({
  'pyproject.toml': `${files['pyproject.toml']}${text}`,
})
const FIND = 'pyproject.toml tool.setuptools.packages.find'

const EMPTY = {
  builtFrom: 'sdist',
  filesInOtherWheel: 0,
  unimportable: null,
  packages: ['src/demo'],
  declaration: null,
} as const

const STRAY = { name: 'tools', source: 'src/tools', problem: 'name', entryPoints: [] } as const
const JUNK = { artifact: 'wheel', what: 'coding assistant settings', secret: false, example: false }
const MARKER = { path: 'demo/py.typed', source: 'src/demo/py.typed', package: 'demo', inTree: false }
const DEMO = { 'src/demo/__init__.py': '' }

const CASES: readonly Case[] = [
  of({
    how: 'setup.py reads a file that the sdist lacks',
    rule: 'build-failed',
    facts: { absent: 'requirements.txt' },
    files: { 'setup.py': 'setup()\n', 'requirements.txt': 'x\n' },
    expected: ['MANIFEST.in +include requirements.txt'],
  }),
  of({
    how: 'setuptools: a pattern that matches no package',
    rule: 'wheel-empty',
    facts: EMPTY,
    files: {
      ...plus(SETUPTOOLS, '[tool.setuptools.packages.find]\nwhere = ["src"]\ninclude = ["dmeo*"]\n'),
      ...DEMO,
    },
    wheelFiles: [],
    expected: [
      `${FIND}.include replace "dmeo*" "demo*"`,
      `pyproject.toml tool.setuptools.packages delete | ${FIND}.where set ["src"] | ${FIND}.include set ["demo","demo.*"]`,
    ],
  }),
  of({
    how: 'setuptools: another directory in setup.cfg',
    rule: 'wheel-empty',
    facts: EMPTY,
    files: { 'pyproject.toml': LEGACY, 'setup.cfg': '[options]\npackages = find:\n', ...DEMO },
    wheelFiles: [],
    expected: ['setup.cfg options.packages.find.where set "src"'],
  }),
  of({
    how: 'setuptools: declared without packages, with data',
    rule: 'wheel-empty',
    facts: { ...EMPTY, declaration: 'packages = []' },
    files: { ...plus(SETUPTOOLS, '[tool.setuptools]\npackages = []\n'), ...DEMO, 'src/demo/a.json': '' },
    wheelFiles: [],
    expected: [
      '? pyproject.toml tool.setuptools.packages delete | pyproject.toml tool.setuptools.package-data.demo append ["*.json"]',
      `? pyproject.toml tool.setuptools.packages delete | ${FIND}.where set ["src"] | ${FIND}.include set ["demo","demo.*"] | pyproject.toml tool.setuptools.package-data.demo append ["*.json"]`,
    ],
  }),
  of({
    how: 'hatchling: another directory',
    rule: 'wheel-empty',
    facts: EMPTY,
    files: { ...plus(HATCHLING, '[tool.hatch.build.targets.wheel]\npackages = ["lib/demo"]\n'), ...DEMO },
    wheelFiles: [],
    expected: ['pyproject.toml tool.hatch.build.targets.wheel.packages set ["src/demo"]'],
  }),
  of({
    how: 'hatchling: paths of the sdist in the settings of the wheel',
    rule: 'wheel-empty',
    facts: { ...EMPTY, builtFrom: 'source tree', filesInOtherWheel: 3 },
    files: {
      ...plus(
        HATCHLING,
        '[tool.hatch.build.targets.wheel]\npackages = ["demo"]\n[tool.hatch.build.targets.sdist]\npackages = ["src/demo"]\ninclude = ["tests"]\n',
      ),
      ...DEMO,
    },
    expected: [
      'pyproject.toml tool.hatch.build.targets.wheel.packages set ["src/demo"] | pyproject.toml tool.hatch.build.targets.sdist.packages delete | pyproject.toml tool.hatch.build.targets.sdist.include append ["/src/demo"]',
      'pyproject.toml tool.hatch.build.targets.wheel.packages set ["src/demo"]',
    ],
  }),
  of({
    how: 'the sdist lacks the package',
    rule: 'wheel-empty',
    facts: { ...EMPTY, filesInOtherWheel: 2 },
    files: { ...FLIT, ...DEMO },
    wheelFiles: [],
    expected: [
      'pyproject.toml tool.flit.sdist.include append ["src/demo/**"]',
      'pyproject.toml tool.flit.module.name set "demo"',
    ],
  }),
  of({
    how: 'a name that cannot be imported',
    rule: 'wheel-empty',
    facts: { ...EMPTY, unimportable: 'src/de-mo/__init__.py' },
    files: { ...HATCHLING },
    expected: [],
  }),
  of({
    how: 'setuptools: MANIFEST.in',
    rule: 'sdist-incomplete',
    facts: { absent: ['src/demo/data/', 'src/demo/a.txt'] },
    files: {
      ...SETUPTOOLS,
      'MANIFEST.in': 'exclude src/demo/a.txt\n',
      'src/demo/a.txt': '',
      'src/demo/data/b': '',
    },
    expected: ['MANIFEST.in -1', 'MANIFEST.in +graft src/demo/data +include src/demo/a.txt'],
  }),
  of({
    how: 'hatchling: only-include of the sdist',
    rule: 'sdist-incomplete',
    facts: { absent: ['src/demo/data/'] },
    files: {
      ...plus(HATCHLING, '[tool.hatch.build.targets.sdist]\nonly-include = ["src/demo/__init__.py"]\n'),
      'src/demo/data/b': '',
    },
    expected: [
      'pyproject.toml tool.hatch.build.targets.sdist.only-include append ["src/demo/data"]',
      'pyproject.toml tool.hatch.build.targets.sdist.only-include append ["src/demo/data"] | pyproject.toml tool.hatch.build.targets.sdist.artifacts append ["/src/demo/data/"]',
    ],
  }),
  of({
    how: 'uv_build: an exclusion of the wheel does not matter',
    rule: 'sdist-incomplete',
    facts: { absent: ['src/demo/a.txt'] },
    files: { ...plus(UV, '[tool.uv.build-backend]\nwheel-exclude = ["*.txt"]\n'), 'src/demo/a.txt': '' },
    expected: ['pyproject.toml tool.uv.build-backend.source-include append ["src/demo/a.txt"]'],
  }),
  of({
    how: 'setuptools: setup.py reads a file',
    rule: 'sdist-incomplete',
    facts: { absent: [], changed: ['METADATA (Requires-Dist: x)'] },
    files: {
      'setup.py': 'setup(install_requires=open("requirements.txt").read())\n',
      'requirements.txt': 'x\n',
    },
    expected: ['MANIFEST.in +include requirements.txt'],
  }),
  of({
    how: 'only the content differs',
    rule: 'sdist-incomplete',
    facts: { absent: [], changed: ['src/demo/a.txt'] },
    files: { ...HATCHLING },
    expected: [],
  }),
  of({
    how: 'a tracked marker',
    rule: 'typing-marker-missing',
    facts: { ...MARKER, tracked: true },
    files: {
      ...plus(PDM, '[tool.pdm.build]\nexcludes = ["**/*.typed"]\n'),
      ...DEMO,
      'src/demo/py.typed': '',
    },
    expected: [
      'pyproject.toml tool.pdm.build.excludes remove ["**/*.typed"]',
      'pyproject.toml tool.pdm.build.includes set ["src/demo","src/demo/py.typed"]',
    ],
  }),
  of({
    how: 'no marker',
    rule: 'typing-marker-missing',
    facts: { ...MARKER, tracked: false },
    files: { ...SETUPTOOLS, ...DEMO },
    expected: [
      'create src/demo/py.typed ""',
      'create src/demo/py.typed "" | pyproject.toml tool.setuptools.package-data.demo append ["py.typed"]',
    ],
  }),
  of({
    how: 'package-data',
    rule: 'pattern-unmatched',
    facts: {
      setting: 'package-data of [tool.setuptools] for demo',
      patterns: [{ pattern: 'gone/*.css', position: 'pyproject.toml:8' }],
    },
    files: plus(SETUPTOOLS, '[tool.setuptools.package-data]\ndemo = ["a.txt", "gone/*.css"]\n'),
    expected: ['pyproject.toml tool.setuptools.package-data.demo remove ["gone/*.css"]'],
  }),
  of({
    how: 'package_data of setup.cfg',
    rule: 'pattern-unmatched',
    facts: {
      setting: '[options.package_data]',
      patterns: [{ pattern: '*.css', position: 'setup.cfg' }],
    },
    files: { 'pyproject.toml': LEGACY, 'setup.cfg': '[options.package_data]\n* = *.css, *.js\n' },
    expected: ['setup.cfg options.package_data.* remove ["*.css"]'],
  }),
  of({
    how: 'a table in a list',
    rule: 'pattern-unmatched',
    facts: {
      setting: 'include of [tool.poetry]',
      patterns: [{ pattern: 'gone', position: 'pyproject.toml:7' }],
    },
    files: plus(POETRY, '[tool.poetry]\ninclude = [{ path = "gone", format = "wheel" }]\n'),
    expected: ['pyproject.toml tool.poetry.include remove [{"path":"gone","format":"wheel"}]'],
  }),
  of({
    how: 'lines of MANIFEST.in',
    rule: 'pattern-unmatched',
    facts: {
      setting: 'MANIFEST.in',
      patterns: [
        { pattern: 'graft gone', position: 'MANIFEST.in:2' },
        { pattern: 'include x', position: 'MANIFEST.in:4' },
      ],
    },
    files: { ...SETUPTOOLS, 'MANIFEST.in': 'include a\ngraft gone\n\ninclude x\n' },
    expected: ['MANIFEST.in -2 -4'],
  }),
  of({
    how: 'an expression for the license',
    rule: 'license-missing',
    facts: { paths: ['LICENSE'], artifacts: ['wheel', 'sdist'], configuration: 'pyproject.toml' },
    files: { ...plus(UV, 'license = "MIT"\n'), LICENSE: '' },
    expected: [
      'pyproject.toml project.license-files append ["LICENSE"]',
      'pyproject.toml tool.uv.build-backend.source-include append ["LICENSE"]',
    ],
  }),
  of({
    how: 'setuptools: a table for the license',
    rule: 'license-missing',
    facts: { paths: ['COPYING'], artifacts: ['wheel'], configuration: 'pyproject.toml' },
    files: {
      'pyproject.toml': `${system('setuptools.build_meta', '"setuptools>=61"')}license = { text = "BSD-3-Clause" }\n`,
      COPYING: '',
    },
    expected: [
      'pyproject.toml project.license set "BSD-3-Clause" | pyproject.toml project.license-files append ["COPYING"]',
      'pyproject.toml tool.setuptools.license-files append ["COPYING"]',
    ],
  }),
  of({
    how: 'hatchling: license-files as a table',
    rule: 'license-missing',
    facts: { paths: ['LICENSE'], artifacts: ['wheel'], configuration: 'pyproject.toml' },
    files: { ...plus(HATCHLING, 'license-files = { paths = ["NOTICE"] }\n'), LICENSE: '' },
    expected: ['pyproject.toml project.license-files.paths append ["LICENSE"]'],
  }),
  of({
    how: 'setup.cfg, and an exclusion in MANIFEST.in',
    rule: 'license-missing',
    facts: { paths: ['LICENSE'], artifacts: ['wheel', 'sdist'], configuration: 'setup.cfg' },
    files: {
      'pyproject.toml': LEGACY,
      'setup.cfg': '[metadata]\nname = demo\n[options]\npackages = find:\n',
      'MANIFEST.in': 'exclude LICENSE\n',
      LICENSE: '',
    },
    expected: [
      'MANIFEST.in -1',
      'setup.cfg metadata.license_files append ["LICENSE"]',
      'MANIFEST.in +include LICENSE',
    ],
  }),
  of({
    how: 'setup.py',
    rule: 'license-missing',
    facts: { paths: ['LICENSE'], artifacts: ['wheel'], configuration: 'setup.py' },
    files: { 'setup.py': 'setup()\n', LICENSE: '' },
    expected: ['setup.py license_files append ["LICENSE"]'],
  }),
  of({
    how: 'a leftover',
    rule: 'junk-shipped',
    facts: { ...JUNK, what: 'merge leftovers', paths: ['demo/a.orig'] },
    files: { ...UV, ...DEMO, 'src/demo/a.orig': '' },
    expected: [
      'delete src/demo/a.orig',
      'pyproject.toml tool.uv.build-backend.source-exclude append ["src/demo/a.orig"]',
    ],
  }),
  of({
    how: 'setuptools: a file that package-data names',
    rule: 'junk-shipped',
    facts: { ...JUNK, paths: ['demo/AGENTS.md'] },
    files: {
      ...plus(SETUPTOOLS, '[tool.setuptools.package-data]\ndemo = ["*.json", "AGENTS.md"]\n'),
      ...DEMO,
      'src/demo/AGENTS.md': '',
    },
    expected: [
      'pyproject.toml tool.setuptools.package-data.demo remove ["AGENTS.md"]',
      'pyproject.toml tool.setuptools.exclude-package-data.demo append ["AGENTS.md"]',
      '? delete src/demo/AGENTS.md',
    ],
  }),
  of({
    how: 'hatchling: a secret file, whose deletion would be printed',
    rule: 'junk-shipped',
    facts: { ...JUNK, what: 'a password', secret: true, paths: ['demo/.env'] },
    files: { ...HATCHLING, ...DEMO, 'src/demo/.env': '' },
    expected: ['pyproject.toml tool.hatch.build.exclude append ["/src/demo/.env"]'],
  }),
  of({
    how: 'a secret in code',
    rule: 'junk-shipped',
    facts: { ...JUNK, what: 'an API key', secret: true, paths: ['demo/core.py'] },
    files: { ...HATCHLING, ...DEMO, 'src/demo/core.py': '' },
    expected: [],
  }),
  of({
    how: 'flit: a generated file',
    rule: 'junk-shipped',
    facts: { ...JUNK, artifact: 'sdist', what: 'compiled bytecode', paths: ['src/demo/__pycache__/a.pyc'] },
    files: { ...FLIT, ...DEMO },
    expected: ['pyproject.toml tool.flit.sdist.exclude append ["src/demo/__pycache__/a.pyc"]'],
  }),
  of({
    how: 'setuptools: include names it',
    rule: 'stray-top-level',
    facts: STRAY,
    files: plus(
      SETUPTOOLS,
      '[tool.setuptools.packages.find]\nwhere = ["src"]\ninclude = ["demo*", "tools*"]\n',
    ),
    expected: [`${FIND}.include remove ["tools*"]`, `${FIND}.exclude append ["tools","tools.*"]`],
  }),
  of({
    how: 'setuptools: a search in a package instead of beside it',
    rule: 'stray-top-level',
    facts: STRAY,
    files: {
      ...plus(SETUPTOOLS, '[tool.setuptools.packages.find]\nwhere = ["src/demo"]\n'),
      'src/demo/__init__.py': '',
    },
    expected: [
      `${FIND}.where set ["src"] | ${FIND}.include set ["demo","demo.*"]`,
      `${FIND}.exclude append ["tools","tools.*"]`,
    ],
  }),
  of({
    how: 'setuptools: a list',
    rule: 'stray-top-level',
    facts: STRAY,
    files: plus(SETUPTOOLS, '[tool.setuptools]\npackages = ["demo", "tools", "tools.x"]\n'),
    expected: ['pyproject.toml tool.setuptools.packages remove ["tools","tools.x"]'],
  }),
  of({
    how: 'setuptools: find_packages in setup.py',
    rule: 'stray-top-level',
    facts: { ...STRAY, name: 'tests', source: 'tests' },
    files: { 'setup.py': 'setup(packages=find_packages())\n' },
    expected: ['setup.py packages.exclude append ["tests","tests.*"]'],
  }),
  of({
    how: 'setuptools: discovered',
    rule: 'stray-top-level',
    facts: STRAY,
    files: { ...SETUPTOOLS, ...DEMO },
    expected: [`${FIND}.where set ["src"] | ${FIND}.include set ["demo","demo.*"]`],
  }),
  of({
    how: 'setuptools: an expression that leaves the subpackages',
    rule: 'stray-top-level',
    facts: { ...STRAY, name: 'tests', source: 'tests' },
    files: { 'setup.py': 'setup(\n  packages=[*find_packages(exclude=("tests",)), "demo.data"],\n)\n' },
    expected: ['setup.py:2 "tests" -> "tests", "tests.*"'],
  }),
  of({
    how: 'setuptools: an empty __init__.py beside the packages',
    rule: 'stray-top-level',
    facts: { ...STRAY, name: '__init__.py', source: 'src/__init__.py', problem: 'init' },
    files: { ...SETUPTOOLS, 'src/__init__.py': '# empty\n', 'src/demo/__init__.py': '' },
    expected: ['delete src/__init__.py'],
  }),
  of({
    how: 'setuptools: an __init__.py beside the packages that is imported',
    rule: 'stray-top-level',
    facts: { ...STRAY, name: '__init__.py', source: 'src/__init__.py', problem: 'init' },
    files: { ...SETUPTOOLS, 'src/__init__.py': '', 'tests/test_a.py': 'from src.demo import x\n' },
    expected: [],
  }),
  of({
    how: 'setuptools: an expression with a search',
    rule: 'stray-top-level',
    facts: { ...STRAY, name: 'tests', source: 'tests' },
    files: { 'setup.py': 'setup(\n  packages=["demo.data"] + find_packages(),\n)\n' },
    expected: ['setup.py:2 find_packages() -> find_packages(exclude=["tests", "tests.*"])'],
  }),
  of({
    how: 'poetry-core: packages by a pattern',
    rule: 'stray-top-level',
    facts: STRAY,
    files: plus(POETRY, '[tool.poetry]\npackages = [{ include = "**/*.py", from = "src" }]\n'),
    expected: ['pyproject.toml tool.poetry.exclude append ["src/tools"]'],
  }),
  of({
    how: 'setuptools: a module',
    rule: 'stray-top-level',
    facts: { ...STRAY, source: 'tools.py' },
    files: plus(SETUPTOOLS, '[tool.setuptools]\npy-modules = ["demo", "tools"]\n'),
    expected: ['pyproject.toml tool.setuptools.py-modules remove ["tools"]'],
  }),
  of({
    how: 'hatchling: packages',
    rule: 'stray-top-level',
    facts: STRAY,
    files: plus(HATCHLING, '[tool.hatch.build.targets.wheel]\npackages = ["src/demo", "src/tools"]\n'),
    expected: [
      'pyproject.toml tool.hatch.build.targets.wheel.packages remove ["src/tools"]',
      'pyproject.toml tool.hatch.build.targets.wheel.exclude append ["/src/tools"]',
    ],
  }),
  of({
    how: 'hatchling: force-include',
    rule: 'stray-top-level',
    facts: { ...STRAY, name: 'README.md', source: 'README.md', problem: 'file' },
    files: plus(HATCHLING, '[tool.hatch.build.targets.wheel.force-include]\n"README.md" = "README.md"\n'),
    expected: [
      'pyproject.toml tool.hatch.build.targets.wheel.force-include.README.md delete',
      'pyproject.toml tool.hatch.build.targets.wheel.exclude append ["/README.md"]',
    ],
  }),
  of({
    how: 'poetry-core: packages',
    rule: 'stray-top-level',
    facts: STRAY,
    files: plus(
      POETRY,
      '[tool.poetry]\npackages = [{ include = "demo" }, { include = "tools", from = "src" }]\n',
    ),
    expected: [
      'pyproject.toml tool.poetry.packages replace {"include":"tools","from":"src"} {"include":"tools","from":"src","format":"sdist"}',
      'pyproject.toml tool.poetry.packages remove [{"include":"tools","from":"src"}]',
    ],
  }),
  of({
    how: 'pdm-backend: includes',
    rule: 'stray-top-level',
    facts: STRAY,
    files: plus(PDM, '[tool.pdm.build]\nincludes = ["src/demo", "src/tools/**"]\n'),
    expected: [
      'pyproject.toml tool.pdm.build.includes remove ["src/tools/**"]',
      'pyproject.toml tool.pdm.build.includes remove ["src/tools/**"] | pyproject.toml tool.pdm.build.source-includes append ["src/tools"]',
      'pyproject.toml tool.pdm.build.excludes append ["src/tools"]',
    ],
  }),
  of({
    how: 'uv_build: module-name',
    rule: 'stray-top-level',
    facts: STRAY,
    files: plus(UV, '[tool.uv.build-backend]\nmodule-name = ["demo", "tools"]\n'),
    expected: ['pyproject.toml tool.uv.build-backend.module-name remove ["tools"]'],
  }),
  of({
    how: 'entry points lead into it',
    rule: 'stray-top-level',
    facts: { ...STRAY, entryPoints: [{ name: 'tool', value: 'tools:main' }] },
    files: HATCHLING,
    expected: [],
  }),
  of({
    how: 'without another package',
    rule: 'stdlib-shadowed',
    facts: { name: 'queue', source: 'src/queue' },
    files: plus(UV, '[tool.uv.build-backend]\nmodule-name = ["demo", "queue"]\n'),
    expected: ['? pyproject.toml tool.uv.build-backend.module-name remove ["queue"]'],
  }),
  of({
    how: 'moved into the package',
    rule: 'stdlib-shadowed',
    facts: { name: 'queue', source: 'src/queue' },
    files: {
      ...plus(UV, '[tool.uv.build-backend]\nmodule-name = ["demo", "queue"]\n'),
      ...DEMO,
      'src/queue/__init__.py': 'X = 1\n',
    },
    expected: [
      'pyproject.toml tool.uv.build-backend.module-name remove ["queue"] | create src/demo/queue/__init__.py "X = 1\\n" | delete src/queue/__init__.py',
    ],
  }),
  of({
    how: 'a package of another distribution',
    rule: 'file-collision',
    facts: { way: 'other', owner: 'idna', paths: ['idna/__init__.py'], topLevel: 'idna', source: 'src/idna' },
    files: {
      ...plus(UV, '[tool.uv.build-backend]\nmodule-name = ["demo", "idna"]\n'),
      'src/idna/__init__.py': '',
    },
    expected: [
      'pyproject.toml tool.uv.build-backend.module-name remove ["idna"]',
      'pyproject.toml tool.uv.build-backend.module-name remove ["idna"] | delete src/idna/__init__.py',
    ],
  }),
  of({
    how: 'a command of another distribution',
    rule: 'file-collision',
    facts: { way: 'other', owner: 'pygments', paths: ['bin/pygmentize'], topLevel: null, source: null },
    files: plus(UV, '[project.scripts]\npygmentize = "demo:main"\n'),
    expected: ['? pyproject.toml project.scripts.pygmentize delete'],
  }),
  of({
    how: 'names that differ in case',
    rule: 'file-collision',
    facts: { way: 'case', owner: null, paths: ['demo/A.txt', 'demo/a.txt'], topLevel: null, source: null },
    files: { ...UV, 'src/demo/__init__.py': 'NAME = "a.txt"\n', 'src/demo/A.txt': '', 'src/demo/a.txt': '' },
    expected: ['? delete src/demo/A.txt'],
  }),
  of({
    how: 'setuptools: a forbidden subpackage',
    rule: 'contents-policy',
    facts: {
      artifact: 'wheel',
      way: 'forbidden',
      pattern: 'demo/dev/',
      paths: ['demo/dev/__init__.py', 'demo/dev/a.txt'],
    },
    files: { ...SETUPTOOLS, ...DEMO, 'src/demo/dev/__init__.py': '', 'src/demo/dev/a.txt': '' },
    wheelFiles: ['demo/__init__.py', 'demo/dev/__init__.py', 'demo/dev/a.txt'],
    expected: [
      `${FIND}.where set ["src"] | ${FIND}.exclude set ["demo.dev"]`,
      `${FIND}.where set ["src"] | ${FIND}.exclude set ["demo.dev"] | pyproject.toml tool.setuptools.exclude-package-data.demo.dev append ["a.txt"]`,
    ],
  }),
  of({
    how: 'a required file that is tracked',
    rule: 'contents-policy',
    facts: { artifact: 'wheel', way: 'missing', pattern: 'demo/locale/*.mo', paths: [] },
    files: { ...SETUPTOOLS, ...DEMO, 'src/demo/locale/de.mo': '' },
    expected: [
      'pyproject.toml tool.setuptools.package-data.demo append ["locale/*.mo"]',
      'MANIFEST.in +include src/demo/locale/*.mo',
    ],
  }),
  of({
    how: 'a required marker that does not exist',
    rule: 'contents-policy',
    facts: { artifact: 'wheel', way: 'missing', pattern: 'demo/py.typed', paths: [] },
    files: { ...HATCHLING, ...DEMO },
    expected: [
      'create src/demo/py.typed ""',
      'create src/demo/py.typed "" | pyproject.toml tool.hatch.build.artifacts append ["/src/demo/py.typed"]',
    ],
  }),
  of({
    how: 'a required file that is not tracked',
    rule: 'contents-policy',
    facts: { artifact: 'wheel', way: 'missing', pattern: 'demo/locale/*.mo', paths: [] },
    files: { ...SETUPTOOLS, ...DEMO },
    expected: [],
  }),
  of({
    how: 'tracked files that the sdist lacks',
    rule: 'contents-policy',
    facts: { artifact: 'sdist', way: 'lost', pattern: '', paths: ['docs/a.md', 'tasks.py'] },
    files: { ...PDM, 'docs/a.md': '', 'tasks.py': '' },
    expected: ['pyproject.toml tool.pdm.build.source-includes append ["docs/a.md","tasks.py"]'],
  }),
  of({
    how: 'a pure wheel',
    rule: 'wheel-tag-unpublishable',
    facts: { problem: 'refused', tags: ['linux_x86_64'], policy: null, needs: [] },
    files: { ...SETUPTOOLS, 'setup.cfg': '[bdist_wheel]\nplat_name = linux_x86_64\n' },
    expected: ['setup.cfg bdist_wheel.plat_name delete'],
  }),
  of({
    how: 'a compiled wheel',
    rule: 'wheel-tag-unpublishable',
    facts: {
      problem: 'platform',
      tags: ['manylinux_2_17_x86_64'],
      policy: 'manylinux_2_34_x86_64',
      needs: [],
    },
    files: { ...SETUPTOOLS, 'setup.cfg': '[bdist_wheel]\nplat-name = manylinux_2_17_x86_64\n' },
    wheelFiles: ['demo/__init__.py', 'demo/_speed.cpython-312-x86_64-linux-gnu.so'],
    expected: ['setup.cfg bdist_wheel.plat-name set "manylinux_2_34_x86_64"'],
  }),
  of({
    how: 'symbols of a later Python',
    rule: 'wheel-tag-unpublishable',
    facts: { problem: 'abi', tags: ['cp38'], policy: null, needs: ['PyType_GetName (3.11)', 'PyX (3.9)'] },
    files: { ...SETUPTOOLS, 'setup.cfg': '[bdist_wheel]\npy_limited_api = cp38\n' },
    expected: ['? setup.cfg bdist_wheel.py_limited_api set "cp311"'],
  }),
  of({
    how: 'tracked data',
    rule: 'release-shrunk',
    facts: { kind: 'files', names: ['demo/phrases/en.txt'], directory: 'demo/phrases/', isTracked: true },
    files: {
      ...plus(PDM, '[tool.pdm.build]\nexcludes = ["**/phrases/**"]\n'),
      ...DEMO,
      'src/demo/phrases/en.txt': '',
    },
    expected: [
      'pyproject.toml tool.pdm.build.excludes remove ["**/phrases/**"]',
      'pyproject.toml tool.pdm.build.includes set ["src/demo","src/demo/phrases"]',
    ],
  }),
  of({
    how: 'a package',
    rule: 'release-shrunk',
    facts: { kind: 'module', names: ['extra'], directory: null, isTracked: false },
    files: {
      ...plus(UV, '[tool.uv.build-backend]\nmodule-name = "demo"\n'),
      ...DEMO,
      'src/extra/__init__.py': '',
    },
    expected: ['pyproject.toml tool.uv.build-backend.module-name set ["demo","extra"]'],
  }),
  of({
    how: 'an extra',
    rule: 'release-shrunk',
    facts: { kind: 'extra', names: ['loud'], directory: null, isTracked: false },
    files: UV,
    expected: [],
  }),
]

test.each(CASES)(
  '$rule: $how',
  ({ rule, facts, files, wheelFiles = ['demo/__init__.py'], where, expected }) => {
    const sources = sourcesOf(files, { wheelFiles })
    expect(describeCandidates(rule, facts as FactsOf[Rule], sources, where)).toEqual(expected)
  },
)

const LICENSE = {
  message: '`project.license` as a TOML table is deprecated',
  advice: null,
  by: null,
  url: null,
  setting: 'license in [project]',
  place: 'pyproject.toml:8',
}
const CLASSIFIERS = { ...LICENSE, message: 'License classifiers are deprecated', setting: null }
const REQUIRED = 'pyproject.toml build-system.requires replace "setuptools>=61" "setuptools>=77"'

test.each<[string, Partial<FactsOf['build-deprecated']>, string, readonly string[], readonly string[]]>([
  [
    'a text',
    LICENSE,
    'license = { text = "MIT License" }\n',
    [],
    ['pyproject.toml project.license set "MIT"'],
  ],
  [
    'a text, with classifiers and an older backend',
    LICENSE,
    'license = { text = "MIT" }\nclassifiers = ["Typing :: Typed", "License :: OSI Approved :: MIT License"]\n',
    ['setuptools>=61'],
    [
      `pyproject.toml project.license set "MIT" | pyproject.toml project.classifiers remove ["License :: OSI Approved :: MIT License"] | ${REQUIRED}`,
    ],
  ],
  [
    'classifiers without a license',
    CLASSIFIERS,
    'classifiers = ["License :: OSI Approved", "License :: OSI Approved :: MIT License"]\n',
    ['setuptools'],
    [
      'pyproject.toml project.license set "MIT" | pyproject.toml project.classifiers remove ["License :: OSI Approved","License :: OSI Approved :: MIT License"]',
    ],
  ],
  [
    'a file',
    LICENSE,
    'license = { file = "LICENSE" }\n',
    [],
    ['pyproject.toml project.license set "MIT" | pyproject.toml project.license-files append ["LICENSE"]'],
  ],
  ['an ambiguous name', LICENSE, 'license = { text = "BSD" }\n', [], []],
  ['an upper bound of the backend', LICENSE, 'license = { text = "MIT" }\n', ['setuptools>=61,<70'], []],
  [
    'license-files of setuptools',
    { ...LICENSE, message: 'license-files', setting: 'license-files in [tool.setuptools]' },
    '[tool.setuptools]\nlicense-files = ["COPYING"]\n',
    [],
    [
      'pyproject.toml tool.setuptools.license-files delete | pyproject.toml project.license-files append ["COPYING"]',
    ],
  ],
  [
    'a key of setup.cfg',
    {
      message: "Invalid dash-separated key 'long-description' in 'metadata' (setup.cfg)",
      setting: null,
      place: 'setup.cfg:3',
    },
    '',
    [],
    ['setup.cfg:3 long-description -> long_description'],
  ],
  [
    'something else',
    { message: 'namespace_packages is deprecated', setting: null, place: 'setup.py:3' },
    '',
    [],
    [],
  ],
])('build-deprecated: %s', (_, facts, text, requires, expected) => {
  const files = {
    ...plus(SETUPTOOLS, text),
    LICENSE: 'Permission is hereby granted, free of charge, to any person obtaining a copy\n',
  }
  const buildSystem = { requires, backend: 'setuptools.build_meta', backendPath: [] }
  const sources = sourcesOf(files, { wheelFiles: [], buildSystem })
  const described = describeCandidates('build-deprecated', { ...LICENSE, ...facts } as never, sources)
  expect(described).toEqual(expected)
})
