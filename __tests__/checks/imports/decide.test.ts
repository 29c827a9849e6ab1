import { expect, test } from '@jest/globals'
import { checkImports } from '../../../src/checks/imports/decide.ts'
import type { ImportEvidence } from '../../../src/checks/imports/facts.ts'
import type { ImportAttempt } from '../../../src/python/import-modules.ts'
import { completedWith, error, factsOf, type Given, imported, scanResult, short, testRun } from '../facts.ts'

const SHIPPED = [
  'demo/__init__.py',
  'demo/a.py',
  'demo/b.py',
  'demo/cli.py',
  'demo/sub/x.py',
  'demo/_windows.py',
]
const noModule = (name: string, frames = ['demo/a.py:7']) =>
  error(`ModuleNotFoundError: No module named '${name}'`, frames)
const noName = (name: string, from: string) =>
  error(`ImportError: cannot import name '${name}' from '${from}' (/x)`, ['demo/a.py:7'])
const importing = (...all: (Parameters<typeof imported> | ImportEvidence)[]) => ({
  imports: completedWith(all.map((one) => (Array.isArray(one) ? imported(...one) : one))),
})
const analyzed = (module: string, failure: ImportAttempt['error'], more: Partial<ImportEvidence>) => ({
  ...imported(module, failure ?? 'killed'),
  ...more,
})
const NAME_IS_ABSENT = { isNameAbsent: true }
const FROM_SOURCES = { importsFromSources: true }

