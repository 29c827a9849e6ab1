/** The fixes of each backend are valid configuration. */
import { describe, expect, test } from '@jest/globals'
import { parse } from 'smol-toml'
import {
  dataFix,
  type Packaging,
  type Stray,
  sdistFix,
  shipFix,
  strayFix,
  typingFix,
} from '../../../src/checks/fixes/packaging.ts'

/** A project in the root of its repository. */
const by = (backend: string, configuration: Packaging['configuration'] = 'pyproject.toml'): Packaging => ({
  backend,
  configuration,
  folder: '.',
})

/** The lines of a fix from the first table header on. */
const snippet = (fix: string) => parse(fix.slice(fix.indexOf('\n[') + 1).replace(/\nIf .*$/, ''))

const MODULE = ['src/demo/polite/__init__.py', 'demo.polite'] as const
const DATA = ['src/demo/templates/page.html', ['demo/templates/page.html'], 'demo'] as const

describe('a module that is not in the wheel', () => {
  test('setuptools: packages.find with the directory of the packages', () => {
    const tool = { setuptools: { packages: { find: { where: ['src'], include: ['demo*'] } } } }
    expect(snippet(shipFix(by('setuptools'), ...MODULE))).toEqual({ tool })
    expect(shipFix(by('setuptools'), 'demo/polite.py', 'demo.polite')).toMatch('where = ["."]')
  })

  test('setuptools: in the file that configures the packages', () => {
    const cfg = shipFix(by('setuptools', 'setup.cfg'), ...MODULE)
    expect(cfg).toMatch(
      /^In setup\.cfg, replace packages .* by:\n\[options\]\npackages = find_namespace:\npackage_dir =\n {4}= src\n/,
    )
    const py = shipFix(by('setuptools', 'setup.py'), ...MODULE)
    expect(py).toMatch(
      'packages=find_namespace_packages("src", include=["demo*"]),\npackage_dir={"": "src"},',
    )
  })

  test('setuptools: what the wheel has stays in it', () => {
    const extra = ['extra/__init__.py', 'extra', ['demo', 'extra']] as const
    const fix = shipFix(by('setuptools'), ...extra, ['src/demo', 'helper.py'])
    expect(fix).toMatch('where = ["src", "."]\ninclude = ["demo*", "extra*"]')
    expect(fix).toMatch('Keep "helper" in py-modules of [tool.setuptools], or add it there.')
    const other = 'add extra and its subpackages to packages'
    expect(shipFix(by('setuptools', 'setup.cfg'), ...extra, ['src/demo'])).toMatch(`In setup.cfg, ${other}`)
    expect(shipFix(by('setuptools'), ...extra, ['lib'])).toMatch(`In pyproject.toml, ${other}`)
    expect(shipFix(by('setuptools'), ...extra, ['demo'])).toMatch('where = ["."]\n')
    expect(shipFix(by('setuptools'), 'helper.py', 'helper', ['helper'], ['other.py'])).toMatch(
      'py-modules = ["other", "helper"] in [tool.setuptools].',
    )
    expect(shipFix(by('setuptools'), 'helper.py', 'helper', ['demo', 'helper'], ['demo'])).toMatch(
      'if packages is not set, set it, too',
    )
  })

  test('hatchling: `artifacts` with the directory of a package, or the file', () => {
    const artifacts = (path: string) => ({ tool: { hatch: { build: { artifacts: [path] } } } })
    expect(snippet(shipFix(by('hatchling'), ...MODULE))).toEqual(artifacts('/src/demo/polite/'))
    expect(snippet(shipFix(by('hatchling'), 'demo/a.py', 'demo.a'))).toEqual(artifacts('/demo/a.py'))
  })

  test('a module next to the package: move it into the package', () => {
    expect(shipFix(by('flit'), 'helper.py', 'helper')).toBe(
      'Move helper.py into the package and import it from there.',
    )
    expect(shipFix(by('setuptools'), 'helper.py', 'helper')).toMatch('py-modules = ["helper"]')
  })
})

