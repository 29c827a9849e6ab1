import { expect, test } from '@jest/globals'
import { rawScripts } from '../../../src/checks/diagnosis/raw-scripts.ts'
import { checkEntryPoints } from '../../../src/checks/scripts/entry-points.ts'
import type { EntryPointEvidence } from '../../../src/checks/scripts/facts.ts'
import type { PythonError } from '../../../src/python/traceback.ts'
import { called, error, factsOf, type Given, seen } from '../facts.ts'

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
  ['another script than Latin', '[console_scripts]\nprüfe = demo:main', []],
  ['a module of a folder without __init__', '[console_scripts]\nd = demo.sub.cli:main', []],
  ['a module of another distribution', '[console_scripts]\nd = click:main', []],
  ['a plug-in that names a module alone', '[plugins]\nd = demo.sub', []],
  ['a plug-in with spaces around its colon', '[plugins]\nd = demo : C', []],
  ['a value of another kind', '[plugins]\nd = 3 of it', []],

  ['no function', '[console_scripts]\nd = demo', ['error d']],
  ['no function of a GUI script', '[gui_scripts]\nd = demo', ['error d']],
  ['spaces around the colon', '[console_scripts]\nd = demo : main', ['error d']],
  ['a dash in the module', '[console_scripts]\nd = de-mo:main', ['error d']],
  ['a call', '[console_scripts]\nd = demo:main()', ['error d']],
  ['a space in the name', '[console_scripts]\nmy cmd = demo:main', ['error my cmd']],
  ['a path for a name', '[console_scripts]\n../d = demo:main', ['error ../d']],

  ['a module that is nowhere', '[console_scripts]\nd = demo.nowhere:main', ['error d']],
  ['a module of a plug-in that is nowhere', '[plugins]\nd = demo.nowhere', ['error d']],
  ['a module that stayed behind, which is told there', '[plugins]\nd = demo.gone', []],
  ['a module that is no part of the package', '[plugins]\nd = tests.plugin', ['error d']],

  ['the name of Python', '[console_scripts]\npython = demo:main', ['error python']],
  ['the name of a Python', '[gui_scripts]\npython3.12 = demo:main', ['error python3.12']],
  ['the name of pip', '[console_scripts]\npip3 = demo:main', ['error pip3']],
  ['a name that begins so', '[console_scripts]\npythonic = demo:main\npip-demo = demo:main', []],
  ['a plug-in that is called so', '[plugins]\npython = demo', []],
  ['two names in another case', '[console_scripts]\nD = demo:a\nd = demo:b', ['warning d']],
  ['one name in two groups', '[console_scripts]\nd = demo:a\n[plugins]\nD = demo:b', []],
])('an entry with %s', (_, entryPoints, expected) => {
  const given = { missing: ['demo/gone.py'], missingModules: { 'tests.plugin': 'tests/plugin.py' } }
  expect(found({ ...given, entryPoints })).toEqual(expected)
})

test('who a command belongs to may have it', () => {
  expect(found({ name: 'pip', entryPoints: '[console_scripts]\npip3.12 = demo:main' })).toEqual([])
})

test('a command of another distribution', () => {
  const programs = { d: ['demo', 'other'], own: ['Demo'] }
  const install = seen({
    kind: 'installed' as const,
    by: 'pip',
    conflicts: [],
    providers: {},
    distributions: [],
    programs,
  })
  const entryPoints = '[console_scripts]\nd = demo:main\nown = demo:main\nnew = demo:main'
  expect(found({ entryPoints, facts: { install } })).toEqual(['warning d'])
})

test('raw scripts are told from those that the installer makes', () => {
  const programs = { d: ['demo'], 'e.exe': ['demo'], 'run.sh': ['Demo'], other: ['other'] }
  const install = seen({
    kind: 'installed' as const,
    by: 'pip',
    conflicts: [],
    providers: {},
    distributions: [],
    programs,
  })
  const entryPoints = '[console_scripts]\nd = demo:main\n[gui_scripts]\ne = demo:main'
  expect(rawScripts(factsOf({ entryPoints, facts: { install } }))).toEqual(['run.sh'])
  expect(rawScripts(factsOf({ entryPoints }))).toEqual([])
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

test.each<[string, EntryPointEvidence, string[]]>([
  ['loads', loaded('demo:x'), []],
  ['has no such attribute', loaded('demo:x', NO_ATTRIBUTE), ['error d']],
  ['has no such attribute of a class', loaded('demo:C.x', NO_ATTRIBUTE), ['error d']],
  [
    'has none, says its module',
    loaded('demo:x', error('AttributeError: x', ['demo/__init__.py:9 in __getattr__'])),
    ['error d'],
  ],
  ['fails in its module', loaded('demo:x', error('AttributeError: x', ['demo/__init__.py:9'])), []],
  ['lacks its host', loaded('demo:x', error("ModuleNotFoundError: No module named 'pytest'")), []],
  ['fails otherwise', loaded('demo:x', error('RuntimeError: no')), []],
  ['is of another distribution', loaded('click:x', NO_ATTRIBUTE), []],
  ['is a submodule that a launcher finds', loaded('demo:sub.main', NO_ATTRIBUTE, 'gui_scripts'), []],
  ['is a submodule that a host does not find', loaded('demo:sub.main', NO_ATTRIBUTE), ['error d']],
])('an entry that %s', (_, evidence, expected) => {
  expect(found({ facts: { scripts: called([], [evidence]) } })).toEqual(expected)
})
