import { expect, test } from '@jest/globals'
import { checkBuild } from '../../../src/checks/build/decide.ts'
import { checkInstall } from '../../../src/checks/install/decide.ts'
import { factsOf, type Given, seen, short } from '../facts.ts'

test.each<[string, Given, string[]]>([
  ['it can be built', {}, []],
  [
    'it cannot be built',
    { facts: { build: seen({ kind: 'failed', failure: { step: 'sdist', words: ['no'] }, transcript: '' }) } },
    ['error build-failed'],
  ],
  ['the index is down', { facts: { build: { kind: 'inconclusive', reason: 'down', seconds: 1 } } }, []],
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
    'the installer refuses a script, which is told there',
    {
      entryPoints: '[console_scripts]\nd = demo',
      facts: { install: seen({ kind: 'refused', words: ['Invalid script entry point: d = demo'] }) },
    },
    [],
  ],
  [
    'the installer refuses something else than a script that it would refuse as well',
    {
      entryPoints: '[console_scripts]\nd = demo',
      facts: { install: seen({ kind: 'refused', words: ['No matching distribution found for a'] }) },
    },
    ['error install-failed'],
  ],
  [
    'the set contradicts itself',
    { facts: { install: seen({ ...installed, conflicts: ['a requires b<1'] }) } },
    ['error dependency-conflict'],
  ],
  ['the index is down', { facts: { install: { kind: 'inconclusive', reason: 'down', seconds: 1 } } }, []],
])('install: %s', (_, given, expected) => {
  expect(short(checkInstall(factsOf(given)))).toEqual(expected)
})
