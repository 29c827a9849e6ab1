import { expect, test } from '@jest/globals'
import { checkContents } from '../../../src/checks/contents/decide.ts'
import {
  completedWith,
  contentsOf,
  error,
  factsOf,
  type Given,
  imported,
  SDIST,
  script,
  scriptRun,
  scriptsResult,
  short,
  tag,
  testFailure,
  testRun,
  wheelOf,
} from '../facts.ts'

const GONE = error("ModuleNotFoundError: No module named 'demo.gone'", ['demo/__init__.py:1'])
const NO_DATA = error("FileNotFoundError: [Errno 2] No such file or directory: '/venv/demo/data/x.json'")
const BESIDE = {
  name: 'extra',
  source: 'src/extra.py',
  files: ['src/extra.py'],
  isInSourceDirectory: true,
  importedBy: [],
}
const TYPED = 'Typing :: Typed'
const lastReleaseWith = (path: string, announcements: readonly string[] = []) =>
  completedWith({
    tag: tag('0.9'),
    previous: wheelOf({ shipped: ['demo/__init__.py', path] }),
    lost: [{ path, origin: { kind: 'tracked' as const, source: `src/${path}` } }],
    announcements,
  })
const SHIPPED = ['demo/__init__.py', 'demo/data/y.json']

test.each<[string, Given, string[]]>([
  ['nothing is missing', {}, []],
  ['a module that nothing needs', { missing: ['demo/gone.py'] }, ['warning module-missing']],
  [
    'a module that an import needs',
    { missing: ['demo/gone.py'], facts: { imports: completedWith([imported('demo', GONE)]) } },
    ['error module-missing'],
  ],
  [
    'a module that a test needs',
    {
      missing: ['demo/gone.py'],
      facts: { tests: completedWith(testRun({ failures: [testFailure('t.py::t', { error: GONE })] })) },
    },
    ['error module-missing'],
  ],
  [
    'a module that a script needs',
    {
      missing: ['demo/gone.py'],
      facts: { scripts: scriptsResult([script('d = demo:main', [scriptRun(1, { error: GONE })])]) },
    },
    ['error module-missing'],
  ],
  [
    'a module that a console script references',
    { missing: ['demo/gone.py'], entryPoints: '[console_scripts]\nd = demo.gone:main' },
    ['error module-missing'],
  ],
  [
    'a module that another entry point references',
    { missing: ['demo/gone.py'], entryPoints: '[plugins]\nd = demo.gone:main' },
    ['error module-missing'],
  ],
  [
    'a module next to the package that an import needs',
    {
      missingModules: { helpers: 'helpers.py' },
      facts: {
        imports: completedWith([imported('demo', error("ModuleNotFoundError: No module named 'helpers'"))]),
      },
    },
    ['error module-missing'],
  ],
  ['a module next to the package that nothing needs', { missingModules: { noxfile: 'noxfile.py' } }, []],
  [
    'a directory of modules: one finding',
    { missing: ['demo/sub/__init__.py', 'demo/sub/a.py', 'demo/sub/b/c.py'] },
    ['warning module-missing'],
  ],
  [
    'two directories of modules',
    { missing: ['demo/one/a.py', 'demo/two/a.py'] },
    ['warning module-missing', 'warning module-missing'],
  ],
  ['tests in the package', { missing: ['demo/tests/test_a.py', 'demo/conftest.py', 'demo/test_b.py'] }, []],

  ['data that nothing is known to read', { missing: ['demo/data/x.json'] }, ['warning data-missing']],
  [
    'data next to files with the same extension',
    { shipped: SHIPPED, missing: ['demo/data/x.json'] },
    ['warning data-missing'],
  ],
  [
    'data next to files with another extension',
    { shipped: SHIPPED, missing: ['demo/data/x.csv'] },
    ['warning data-missing'],
  ],
  [
    'several files of a directory: one finding',
    { missing: ['demo/other/x.json', 'demo/other/sub/y.json', 'demo/other/z.csv'] },
    ['warning data-missing'],
  ],
  [
    'data of templates in a package that uses Django',
    { missing: ['demo/templates/a.html'], imports: ['django'] },
    ['error data-missing'],
  ],
  [
    'data that a pattern excludes on purpose',
    {
      missing: ['demo/logo.psdx'],
      backend: 'hatchling.build',
      pyproject: '[tool.hatch.build]\nexclude = ["*.psdx"]',
    },
    [],
  ],
  [
    'data that a setting names',
    {
      missing: ['demo/data/x.json'],
      pyproject: '[project]\nname = "demo"\n[tool.setuptools.package-data]\n"demo.data" = ["*.json"]',
    },
    ['error data-missing'],
  ],
  [
    'data that the last release had',
    { missing: ['demo/data/x.json'], facts: { release: lastReleaseWith('demo/data/x.json') } },
    ['error data-missing'],
  ],
  [
    'data that the last release had, as the changelog says',
    {
      missing: ['demo/data/x.json'],
      facts: { release: lastReleaseWith('demo/data/x.json', ['- Removed x.json']) },
    },
    ['warning data-missing'],
  ],
  [
    'a module that the last release had',
    { missing: ['demo/gone.py'], facts: { release: lastReleaseWith('demo/gone.py') } },
    ['error module-missing'],
  ],
  [
    'data outside of the package that code reads',
    { readOutside: { 'data/x.json': ['src/demo/a.py:3'] } },
    ['error data-missing'],
  ],
  ['stubs without py.typed', { missing: ['demo/a.pyi'] }, []],
  [
    'stubs beside py.typed',
    { shipped: ['demo/__init__.py', 'demo/py.typed'], missing: ['demo/a.pyi'] },
    ['warning module-missing'],
  ],
  [
    'stubs of a stub-only distribution',
    {
      shipped: ['demo-stubs/__init__.pyi'],
      missing: ['demo-stubs/sub/__init__.pyi', 'demo-stubs/sub/a.pyi'],
    },
    ['error module-missing'],
  ],
  ['a module beside the package in src', { beside: [BESIDE] }, ['warning module-missing']],
  [
    'a module beside the package in src that the README imports',
    { beside: [{ ...BESIDE, importedBy: ['README.md:3'] }] },
    ['error module-missing'],
  ],
  [
    'a module beside the package in the root of the project',
    { beside: [{ ...BESIDE, isInSourceDirectory: false }] },
    [],
  ],
  [
    'a module beside the package in the root of the project that a test imports',
    { beside: [{ ...BESIDE, isInSourceDirectory: false, importedBy: ['tests/test_a.py:1'] }] },
    ['warning module-missing'],
  ],
  ['a wheel without files', { shipped: [] }, ['warning wheel-empty']],
  [
    'a wheel with a readme only',
    { shipped: ['README.md'] },
    ['warning wheel-empty', 'warning stray-top-level'],
  ],
  ['a top-level __init__.py', { shipped: ['demo/__init__.py', '__init__.py'] }, ['error stray-top-level']],
  [
    'a top-level license, a directory of data and a module that cannot be imported',
    { shipped: ['demo/__init__.py', 'LICENSE', 'assets/a.css', 'my-module.py'] },
    Array(3).fill('warning stray-top-level'),
  ],
  [
    'package-data that matches nothing',
    { pyproject: '[tool.setuptools.package-data]\ndemo = ["gone/*.json"]' },
    ['warning pattern-unmatched'],
  ],
  [
    'MANIFEST.in with a readme that does not exist',
    { manifest: 'include README.txt\n' },
    ['note pattern-unmatched'],
  ],
  [
    'MANIFEST.in with a directory that does not exist',
    { manifest: 'graft src/gone\n' },
    ['warning pattern-unmatched'],
  ],
  [
    'two directories',
    { missing: ['demo/one/x.json', 'demo/two/x.json'] },
    ['warning data-missing', 'warning data-missing'],
  ],
  [
    'data that shipped code reads',
    { missing: ['demo/data/x.json'], readers: { 'demo/data/x.json': ['src/demo/__init__.py'] } },
    ['error data-missing'],
  ],
  [
    'data that a test needs',
    {
      missing: ['demo/data/x.json'],
      facts: { tests: completedWith(testRun({ failures: [testFailure('t.py::t', { error: NO_DATA })] })) },
    },
    ['error data-missing'],
  ],
  ['data of tests', { shipped: [...SHIPPED], missing: ['demo/tests/data.json'] }, []],
  [
    'data in a directory named after tests',
    { shipped: [...SHIPPED], missing: ['demo/draw/test_assets/a.png'] },
    [],
  ],
  [
    'sources of compiled code, documentation and backup files',
    {
      shipped: ['demo/__init__.py', 'demo/a.c', 'demo/README.md'],
      missing: [
        'demo/b.c',
        'demo/b.pyx',
        'demo/README.rst',
        'demo/.gitkeep',
        'demo/a.orig',
        'demo/meson.build',
      ],
    },
    [],
  ],

  [
    'a top-level directory of tests',
    { shipped: ['demo/__init__.py', 'tests/__init__.py'] },
    ['error stray-top-level'],
  ],
  [
    'several unrelated top-level modules',
    { shipped: ['demo/__init__.py', 'docs/conf.py', 'setup.py', 'examples/a.py'] },
    Array(3).fill('error stray-top-level'),
  ],
  ['a project with the same name', { name: 'Build', shipped: ['build/__init__.py'] }, []],
  ['two packages', { shipped: ['configobj/__init__.py', 'validate/__init__.py'] }, []],
  ['tests inside the package', { shipped: ['demo/__init__.py', 'demo/tests/test_a.py'] }, []],

  [
    'a module with the name of a standard library module',
    { shipped: ['demo/__init__.py', 'calendar.py'] },
    ['error stdlib-shadowed'],
  ],
  [
    'a namespace package with such a name',
    { shipped: ['demo/__init__.py', 'xml/extra/a.py'] },
    ['error stdlib-shadowed'],
  ],
  [
    'a project with such a name',
    { name: 'queue', shipped: ['queue/__init__.py'] },
    ['error stdlib-shadowed'],
  ],
  ['a submodule with such a name', { shipped: ['demo/__init__.py', 'demo/calendar.py'] }, []],
  [
    'a directory of tests with such a name: one finding',
    { shipped: ['demo/__init__.py', 'test/__init__.py'] },
    ['error stray-top-level'],
  ],

  ['a missing py.typed', { missing: ['demo/py.typed'] }, ['warning typing-marker-missing']],
  ['a shipped py.typed', { shipped: ['demo/__init__.py', 'demo/py.typed'], classifiers: [TYPED] }, []],
  ['a py.typed of tests', { missing: ['demo/tests/py.typed'] }, []],
  [
    'two missing py.typed of a namespace package',
    {
      shipped: ['acme/a/__init__.py', 'acme/b/__init__.py'],
      missing: ['acme/a/py.typed', 'acme/b/py.typed'],
    },
    Array(2).fill('warning typing-marker-missing'),
  ],
  ['a classifier without py.typed', { classifiers: [TYPED] }, ['warning typing-marker-missing']],
  [
    'a classifier and a missing py.typed',
    { classifiers: [TYPED], missing: ['demo/py.typed'] },
    ['warning typing-marker-missing'],
  ],
  ['a classifier of a single module', { classifiers: [TYPED], shipped: ['demo.py'] }, []],
  [
    'a classifier of a namespace package with py.typed',
    { classifiers: [TYPED], shipped: ['acme/a/__init__.py', 'acme/a/py.typed'] },
    [],
  ],
  ['a classifier of a stub-only package', { classifiers: [TYPED], shipped: ['demo-stubs/__init__.pyi'] }, []],

  [
    'bytecode',
    { shipped: ['demo/__init__.py', 'demo/__pycache__/a.cpython-312.pyc'] },
    ['warning junk-shipped'],
  ],
  [
    'two kinds of unwanted files',
    { shipped: ['demo/__init__.py', 'demo/a.py~', 'demo/b.py~', 'demo/c.rej'] },
    Array(2).fill('warning junk-shipped'),
  ],
  ['editor settings', { shipped: ['demo/__init__.py', '.vscode/settings.json'] }, ['warning junk-shipped']],
  [
    'a project template',
    { shipped: ['demo/__init__.py', 'demo/templates/app/.github/a.yml', 'demo/{{name}}/.env'] },
    ['warning junk-shipped'],
  ],
  [
    'files with similar names',
    {
      shipped: [
        'demo/__init__.py',
        '.gitignore',
        'demo/.gitkeep',
        'demo/.coveragerc',
        'demo/original.py',
        'demo/swp.py',
      ],
    },
    [],
  ],
  ['a .env file', { shipped: ['demo/__init__.py', 'demo/.env'] }, ['error junk-shipped']],
])('%s', (_, given, expected) => {
  expect(short(checkContents(factsOf(given)))).toEqual(expected)
})