test.each<[string, Given['facts'], string[]]>([
  ['it can be imported', importing(['demo', 'imported']), []],
  ['it fails', importing(['demo', error('ValueError: no')]), ['error public']],
  ['it ends the program', importing(['demo', 'exited']), ['error public']],
  ['it crashes', importing(['demo', 'killed']), ['error public']],
  ['it hangs', importing(['demo', 'timed-out']), ['error public']],
  [
    'its error names the extra to install',
    importing(['demo', error('RuntimeError: run pip install demo[x]')]),
    ['error public'],
  ],
  [
    'a submodule needs another platform',
    importing(['demo', 'imported'], ['demo.a', noModule('winreg')]),
    ['note elsewhere'],
  ],
  ['a submodule fails', importing(['demo.a', error('ValueError: no')]), ['error submodule']],
  [
    'a submodule fails that the tests imported',
    {
      ...importing(['demo.a', error('ValueError: no')]),
      tests: completedWith(testRun({}, { modules: { loaded: ['demo', 'demo.a'], notLoaded: [] } })),
    },
    ['warning submodule'],
  ],
  ['a submodule lacks a file', importing(['demo.a', error('OSError: no')]), ['warning submodule']],
  ['a submodule hangs', importing(['demo.a', 'timed-out']), ['warning submodule']],
  ['a submodule ends the program', importing(['demo.a', 'exited']), ['warning submodule']],
  ['a submodule that is a program ends', importing(['demo.cli', 'exited']), ['note elsewhere']],
  [
    'a submodule raises an error on purpose',
    importing(analyzed('demo.a', error('ValueError: no'), { isDeliberate: true })),
    ['note elsewhere'],
  ],
  [
    'a public module raises an error on purpose',
    importing(analyzed('demo', error('ValueError: no'), { isDeliberate: true })),
    ['error public'],
  ],
  ['a private module fails', importing(['_demo', error('ValueError: no')]), ['note elsewhere']],
  [
    'several are optional: one finding',
    importing(['demo.a', noModule('winreg')], ['demo.b', noModule('django')]),
    ['note elsewhere'],
  ],
  ['a dependency is missing, which dependency-undeclared reports', importing(['demo', noModule('yaml')]), []],
  ['a module is missing, which module-missing reports', importing(['demo', noModule('demo.gone')]), []],

  [
    'a public module lacks a module of the package',
    importing(['demo', noModule('demo.nowhere')]),
    ['error own-module'],
  ],
  [
    'a submodule lacks a module of the package',
    importing(['demo.a', noModule('demo.nowhere')]),
    ['error own-module'],
  ],
  [
    'a module raises that it is missing itself',
    importing(['demo.a', noModule('demo.a')]),
    ['warning submodule'],
  ],
  [
    'a module raises that a shipped module is missing',
    importing(['demo.a', noModule('demo.b')]),
    ['warning submodule'],
  ],
  [
    'a module raises that a shipped directory is missing',
    importing(['demo.a', noModule('demo.sub')]),
    ['warning submodule'],
  ],
  [
    'a module raises ModuleNotFoundError with its own message',
    importing(['demo.a', error('ModuleNotFoundError: needs demo.nowhere', [], { name: 'demo.nowhere' })]),
    ['warning submodule'],
  ],
  [
    'a module for another platform is missing',
    importing(['demo._windows', noModule('demo._nowhere')], ['demo.a', noModule('demo._speedups_osx')]),
    ['note elsewhere'],
  ],
  ['an extension that was not compiled', importing(['demo.a', noModule('demo._fast')]), ['note elsewhere']],
  [
    'the error for a missing module of the package is caught',
    importing(['demo.a', error('RuntimeError: no', [], { cause: noModule('demo.nowhere') })]),
    ['warning submodule'],
  ],
  [
    'two modules fail at the same line',
    importing(['demo.a', noModule('demo.nowhere')], ['demo.b', noModule('demo.nowhere')]),
    ['error own-module'],
  ],

  [
    'a name is not in the source of its module',
    importing(analyzed('demo.a', noName('x', 'demo.b'), NAME_IS_ABSENT)),
    ['error own-name'],
  ],
  [
    'a name is in the source of its module',
    importing(analyzed('demo.a', noName('x', 'demo.b'), {})),
    ['note elsewhere'],
  ],
  [
    'a circular import',
    importing(
      analyzed(
        'demo.a',
        error(
          "ImportError: cannot import name 'x' from partially initialized module 'demo.b' (most likely due to a circular import)",
        ),
        NAME_IS_ABSENT,
      ),
    ),
    ['note elsewhere'],
  ],
  [
    'a name for another platform is missing',
    importing(analyzed('demo.a', noName('_demo_windows', 'demo'), NAME_IS_ABSENT)),
    ['note elsewhere'],
  ],

  [
    'a submodule can be imported from the sources',
    importing(analyzed('demo.a', error('ValueError: no'), FROM_SOURCES)),
    ['error checkout'],
  ],
  [
    'it crashes, and can be imported from the sources',
    importing(analyzed('demo.a', undefined, FROM_SOURCES)),
    ['error checkout'],
  ],

  [
    'it can be imported with an extra',
    importing(
      analyzed('demo', noModule('click'), {
        withExtras: { outcome: 'imported', seconds: 1, error: undefined, extras: ['cli'] },
      }),
    ),
    [],
  ],
  [
    'it fails with the extra too',
    importing(
      analyzed('demo', noModule('click'), {
        withExtras: { outcome: 'failed', seconds: 1, error: error('ValueError: no'), extras: ['cli'] },
      }),
    ),
    ['error public'],
  ],
  [
    'a submodule lacks a module of the package with the extra',
    importing(
      analyzed('demo.a', noModule('click'), {
        withExtras: { outcome: 'failed', seconds: 1, error: noModule('demo.nowhere'), extras: ['cli'] },
      }),
    ),
    ['error own-module'],
  ],
])('imports: %s', (_, facts, expected) => {
  const given: Given = {
    shipped: SHIPPED,
    missing: ['demo/gone.py', 'demo/_fast.pyx'],
    ...(facts && { facts }),
  }
  const found = checkImports(factsOf(given)).map(
    ({ severity, facts: ruleFacts }) => `${severity} ${'why' in ruleFacts ? ruleFacts.why : ''}`,
  )
  expect(found).toEqual(expected)
})

