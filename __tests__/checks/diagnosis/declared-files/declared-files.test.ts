import { expect, test } from '@jest/globals'
import { declaredFiles } from '../../../../src/checks/diagnosis/declared-files/declared-files.ts'
import { projectOf } from '../../../project/project.ts'
import { completedWith, contentsOf, factsOf, type Given } from '../../facts.ts'

const PROJECT = '[project]\nname = "demo"\n'
const DATA = ['demo/data/x.json', 'demo/data/y.json']

interface Project extends Given {
  readonly setupCfg?: string
  /** Files of the checkout that are in no package of the wheel. */
  readonly others?: readonly string[]
}

/** `src/demo/data/x.json: "*.json" in package-data of [tool.setuptools]` */
function declared({ pyproject = PROJECT, setupCfg = '', others = [], ...given }: Project): string[] {
  const facts = factsOf({ missing: DATA, ...given, pyproject })
  const contents = contentsOf({ missing: DATA, ...given })
  const { buildSystem } = facts.project
  const sources = [
    ...contents.wheel.files.map(({ path }) => `src/${path}`),
    ...contents.unshipped.values(),
    ...others,
  ].map((path) => ({ path, sha256: '' }))
  const found = declaredFiles({
    ...facts,
    project: { ...projectOf(pyproject, { setupCfgText: setupCfg }), buildSystem },
    contents: completedWith({ ...contents, sources }),
  })
  return [...found.values()].map(
    ({ source, declaration: { pattern, setting } }) => `${source}: "${pattern}" in ${setting}`,
  )
}

const setuptools = (text: string, given: Project = {}): Project => ({
  pyproject: `${PROJECT}[tool.setuptools${text}`,
  ...given,
})
const hatch = (text: string, given: Project = {}): Project => ({
  backend: 'hatchling.build',
  pyproject: `[tool.hatch.build${text}`,
  ...given,
})
const poetry = (text: string): Project => ({
  backend: 'poetry.core.masonry.api',
  pyproject: `[tool.poetry]\n${text}`,
})
const one = (pattern: string, setting: string) => [`src/demo/data/x.json: "${pattern}" in ${setting}`]
const both = (pattern: string, setting: string) =>
  ['x', 'y'].map((name) => `src/demo/data/${name}.json: "${pattern}" in ${setting}`)
const PACKAGE_DATA = 'package-data of [tool.setuptools]'

