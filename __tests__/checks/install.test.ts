import { expect, test } from '@jest/globals'
import { checkBuild } from '../../src/checks/build.ts'
import { checkImports } from '../../src/checks/imports.ts'
import { checkInstall } from '../../src/checks/install.ts'
import { error, factsOf, type Given, imported, seen, short } from './facts.ts'

const noModule = (name: string) =>
  error(`ModuleNotFoundError: No module named '${name}'`, ['demo/__init__.py:7'])
const importing = (...all: Parameters<typeof imported>[]) => ({
  imports: seen(all.map((one) => imported(...one))),
})

test.each<[string, Given, string[]]>([
  ['it can be built', {}, []],
  [
    'it cannot be built',
    { facts: { build: seen({ kind: 'failed', failure: { step: 'sdist', words: ['no'] }, transcript: '' }) } },
    ['error build-failed'],
  ],
  ['the index is down', { facts: { build: { kind: 'undecided', reason: 'down', seconds: 1 } } }, []],
])('build: %s', (_, given, expected) => {
  expect(short(checkBuild(factsOf(given)))).toEqual(expected)
})

const installed = { kind: 'installed', by: 'pip', conflicts: [], providers: {}, distributions: [] } as const

test.each<[string, Given, string[]]>([
  ['it installs', {}, []],
  [
    'the installer refuses',
    { facts: { install: seen({ kind: 'refused', words: ['no'] }) } },
    ['error install-failed'],
  ],
  [
    'the set contradicts itself',
    { facts: { install: seen({ ...installed, conflicts: ['a requires b<1'] }) } },
    ['error dependency-conflict'],
  ],
  ['the index is down', { facts: { install: { kind: 'undecided', reason: 'down', seconds: 1 } } }, []],
])('install: %s', (_, given, expected) => {
  expect(short(checkInstall(factsOf(given)))).toEqual(expected)
})

test.each<[string, Given, string[]]>([
  ['it imports', { facts: importing(['demo', 'imported']) }, []],
  ['it fails', { facts: importing(['demo', error('ValueError: no')]) }, ['error import-failed']],
  ['it ends the program', { facts: importing(['demo', 'exited']) }, ['error import-failed']],
  ['it crashes', { facts: importing(['demo', 'killed']) }, ['error import-failed']],
  ['it hangs', { facts: importing(['demo', 'timed-out']) }, ['error import-failed']],
  [
    'a submodule fails',
    {
      facts: importing(
        ['demo', 'imported'],
        ['demo.win', error("ModuleNotFoundError: No module named 'winreg'")],
      ),
    },
    [],
  ],
  ['a private name fails', { facts: importing(['_demo', error('ValueError: no')]) }, []],
  [
    'a module is missing, which is told elsewhere',
    { missing: ['demo/gone.py'], facts: importing(['demo', noModule('demo.gone')]) },
    [],
  ],
  ['a dependency is missing, which is told elsewhere', { facts: importing(['demo', noModule('yaml')]) }, []],
  [
    'an own module is nowhere',
    { facts: importing(['demo', noModule('demo.nowhere')]) },
    ['error import-failed'],
  ],
])('imports: %s', (_, given, expected) => {
  expect(short(checkImports(factsOf(given)))).toEqual(expected)
})

test('a framework that wants its settings first warns', () => {
  const wants = error('ImproperlyConfigured: settings are not configured', [], {
    qualname: 'django.core.exceptions.ImproperlyConfigured',
  })
  const install = seen({ ...installed, providers: { django: ['Django'] } })
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
