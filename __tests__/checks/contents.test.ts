import { expect, test } from '@jest/globals'
import { checkContents } from '../../src/checks/contents.ts'
import {
  error,
  factsOf,
  type Given,
  imported,
  script,
  scriptRun,
  seen,
  short,
  testFailure,
  testRun,
} from './facts.ts'

const GONE = error("ModuleNotFoundError: No module named 'demo.gone'", ['demo/__init__.py:1'])
const NO_DATA = error("FileNotFoundError: [Errno 2] No such file or directory: '/venv/demo/data/x.json'")
const SHIPPED = ['demo/__init__.py', 'demo/data/y.json']

test.each<[string, Given, string[]]>([
  ['nothing is missing', {}, []],
  ['a module that nothing needs', { missing: ['demo/gone.py'] }, ['warning module-missing']],
  [
    'a module that an import needs',
    { missing: ['demo/gone.py'], facts: { imports: seen([imported('demo', GONE)]) } },
    ['error module-missing'],
  ],
  [
    'a module that a test needs',
    {
      missing: ['demo/gone.py'],
      facts: { tests: seen(testRun({ failures: [testFailure('t.py::t', { error: GONE })] })) },
    },
    ['error module-missing'],
  ],
  [
    'a module that a script needs',
    {
      missing: ['demo/gone.py'],
      facts: { scripts: seen([script('d = demo:main', [scriptRun(1, { error: GONE })])]) },
    },
    ['error module-missing'],
  ],
  [
    'a module that an entry names',
    { missing: ['demo/gone.py'], entryPoints: '[console_scripts]\nd = demo.gone:main' },
    ['error module-missing'],
  ],
  [
    'a module that a plugin names',
    { missing: ['demo/gone.py'], entryPoints: '[plugins]\nd = demo.gone:main' },
    ['warning module-missing'],
  ],
  [
    'a module beside the package that an import needs',
    {
      missingModules: { helpers: 'helpers.py' },
      facts: { imports: seen([imported('demo', error("ModuleNotFoundError: No module named 'helpers'"))]) },
    },
    ['error module-missing'],
  ],
  ['a module beside the package that nothing needs', { missingModules: { noxfile: 'noxfile.py' } }, []],
  [
    'a folder of modules: one finding',
    { missing: ['demo/sub/__init__.py', 'demo/sub/a.py', 'demo/sub/b/c.py'] },
    ['warning module-missing'],
  ],
  [
    'two folders of modules',
    { missing: ['demo/one/a.py', 'demo/two/a.py'] },
    ['warning module-missing', 'warning module-missing'],
  ],
  ['tests in the package', { missing: ['demo/tests/test_a.py', 'demo/conftest.py', 'demo/test_b.py'] }, []],

  ['data that nothing reads', { missing: ['demo/data/x.json'] }, []],
  [
    'data beside others of its kind',
    { shipped: SHIPPED, missing: ['demo/data/x.json'] },
    ['warning data-missing'],
  ],
  ['data beside files of another kind', { shipped: SHIPPED, missing: ['demo/data/x.csv'] }, []],
  ['data in another folder', { shipped: SHIPPED, missing: ['demo/other/x.json'] }, []],
  [
    'data that shipped code reads',
    { missing: ['demo/data/x.json'], readers: { 'demo/data/x.json': ['src/demo/__init__.py'] } },
    ['error data-missing'],
  ],
  [
    'data that a test needs',
    {
      missing: ['demo/data/x.json'],
      facts: { tests: seen(testRun({ failures: [testFailure('t.py::t', { error: NO_DATA })] })) },
    },
    ['error data-missing'],
  ],
  ['data of tests', { shipped: [...SHIPPED], missing: ['demo/tests/data.json'] }, []],
  [
    'sources of compiled code, notes and leftovers',
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
    'a stray folder of tests',
    { shipped: ['demo/__init__.py', 'tests/__init__.py'] },
    ['error stray-top-level'],
  ],
  [
    'several stray names',
    { shipped: ['demo/__init__.py', 'docs/conf.py', 'setup.py', 'examples/a.py'] },
    Array(3).fill('error stray-top-level'),
  ],
  ['a project of that name', { name: 'Build', shipped: ['build/__init__.py'] }, []],
  ['two packages', { shipped: ['configobj/__init__.py', 'validate/__init__.py'] }, []],
  ['tests inside the package', { shipped: ['demo/__init__.py', 'demo/tests/test_a.py'] }, []],
])('%s', (_, given, expected) => {
  expect(short(checkContents(factsOf(given)))).toEqual(expected)
})

test('a missing module is told with who needs it, where it is and why it stayed behind', () => {
  const [finding] = checkContents(
    factsOf({
      backend: 'hatchling.build',
      missing: ['demo/gone.py'],
      ignoredBy: { 'src/demo/gone.py': '"gone*" in line 3 of .gitignore' },
      facts: { imports: seen([imported('demo', GONE), imported('demo.a', GONE)]) },
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

test('without a wheel there is nothing to say', () => {
  expect(checkContents(factsOf({ facts: { contents: { kind: 'skipped', reason: 'no wheel' } } }))).toEqual([])
})

test('a module that shipped code borrowed from the checkout is needed by that code', () => {
  const borrowed = [{ source: 'helpers.py', by: 'src/demo/__init__.py', line: 3 }]
  const tests = seen(testRun({}, { borrowed }))
  const given: Given = { missingModules: { helpers: 'helpers.py' }, facts: { tests } }
  expect(checkContents(factsOf(given))).toMatchObject([
    { rule: 'module-missing', severity: 'error', facts: { neededBy: ['src/demo/__init__.py:3'] } },
  ])
})
