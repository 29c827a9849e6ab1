import { expect, test } from '@jest/globals'
import { importFailures } from '../../../src/checks/diagnosis/import-failures.ts'
import { hostRequirement } from '../../../src/checks/diagnosis/plugin-host.ts'
import { scriptFiles } from '../../../src/checks/diagnosis/script-files.ts'
import { checkEntryPoints } from '../../../src/checks/scripts/entry-points.ts'
import type { EntryPointEvidence } from '../../../src/checks/scripts/facts.ts'
import type { PythonError } from '../../../src/python/traceback.ts'
import { completedWith, error, factsOf, type Given, imported, scriptsResult } from '../facts.ts'

const SHIPPED = ['demo/__init__.py', 'demo/sub/cli.py']
const found = (given: Given) =>
  checkEntryPoints(factsOf({ shipped: SHIPPED, ...given })).map(
    ({ severity, facts }) => `${severity} ${'script' in facts ? facts.script : ''}`,
  )

test.each<[string, string, string[]]>([
  ['a script', '[console_scripts]\nd = demo:main', []],
  ['a nested attribute', '[console_scripts]\nd = demo:C.main', []],
  ['an extra', '[console_scripts]\nd = demo:main [x, y]', []],
  ['a comment', '[console_scripts]\nd = demo:main # why', []],
  ['a dot and a dash in the name', '[console_scripts]\nd-e.f = demo:main', []],
  ['a non-ASCII name', '[console_scripts]\nprüfe = demo:main', []],
  ['a module of a directory without __init__', '[console_scripts]\nd = demo.sub.cli:main', []],
  ['a module of another distribution', '[console_scripts]\nd = click:main', []],
  ['a plugin that names only a module', '[plugins]\nd = demo.sub', []],
  ['a plugin with spaces around its colon', '[plugins]\nd = demo : C', []],
  ['a value that is not an object reference', '[plugins]\nd = 3 of it', []],

  ['no function', '[console_scripts]\nd = demo', ['error d']],
  ['no function in a GUI script', '[gui_scripts]\nd = demo', ['error d']],
  ['spaces around the colon', '[console_scripts]\nd = demo : main', ['error d']],
  ['a dash in the module', '[console_scripts]\nd = de-mo:main', ['error d']],
  ['a call', '[console_scripts]\nd = demo:main()', ['error d']],
  ['a space in the name', '[console_scripts]\nmy cmd = demo:main', ['error my cmd']],
  ['a path for a name', '[console_scripts]\n../d = demo:main', ['error ../d']],

  ['a module that does not exist', '[console_scripts]\nd = demo.nowhere:main', ['error d']],
  ['a module of a plugin that does not exist', '[plugins]\nd = demo.nowhere', ['error d']],
  ['a module that is missing from the wheel, which another rule reports', '[plugins]\nd = demo.gone', []],
  ['a module that is not part of the package', '[plugins]\nd = tests.plugin', ['error d']],

  ['the name of Python', '[console_scripts]\npython = demo:main', ['error python']],
  ['the name of a Python', '[gui_scripts]\npython3.12 = demo:main', ['error python3.12']],
  ['the name of pip', '[console_scripts]\npip3 = demo:main', ['error pip3']],
  [
    'a name that begins with that of Python or pip',
    '[console_scripts]\npythonic = demo:main\npip-demo = demo:main',
    [],
  ],
  ['a plugin with the name of Python', '[plugins]\npython = demo', []],
  ['two names that differ only in case', '[console_scripts]\nD = demo:a\nd = demo:b', ['warning d']],
  ['one name in two groups', '[console_scripts]\nd = demo:a\n[plugins]\nD = demo:b', []],
])('an entry point with %s', (_, entryPoints, expected) => {
  const given = { missing: ['demo/gone.py'], missingModules: { 'tests.plugin': 'tests/plugin.py' } }
  expect(found({ ...given, entryPoints })).toEqual(expected)
})

test('a distribution may install its own command', () => {
  expect(found({ name: 'pip', entryPoints: '[console_scripts]\npip3.12 = demo:main' })).toEqual([])
})

test('raw scripts do not include the scripts of entry points', () => {
  const programs = { d: ['demo'], 'e.exe': ['demo'], 'run.sh': ['Demo'], other: ['other'] }
  const install = completedWith({
    kind: 'installed' as const,
    by: 'pip',
    conflicts: [],
    providers: {},
    distributions: [],
    programs,
  })
  const entryPoints = '[console_scripts]\nd = demo:main\n[gui_scripts]\ne = demo:main'
  expect(scriptFiles(factsOf({ entryPoints, facts: { install } }))).toEqual(['run.sh'])
  expect(scriptFiles(factsOf({ entryPoints }))).toEqual([])
})

const loaded = (reference: string, failure?: PythonError, group = 'plugins'): EntryPointEvidence => {
  const [module = '', attribute] = reference.split(':')
  return {
    entryPoint: { group, name: 'd', value: reference, module, attribute, extras: [] },
    outcome: failure === undefined ? 'imported' : 'failed',
    seconds: 0,
    error: failure,
    extras: [],
  }
}
const NO_ATTRIBUTE = error("AttributeError: module 'demo' has no attribute 'x'")

