import { describe, expect, test } from '@jest/globals'
import type { FactsOf } from '../../../../src/checks/rules.ts'
import type { Project } from '../../../../src/project/project.ts'
import { describeCandidates, sourcesOf } from './described-candidates.ts'

type Files = Readonly<Record<string, string>>
type Facts<R extends 'module-missing' | 'data-missing'> = Partial<FactsOf[R]>

const system = (backend: string) =>
  `[build-system]\nrequires = []\nbuild-backend = "${backend}"\n[project]\nname = "demo"\nversion = "1.0"\n`
const SETUPTOOLS = system('setuptools.build_meta')
const LEGACY = '[build-system]\nbuild-backend = "setuptools.build_meta"\n'

/** The sources of a package `demo` in `src` whose wheel has `__init__.py` only. */
function sourcesWith(
  files: Files,
  wheelFiles: readonly string[] = ['demo/__init__.py'],
  given: Partial<Project> = {},
) {
  return sourcesOf({ 'src/demo/__init__.py': '', ...files }, { wheelFiles, ...given })
}

const MODULE: FactsOf['module-missing'] = {
  backend: '',
  configuration: 'pyproject.toml',
  folder: '.',
  module: 'demo.sub',
  source: 'src/demo/sub/__init__.py',
  files: ['src/demo/sub/__init__.py'],
  neededBy: ['import demo'],
  importedBy: [],
  beside: false,
  convention: null,
  declaredBy: null,
  lastRelease: null,
  declarationFix: null,
  topLevels: ['demo'],
  sources: ['src/demo'],
  builtFrom: 'sdist',
  cause: null,
  excludedBy: null,
}

const DATA: FactsOf['data-missing'] = {
  backend: '',
  configuration: 'pyproject.toml',
  folder: '.',
  path: 'demo/icons/a.svg',
  source: 'src/demo/icons/a.svg',
  files: ['src/demo/icons/a.svg'],
  installed: ['demo/icons/a.svg'],
  neededBy: ['src/demo/__init__.py:3'],
  possiblyReadBy: [],
  convention: null,
  declaredBy: null,
  lastRelease: null,
  declarationFix: null,
  siblings: 0,
  package: 'demo',
  builtFrom: 'sdist',
  cause: null,
  excludedBy: null,
}

const SUB: Files = { 'src/demo/sub/__init__.py': '' }
const ICON: Files = { 'src/demo/icons/a.svg': '' }
const BESIDE: Facts<'module-missing'> = {
  module: 'extra',
  source: 'src/extra/__init__.py',
  files: ['src/extra/__init__.py'],
  beside: true,
}
const MODULE_BESIDE = { ...BESIDE, source: 'src/extra.py', files: ['src/extra.py'] }

interface Case {
  readonly how: string
  readonly files: Files
  readonly facts?: Facts<'module-missing'>
  readonly expected: readonly string[]
}

const FIND = '[tool.setuptools.packages.find]\nwhere = ["src"]\n'
const SEARCHED = 'pyproject.toml tool.setuptools.packages.find'

