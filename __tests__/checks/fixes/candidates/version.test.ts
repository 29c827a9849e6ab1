import { expect, test } from '@jest/globals'
import type { FactsOf } from '../../../../src/checks/rules.ts'
import type { Project } from '../../../../src/project/project.ts'
import { describeCandidates, sourcesOf } from './described-candidates.ts'

const TAKEN = { version: '1.0.0', tag: 'v1.0.0', commit: 'a', branch: null, free: ['1.0.1'] }
const PROJECT = '[project]\nname = "demo"\nversion = "1.0.0"\n'

test.each<[string, Record<string, string>, string[], Partial<Project>?]>([
  ['[project]', { 'pyproject.toml': PROJECT }, ['pyproject.toml:3 1.0.0 -> 1.0.1']],
  [
    '[project] and other places',
    {
      'pyproject.toml': `${PROJECT}[tool.bumpversion]\ncurrent_version = "1.0.0"\n`,
      'src/demo/__init__.py': '"""Demo."""\n\n__version__ = "1.0.0"\n',
      'CITATION.cff': 'title: demo\nversion: 1.0.0\n',
      'docs/conf.py': 'release = "0.9.0"\n',
      'uv.lock': '[[package]]\nname = "demo"\nversion = "1.0.0"\n',
    },
    [
      'pyproject.toml:3 1.0.0 -> 1.0.1 | src/demo/__init__.py:3 1.0.0 -> 1.0.1 | uv.lock:3 1.0.0 -> 1.0.1 | CITATION.cff:2 1.0.0 -> 1.0.1 | pyproject.toml:5 1.0.0 -> 1.0.1',
    ],
    { lockedVersion: { version: '1.0.0', file: 'uv.lock', line: 3 } },
  ],
  [
    'poetry',
    { 'pyproject.toml': '[tool.poetry]\nname = "demo"\nversion = "1.0.0"\n' },
    ['pyproject.toml:3 1.0.0 -> 1.0.1'],
  ],
  [
    'the file of hatchling',
    {
      'pyproject.toml':
        '[project]\nname = "demo"\ndynamic = ["version"]\n[tool.hatch.version]\npath = "src/demo/about.py"\n',
      'src/demo/about.py': "__version__ = '1.0.0'\n",
    },
    ['src/demo/about.py:1 1.0.0 -> 1.0.1'],
  ],
  [
    'setup.cfg',
    { 'setup.cfg': '[metadata]\nname = demo\nversion = 1.0.0\n' },
    ['setup.cfg:3 1.0.0 -> 1.0.1'],
  ],
  [
    'an attribute of setup.cfg',
    {
      'setup.cfg': '[metadata]\nversion = attr: demo.__version__\n',
      'demo/__init__.py': '__version__ = "1.0.0"\n',
    },
    ['demo/__init__.py:1 1.0.0 -> 1.0.1'],
  ],
  [
    'setup.py',
    { 'setup.py': 'setup(\n    version="1.0.0",\n    install_requires=["x==1.0.0"],\n)\n' },
    ['setup.py:2 1.0.0 -> 1.0.1'],
  ],
  [
    'a text file',
    { 'setup.py': 'open("VERSION.txt")\n', 'VERSION.txt': '1.0.0\n' },
    ['VERSION.txt:1 1.0.0 -> 1.0.1'],
  ],
  [
    'the file of maturin',
    {
      'pyproject.toml':
        '[build-system]\nbuild-backend = "maturin"\n[project]\nname = "demo"\ndynamic = ["version"]\n',
      'Cargo.toml': '[package]\nname = "demo"\nversion = "1.0.0"\n',
    },
    ['Cargo.toml:3 1.0.0 -> 1.0.1'],
  ],
  [
    'nothing if a tool computes it',
    {
      'pyproject.toml': '[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n',
      'CITATION.cff': 'version: 1.0.0\n',
    },
    [],
  ],
])('sets the version in %s', (_, files, expected, given = {}) => {
  expect(describeCandidates('version-taken', TAKEN, sourcesOf(files, given))).toEqual(expected)
})