test('the finding for a missing module names what needs it, its source and the cause', () => {
  const [finding] = checkContents(
    factsOf({
      backend: 'hatchling.build',
      missing: ['demo/gone.py'],
      ignoredBy: { 'src/demo/gone.py': '"gone*" in line 3 of .gitignore' },
      facts: { imports: completedWith([imported('demo', GONE), imported('demo.a', GONE)]) },
    }),
  )
  expect(finding).toMatchObject({
    where: { file: 'src/demo/gone.py' },
    facts: {
      module: 'demo.gone',
      source: 'src/demo/gone.py',
      neededBy: ['import demo', 'import demo.a'],
      cause: expect.stringContaining('"gone*" in line 3 of .gitignore'),
      backend: 'hatchling',
    },
  })
})

/** Facts of a package with these files in the sdist, and a private key in the sdist, the wheel or both. */
function packageWithSdist(sdist: readonly string[], secret: { sdist?: string; wheel?: string } = {}) {
  const credentials = (path?: string) =>
    new Map(path === undefined ? [] : [[path, { what: 'a private key', line: 1, isCertain: true }]])
  const shipped = ['demo/__init__.py', ...(secret.wheel === undefined ? [] : [secret.wheel])]
  const facts = factsOf({ shipped })
  const contents = contentsOf({ shipped })
  const wheel = { ...contents.wheel, credentials: credentials(secret.wheel) }
  const files = [...sdist, ...(secret.sdist === undefined ? [] : [secret.sdist])]
  return {
    ...facts,
    contents: completedWith({ ...contents, wheel }),
    build: completedWith({
      kind: 'built' as const,
      sdist: { ...SDIST, files, credentials: credentials(secret.sdist) },
      wheel,
      seconds: 1,
    }),
  }
}