test('a missing module of a namespace package may belong to another distribution', () => {
  const given = (missing: string): Given => ({
    shipped: ['acme/core/__init__.py', 'acme/core/a.py'],
    facts: importing(['acme.core.a', noModule(missing)]),
  })
  expect(short(checkImports(factsOf(given('acme.other'))))).toEqual(['note import-failed'])
  expect(short(checkImports(factsOf(given('acme.core.nowhere'))))).toEqual(['error import-failed'])
})

test('the only package in a namespace package is public', () => {
  const given = (text: string): Given => ({
    shipped: ['acme/core/__init__.py'],
    facts: importing(['acme.core', error(text)]),
  })
  expect(short(checkImports(factsOf(given('ValueError: no'))))).toEqual(['error import-failed'])
  // dependency-undeclared reports a missing distribution.
  expect(short(checkImports(factsOf(given("ModuleNotFoundError: No module named 'yaml'"))))).toEqual([])
})

test('modules that fail because a public module fails are listed in its finding', () => {
  const failure = error('ValueError: no', ['demo/__init__.py:3'])
  const other = error('ValueError: no', ['demo/b.py:3'])
  const facts = importing(['demo', failure], ['demo.a', failure], ['demo.b', other])
  expect(checkImports(factsOf({ shipped: SHIPPED, facts })).map((finding) => finding.facts)).toMatchObject([
    {
      module: 'demo',
      error: 'ValueError: no',
      why: 'public',
      neededBy: ['import demo'],
      others: [{ module: 'demo.a' }],
    },
    { module: 'demo.b', error: 'ValueError: no', why: 'submodule', neededBy: [], others: [] },
  ])
})

test('a public module that needs settings of a framework is a warning', () => {
  const settingsError = error('ImproperlyConfigured: settings are not configured', [], {
    qualname: 'django.core.exceptions.ImproperlyConfigured',
  })
  const install = completedWith({
    kind: 'installed' as const,
    by: 'pip',
    conflicts: [],
    providers: { django: ['Django'] },
    distributions: [],
  })
  expect(short(checkImports(factsOf({ facts: { ...importing(['demo', settingsError]), install } })))).toEqual(
    ['warning import-failed'],
  )
})

test('a failed import is located in the checkout', () => {
  const [finding] = checkImports(
    factsOf({
      facts: importing([
        'demo',
        error('ValueError: no\nmore', ['/usr/lib/x.py:1', 'demo/__init__.py:4', '/venv/other.py:9']),
      ]),
    }),
  )
  expect(finding).toMatchObject({
    facts: { module: 'demo', error: 'ValueError: no' },
    where: { file: 'src/demo/__init__.py', line: 4 },
  })
})

test.each<[string, string, string | null, string[]]>([
  ['a module that does not exist', 'demo.nowhere', null, ['warning own-module']],
  ['a name that does not exist', 'demo', 'nothing', ['warning own-name']],
  ['a module that is not shipped, which module-missing reports', 'demo.gone', null, []],
  ['a module for another platform', 'demo._windows_console', null, []],
  ['an extension that was not compiled', 'demo._fast', null, []],
])('a function imports %s', (_, module, name, expected) => {
  const lacking = {
    file: 'demo/a.py',
    source: 'src/demo/a.py',
    line: 4,
    when: 'sometimes' as const,
    reached: ['import demo'],
    providers: ['demo'],
  }
  const facts = { dependencies: scanResult({ lackingOwn: [{ ...lacking, module, name }] }) }
  const found = checkImports(
    factsOf({ shipped: SHIPPED, missing: ['demo/gone.py', 'demo/_fast.pyx'], facts }),
  )
  expect(
    found.map(({ severity, facts: ruleFacts }) => `${severity} ${'why' in ruleFacts ? ruleFacts.why : ''}`),
  ).toEqual(expected)
})
