import { expect, test } from '@jest/globals'
import { exclusionLocation, wheelExclusionReason } from '../../../src/checks/diagnosis/exclusion-reason.ts'
import { projectOf } from '../../project/project.ts'
import { contentsOf, factsOf, type Given } from '../facts.ts'

const MODULE = 'demo/sub/a.py'
const DATA = 'demo/sub/x.json'

interface Project extends Given {
  /** Installed path of the missing file; its source is in `src`. */
  readonly file?: string
  readonly setupCfg?: string
  readonly sources?: readonly string[]
}

const PROJECT = '[project]\nname = "demo"\n'

function reason({
  file = MODULE,
  setupCfg = '',
  sources = [],
  pyproject = '',
  backend = 'setuptools.build_meta',
  ...given
}: Project) {
  const facts = factsOf({ ...given, backend, pyproject })
  const { buildSystem } = facts.project
  const project = { ...projectOf(pyproject, { setupCfgText: setupCfg }), buildSystem }
  const contents = {
    ...contentsOf({ ...given, missing: [file] }),
    sources: [...sources, `src/${file}`].map((path) => ({ path, sha256: '' })),
  }
  return wheelExclusionReason({ ...facts, project }, contents, file, `src/${file}`)
}

test.each<[string, Project, string | null]>([
  ['unknown', { pyproject: PROJECT }, null],
  [
    'a list without the package',
    { pyproject: `${PROJECT}[tool.setuptools]\npackages = ["demo"]` },
    '"packages" in [tool.setuptools] (pyproject.toml:4) lists "demo", but not "demo.sub"',
  ],
  ['a list with it', { pyproject: '[tool.setuptools]\npackages = ["demo", "demo.sub"]' }, null],
  [
    'an include that matches the top-level package only',
    { pyproject: '[tool.setuptools.packages.find]\ninclude = ["demo"]' },
    '"include" in [tool.setuptools.packages.find] (pyproject.toml:2) is "demo", which does not match "demo.sub"',
  ],
  ['an include that matches it', { pyproject: '[tool.setuptools.packages.find]\ninclude = ["demo*"]' }, null],
  [
    'an exclude',
    { pyproject: '[tool.setuptools.packages.find]\nexclude = ["*.sub"]' },
    '"exclude" in [tool.setuptools.packages.find] (pyproject.toml:2) excludes "*.sub", which matches "demo.sub"',
  ],
  [
    'a directory without __init__.py',
    { pyproject: '[tool.setuptools.packages.find]\nnamespaces = false', sources: ['src/demo/__init__.py'] },
    '"namespaces" in [tool.setuptools.packages.find] (pyproject.toml:2) is false, which skips src/demo/sub, which has no __init__.py',
  ],
  [
    'find: of setup.cfg',
    { setupCfg: '[options]\npackages = find:\n', sources: ['src/demo/__init__.py'] },
    '"find:" in setup.cfg skips src/demo/sub, which has no __init__.py',
  ],
  [
    'find: of setup.cfg, with __init__.py',
    {
      setupCfg: '[options]\npackages = find:\n',
      sources: ['src/demo/__init__.py', 'src/demo/sub/__init__.py'],
    },
    null,
  ],
  [
    'an exclude of setup.cfg',
    { setupCfg: '[options]\npackages = find_namespace:\n[options.packages.find]\nexclude =\n    demo.s*\n' },
    '"exclude" in [options.packages.find] of setup.cfg excludes "demo.s*", which matches "demo.sub"',
  ],
  [
    'a list of setup.cfg',
    { setupCfg: '[options]\npackages =\n    demo\n    demo.more\n' },
    '"packages" in setup.cfg lists "demo", "demo.more", but not "demo.sub"',
  ],
  [
    'find_packages of setup.py',
    { setupPy: 'setup(packages=find_packages("src"))', sources: ['src/demo/__init__.py'] },
    'find_packages in setup.py skips src/demo/sub, which has no __init__.py',
  ],
  [
    'a list of setup.py',
    { setupPy: "setup(packages=['demo'],)" },
    '"packages" in setup.py lists "demo", but not "demo.sub"',
  ],
  [
    'MANIFEST.in',
    { manifest: '# all\ngraft src\nrecursive-exclude src/demo/sub *.py\n' },
    '"recursive-exclude src/demo/sub *.py" (MANIFEST.in:3) excludes it',
  ],
  ['MANIFEST.in that includes it again', { manifest: 'prune src/demo/sub\ngraft src\n' }, null],

  [
    'data that is not declared',
    { file: DATA },
    'No package-data pattern matches it, and there is no MANIFEST.in',
  ],
  [
    'data that does not match package-data',
    {
      file: DATA,
      pyproject: '[tool.setuptools.package-data]\ndemo = ["*.txt"]',
      manifest: 'include README.md',
    },
    '"package-data" in [tool.setuptools] (pyproject.toml:1) has no pattern for it, and MANIFEST.in does not include it',
  ],
  [
    'data that MANIFEST.in includes and package_data does not',
    {
      file: DATA,
      setupCfg: '[options.package_data]\ndemo = *.txt\n',
      manifest: 'recursive-include src *.json',
    },
    '[options.package_data] of setup.cfg has no pattern for it, and include-package-data is not set',
  ],
  [
    'include-package-data is false',
    { file: DATA, pyproject: '[tool.setuptools]\ninclude-package-data = false' },
    'No package-data pattern matches it, and include-package-data is false',
  ],
  [
    'data that is excluded',
    { file: DATA, pyproject: '[tool.setuptools.exclude-package-data]\n"*" = ["*.json"]' },
    '"exclude-package-data" in [tool.setuptools] (pyproject.toml:1) excludes "*.json", which matches it',
  ],
  [
    'data that is declared',
    { file: DATA, pyproject: '[tool.setuptools.package-data]\n"demo.sub" = ["*.json"]' },
    null,
  ],

  [
    'hatchling and .gitignore',
    { backend: 'hatchling.build', ignoredBy: { [`src/${MODULE}`]: '"sub/" in line 1 of .gitignore' } },
    'hatchling excludes files that .gitignore matches, even if git tracks them: "sub/" in line 1 of .gitignore matches it',
  ],
  [
    'hatchling and packages',
    {
      backend: 'hatchling.build',
      pyproject: '[tool.hatch.build.targets.wheel]\npackages = ["src/demo/core"]',
    },
    '"packages" in [tool.hatch.build.targets.wheel] (pyproject.toml:2) is "src/demo/core", which does not match it',
  ],
  [
    'hatchling and exclude',
    { backend: 'hatchling.build', pyproject: '[tool.hatch.build]\nexclude = ["/docs", "sub"]' },
    '"exclude" in [tool.hatch.build] (pyproject.toml:2) excludes "sub", which matches it',
  ],
  [
    'flit',
    { backend: 'flit_core.buildapi', pyproject: '[tool.flit.sdist]\nexclude = ["src/demo/sub/**"]' },
    '"exclude" in [tool.flit.sdist] (pyproject.toml:2) excludes "src/demo/sub/**", which matches it',
  ],
  [
    'poetry and exclude',
    { backend: 'poetry.core.masonry.api', pyproject: '[tool.poetry]\nexclude = [{ path = "src/demo/sub" }]' },
    '"exclude" in [tool.poetry] (pyproject.toml:2) excludes "src/demo/sub", which matches it',
  ],
  [
    'poetry and packages',
    {
      backend: 'poetry.core.masonry.api',
      pyproject: '[tool.poetry]\npackages = [{ include = "demo/core", from = "src" }]',
    },
    '"packages" in [tool.poetry] (pyproject.toml:2) is "src/demo/core", which does not match it',
  ],
  [
    'poetry and the whole package',
    {
      backend: 'poetry.core.masonry.api',
      pyproject: '[tool.poetry]\npackages = [{ include = "demo", from = "src" }]',
    },
    null,
  ],
  [
    'pdm and includes',
    { backend: 'pdm.backend', pyproject: '[tool.pdm.build]\nincludes = ["src/demo/*.py"]' },
    '"includes" in [tool.pdm.build] (pyproject.toml:2) is "src/demo/*.py", which does not match it',
  ],
  [
    'pdm and files for the sdist',
    { backend: 'pdm.backend', pyproject: '[tool.pdm.build]\nsource-includes = ["src/demo/sub"]' },
    '"source-includes" in [tool.pdm.build] (pyproject.toml:2) excludes "src/demo/sub", which matches it',
  ],
  [
    'uv_build',
    { backend: 'uv_build', pyproject: '[tool.uv.build-backend]\nwheel-exclude = ["sub"]' },
    '"wheel-exclude" in [tool.uv.build-backend] (pyproject.toml:2) excludes "sub", which matches it',
  ],
  [
    'another backend',
    { backend: 'own', ignoredBy: { [`src/${MODULE}`]: '"sub/" in line 1 of .gitignore' } },
    null,
  ],
])('%s', (_, project, expected) => {
  expect(reason(project)).toBe(expected)
})

test.each([
  ['"exclude" in [tool.flit.sdist] (pyproject.toml:9) excludes "x"', { file: 'pyproject.toml', line: 9 }],
  ['"prune x" (packages/a b/MANIFEST.in:2) excludes it', { file: 'packages/a b/MANIFEST.in', line: 2 }],
  ['No package-data names it, and there is no MANIFEST.in', { file: 'src/demo/x.json' }],
  [null, { file: 'src/demo/x.json' }],
])('the location of an excluded file with the reason %s', (reason, expected) => {
  expect(exclusionLocation(reason, 'src/demo/x.json')).toEqual(expected)
})