const MODULES: readonly Case[] = [
  {
    how: 'setuptools: a list',
    files: { 'pyproject.toml': `${SETUPTOOLS}[tool.setuptools]\npackages = ["demo"]\n`, ...SUB },
    expected: [
      'pyproject.toml tool.setuptools.packages append ["demo.sub"]',
      `pyproject.toml tool.setuptools.packages delete | ${SEARCHED}.where set ["src"] | ${SEARCHED}.include set ["demo","demo.*"]`,
    ],
  },
  {
    how: 'setuptools: a list that lacks several packages',
    files: {
      'pyproject.toml': `${SETUPTOOLS}[tool.setuptools]\npackages = ["demo"]\n`,
      ...SUB,
      'src/demo/other/__init__.py': '',
      'src/demo/tests/__init__.py': '',
    },
    expected: [
      'pyproject.toml tool.setuptools.packages append ["demo.other","demo.sub"]',
      'pyproject.toml tool.setuptools.packages append ["demo.sub"]',
      `pyproject.toml tool.setuptools.packages delete | ${SEARCHED}.where set ["src"] | ${SEARCHED}.include set ["demo","demo.*"]`,
    ],
  },
  {
    how: 'setuptools: include',
    files: { 'pyproject.toml': `${SETUPTOOLS}${FIND}include = ["demo"]\n`, ...SUB },
    expected: [`${SEARCHED}.include append ["demo.*"]`, `${SEARCHED}.include append ["demo.sub"]`],
  },
  {
    how: 'setuptools: exclude',
    files: { 'pyproject.toml': `${SETUPTOOLS}${FIND}exclude = ["demo.s*", "x"]\n`, ...SUB },
    expected: [`${SEARCHED}.exclude remove ["demo.s*"]`],
  },
  {
    how: 'setuptools: no namespaces',
    files: { 'pyproject.toml': `${SETUPTOOLS}${FIND}namespaces = false\n`, 'src/demo/sub/a.py': '' },
    facts: { module: 'demo.sub.a', source: 'src/demo/sub/a.py', files: ['src/demo/sub/a.py'] },
    expected: ['create src/demo/sub/__init__.py ""', `${SEARCHED}.namespaces delete`],
  },
  {
    how: 'setuptools: another directory',
    files: { 'pyproject.toml': `${SETUPTOOLS}${FIND}`, 'extra/__init__.py': '' },
    facts: { ...BESIDE, source: 'extra/__init__.py', files: ['extra/__init__.py'] },
    expected: [`${SEARCHED}.where append ["."]`],
  },
  {
    how: 'setuptools: a module beside the package',
    files: { 'pyproject.toml': `${SETUPTOOLS}${FIND}`, 'src/extra.py': '' },
    facts: MODULE_BESIDE,
    expected: ['pyproject.toml tool.setuptools.py-modules append ["extra"]'],
  },
  {
    how: 'setuptools: a module beside the package, without a setting',
    files: { 'pyproject.toml': SETUPTOOLS, 'src/extra.py': '' },
    facts: MODULE_BESIDE,
    expected: [
      `pyproject.toml tool.setuptools.py-modules append ["extra"] | ${SEARCHED}.where set ["src"] | ${SEARCHED}.include set ["demo","demo.*"]`,
    ],
  },
  {
    how: 'setuptools: py-modules in another directory',
    files: {
      'pyproject.toml': `${SETUPTOOLS}[tool.setuptools]\npy-modules = ["extra"]\npackage-dir = { "" = "src" }\n`,
      'extra.py': 'EXTRA = 1\n',
    },
    facts: {
      ...MODULE_BESIDE,
      source: 'extra.py',
      files: ['extra.py'],
      declaredBy: {
        pattern: 'extra',
        setting: 'py-modules of [tool.setuptools]',
        position: 'pyproject.toml:8',
      },
      declarationFix: 'Move extra.py into src.',
    },
    expected: ['create src/extra.py "EXTRA = 1\\n" | delete extra.py'],
  },
  {
    how: 'setuptools: setup.cfg with a list',
    files: { 'pyproject.toml': LEGACY, 'setup.cfg': '[options]\npackages =\n    demo\n', ...SUB },
    expected: ['setup.cfg options.packages append ["demo.sub"]'],
  },
  {
    how: 'setuptools: find: in setup.cfg',
    files: {
      'pyproject.toml': LEGACY,
      'setup.cfg': '[options]\npackages = find:\n[options.packages.find]\nwhere = src\n',
      'src/demo/sub/a.py': '',
    },
    facts: { module: 'demo.sub.a', source: 'src/demo/sub/a.py', files: ['src/demo/sub/a.py'] },
    expected: ['create src/demo/sub/__init__.py ""', 'setup.cfg options.packages set "find_namespace:"'],
  },
  {
    how: 'setuptools: find_packages in setup.py',
    files: {
      'setup.py':
        'from setuptools import find_packages, setup\nsetup(\n    packages=find_packages("src"),\n)\n',
      'src/demo/sub/a.py': '',
    },
    facts: { module: 'demo.sub.a', source: 'src/demo/sub/a.py', files: ['src/demo/sub/a.py'] },
    expected: [
      'create src/demo/sub/__init__.py ""',
      'setup.py:1 find_packages -> find_namespace_packages | setup.py:3 find_packages -> find_namespace_packages',
    ],
  },
  {
    how: 'setuptools: stubs',
    files: { 'pyproject.toml': SETUPTOOLS, 'src/demo/core.pyi': '' },
    facts: { module: 'demo.core', source: 'src/demo/core.pyi', files: ['src/demo/core.pyi'] },
    expected: [
      'pyproject.toml tool.setuptools.package-data.demo append ["*.pyi"]',
      'MANIFEST.in +include src/demo/*.pyi',
    ],
  },
  {
    how: 'setuptools: a stub-only package',
    files: {
      'pyproject.toml': `${SETUPTOOLS}[tool.setuptools]\npackages = ["demo"]\n`,
      'src/demo-stubs/__init__.pyi': '',
    },
    facts: {
      module: 'demo',
      source: 'src/demo-stubs/__init__.pyi',
      files: ['src/demo-stubs/__init__.pyi'],
    },
    expected: [
      'pyproject.toml tool.setuptools.packages append ["demo-stubs"] | pyproject.toml tool.setuptools.package-dir.demo-stubs set "src/demo-stubs" | pyproject.toml tool.setuptools.package-data.demo-stubs append ["*.pyi","**/*.pyi"]',
      `pyproject.toml tool.setuptools.packages delete | ${SEARCHED}.where set ["src"] | ${SEARCHED}.include set ["demo","demo.*","demo-stubs","demo-stubs.*"] | pyproject.toml tool.setuptools.package-data.demo-stubs append ["*.pyi","**/*.pyi"]`,
    ],
  },
  {
    how: 'setuptools: find_packages with a tuple',
    files: {
      'setup.py': 'setup(packages=find_packages("src", exclude=("tests", "demo.sub")), name="demo")\n',
      ...SUB,
    },
    expected: ['setup.py packages.exclude remove ["demo.sub"]'],
  },
  {
    how: 'setuptools: a list in setup.py',
    files: { 'setup.py': 'setup(packages=["demo"])\n', ...SUB },
    expected: ['setup.py packages append ["demo.sub"]'],
  },
  ...[
    'NAME = "demo"\nsetup(name=NAME, packages=[NAME])\n',
    'def build(packages=None):\n    pass\n\nsetup(name="demo", packages=["demo"])\n',
    'PACKAGES = [\n    "demo",  # , "demo.sub"\n]\noptions = dict(packages=PACKAGES)\nsetup(**options)\n',
    'options = {\n    # "packages": find_packages(),\n    "packages": ["demo"],\n}\nsetup(**options)\n',
  ].map((text, i) => ({
    how: `setuptools: a list in setup.py with variables (${i})`,
    files: { 'setup.py': text, ...SUB },
    expected: ['setup.py packages append ["demo.sub"]'],
  })),
  {
    how: 'setuptools: a search in setup.py that is assigned to a variable',
    files: {
      'setup.py':
        'packages = find_packages(\n    "src",\n    exclude=["tests", "demo.sub"],\n)\nsetup(packages=packages, name="demo")\n',
      ...SUB,
    },
    expected: ['setup.py packages.exclude remove ["demo.sub"]'],
  },
  {
    how: 'setuptools: the __init__.py of a package that is excluded by MANIFEST.in',
    files: { 'pyproject.toml': SETUPTOOLS, 'MANIFEST.in': 'graft src\nprune src/demo/sub\n', ...SUB },
    expected: ['MANIFEST.in -2', `${SEARCHED}.where set ["src"] | ${SEARCHED}.include set ["demo","demo.*"]`],
  },
  {
    how: 'hatchling: exclude',
    files: {
      'pyproject.toml': `${system('hatchling.build')}[tool.hatch.build]\nexclude = ["sub", "x"]\n`,
      ...SUB,
    },
    expected: [
      'pyproject.toml tool.hatch.build.exclude remove ["sub"]',
      'pyproject.toml tool.hatch.build.artifacts append ["/src/demo/sub/"]',
    ],
  },
  {
    how: 'hatchling: a pattern of .gitignore',
    files: {
      'pyproject.toml': system('hatchling.build'),
      '.gitignore': '*.log\nsub/\n',
      ...SUB,
      'src/demo/sub/AGENTS.md': '',
    },
    facts: { cause: 'hatchling excludes what .gitignore matches: "sub/" (.gitignore:2) matches it' },
    expected: [
      '.gitignore:2 sub/ -> /sub/',
      'pyproject.toml tool.hatch.build.artifacts append ["/src/demo/sub/__init__.py"]',
    ],
  },
  {
    how: 'hatchling: several modules of a directory with files for developers',
    files: {
      'pyproject.toml': system('hatchling.build'),
      'src/demo/sub/a.py': '',
      'src/demo/sub/b.py': '',
      'src/demo/sub/AGENTS.md': '',
    },
    facts: {
      module: 'demo.sub.a',
      source: 'src/demo/sub/a.py',
      files: ['src/demo/sub/a.py', 'src/demo/sub/b.py'],
    },
    expected: ['pyproject.toml tool.hatch.build.artifacts append ["/src/demo/sub/*.py"]'],
  },
  {
    how: 'hatchling: an exclusion of tests too',
    files: {
      'pyproject.toml': `${system('hatchling.build')}[tool.hatch.build]\nexclude = ["s*"]\n`,
      ...SUB,
      'src/demo/stubs/test_a.py': '',
    },
    expected: [
      'pyproject.toml tool.hatch.build.artifacts append ["/src/demo/sub/"]',
      'pyproject.toml tool.hatch.build.exclude remove ["s*"]',
    ],
  },
  {
    how: 'hatchling: include',
    files: {
      'pyproject.toml': `${system('hatchling.build')}[tool.hatch.build.targets.wheel]\ninclude = ["src/demo/*.py"]\n`,
      ...SUB,
    },
    expected: [
      'pyproject.toml tool.hatch.build.targets.wheel.include append ["/src/demo/sub/"]',
      'pyproject.toml tool.hatch.build.artifacts append ["/src/demo/sub/"]',
    ],
  },
  {
    how: 'hatchling: a package beside the only one',
    files: { 'pyproject.toml': system('hatchling.build'), 'src/extra/__init__.py': '' },
    facts: BESIDE,
    expected: ['pyproject.toml tool.hatch.build.targets.wheel.packages set ["src/demo","src/extra"]'],
  },
  {
    how: 'flit: a module beside the package',
    files: { 'pyproject.toml': system('flit_core.buildapi'), 'src/extra.py': 'X = 1\n' },
    facts: MODULE_BESIDE,
    expected: ['? create src/demo/extra.py "X = 1\\n" | delete src/extra.py'],
  },
  {
    how: 'poetry-core: exclude',
    files: {
      'pyproject.toml': `${system('poetry.core.masonry.api')}[tool.poetry]\npackages = [{ include = "demo", from = "src" }]\nexclude = ["**/sub/**"]\n`,
      ...SUB,
    },
    expected: ['pyproject.toml tool.poetry.exclude remove ["**/sub/**"]'],
  },
  {
    how: 'poetry-core: a part of the package',
    files: {
      'pyproject.toml': `${system('poetry.core.masonry.api')}[tool.poetry]\npackages = [{ include = "demo/*.py", from = "src" }]\n`,
      ...SUB,
    },
    expected: [
      'pyproject.toml tool.poetry.packages replace {"include":"demo/*.py","from":"src"} {"include":"demo","from":"src"}',
      'pyproject.toml tool.poetry.packages append [{"include":"demo","from":"src"}]',
    ],
  },
  {
    how: 'poetry-core: no packages',
    files: { 'pyproject.toml': system('poetry.core.masonry.api'), 'src/extra.py': '' },
    facts: MODULE_BESIDE,
    expected: [
      'pyproject.toml tool.poetry.packages set [{"include":"demo","from":"src"},{"include":"extra.py","from":"src"}]',
    ],
  },
  {
    how: 'pdm-backend: includes',
    files: {
      'pyproject.toml': `${system('pdm.backend')}[tool.pdm.build]\nincludes = ["src/demo/*.py"]\n`,
      ...SUB,
    },
    expected: [
      'pyproject.toml tool.pdm.build.includes append ["src/demo"]',
      'pyproject.toml tool.pdm.build.includes append ["src/demo/sub"]',
    ],
  },
  {
    how: 'pdm-backend: excludes',
    files: { 'pyproject.toml': `${system('pdm.backend')}[tool.pdm.build]\nexcludes = ["**/sub"]\n`, ...SUB },
    expected: [
      'pyproject.toml tool.pdm.build.excludes remove ["**/sub"]',
      'pyproject.toml tool.pdm.build.includes set ["src/demo","src/demo/sub"]',
    ],
  },
  {
    how: 'uv_build: a package beside the only one',
    files: {
      'pyproject.toml': `${system('uv_build')}[tool.uv.build-backend]\nmodule-name = "demo"\n`,
      'src/extra/__init__.py': '',
    },
    facts: BESIDE,
    expected: ['pyproject.toml tool.uv.build-backend.module-name set ["demo","extra"]'],
  },
  {
    how: 'uv_build: exclusions of both distributions',
    files: {
      'pyproject.toml': `${system('uv_build')}[tool.uv.build-backend]\nsource-exclude = ["sub"]\nwheel-exclude = ["sub/**", "x"]\n`,
      ...SUB,
    },
    expected: [
      'pyproject.toml tool.uv.build-backend.source-exclude remove ["sub"] | pyproject.toml tool.uv.build-backend.wheel-exclude remove ["sub/**"]',
    ],
  },
  {
    how: 'maturin: a package beside the only one',
    files: { 'pyproject.toml': system('maturin'), 'src/extra/__init__.py': '' },
    facts: BESIDE,
    expected: [
      'pyproject.toml tool.maturin.python-packages append ["demo","extra"]',
      'pyproject.toml tool.maturin.include append [{"path":"src/extra/**/*","format":["sdist","wheel"]}]',
    ],
  },
  {
    how: 'maturin: a module beside the package',
    files: { 'pyproject.toml': system('maturin'), 'src/extra.py': '' },
    facts: MODULE_BESIDE,
    expected: [
      'pyproject.toml tool.maturin.include append [{"path":"src/extra.py","format":["sdist","wheel"]}]',
    ],
  },
  {
    how: 'hatchling: force-include that installs the module elsewhere',
    files: {
      'pyproject.toml': `${system('hatchling.build')}[tool.hatch.build.targets.wheel.force-include]\n"src/demo/gui.py" = "__init__.py"\n`,
      'src/demo/gui.py': '',
    },
    facts: { module: 'demo.gui', source: 'src/demo/gui.py', files: ['src/demo/gui.py'] },
    expected: [
      'pyproject.toml tool.hatch.build.targets.wheel.force-include.src/demo/gui.py delete',
      'pyproject.toml tool.hatch.build.artifacts append ["/src/demo/gui.py"]',
    ],
  },
  {
    how: 'scikit-build-core: a package beside the only one',
    files: { 'pyproject.toml': system('scikit_build_core.build'), 'src/extra/__init__.py': '' },
    facts: BESIDE,
    expected: [
      'pyproject.toml tool.scikit-build.wheel.packages set ["src/demo","src/extra"]',
      'pyproject.toml tool.scikit-build.sdist.include append ["/src/extra/"]',
    ],
  },
  {
    how: 'uv_build: a part of a namespace package',
    files: {
      'pyproject.toml': `${system('uv_build')}[tool.uv.build-backend]\nmodule-name = "demo.core"\n`,
      ...SUB,
    },
    expected: [
      'pyproject.toml tool.uv.build-backend.module-name set "demo"',
      'pyproject.toml tool.uv.build-backend.module-name set ["demo.core","demo.sub"]',
    ],
  },
  {
    how: 'meson-python: the list with the other files of the directory',
    files: {
      'pyproject.toml': system('mesonpy'),
      'meson.build': "project('demo')\npy = import('python').find_installation()\nsubdir('src/demo')\n",
      'src/demo/meson.build':
        "sources = [\n  '__init__.py',\n  'core.py', # the core\n]\npy.install_sources(sources, subdir: 'demo')\n",
      'src/demo/core.py': '',
      'src/demo/util.py': '',
    },
    facts: { module: 'demo.util', source: 'src/demo/util.py', files: ['src/demo/util.py'] },
    expected: [
      "src/demo/meson.build:3 'core.py' -> 'core.py',\n  'util.py'",
      "src/demo/meson.build +py.install_sources(['util.py'], subdir: 'demo')",
    ],
  },
  {
    how: 'meson-python: install_sources',
    files: {
      'pyproject.toml': system('mesonpy'),
      'meson.build': "project('demo')\npy = import('python').find_installation()\n",
      ...SUB,
    },
    expected: ["meson.build +py.install_sources(['src/demo/sub/__init__.py'], subdir: 'demo/sub')"],
  },
  {
    how: 'another backend',
    files: { 'pyproject.toml': system('own_backend'), ...SUB },
    expected: [],
  },
  {
    how: 'a wheel built from the source tree',
    files: { 'pyproject.toml': SETUPTOOLS, ...SUB },
    facts: { builtFrom: 'source tree' },
    expected: [],
  },
]