test.each<[string, Project, string[]]>([
  ['nothing', {}, []],
  ['the directory of the project', hatch('.targets.wheel]\npackages = ["./"]'), []],
  [
    'package-data of a directory that is no package',
    setuptools('.package-data]\n"demo.data" = ["*.json"]'),
    both('*.json', PACKAGE_DATA),
  ],
  ['package-data for other files', setuptools('.package-data]\n"demo.data" = ["*.csv"]'), []],
  [
    'package-data for one file',
    setuptools('.package-data]\n"demo.data" = ["x.json"]'),
    one('x.json', PACKAGE_DATA),
  ],
  [
    'package-data relative to the project',
    setuptools('.package-data]\ndemo = ["src/demo/data/*.json"]'),
    both('src/demo/data/*.json', PACKAGE_DATA),
  ],
  [
    'package-data that exclude-package-data excludes entirely',
    setuptools(
      '.package-data]\ndemo = ["data/*.json"]\n[tool.setuptools.exclude-package-data]\ndemo = ["data/*.json"]',
    ),
    both('data/*.json', PACKAGE_DATA),
  ],
  [
    'package-data that exclude-package-data excludes in part',
    setuptools(
      '.package-data]\ndemo = ["data/*.json"]\n[tool.setuptools.exclude-package-data]\ndemo = ["data/x.json"]',
      { shipped: ['demo/__init__.py', 'demo/data/y.json'], missing: ['demo/data/x.json'] },
    ),
    [],
  ],
  [
    'package-data that exclude-package-data excludes by its name',
    setuptools(
      '.package-data]\ndemo = ["data/*.json"]\n[tool.setuptools.exclude-package-data]\ndemo = ["data/x.json"]',
      { missing: ['demo/data/x.json'] },
    ),
    [],
  ],
  [
    'package-data of a package that is not in the wheel',
    setuptools('.package-data]\nextra = ["*.json"]', { others: ['src/extra/z.json'] }),
    ['src/extra/z.json: "*.json" in package-data of [tool.setuptools]'],
  ],
  [
    'package-data of tests that are not in the wheel',
    setuptools('.package-data]\n"demo.tests" = ["*.json"]', { missing: ['demo/tests/x.json'] }),
    [],
  ],
  [
    'package-data of examples that are not in the wheel',
    setuptools('.package-data]\nexamples = ["*.json"]', { others: ['examples/z.json'] }),
    [],
  ],
  [
    'package-data of all packages, for files in no package',
    setuptools('.package-data]\n"*" = ["*.json"]', { others: ['notes/z.json'] }),
    [],
  ],
  [
    'package_data in setup.cfg',
    { setupCfg: '[options.package_data]\ndemo.data = *.json' },
    both('*.json', '[options.package_data]'),
  ],
  [
    'package_data in setup.py',
    { setupPy: 'setup(packages=["demo"], package_data={"demo.data": ["*.json"]})' },
    both('*.json', 'package_data'),
  ],
  [
    'MANIFEST.in that contradicts itself',
    { manifest: 'recursive-include src/demo/data *.json\nglobal-exclude *.json' },
    both('recursive-include src/demo/data *.json', 'MANIFEST.in'),
  ],
  [
    'MANIFEST.in for the sdist, and exclude-package-data for the wheel',
    setuptools('.exclude-package-data]\n"*" = ["*.json"]', {
      manifest: 'recursive-include src/demo/data *.json',
    }),
    [],
  ],
  [
    'sources of compiled code for the sdist',
    {
      missing: ['demo/core/a.c'],
      manifest: 'recursive-include src/demo/core *.c\nrecursive-exclude src/demo *.c',
    },
    [],
  ],
  [
    'package-data of a package that is excluded on purpose',
    setuptools(
      '.package-data]\n"demo.data" = ["*.json"]\n[tool.setuptools.packages.find]\nexclude = ["demo.data*"]',
      { missing: ['demo/data/__init__.py', ...DATA] },
    ),
    [],
  ],
  [
    'package-data of a package that is not listed',
    setuptools(']\npackages = ["demo"]\n[tool.setuptools.package-data]\n"demo.data" = ["x.json"]', {
      missing: ['demo/data/__init__.py', ...DATA],
    }),
    [...one('x.json', PACKAGE_DATA), `src/demo/data/__init__.py: "demo.data" in ${PACKAGE_DATA}`],
  ],
  ['MANIFEST.in with an exception', { manifest: 'graft src/demo/data\nglobal-exclude *.json' }, []],
  ['MANIFEST.in for the whole package', { manifest: 'graft src/demo\nprune src/demo/data' }, []],
  [
    'MANIFEST.in without include-package-data',
    setuptools(']\ninclude-package-data = false', { manifest: 'recursive-include src/demo/data *.json' }),
    [],
  ],
  [
    'MANIFEST.in without include_package_data in setup.py',
    {
      pyproject: '',
      setupPy: 'setup(packages=["demo"])',
      manifest: 'recursive-include src/demo/data *.json',
    },
    [],
  ],
  [
    'py-modules in another directory',
    setuptools(']\npy-modules = ["helper"]', { missing: [], missingModules: { helper: 'helper.py' } }),
    ['helper.py: "helper" in py-modules of [tool.setuptools]'],
  ],
  [
    'include of hatchling',
    hatch(']\ninclude = ["src/demo/data/*.json"]'),
    both('src/demo/data/*.json', 'include of [tool.hatch.build]'),
  ],
  ['include of a whole package', hatch(']\ninclude = ["/src/demo/**"]'), []],
  ['packages of hatchling', hatch('.targets.wheel]\npackages = ["src/demo"]'), []],
  [
    'include that the wheel replaces',
    hatch(']\ninclude = ["*.json"]\n[tool.hatch.build.targets.wheel]\ninclude = ["*.py"]'),
    [],
  ],
  [
    'include and exclude of a directory',
    hatch(']\ninclude = ["src/demo/data"]\nexclude = ["src/demo/data/*.json"]'),
    [],
  ],
  [
    'artifacts for the sdist',
    hatch('.targets.sdist]\nartifacts = ["src/demo/data/*.json"]'),
    both('src/demo/data/*.json', 'artifacts of [tool.hatch.build.targets.sdist]'),
  ],
  ['include for the sdist', hatch('.targets.sdist]\ninclude = ["src/demo/data/*.json"]'), []],
  [
    'include of poetry',
    poetry('include = ["src/demo/data/*.json"]'),
    both('src/demo/data/*.json', 'include of [tool.poetry]'),
  ],
  [
    'include of poetry for the sdist',
    poetry('include = [{ path = "src/demo/data/*.json", format = "sdist" }]'),
    [],
  ],
  [
    'include of poetry relative to the source directory',
    poetry('include = ["demo/data/*.json"]'),
    both('demo/data/*.json', 'include of [tool.poetry]'),
  ],
  [
    'source-includes of pdm',
    {
      backend: 'pdm.backend',
      pyproject: '[tool.pdm.build]\nincludes = ["src/demo"]\nsource-includes = ["src/demo/data"]',
    },
    [],
  ],
])('%s', (_, project, expected) => {
  expect(declared(project)).toEqual(expected)
})
