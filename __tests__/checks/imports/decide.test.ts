import { expect, test } from '@jest/globals'
import { checkImports } from '../../../src/checks/imports/decide.ts'
import type { ImportEvidence } from '../../../src/checks/imports/facts.ts'
import type { ImportAttempt } from '../../../src/python/import-modules.ts'
import { error, factsOf, type Given, imported, seen, short } from '../facts.ts'

const SHIPPED = ['demo/__init__.py', 'demo/a.py', 'demo/b.py', 'demo/sub/x.py', 'demo/_windows.py']
const noModule = (name: string, frames = ['demo/a.py:7']) =>
  error(`ModuleNotFoundError: No module named '${name}'`, frames)
const noName = (name: string, from: string) =>
  error(`ImportError: cannot import name '${name}' from '${from}' (/x)`, ['demo/a.py:7'])
const importing = (...all: (Parameters<typeof imported> | ImportEvidence)[]) => ({
  imports: seen(all.map((one) => (Array.isArray(one) ? imported(...one) : one))),
})
const closer = (module: string, failure: ImportAttempt['error'], more: Partial<ImportEvidence>) => ({
  ...imported(module, failure ?? 'killed'),
  ...more,
})
const NOWHERE = { nameIsNowhere: true }
const FROM_SOURCES = { importsFromSources: true }