const NOT_BUMPED: FactsOf['version-not-bumped'] = {
  version: '1.0.0',
  previous: '1.0.0',
  tag: 'v1.0.0',
  branch: null,
  changed: [],
  lower: false,
  policy: 'if-shipped-changed',
  next: null,
  isPlaceholder: false,
  isComputed: false,
  waiver: null,
  free: ['1.0.1', '1.1.0', '2.0.0'],
}

test.each<[string, Partial<typeof NOT_BUMPED>, string[]]>([
  ['any', {}, ['1.0.1', '1.1.0', '2.0.0']],
  ['an API with additions', { next: { least: '1.1.0', breaking: [], added: [] } }, ['1.1.0', '2.0.0']],
])('bumps the version for %s', (_, facts, expected) => {
  const sources = sourcesOf({ 'pyproject.toml': PROJECT })
  expect(describeCandidates('version-not-bumped', { ...NOT_BUMPED, ...facts }, sources)).toEqual(
    expected.map((version) => `pyproject.toml:3 1.0.0 -> ${version}`),
  )
})

test('suggests to declare a placeholder', () => {
  const sources = sourcesOf({ 'pyproject.toml': PROJECT })
  expect(describeCandidates('version-not-bumped', { ...NOT_BUMPED, isPlaceholder: true }, sources)).toEqual([
    '? pyproject.toml tool.as-installed.version.placeholder set "1.0.0"',
  ])
})

test.each<[string, FactsOf['version-disagrees'], Record<string, string>, number, string[]]>([
  [
    'an attribute',
    { distribution: 'demo', version: '1.0.0', by: 'demo.__version__', claimed: '0.9', place: 'attribute' },
    { 'src/demo/__init__.py': '# 0.9\n__version__ = "0.9"\n' },
    0,
    ['src/demo/__init__.py:2 0.9 -> 1.0.0'],
  ],
  [
    'what a script prints',
    { distribution: 'demo', version: '1.0.0', by: '"demo --version"', claimed: '0.9.0', place: 'script' },
    { 'src/demo/cli.py': 'print("%(prog)s 0.9.0")\n', 'tests/test_x.py': 'print("0.9.0")\n' },
    0,
    ['src/demo/cli.py:1 0.9.0 -> 1.0.0'],
  ],
  [
    'a citation',
    { distribution: 'demo', version: '1.0.0', by: 'CITATION.cff', claimed: '0.9.0', place: 'file' },
    { 'CITATION.cff': 'title: demo\nversion: 0.9.0\n' },
    2,
    ['CITATION.cff:2 0.9.0 -> 1.0.0'],
  ],
  [
    'the name in a query',
    {
      distribution: 'demo-of',
      version: '1.0.0',
      by: 'importlib.metadata.version("demo")',
      claimed: null,
      place: 'name',
    },
    { 'src/demo/__init__.py': 'from importlib.metadata import version\n\n__version__ = version(__name__)\n' },
    3,
    ['src/demo/__init__.py:3 __name__ -> "demo-of"'],
  ],
  [
    'nothing if the sdist has another version',
    { distribution: 'demo', version: '1.0.0', by: 'PKG-INFO', claimed: '0.0', place: 'sdist' },
    {},
    0,
    [],
  ],
])('corrects %s', (_, facts, files, line, expected) => {
  const [file = ''] = Object.keys(files)
  const where = line === 0 ? undefined : { file, line }
  expect(describeCandidates('version-disagrees', facts, sourcesOf(files), where)).toEqual(expected)
})

const MISMATCH: FactsOf['tag-mismatch'] = {
  tag: 'v1.1.0',
  version: '1.0.0',
  tagVersion: '1.1.0',
  writer: null,
  isPlaceholder: false,
  tool: null,
  taken: null,
  unusedTag: 'v1.0.0',
  lastTag: null,
}
const WORKFLOW = `on: { push: { tags: ["v*"] } }
jobs:
  release:
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-python@v6
        with:
          python-version: 3.13
`