describe('a data file that is not in the wheel', () => {
  test('setuptools: package-data with a pattern for its directory and extension', () => {
    expect(snippet(dataFix(by('setuptools'), ...DATA))).toEqual({
      tool: { setuptools: { 'package-data': { demo: ['templates/*.html'] } } },
    })
    expect(dataFix(by('setuptools'), 'demo/py.typed', ['demo/py.typed'], 'demo')).toMatch('["py.typed"]')
  })

  test('setuptools: package-data of a package in a namespace package', () => {
    const fix = dataFix(by('setuptools'), 'acme/x/t/a.txt', ['acme/x/t/a.txt'], 'acme/x')
    expect(snippet(fix)).toEqual({ tool: { setuptools: { 'package-data': { 'acme.x': ['t/*.txt'] } } } })
  })

  test('other backends: the whole package', () => {
    expect(dataFix(by('poetry-core'), ...DATA)).toMatch('{ include = "demo", from = "src" }')
    expect(dataFix(by('pdm-backend'), ...DATA)).toMatch('add "src/demo" to it')
    expect(dataFix(by('uv_build'), ...DATA)).toMatch('source-exclude or wheel-exclude')
  })
})

const stray = (name: string, source: string, given: Partial<Stray> = {}): Stray => ({
  name,
  source,
  problem: 'name',
  entryPoints: [],
  packages: ['demo'],
  ...given,
})

test('a module that an entry point needs is moved into the package', () => {
  const entryPoints = [{ name: 'migrate', value: 'scripts.migrate:main' }]
  expect(strayFix(by('setuptools'), stray('scripts', 'scripts', { entryPoints }))).toMatch(
    'into the package demo, and change the entry points: migrate = "demo.migrate:main"',
  )
})

test('an unrelated top-level module is excluded from the wheel', () => {
  expect(snippet(strayFix(by('hatchling'), stray('tests', 'tests')))).toEqual({
    tool: { hatch: { build: { targets: { wheel: { exclude: ['/tests'] } } } } },
  })
  expect(strayFix(by('hatchling'), stray('tests', 'src/tests'))).toMatch('exclude = ["/src/tests"]')
  expect(strayFix(by('setuptools'), stray('tests', 'src/tests'))).toMatch('where = ["src"]')
  expect(snippet(strayFix(by('pdm-backend'), stray('docs', 'docs')))).toEqual({
    tool: { pdm: { build: { 'source-includes': ['tests', 'docs'] } } },
  })
})

test("paths are relative to the project's directory", () => {
  const packaging: Packaging = { ...by('setuptools'), folder: 'packages/demo' }
  const fix = shipFix(packaging, 'packages/demo/src/demo/polite.py', 'demo.polite')
  expect(fix).toMatch('where = ["src"]')
  const hatch = dataFix(
    { ...packaging, backend: 'hatchling' },
    'packages/demo/demo/a.txt',
    ['demo/a.txt'],
    'demo',
  )
  expect(hatch).toMatch('"/demo/a.txt"')
})

describe('a file that is not in the sdist', () => {
  const FILES = ['requirements.txt', 'src/demo/sub/'] as const

  test('setuptools: MANIFEST.in', () => {
    expect(sdistFix(by('setuptools'), FILES)).toMatch(
      /MANIFEST\.in.*\ninclude requirements\.txt\ngraft src\/demo\/sub$/,
    )
  })

  test.each([
    ['hatchling', '[tool.hatch.build.targets.sdist]', 'artifacts = ["/requirements.txt", "/src/demo/sub/"]'],
    ['flit', '[tool.flit.sdist]', 'include = ["requirements.txt", "src/demo/sub/**"]'],
    ['poetry-core', '[tool.poetry]', '{ path = "src/demo/sub/**/*", format = ["sdist", "wheel"] }'],
    ['pdm-backend', '[tool.pdm.build]', 'source-includes = ["requirements.txt", "src/demo/sub/**"]'],
    ['uv_build', '[tool.uv.build-backend]', 'source-include = ["requirements.txt", "src/demo/sub/**"]'],
  ])('settings of %s', (backend, table, setting) => {
    const fix = sdistFix(by(backend), FILES)
    expect(fix).toContain(table)
    expect(fix).toContain(setting)
  })
})

test('py.typed is created, added to the wheel, or added to the sdist', () => {
  const marker = {
    source: 'src/demo/py.typed',
    path: 'demo/py.typed',
    package: 'demo',
    tracked: true,
    inTree: false,
  }
  expect(typingFix(by('flit'), { ...marker, tracked: false })).toMatch(
    'Commit an empty file src/demo/py.typed',
  )
  expect(typingFix(by('hatchling'), marker)).toMatch('artifacts = ["/src/demo/py.typed"]')
  expect(typingFix(by('setuptools'), { ...marker, inTree: true })).toMatch('include src/demo/py.typed')
})