describe('module-missing', () => {
  test.each(MODULES)('$how', ({ files, facts, expected }) => {
    expect(describeCandidates('module-missing', { ...MODULE, ...facts }, sourcesWith(files))).toEqual(
      expected,
    )
  })

  test('paths of a package in a subdirectory', () => {
    const sources = sourcesOf(
      {
        'packages/demo/pyproject.toml': `${SETUPTOOLS}[tool.setuptools]\npackages = ["demo"]\n`,
        'packages/demo/demo/__init__.py': '',
        'packages/demo/demo/sub/__init__.py': '',
      },
      { path: 'packages/demo', wheelFiles: ['demo/__init__.py'] },
    )
    const source = 'packages/demo/demo/sub/__init__.py'
    const [first] = describeCandidates('module-missing', { ...MODULE, source, files: [source] }, sources)
    expect(first).toBe('packages/demo/pyproject.toml tool.setuptools.packages append ["demo.sub"]')
  })
})

interface DataCase extends Omit<Case, 'facts'> {
  readonly facts?: Facts<'data-missing'>
}

const PACKAGE_DATA = 'pyproject.toml tool.setuptools.package-data'
const MANIFEST = 'MANIFEST.in +include src/demo/icons/*.svg'

const DATA_FILES: readonly DataCase[] = [
  {
    how: 'setuptools: without a setting',
    files: { 'pyproject.toml': SETUPTOOLS, ...ICON },
    expected: [`${PACKAGE_DATA}.demo append ["icons/*.svg"]`, MANIFEST],
  },
  {
    how: 'setuptools: all data of the package first',
    files: {
      'pyproject.toml': SETUPTOOLS,
      ...ICON,
      'src/demo/icons/b.c': '',
      'src/demo/icons/logo': '',
      'src/demo/page.html': '',
      'src/demo/README.md': '',
      'src/demo/notes.md': '',
      'src/demo/web/a.css': '',
      'src/demo/web/js/b.js': '',
      'src/demo/web/js/c.json': '',
      'src/demo/tests/a.json': '',
    },
    expected: [
      `${PACKAGE_DATA}.demo append ["icons/*.svg","icons/logo","notes.md","*.html","web/**/*"]`,
      `${PACKAGE_DATA}.demo append ["icons/*.svg"]`,
      'MANIFEST.in +graft src/demo/web +include src/demo/icons/*.svg src/demo/icons/logo +include src/demo/notes.md src/demo/*.html',
      MANIFEST,
    ],
  },
  {
    how: 'setuptools: MANIFEST.in that includes other data',
    files: { 'pyproject.toml': SETUPTOOLS, 'MANIFEST.in': 'recursive-include src *.json\n', ...ICON },
    expected: [MANIFEST, `${PACKAGE_DATA}.demo append ["icons/*.svg"]`],
  },
  {
    how: 'setuptools: MANIFEST.in that excludes it',
    files: { 'pyproject.toml': SETUPTOOLS, 'MANIFEST.in': 'graft src\nglobal-exclude *.svg\n', ...ICON },
    expected: [
      'MANIFEST.in -2',
      `MANIFEST.in -2 | ${MANIFEST}`,
      MANIFEST,
      `${PACKAGE_DATA}.demo append ["icons/*.svg"]`,
    ],
  },
  {
    how: 'setuptools: MANIFEST.in that excludes other files in the same line',
    files: {
      'pyproject.toml': SETUPTOOLS,
      'MANIFEST.in': 'graft src\nglobal-exclude *.pyc *.svg\n',
      ...ICON,
    },
    expected: [
      'MANIFEST.in:2  *.svg -> ',
      `MANIFEST.in:2  *.svg ->  | ${MANIFEST}`,
      MANIFEST,
      `${PACKAGE_DATA}.demo append ["icons/*.svg"]`,
    ],
  },
  {
    how: 'setuptools: exclude-package-data',
    files: {
      'pyproject.toml': `${SETUPTOOLS}[tool.setuptools.exclude-package-data]\n"*" = ["*.svg"]\n`,
      ...ICON,
    },
    expected: [
      'pyproject.toml tool.setuptools.exclude-package-data.* remove ["*.svg"]',
      `pyproject.toml tool.setuptools.exclude-package-data.* remove ["*.svg"] | ${PACKAGE_DATA}.demo append ["icons/*.svg"]`,
      `${PACKAGE_DATA}.demo append ["icons/*.svg"]`,
      MANIFEST,
    ],
  },
  {
    how: 'setuptools: setup.cfg',
    files: { 'pyproject.toml': LEGACY, 'setup.cfg': '[options]\npackages = find:\n', ...ICON },
    expected: ['setup.cfg options.package_data.demo append ["icons/*.svg"]'],
  },
  {
    how: 'setuptools: setup.py',
    files: { 'setup.py': 'setup(packages=["demo"], include_package_data=True)\n', ...ICON },
    expected: ['setup.py package_data.demo append ["icons/*.svg"]', MANIFEST],
  },
  {
    how: 'setuptools: a pattern relative to the project',
    files: {
      'pyproject.toml': `${SETUPTOOLS}[tool.setuptools.package-data]\ndemo = ["src/demo/icons/*.svg"]\n`,
      ...ICON,
    },
    facts: {
      declaredBy: {
        pattern: 'src/demo/icons/*.svg',
        setting: 'package-data of [tool.setuptools]',
        position: 'pyproject.toml:7',
      },
      declarationFix: 'Change it.',
    },
    expected: [
      `${PACKAGE_DATA}.demo replace "src/demo/icons/*.svg" "icons/*.svg"`,
      `${PACKAGE_DATA}.demo append ["icons/*.svg"]`,
      MANIFEST,
    ],
  },
  {
    how: 'setuptools: a pattern of a directory without modules',
    files: {
      'pyproject.toml': `${SETUPTOOLS}[tool.setuptools.package-data]\n"demo.icons" = ["*.svg"]\n`,
      ...ICON,
    },
    facts: {
      declaredBy: {
        pattern: '*.svg',
        setting: 'package-data of [tool.setuptools]',
        position: 'pyproject.toml:7',
      },
      declarationFix: 'Move it.',
    },
    expected: [
      `${PACKAGE_DATA}.demo append ["icons/*.svg"] | ${PACKAGE_DATA}.demo.icons remove ["*.svg"]`,
      `${PACKAGE_DATA}.demo append ["icons/*.svg"]`,
      MANIFEST,
    ],
  },
  {
    how: 'hatchling: artifacts of the sdist',
    files: {
      'pyproject.toml': `${system('hatchling.build')}[tool.hatch.build.targets.sdist]\nartifacts = ["*.svg"]\n`,
      ...ICON,
    },
    facts: {
      declaredBy: {
        pattern: '*.svg',
        setting: 'artifacts of [tool.hatch.build.targets.sdist]',
        position: 'pyproject.toml:7',
      },
      declarationFix: 'Move it.',
    },
    expected: [
      'pyproject.toml tool.hatch.build.targets.sdist.artifacts remove ["*.svg"] | pyproject.toml tool.hatch.build.artifacts append ["*.svg"]',
      'pyproject.toml tool.hatch.build.targets.sdist.artifacts append ["/src/demo/icons/"] | pyproject.toml tool.hatch.build.artifacts append ["/src/demo/icons/"]',
    ],
  },
  {
    how: 'hatchling: a path relative to the source directory',
    files: {
      'pyproject.toml': `${system('hatchling.build')}[tool.hatch.build.targets.wheel]\ninclude = ["src/demo/*.py", "demo/icons"]\n`,
      ...ICON,
    },
    facts: {
      declaredBy: {
        pattern: 'demo/icons',
        setting: 'include of [tool.hatch.build.targets.wheel]',
        position: 'pyproject.toml:7',
      },
      declarationFix: 'Change it.',
    },
    expected: [
      'pyproject.toml tool.hatch.build.targets.wheel.include replace "demo/icons" "src/demo/icons"',
      'pyproject.toml tool.hatch.build.targets.wheel.include append ["/src/demo/icons/"]',
      'pyproject.toml tool.hatch.build.artifacts append ["/src/demo/icons/"]',
    ],
  },
  {
    how: 'poetry-core: include for the sdist',
    files: {
      'pyproject.toml': `${system('poetry.core.masonry.api')}[tool.poetry]\npackages = [{ include = "demo/*.py", from = "src" }]\ninclude = ["src/demo/icons"]\n`,
      ...ICON,
    },
    facts: {
      declaredBy: {
        pattern: 'src/demo/icons',
        setting: 'include of [tool.poetry]',
        position: 'pyproject.toml:8',
      },
      declarationFix: 'Remove it.',
    },
    expected: [
      'pyproject.toml tool.poetry.include remove ["src/demo/icons"] | pyproject.toml tool.poetry.packages replace {"include":"demo/*.py","from":"src"} {"include":"demo","from":"src"}',
      'pyproject.toml tool.poetry.include remove ["src/demo/icons"] | pyproject.toml tool.poetry.packages append [{"include":"demo","from":"src"}]',
      'pyproject.toml tool.poetry.packages replace {"include":"demo/*.py","from":"src"} {"include":"demo","from":"src"}',
      'pyproject.toml tool.poetry.packages append [{"include":"demo","from":"src"}]',
    ],
  },
  {
    how: 'scikit-build-core: exclusions of both distributions',
    files: {
      'pyproject.toml': `${system('scikit_build_core.build')}[tool.scikit-build]\nsdist.exclude = ["*.svg"]\nwheel.exclude = ["demo/icons/**"]\n`,
      ...ICON,
    },
    expected: [
      'pyproject.toml tool.scikit-build.sdist.exclude remove ["*.svg"] | pyproject.toml tool.scikit-build.wheel.exclude remove ["demo/icons/**"]',
      'pyproject.toml tool.scikit-build.sdist.include append ["/src/demo/icons/"]',
    ],
  },
  {
    how: 'outside of the package, read by its path from the module',
    files: {
      'pyproject.toml': system('hatchling.build'),
      'src/demo/core.py': 'import x\n\nTEXT = Path(__file__).parents[2] / "data/limits.json"\n',
      'data/limits.json': '[]\n',
    },
    facts: {
      source: 'data/limits.json',
      files: ['data/limits.json'],
      installed: [],
      package: '',
      neededBy: ['src/demo/core.py:3'],
    },
    expected: [
      'create src/demo/data/limits.json "[]\\n" | delete data/limits.json | src/demo/core.py:3 .parents[2] -> .parents[0]',
    ],
  },
  {
    how: 'poetry-core: include for the sdist only, of a module',
    files: {
      'pyproject.toml': `${system('poetry.core.masonry.api')}[tool.poetry]\ninclude = ["data/**/*", { path = "tests", format = "sdist" }]\n`,
      'demo.py': 'TEXT = (Path(__file__).parent / "data/limits.json").read_text()\n',
      'data/limits.json': '[]\n',
    },
    facts: {
      source: 'data/limits.json',
      files: ['data/limits.json'],
      installed: [],
      package: '',
      neededBy: ['demo.py:1'],
    },
    expected: [
      '? pyproject.toml tool.poetry.include replace "data/**/*" {"path":"data/**/*","format":["sdist","wheel"]}',
    ],
  },
  {
    how: 'outside of the package, and named elsewhere',
    files: {
      'pyproject.toml': SETUPTOOLS,
      'src/demo/core.py': 'TEXT = Path(__file__).parent.parent / "limits.json"\n',
      'src/limits.json': '[]\n',
      'README.md': 'See limits.json.\n',
    },
    facts: {
      source: 'src/limits.json',
      files: ['src/limits.json'],
      installed: [],
      package: '',
      neededBy: ['src/demo/core.py:1'],
    },
    expected: [
      `? create src/demo/limits.json "[]\\n" | delete src/limits.json | src/demo/core.py:1 (__file__).parent.parent -> (__file__).parent | ${PACKAGE_DATA}.demo append ["*.json"]`,
    ],
  },
]