test.each<[string, Given['facts'], string[]]>([
  ['it imports', importing(['demo', 'imported']), []],
  ['it fails', importing(['demo', error('ValueError: no')]), ['error public']],
  ['it ends the program', importing(['demo', 'exited']), ['error public']],
  ['it crashes', importing(['demo', 'killed']), ['error public']],
  ['it hangs', importing(['demo', 'timed-out']), ['error public']],
  [
    'it says what to install',
    importing(['demo', error('RuntimeError: run pip install demo[x]')]),
    ['warning public'],
  ],
  [
    'a submodule needs another platform',
    importing(['demo', 'imported'], ['demo.a', noModule('winreg')]),
    ['note elsewhere'],
  ],
  ['a submodule fails', importing(['demo.a', error('ValueError: no')]), ['note elsewhere']],
  ['a submodule hangs', importing(['demo.a', 'timed-out']), ['note elsewhere']],
  ['a private name fails', importing(['_demo', error('ValueError: no')]), ['note elsewhere']],
  [
    'several are told together',
    importing(['demo.a', noModule('winreg')], ['demo.b', error('ValueError: no')]),
    ['note elsewhere'],
  ],
  ['a dependency is missing, which is told elsewhere', importing(['demo', noModule('yaml')]), []],
  ['a module is missing, which is told elsewhere', importing(['demo', noModule('demo.gone')]), []],

  ['a public name lacks an own module', importing(['demo', noModule('demo.nowhere')]), ['error own-module']],
  ['a submodule lacks an own module', importing(['demo.a', noModule('demo.nowhere')]), ['error own-module']],
  ['a module says that it is missing itself', importing(['demo.a', noModule('demo.a')]), ['note elsewhere']],
  ['a module says so of one that ships', importing(['demo.a', noModule('demo.b')]), ['note elsewhere']],
  [
    'a module says so of a folder that ships',
    importing(['demo.a', noModule('demo.sub')]),
    ['note elsewhere'],
  ],
  [
    'a module says it in its own words',
    importing(['demo.a', error('ModuleNotFoundError: needs demo.nowhere', [], { name: 'demo.nowhere' })]),
    ['note elsewhere'],
  ],
  [
    'an own module of another platform',
    importing(['demo._windows', noModule('demo._nowhere')], ['demo.a', noModule('demo._speedups_osx')]),
    ['note elsewhere'],
  ],
  ['an extension that was not compiled', importing(['demo.a', noModule('demo._fast')]), ['note elsewhere']],
  [
    'a missing own module is handled',
    importing(['demo.a', error('RuntimeError: no', [], { cause: noModule('demo.nowhere') })]),
    ['note elsewhere'],
  ],
  [
    'two modules lack the same own module in the same place',
    importing(['demo.a', noModule('demo.nowhere')], ['demo.b', noModule('demo.nowhere')]),
    ['error own-module'],
  ],

  ['an own name is nowhere', importing(closer('demo.a', noName('x', 'demo.b'), NOWHERE)), ['error own-name']],
  [
    'an own name may be there elsewhere',
    importing(closer('demo.a', noName('x', 'demo.b'), {})),
    ['note elsewhere'],
  ],
  [
    'a circular import',
    importing(
      closer(
        'demo.a',
        error(
          "ImportError: cannot import name 'x' from partially initialized module 'demo.b' (most likely due to a circular import)",
        ),
        NOWHERE,
      ),
    ),
    ['note elsewhere'],
  ],
  [
    'a name that means another platform',
    importing(closer('demo.a', noName('_demo_windows', 'demo'), NOWHERE)),
    ['note elsewhere'],
  ],

  [
    'a submodule imports from the sources',
    importing(closer('demo.a', error('ValueError: no'), FROM_SOURCES)),
    ['error checkout'],
  ],
  [
    'it crashes, and not from the sources',
    importing(closer('demo.a', undefined, FROM_SOURCES)),
    ['error checkout'],
  ],

  [
    'it imports with an extra',
    importing(
      closer('demo', noModule('click'), {
        withExtras: { outcome: 'imported', seconds: 1, error: undefined, extras: ['cli'] },
      }),
    ),
    [],
  ],
  [
    'it fails with the extra too',
    importing(
      closer('demo', noModule('click'), {
        withExtras: { outcome: 'failed', seconds: 1, error: error('ValueError: no'), extras: ['cli'] },
      }),
    ),
    ['error public'],
  ],
  [
    'a submodule lacks an own module with the extra',
    importing(
      closer('demo.a', noModule('click'), {
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
    ({ severity, facts: told }) => `${severity} ${'why' in told ? told.why : ''}`,
  )
  expect(found).toEqual(expected)
})

test('a missing module of a shared namespace may be of another distribution', () => {
  const given = (missing: string): Given => ({
    shipped: ['acme/core/__init__.py', 'acme/core/a.py'],
    facts: importing(['acme.core.a', noModule(missing)]),
  })
  expect(short(checkImports(factsOf(given('acme.other'))))).toEqual(['note import-failed'])
  expect(short(checkImports(factsOf(given('acme.core.nowhere'))))).toEqual(['error import-failed'])
})

test('the one package in a namespace is what users import', () => {
  const given = (text: string): Given => ({
    shipped: ['acme/core/__init__.py'],
    facts: importing(['acme.core', error(text)]),
  })
  expect(short(checkImports(factsOf(given('ValueError: no'))))).toEqual(['error import-failed'])
  // What it lacks is told by dependency-undeclared.
  expect(short(checkImports(factsOf(given("ModuleNotFoundError: No module named 'yaml'"))))).toEqual([])
})

test('what fails because a public name fails is told with it', () => {
  const failure = error('ValueError: no', ['demo/__init__.py:3'])
  const other = error('ValueError: no', ['demo/b.py:3'])
  const facts = importing(['demo', failure], ['demo.a', failure], ['demo.b', other])
  expect(checkImports(factsOf({ shipped: SHIPPED, facts })).map((finding) => finding.facts)).toEqual([
    {
      module: 'demo',
      error: 'ValueError: no',
      why: 'public',
      extras: [],
      others: [{ module: 'demo.a', error: 'ValueError: no' }],
    },
    { module: 'demo.b', error: 'ValueError: no', why: 'elsewhere', extras: [], others: [] },
  ])
})

test('a framework that wants its settings first warns', () => {
  const wants = error('ImproperlyConfigured: settings are not configured', [], {
    qualname: 'django.core.exceptions.ImproperlyConfigured',
  })
  const install = seen({
    kind: 'installed' as const,
    by: 'pip',
    conflicts: [],
    providers: { django: ['Django'] },
    distributions: [],
  })
  expect(short(checkImports(factsOf({ facts: { ...importing(['demo', wants]), install } })))).toEqual([
    'warning import-failed',
  ])
})

test('a failing import is told in the checkout', () => {
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
