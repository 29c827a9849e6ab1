import { expect, test } from '@jest/globals'
import { checkBuild } from '../../../src/checks/build/decide.ts'
import { checkInstall } from '../../../src/checks/install/decide.ts'
import { completedWith, factsOf, type Given, short } from '../facts.ts'

test.each<[string, Given, string[]]>([
  ['it can be built', {}, []],
  [
    'it cannot be built',
    {
      facts: {
        build: completedWith({ kind: 'failed', failure: { step: 'sdist', output: ['no'] }, transcript: '' }),
      },
    },
    ['error build-failed'],
  ],
  ['the index is down', { facts: { build: { kind: 'inconclusive', reason: 'down', seconds: 1 } } }, []],
])('build: %s', (_, given, expected) => {
  expect(short(checkBuild(factsOf(given)))).toEqual(expected)
})

const installed = { kind: 'installed', by: 'pip', conflicts: [], providers: {}, distributions: [] } as const

test.each<[string, Given, string[]]>([
  ['it can be installed', {}, []],
  [
    'the installation fails',
    { facts: { install: completedWith({ kind: 'refused', output: ['no'] }) } },
    ['error install-failed'],
  ],
  [
    'the installer rejects a script, which entry-point-broken reports',
    {
      entryPoints: '[console_scripts]\nd = demo',
      facts: {
        install: completedWith({ kind: 'refused', output: ['Invalid script entry point: d = demo'] }),
      },
    },
    [],
  ],
  [
    'the installation fails for another reason than a script that the installer would reject',
    {
      entryPoints: '[console_scripts]\nd = demo',
      facts: {
        install: completedWith({ kind: 'refused', output: ['No matching distribution found for a'] }),
      },
    },
    ['error install-failed'],
  ],
  [
    'the dependencies conflict',
    { facts: { install: completedWith({ ...installed, conflicts: ['a requires b<1'] }) } },
    ['error dependency-conflict'],
  ],
  ['the index is down', { facts: { install: { kind: 'inconclusive', reason: 'down', seconds: 1 } } }, []],
])('install: %s', (_, given, expected) => {
  expect(short(checkInstall(factsOf(given)))).toEqual(expected)
})