const NAME_ERROR = error("NameError: name 'y' is not defined", ['demo/__init__.py:9'])

test.each<[string, EntryPointEvidence, string[]]>([
  ['loads', loaded('demo:x'), []],
  ['has a missing attribute', loaded('demo:x', NO_ATTRIBUTE), ['error d']],
  ['has a missing attribute of a class', loaded('demo:C.x', NO_ATTRIBUTE), ['error d']],
  [
    'has an attribute that the __getattr__ of its module rejects',
    loaded('demo:x', error('AttributeError: x', ['demo/__init__.py:9 in __getattr__'])),
    ['error d'],
  ],
  ['fails in its module', loaded('demo:x', error('AttributeError: x', ['demo/__init__.py:9'])), ['error d']],
  [
    'lacks its plugin host',
    loaded('demo:x', error("ModuleNotFoundError: No module named 'mkdocs'"), 'mkdocs.plugins'),
    [],
  ],
  [
    'lacks an undeclared distribution',
    loaded('click:x', error("ModuleNotFoundError: No module named 'click'")),
    ['error d'],
  ],
  [
    'has a defect that only its host reaches',
    { ...loaded('demo:x', NAME_ERROR, 'mkdocs.plugins'), host: 'mkdocs>=1.5' },
    ['error d'],
  ],
  ['raises an exception of its own', loaded('demo:x', error('RuntimeError: no')), ['error d']],
  [
    'lacks settings',
    loaded(
      'demo:x',
      error('ImproperlyConfigured: set SECRET_KEY', [], {
        qualname: 'django.core.exceptions.ImproperlyConfigured',
      }),
    ),
    [],
  ],
  [
    'lacks a display',
    loaded('demo:x', error('TclError: no display name and no $DISPLAY'), 'gui_scripts'),
    [],
  ],
  [
    'lacks a system library',
    loaded(
      'demo:x',
      error('ImportError: libGL.so.1: cannot open shared object file: No such file or directory'),
      'gui_scripts',
    ),
    [],
  ],
  ['crashes', { ...loaded('demo:x', undefined, 'gui_scripts'), outcome: 'killed' }, []],
  ['is of another distribution', loaded('click:x', NO_ATTRIBUTE), []],
  ['is a submodule that a launcher finds', loaded('demo:sub.main', NO_ATTRIBUTE, 'gui_scripts'), []],
  ['is a submodule that a host does not find', loaded('demo:sub.main', NO_ATTRIBUTE), ['error d']],
  ['has a defect, as a GUI script', loaded('demo:x', NAME_ERROR, 'gui_scripts'), ['error d']],
])('an entry point that %s', (_, evidence, expected) => {
  expect(found({ facts: { scripts: scriptsResult([], [evidence]) } })).toEqual(expected)
})

test('an entry point that fails like the import of its module is not reported again', () => {
  const facts = {
    imports: completedWith([imported('demo', NAME_ERROR)]),
    scripts: scriptsResult([], [loaded('demo:x', NAME_ERROR)]),
  }
  expect(found({ facts })).toEqual([])
})

test.each<[string, string, string, string[], string | undefined]>([
  ['a well-known host', 'pytest11', 'pytest', [], 'pytest'],
  ['any module that a well-known host may install', 'pytest11', 'pluggy', [], 'pytest'],
  ['as the project requires it', 'mkdocs.plugins', 'mkdocs', ["MkDocs>=1.5; extra == 'docs'"], 'MkDocs>=1.5'],
  ['as a path', 'mkdocs.plugins', 'mkdocs', ['mkdocs @ file:../mkdocs'], 'mkdocs'],
  ['a host that the project requires', 'acme.plugins', 'acme', ['acme[cli]>2'], 'acme[cli]>2'],
  ['an unknown host', 'acme.plugins', 'acme', [], undefined],
  ['a module of another name', 'acme.plugins', 'other', ['other'], undefined],
  ['a group with an underscore', 'acme_plugins', 'acme', ['acme'], 'acme'],
])('the host of a plugin: %s', (_, group, missing, requirements, expected) => {
  expect(hostRequirement(group, missing, requirements)).toBe(expected)
})

test('a plugin that was loaded with its host is not listed among the failed imports', () => {
  const missing = error("ModuleNotFoundError: No module named 'mkdocs'", ['demo/sub/cli.py:1'])
  const evidence = { ...loaded('demo.sub.cli:P', undefined, 'mkdocs.plugins'), host: 'mkdocs' }
  const failures = (entryPoints: EntryPointEvidence[]) =>
    importFailures(
      factsOf({
        shipped: SHIPPED,
        entryPoints: '[mkdocs.plugins]\nd = demo.sub.cli:P',
        facts: {
          imports: completedWith([imported('demo.sub.cli', missing)]),
          scripts: scriptsResult([], entryPoints),
        },
      }),
    ).length
  expect(failures([])).toBe(1)
  expect(failures([evidence])).toBe(0)
})