test('data-missing: findings about several packages have the same first candidate', () => {
  const files = {
    'pyproject.toml': SETUPTOOLS,
    ...ICON,
    'src/demo/gui/__init__.py': '',
    'src/demo/gui/templates/a.html': '',
  }
  const sources = sourcesWith(files, ['demo/__init__.py', 'demo/gui/__init__.py'])
  const inGui = {
    source: 'src/demo/gui/templates/a.html',
    files: ['src/demo/gui/templates/a.html'],
    installed: ['demo/gui/templates/a.html'],
    package: 'demo/gui',
  }
  const [one, other] = [DATA, { ...DATA, ...inGui }].map((facts) =>
    describeCandidates('data-missing', facts, sources),
  )
  const both = `${PACKAGE_DATA}.demo append ["icons/*.svg"] | ${PACKAGE_DATA}.demo.gui append ["templates/*.html"]`
  expect(one?.slice(0, 2)).toEqual([both, `${PACKAGE_DATA}.demo append ["icons/*.svg"]`])
  expect(other?.slice(0, 2)).toEqual([both, `${PACKAGE_DATA}.demo.gui append ["templates/*.html"]`])
})

test.each(DATA_FILES)('data-missing: $how', ({ files, facts, expected }) => {
  expect(describeCandidates('data-missing', { ...DATA, ...facts }, sourcesWith(files))).toEqual(expected)
})