test.each<[string, Partial<typeof MISMATCH>, Record<string, string>, string[]]>([
  ['a static version', {}, { 'pyproject.toml': PROJECT }, ['pyproject.toml:3 1.0.0 -> 1.1.0']],
  [
    'nothing for the tag of a development version',
    { tagVersion: '1.1.0.dev0' },
    { 'pyproject.toml': PROJECT },
    [],
  ],
  [
    'the tags that a tool takes',
    { tool: 'hatch-vcs', taken: { name: 'nightly-1', version: '1', isOwn: false, isOnCommit: true } },
    {},
    [
      'pyproject.toml tool.hatch.version.raw-options.git_describe_command set "git describe --dirty --tags --long --match \'v[0-9]*\'"',
    ],
  ],
  [
    'the depth of the checkout',
    { tool: 'setuptools-scm' },
    { '.github/workflows/release.yml': WORKFLOW },
    [
      '? .github/workflows/release.yml:5       - uses: actions/checkout@v6 ->       - uses: actions/checkout@v6\n        with:\n          fetch-depth: 0',
    ],
  ],
  [
    'a given depth of the checkout',
    { tool: 'setuptools-scm' },
    {
      '.github/workflows/release.yml': WORKFLOW.replace(
        '@v6\n',
        '@v6\n        with:\n          ref: main\n          fetch-depth: 1\n',
      ),
    },
    ['? .github/workflows/release.yml:8 fetch-depth: 1 -> fetch-depth: 0'],
  ],
  [
    'the inputs of the checkout',
    { tool: 'setuptools-scm' },
    {
      '.github/workflows/release.yml': WORKFLOW.replace('@v6\n', '@v6\n        with:\n          ref: main\n'),
    },
    ['? .github/workflows/release.yml:6         with: ->         with:\n          fetch-depth: 0'],
  ],
])('makes tag and version agree by %s', (_, facts, files, expected) => {
  expect(describeCandidates('tag-mismatch', { ...MISMATCH, ...facts }, sourcesOf(files))).toEqual(expected)
})

test.each<[string, FactsOf['version-invalid'], string[]]>([
  [
    'releases a development version',
    { version: '1.0.0.dev1', reason: 'is a development version, but was built for tag v1.0.0', add: null },
    ['pyproject.toml:3 1.0.0.dev1 -> 1.0.0'],
  ],
  [
    'enables setuptools-scm',
    { version: '0.0.0', reason: 'is only a fallback', add: '[tool.setuptools_scm]' },
    ['pyproject.toml tool.setuptools_scm set {}'],
  ],
  [
    'enables hatch-vcs',
    { version: '0.0.0', reason: 'is only a fallback', add: '[tool.hatch.version]\nsource = "vcs"' },
    ['pyproject.toml tool.hatch.version.source set "vcs"'],
  ],
  ['leaves an invalid version', { version: 'one', reason: 'is not valid under PEP 440', add: null }, []],
])('%s', (_, facts, expected) => {
  const sources = sourcesOf({ 'pyproject.toml': PROJECT.replace('1.0.0', '1.0.0.dev1') })
  expect(describeCandidates('version-invalid', facts, sources)).toEqual(expected)
})

test('suggests the heading of a release', () => {
  const facts = {
    version: '1.0.0',
    file: 'CHANGELOG.md',
    unreleased: '[Unreleased]',
    tool: null,
    fragments: [],
  }
  const sources = sourcesOf({ 'CHANGELOG.md': '# Changes\n\n## [Unreleased]\n\n- X\n' })
  expect(describeCandidates('changelog-missing', facts, sources)).toEqual([
    '? CHANGELOG.md:3 Unreleased -> 1.0.0',
  ])
})

test('sets the version in the package of a setup.py that computes the name', () => {
  const files = {
    'setup.py': 'setup(name=NAME, version=read_version("__init__.py"))\n',
    'src/other/__init__.py': '__version__ = "1.0.0"\n',
  }
  const sources = sourcesOf(files, { name: 'directory', wheelFiles: ['other/__init__.py'] })
  expect(describeCandidates('version-taken', TAKEN, sources)).toEqual([
    'src/other/__init__.py:1 1.0.0 -> 1.0.1',
  ])
})
