/** Small projects of each build backend, each with one defect of its distributions. */
import type { Rule } from '../../../../src/checks/rules.ts'
import type { Files } from '../../../support/project.ts'

export interface DefectiveProject {
  readonly name: string
  readonly rule: Rule
  readonly files: Files
  /** The project's directory; by default the root. */
  readonly path?: string
  /** The summary of the candidate that is accepted; by default the first is. */
  readonly accepted?: string
  /** Cases that the test builds; all are built with `FIXES=all`. */
  readonly isBuilt?: true
}

const SETUPTOOLS = ['setuptools>=77', 'setuptools.build_meta'] as const
const HATCHLING = ['hatchling>=1.26', 'hatchling.build'] as const
const FLIT = ['flit_core>=3.11', 'flit_core.buildapi'] as const
const POETRY = ['poetry-core>=2', 'poetry.core.masonry.api'] as const
const PDM = ['pdm-backend>=2.4', 'pdm.backend'] as const
const UV = ['uv_build>=0.9', 'uv_build'] as const
const MATURIN = ['maturin>=1.9', 'maturin'] as const
const SCIKIT = ['scikit-build-core>=0.11', 'scikit_build_core.build'] as const
const MESON = ['meson-python>=0.18', 'mesonpy'] as const

/** Requirements of the backends of pure Python packages. */
export const PURE_BACKENDS = [SETUPTOOLS, HATCHLING, FLIT, POETRY, PDM, UV].map(
  ([requirement]) => requirement,
)
/** Requirements of the backends that need compilers. */
export const COMPILING_BACKENDS = [MATURIN, SCIKIT, MESON].map(([requirement]) => requirement)

const pyproject = ([requires, backend]: readonly [string, string], tables = '', metadata = '') => ({
  'pyproject.toml': `[build-system]
requires = ["${requires}"]
build-backend = "${backend}"

[project]
name = "demo"
version = "1.0"
description = "A demo"
requires-python = ">=3.8"
${metadata}
${tables}`,
})

/** Without `[project]`. */
const legacy = {
  'pyproject.toml':
    '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n',
}

const setupCfg = (options: string) => ({
  ...legacy,
  'setup.cfg': `[metadata]\nname = demo\nversion = 1.0\n\n[options]\n${options}`,
})

const setupPy = (args: string) => ({
  ...legacy,
  'setup.py': `from setuptools import find_packages, setup\n\nsetup(\n    name="demo",\n    version="1.0",\n${args})\n`,
})

const CODE = 'from demo.sub import f\n'
/** A package with a subpackage that it imports. */
const withSub = (root = 'src/', init = true): Files => ({
  [`${root}demo/__init__.py`]: CODE,
  [`${root}demo/sub/${init ? '__init__' : 'core'}.py`]: 'def f():\n    pass\n',
})
/** A package with a template that it reads. */
const withTemplate = (root = 'src/'): Files => ({
  [`${root}demo/__init__.py`]:
    'from pathlib import Path\n\nTEXT = (Path(__file__).parent / "templates" / "page.html").read_text()\n',
  [`${root}demo/templates/page.html`]: '<p>\n',
})

const RUST = {
  'Cargo.toml':
    '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n\n[lib]\nname = "_demo"\ncrate-type = ["cdylib"]\n',
  'src/lib.rs': '#[no_mangle]\npub extern "C" fn answer() -> i32 { 42 }\n',
}

