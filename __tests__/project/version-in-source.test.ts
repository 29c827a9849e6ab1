import { expect, test } from '@jest/globals'
import { readSourceVersion } from '../../src/project/version-in-source.ts'

const SETUPTOOLS = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
const DYNAMIC = `${SETUPTOOLS}[project]\nname = "acme-demo"\ndynamic = ["version"]\n`
const scm = (more: string) =>
  `[build-system]\nrequires = ["setuptools", "setuptools-scm"]\n[project]\nname = "acme-demo"\ndynamic = ["version"]\n${more}`

test.each<[string, Readonly<Record<string, string>>, string | string[]]>([
  ['nothing', {}, 'absent'],
  ['[project]', { 'pyproject.toml': '[project]\nname = "acme-demo"\nversion = "1.0"' }, ['1.0']],
  ['[tool.poetry]', { 'pyproject.toml': '[tool.poetry]\nname = "acme-demo"\nversion = "1.0"' }, ['1.0']],
  ['setup.cfg', { 'setup.cfg': '[metadata]\nname = acme-demo\nversion = 1.0' }, ['1.0']],
  ['setup.py', { 'setup.py': 'setup(name="acme-demo", version="1.0")' }, ['1.0']],
  [
    'the attribute of a module',
    {
      'pyproject.toml': `${DYNAMIC}[tool.setuptools.dynamic]\nversion = { attr = "acme.demo.VERSION" }`,
      'src/acme/demo.py': 'VERSION = "1.0"\n',
    },
    ['1.0'],
  ],
  [
    'a file',
    {
      'pyproject.toml': `${DYNAMIC}[tool.setuptools.dynamic]\nversion = { file = ["VERSION"] }`,
      VERSION: '1.0\n',
    },
    ['1.0'],
  ],
  [
    'attr: in setup.cfg',
    {
      'setup.cfg': '[metadata]\nname = demo\nversion = attr: demo.__version__',
      'demo/__init__.py': "__version__ = '1.0'",
    },
    ['1.0'],
  ],
  [
    'the path for hatch',
    { 'pyproject.toml': `${DYNAMIC}[tool.hatch.version]\npath = "a.py"`, 'a.py': '__version__: str = "1.0"' },
    ['1.0'],
  ],
  ['the module of flit', { 'pyproject.toml': DYNAMIC, 'acme_demo.py': '__version__ = "1.0"' }, ['1.0']],
  [
    'usual places',
    { 'pyproject.toml': DYNAMIC, 'src/acme/demo/_version.py': '__version__ = "1.0"', VERSION: '1.1' },
    ['1.0', '1.1'],
  ],
  [
    'a file that setup.py reads',
    {
      'setup.py': 'exec(open("lib/about.py").read())\nsetup(name="demo", version=about["v"])',
      'lib/about.py': '__version__ = "1.0"',
    },
    ['1.0'],
  ],
  ['no known place', { 'pyproject.toml': DYNAMIC }, 'unknown'],
  ['invalid TOML', { 'pyproject.toml': '[project' }, 'unknown'],
  ['setuptools-scm', { 'pyproject.toml': scm('[tool.setuptools_scm]') }, 'from-tags'],
  ['setuptools-scm that is not enabled', { 'pyproject.toml': scm('') }, 'unknown'],
  [
    'use_scm_version',
    { 'setup.py': 'setup(use_scm_version=True, setup_requires=["setuptools_scm"])' },
    'from-tags',
  ],
  ['versioneer', { 'setup.py': 'import versioneer\nsetup(version=versioneer.get_version())' }, 'from-tags'],
  ['pbr', { 'setup.py': 'setup(setup_requires=["pbr"], pbr=True)' }, 'from-tags'],
])('the version in the source: %s', async (_, files, expected) => {
  const found = await readSourceVersion(async (path) => files[path])
  expect(found.kind === 'written' ? found.versions : found.kind).toEqual(expected)
})