test.each<[string, Parameters<typeof packageWithSdist>, string[]]>([
  [
    'tool settings',
    [['.gitignore', '.github/a.yml', '.vscode/a.json', 'pyproject.toml.orig', 'demo.egg-info/PKG-INFO']],
    [],
  ],
  ['bytecode of the documentation', [['docs/__pycache__/conf.cpython-38.pyc']], ['warning junk-shipped']],
  ['a file of the operating system', [['.DS_Store']], ['warning junk-shipped']],
  ['test data', [['tests/data/.coverage', 'tests/a.orig', 'tests/legacy.pyc']], []],
  ['a .env file', [['.env']], ['warning junk-shipped']],
  ['a .env file of tests', [['tests/.env']], []],
  ['a key', [[], { sdist: 'deploy.pem' }], ['error junk-shipped']],
  ['a key of tests', [[], { sdist: 'tests/server.pem' }], ['note junk-shipped']],
  ['a key of a dummy server', [[], { sdist: 'dummyserver/certs/server.key' }], ['note junk-shipped']],
  ['a key of tests in t', [[], { sdist: 't/unit/security/__init__.py' }], ['note junk-shipped']],
  [
    'a key that the wheel has too',
    [[], { sdist: 'src/demo/key.pem', wheel: 'demo/key.pem' }],
    ['error junk-shipped'],
  ],
  [
    'a key of tests that the wheel has too',
    [[], { sdist: 'src/demo/tests/key.pem', wheel: 'demo/tests/key.pem' }],
    ['warning junk-shipped'],
  ],
])('the sdist has %s', (_, given, expected) => {
  expect(short(checkContents(packageWithSdist(...given)))).toEqual(expected)
})

test('there are no findings without a wheel', () => {
  expect(checkContents(factsOf({ facts: { contents: { kind: 'skipped', reason: 'no wheel' } } }))).toEqual([])
})

test('a module that shipped code imported from the checkout is needed by that code', () => {
  const unshippedImports = [{ source: 'helpers.py', by: 'src/demo/__init__.py', line: 3 }]
  const tests = completedWith(testRun({}, { unshippedImports }))
  const given: Given = { missingModules: { helpers: 'helpers.py' }, facts: { tests } }
  expect(checkContents(factsOf(given))).toMatchObject([
    { rule: 'module-missing', severity: 'error', facts: { neededBy: ['src/demo/__init__.py:3'] } },
  ])
})