export const PROJECTS: readonly DefectiveProject[] = [
  {
    name: 'setuptools: list of packages',
    rule: 'module-missing',
    files: {
      ...pyproject(SETUPTOOLS, '[tool.setuptools]\npackages = ["demo"]\npackage-dir = { "" = "src" }\n'),
      ...withSub(),
    },
  },
  {
    name: 'setuptools: list of packages with comments, in the root',
    rule: 'module-missing',
    files: {
      ...pyproject(SETUPTOOLS, '[tool.setuptools]\npackages = [\n  "demo", # the package\n]\n'),
      ...withSub(''),
    },
  },
  {
    name: 'setuptools: include without the subpackages',
    rule: 'module-missing',
    isBuilt: true,
    files: {
      ...pyproject(SETUPTOOLS, '[tool.setuptools.packages.find]\nwhere = ["src"]\ninclude = ["demo"]\n'),
      ...withSub(),
    },
  },
  {
    name: 'setuptools: exclude of the subpackage',
    rule: 'module-missing',
    files: {
      ...pyproject(
        SETUPTOOLS,
        '[tool.setuptools.packages.find]\nwhere = ["src"]\nexclude = ["*.sub", "tests*"]\n',
      ),
      ...withSub(),
    },
  },
  {
    name: 'setuptools: no namespaces',
    rule: 'module-missing',
    files: {
      ...pyproject(SETUPTOOLS, '[tool.setuptools.packages.find]\nwhere = ["src"]\nnamespaces = false\n'),
      ...withSub('src/', false),
    },
  },
  {
    name: 'setuptools: find: in setup.cfg without __init__.py',
    rule: 'module-missing',
    isBuilt: true,
    files: { ...setupCfg('packages = find:\n'), ...withSub('', false), 'demo/sub/deep/x.py': '' },
  },
  {
    name: 'setuptools: list in setup.cfg',
    rule: 'module-missing',
    files: { ...setupCfg('packages =\n    demo\n'), ...withSub('') },
  },
  {
    name: 'setuptools: find_packages in setup.py without __init__.py',
    rule: 'module-missing',
    files: { ...setupPy('    packages=find_packages(),\n'), ...withSub('', false) },
  },
  {
    name: 'setuptools: list in setup.py',
    rule: 'module-missing',
    isBuilt: true,
    files: { ...setupPy('    packages=["demo"],\n'), ...withSub('') },
  },
  {
    name: 'setuptools: list in setup.py with a variable',
    rule: 'module-missing',
    files: {
      ...legacy,
      'setup.py':
        'from setuptools import setup\n\nNAME = "demo"\nARGS = {\n    "name": NAME,\n    "version": "1.0",\n    "packages": [NAME],\n}\nsetup(**ARGS)\n',
      ...withSub(''),
    },
  },
  {
    name: 'setuptools: find_packages in setup.py with exclude',
    rule: 'module-missing',
    files: { ...setupPy('    packages=find_packages(exclude=["demo.sub"]),\n'), ...withSub('') },
  },
  {
    name: 'setuptools: module beside the package, discovered',
    rule: 'module-missing',
    files: {
      ...pyproject(SETUPTOOLS),
      'demo/__init__.py': 'import helper\n',
      'helper.py': '',
    },
  },
  {
    name: 'setuptools: package beside the package in a list',
    rule: 'module-missing',
    files: {
      ...pyproject(SETUPTOOLS, '[tool.setuptools]\npackages = ["demo"]\npackage-dir = { "" = "src" }\n'),
      'src/demo/__init__.py': 'import demo_extra\n',
      'src/demo_extra/__init__.py': '',
    },
  },
  {
    name: 'setuptools: in a subdirectory of the repository',
    rule: 'module-missing',
    path: 'packages/demo',
    files: Object.fromEntries(
      Object.entries({
        ...pyproject(SETUPTOOLS, '[tool.setuptools]\npackages = ["demo"]\npackage-dir = { "" = "src" }\n'),
        ...withSub(),
      }).map(([file, text]) => [`packages/demo/${file}`, text]),
    ),
  },
  {
    name: 'setuptools: data',
    rule: 'data-missing',
    files: { ...pyproject(SETUPTOOLS), ...withTemplate() },
  },
  {
    name: 'setuptools: data of many kinds',
    rule: 'data-missing',
    files: {
      ...pyproject(SETUPTOOLS, '[tool.setuptools.package-data]\n"*" = ["*.json"]\n'),
      ...withTemplate(),
      'src/demo/templates/a.css': '',
      'src/demo/templates/js/b.js': '',
      'src/demo/templates/js/c.txt': '',
      'src/demo/README.md': '',
      'src/demo/notes.md': '',
      'src/demo/locale/de/LC_MESSAGES/demo.mo': '',
    },
  },
  {
    name: 'setuptools: data in setup.cfg',
    rule: 'data-missing',
    files: {
      ...setupCfg('packages = find:\n\n[options.package_data]\ndemo =\n    *.json\n'),
      ...withTemplate(''),
      'demo/a.json': '{}',
    },
  },
  {
    name: 'setuptools: data in setup.py',
    rule: 'data-missing',
    files: {
      ...setupPy('    packages=["demo"],\n    package_data={"demo": ["*.json"]},\n'),
      ...withTemplate(''),
      'demo/a.json': '{}',
    },
  },
  {
    name: 'setuptools: data in MANIFEST.in',
    rule: 'data-missing',
    files: {
      ...pyproject(SETUPTOOLS),
      'MANIFEST.in': 'recursive-include src/demo *.json\n',
      'src/demo/a.json': '{}',
      ...withTemplate(),
    },
  },
  {
    name: 'setuptools: MANIFEST.in excludes the data',
    rule: 'data-missing',
    isBuilt: true,
    files: {
      ...pyproject(SETUPTOOLS),
      'MANIFEST.in': 'graft src/demo\nglobal-exclude *.html *.pyc\n',
      ...withTemplate(),
    },
  },
  {
    name: 'setuptools: MANIFEST.in excludes the data, and nothing includes it',
    rule: 'data-missing',
    files: {
      ...pyproject(SETUPTOOLS),
      'MANIFEST.in': 'include README.md\nexclude src/demo/templates/*\n',
      'README.md': '',
      ...withTemplate(),
    },
    accepted: 'Remove the patterns that exclude it. Include the files in MANIFEST.in.',
  },
  {
    name: 'setuptools: exclude_package_data in setup.cfg',
    rule: 'data-missing',
    files: {
      ...setupCfg(
        'packages = find:\n\n[options.package_data]\ndemo = templates/*\n\n[options.exclude_package_data]\ndemo =\n    templates/*.html\n',
      ),
      ...withTemplate(''),
    },
  },
  {
    name: 'setuptools: package-data of a directory without modules',
    rule: 'data-missing',
    files: {
      ...pyproject(
        SETUPTOOLS,
        '[tool.setuptools.packages.find]\nwhere = ["src"]\nnamespaces = false\n\n[tool.setuptools.package-data]\n"demo.templates" = ["*.html"]\n',
      ),
      ...withTemplate(),
    },
  },
  {
    name: 'setuptools: prune in MANIFEST.in',
    rule: 'sdist-incomplete',
    isBuilt: true,
    files: {
      ...pyproject(SETUPTOOLS, '[tool.setuptools.packages.find]\nwhere = ["src"]\n'),
      'MANIFEST.in': 'include README.md\nprune src/demo/sub\n',
      'README.md': '# demo\n',
      ...withSub(),
    },
  },
  {
    name: 'setuptools: search in the wrong directory',
    rule: 'wheel-empty',
    files: {
      ...pyproject(SETUPTOOLS, '[tool.setuptools.packages.find]\nwhere = ["lib"]\n'),
      ...withSub(),
      'lib/x.txt': '',
    },
  },
  {
    name: 'setuptools: find_packages in setup.py without directory',
    rule: 'wheel-empty',
    files: { ...setupCfg('packages = find:\n'), ...withSub() },
  },
  {
    name: 'setuptools: tests in the wheel',
    rule: 'stray-top-level',
    files: {
      ...pyproject(SETUPTOOLS, '[tool.setuptools.packages.find]\nwhere = ["."]\n'),
      ...withSub(''),
      'tests/__init__.py': '',
      'tests/test_a.py': '',
    },
  },
  {
    name: 'setuptools: tests in the wheel by setup.cfg',
    rule: 'stray-top-level',
    files: {
      ...setupCfg('packages = find:\n'),
      ...withSub(''),
      'tests/__init__.py': '',
      'tests/test_a.py': '',
    },
  },
  {
    name: 'setuptools: tests in the wheel by setup.py',
    rule: 'stray-top-level',
    files: {
      ...setupPy('    packages=find_packages(),\n'),
      ...withSub(''),
      'tests/__init__.py': '',
      'tests/test_a.py': '',
    },
  },
  {
    name: 'setuptools: license as a table',
    rule: 'build-deprecated',
    files: {
      ...pyproject(
        ['setuptools>=61', 'setuptools.build_meta'],
        '',
        'license = { text = "MIT License" }\nclassifiers = [\n  "Programming Language :: Python",\n  "License :: OSI Approved :: MIT License",\n]',
      ),
      ...withSub(),
    },
  },
  {
    name: 'setuptools: license as a file',
    rule: 'build-deprecated',
    files: {
      ...pyproject(
        SETUPTOOLS,
        '',
        'license = { file = "LICENSE" }\nclassifiers = ["License :: OSI Approved :: Apache Software License"]',
      ),
      LICENSE: 'Apache License\nVersion 2.0, January 2004\n',
      ...withSub(),
    },
  },
  {
    name: 'setuptools: key with a dash in setup.cfg',
    rule: 'build-deprecated',
    files: {
      ...setupCfg('packages = find:\n'),
      'setup.cfg':
        '[metadata]\nname = demo\nversion = 1.0\nlong-description = A demo\n\n[options]\npackages = find:\n',
      ...withSub(''),
    },
  },
  {
    name: 'setuptools: license not in lower case letters',
    rule: 'license-missing',
    files: { ...pyproject(SETUPTOOLS, '', 'license = "MIT"'), license: 'MIT\n', ...withSub() },
  },
  {
    name: 'setuptools: setup.cfg without the license',
    rule: 'license-missing',
    files: {
      ...legacy,
      'setup.cfg':
        '[metadata]\nname = demo\nversion = 1.0\nlicense_files =\n    NOTICE\n\n[options]\npackages = find:\n',
      LICENSE: 'MIT\n',
      NOTICE: 'x\n',
      ...withSub(''),
    },
  },
  {
    name: 'setuptools: pattern in MANIFEST.in',
    rule: 'pattern-unmatched',
    files: { ...pyproject(SETUPTOOLS), 'MANIFEST.in': 'include README.rst\ngraft gone\n', ...withSub() },
  },
  {
    name: 'setuptools: forbidden subpackage',
    rule: 'contents-policy',
    files: {
      ...pyproject(SETUPTOOLS, '[tool.as-installed.contents.wheel]\nforbid = ["demo/devtools/"]\n'),
      ...withSub(),
      'src/demo/devtools/__init__.py': '',
      'src/demo/devtools/a.py': '',
    },
  },
  {
    name: 'setuptools: all tracked files in the sdist',
    rule: 'contents-policy',
    files: {
      ...pyproject(SETUPTOOLS, '[tool.as-installed.contents.sdist]\nall-tracked = true\n'),
      ...withSub(),
      'docs/index.md': '',
      'tasks.py': '',
    },
  },
  {
    name: 'hatchling: only-include',
    rule: 'module-missing',
    files: {
      ...pyproject(HATCHLING, '[tool.hatch.build.targets.wheel]\nonly-include = ["demo/__init__.py"]\n'),
      ...withSub(''),
    },
  },
  {
    name: 'hatchling: include',
    rule: 'module-missing',
    files: {
      ...pyproject(HATCHLING, '[tool.hatch.build.targets.wheel]\ninclude = ["demo/*.py"]\n'),
      ...withSub(''),
    },
  },
  {
    name: 'hatchling: matches .gitignore',
    rule: 'module-missing',
    isBuilt: true,
    files: { ...pyproject(HATCHLING), ...withSub(), '.gitignore': 'sub/\n' },
  },
  {
    name: 'hatchling: matches .gitignore, with files for developers',
    rule: 'module-missing',
    files: {
      ...pyproject(HATCHLING),
      ...withSub(),
      'src/demo/sub/more.py': '',
      'src/demo/sub/AGENTS.md': '',
      '.gitignore': 'sub/\n',
    },
  },
  {
    name: 'hatchling: second package',
    rule: 'module-missing',
    files: {
      ...pyproject(HATCHLING),
      'src/demo/__init__.py': 'import demo_extra\n',
      'src/demo_extra/__init__.py': '',
    },
  },
  {
    name: 'hatchling: data that .gitignore matches',
    rule: 'data-missing',
    files: {
      ...pyproject(HATCHLING, '[tool.hatch.build.targets.wheel]\nartifacts = ["*.mo"]\n'),
      ...withTemplate(),
      '.gitignore': '*.html\n',
    },
  },
  {
    name: 'hatchling: sdist without the package',
    rule: 'sdist-incomplete',
    files: {
      ...pyproject(HATCHLING, '[tool.hatch.build.targets.sdist]\nonly-include = ["src/demo/__init__.py"]\n'),
      ...withSub(),
    },
  },
  {
    name: 'hatchling: sdist that includes some files',
    rule: 'sdist-incomplete',
    files: {
      ...pyproject(HATCHLING, '[tool.hatch.build.targets.sdist]\ninclude = ["src/demo/*.py"]\n'),
      ...withSub(),
    },
  },
  {
    name: 'hatchling: tests in the wheel',
    rule: 'stray-top-level',
    files: {
      ...pyproject(HATCHLING, '[tool.hatch.build.targets.wheel]\npackages = ["src/demo", "tests"]\n'),
      ...withSub(),
      'tests/__init__.py': '',
      'tests/test_a.py': '',
    },
  },
  {
    name: 'hatchling: tests in the wheel by include',
    rule: 'stray-top-level',
    files: {
      ...pyproject(HATCHLING, '[tool.hatch.build.targets.wheel]\ninclude = ["*.py"]\n'),
      ...withSub(''),
      'tests/__init__.py': '',
      'tests/test_a.py': '',
    },
  },
  {
    name: 'hatchling: forbidden subpackage',
    rule: 'contents-policy',
    files: {
      ...pyproject(HATCHLING, '[tool.as-installed.contents.wheel]\nforbid = ["demo/devtools/"]\n'),
      ...withSub(),
      'src/demo/devtools/__init__.py': '',
    },
  },
  {
    name: 'hatchling: license',
    rule: 'license-missing',
    files: {
      ...pyproject(HATCHLING, '', 'license-files = ["NOTICE"]'),
      LICENSE: 'MIT\n',
      NOTICE: 'x\n',
      ...withSub(),
    },
  },
  {
    name: 'flit: exclude',
    rule: 'sdist-incomplete',
    isBuilt: true,
    files: {
      ...pyproject(FLIT, '[tool.flit.sdist]\nexclude = ["src/demo/sub/*", "docs"]\n'),
      ...withSub(),
      'docs/a.md': '',
    },
  },
  {
    name: 'flit: license only in the checkout',
    rule: 'license-missing',
    files: { ...pyproject(FLIT, '', 'license-files = []'), LICENSE: 'MIT\n', ...withSub() },
  },
  {
    name: 'poetry: second package',
    rule: 'module-missing',
    isBuilt: true,
    files: {
      ...pyproject(POETRY, '[tool.poetry]\nname = "demo"\n'),
      'src/demo/__init__.py': 'import demo_extra\n',
      'src/demo_extra/__init__.py': '',
    },
  },
  {
    name: 'poetry: parts of the package',
    rule: 'module-missing',
    files: {
      ...pyproject(POETRY, '[tool.poetry]\npackages = [{ include = "demo/*.py", from = "src" }]\n'),
      ...withSub(),
    },
  },
  {
    name: 'poetry: package in the wheel only',
    rule: 'build-failed',
    files: {
      ...pyproject(
        POETRY,
        '[tool.poetry]\npackages = [{ include = "demo" }, { include = "demo_extra", format = "wheel" }]\n',
      ),
      ...withSub(''),
      'demo_extra/__init__.py': '',
    },
  },
  {
    name: 'poetry: tests in the wheel',
    rule: 'stray-top-level',
    files: {
      ...pyproject(
        POETRY,
        '[tool.poetry]\npackages = [{ include = "demo", from = "src" }, { include = "tests" }]\n',
      ),
      ...withSub(),
      'tests/__init__.py': '',
      'tests/test_a.py': '',
    },
  },
  {
    name: 'pdm: includes',
    rule: 'module-missing',
    isBuilt: true,
    files: { ...pyproject(PDM, '[tool.pdm.build]\nincludes = ["src/demo/*.py"]\n'), ...withSub() },
  },
  {
    name: 'pdm: excludes',
    rule: 'data-missing',
    files: { ...pyproject(PDM, '[tool.pdm.build]\nexcludes = ["**/*.html"]\n'), ...withTemplate() },
  },
  {
    name: 'pdm: module beside the package',
    rule: 'module-missing',
    files: {
      ...pyproject(PDM, '[tool.pdm.build]\nincludes = ["src/demo"]\n'),
      'src/demo/__init__.py': 'import demo_extra\n',
      'src/demo_extra.py': '',
    },
  },
  {
    name: 'pdm: source-includes of a package',
    rule: 'data-missing',
    files: {
      ...pyproject(PDM, '[tool.pdm.build]\nsource-includes = ["src/demo/templates"]\n'),
      ...withTemplate(),
    },
  },
  {
    name: 'pdm: programs for developers in the wheel',
    rule: 'stray-top-level',
    files: {
      ...pyproject(PDM, '[tool.pdm.build]\nincludes = ["demo", "tools"]\n'),
      ...withSub(''),
      'tools/__init__.py': '',
    },
  },
  {
    name: 'uv: second package',
    rule: 'module-missing',
    isBuilt: true,
    files: {
      ...pyproject(UV),
      'src/demo/__init__.py': 'import demo_extra\n',
      'src/demo_extra/__init__.py': '',
    },
  },
  {
    name: 'uv: part of a namespace package',
    rule: 'module-missing',
    files: {
      ...pyproject(UV, '[tool.uv.build-backend]\nmodule-name = "demo.core"\n'),
      'src/demo/core/__init__.py': 'import demo.sub\n',
      'src/demo/sub/__init__.py': '',
    },
    accepted: 'Set the name of the import package.',
  },
  {
    name: 'uv: source-exclude',
    rule: 'data-missing',
    files: {
      ...pyproject(UV, '[tool.uv.build-backend]\nsource-exclude = ["*.html", "*.png"]\n'),
      ...withTemplate(),
    },
  },
  {
    name: 'uv: license',
    rule: 'license-missing',
    files: { ...pyproject(UV, '', 'license = "MIT"'), LICENSE: 'MIT\n', ...withSub() },
  },
  {
    name: 'uv: tests in the wheel',
    rule: 'stray-top-level',
    files: {
      ...pyproject(UV, '[tool.uv.build-backend]\nmodule-name = ["demo", "tests"]\nmodule-root = ""\n'),
      ...withSub(''),
      'tests/__init__.py': '',
      'tests/test_a.py': '',
    },
  },
  {
    name: 'maturin: exclude',
    rule: 'data-missing',
    files: {
      ...pyproject(
        MATURIN,
        '[tool.maturin]\nbindings = "cffi"\nmodule-name = "demo._demo"\npython-source = "python"\nexclude = ["**/*.html"]\n',
      ),
      ...RUST,
      ...withTemplate('python/'),
    },
  },
  {
    name: 'maturin: second package',
    rule: 'module-missing',
    files: {
      ...pyproject(
        MATURIN,
        '[tool.maturin]\nbindings = "cffi"\nmodule-name = "demo._demo"\npython-source = "python"\n',
      ),
      ...RUST,
      'python/demo/__init__.py': 'import demo_extra\n',
      'python/demo_extra/__init__.py': '',
    },
  },
  {
    name: 'scikit-build-core: exclude of the sdist',
    rule: 'data-missing',
    files: {
      ...pyproject(
        SCIKIT,
        '[tool.scikit-build]\nsdist.exclude = ["*.html"]\nwheel.exclude = ["**/*.html"]\n',
      ),
      'CMakeLists.txt': 'cmake_minimum_required(VERSION 3.15)\nproject(demo LANGUAGES NONE)\n',
      ...withTemplate(),
    },
  },
  {
    name: 'scikit-build-core: second package',
    rule: 'module-missing',
    files: {
      ...pyproject(SCIKIT, '[tool.scikit-build]\nwheel.packages = ["src/demo"]\n'),
      'CMakeLists.txt': 'cmake_minimum_required(VERSION 3.15)\nproject(demo LANGUAGES NONE)\n',
      'src/demo/__init__.py': 'import demo_extra\n',
      'src/demo_extra/__init__.py': '',
    },
  },
  {
    name: 'meson-python: data',
    rule: 'data-missing',
    files: {
      ...pyproject(MESON),
      'meson.build':
        "project('demo', version: '1.0')\npy = import('python').find_installation()\npy.install_sources(['src/demo/__init__.py'], subdir: 'demo')\n",
      ...withTemplate(),
    },
  },
  {
    name: 'meson-python: subpackage',
    rule: 'module-missing',
    files: {
      ...pyproject(MESON),
      'meson.build':
        "project('demo', version: '1.0')\npy = import('python').find_installation()\npy.install_sources(['src/demo/__init__.py'], subdir: 'demo')\n",
      ...withSub(),
    },
  },
]
