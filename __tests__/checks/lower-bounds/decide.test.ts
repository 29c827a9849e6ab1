import { expect, test } from '@jest/globals'
import { checkExtras } from '../../../src/checks/extras/decide.ts'
import type { ExtraEvidence } from '../../../src/checks/extras/facts.ts'
import { checkLowest } from '../../../src/checks/lower-bounds/decide.ts'
import type { LowestRun } from '../../../src/checks/lower-bounds/facts.ts'
import {
  called,
  error,
  factsOf,
  imported,
  script,
  scriptRun,
  seen,
  short,
  testFailure,
  testRun,
} from '../facts.ts'

const WORKS = script('d = demo:main', [scriptRun(0)])
const FAILS = script('d = demo:main', [scriptRun(1, { error: error('TypeError: no') })])
const ran = (given: Partial<Extract<LowestRun, { kind: 'ran' }>>): LowestRun => ({
  kind: 'ran',
  dependencies: ['click==7.0'],
  imports: [],
  scripts: [],
  tests: testRun(),
  ...given,
})
const failed = (...ids: string[]) => testRun({ failures: ids.map((id) => testFailure(id)) })

test.each<[string, LowestRun, string[]]>([
  ['all works', ran({ imports: [imported('demo', 'imported')], scripts: [WORKS] }), []],
  ['an import fails', ran({ imports: [imported('demo', error('ValueError: no'))] }), ['import demo']],
  ['a script fails', ran({ scripts: [FAILS] }), ['the script d']],
  ['a test fails', ran({ tests: failed('test_a.py::test') }), ['test_a.py::test']],
  ['a test fails as with the highest', ran({ tests: failed('test_known.py::test') }), []],
  ['pytest itself does not work', ran({ tests: testRun({ internalErrors: ['no'] }) }), ['pytest']],
  ['the tests cannot be run', ran({ tests: 'they need more' }), []],
])('with the lowest versions %s', (_, lowest, expected) => {
  const facts = { scripts: called([WORKS]), tests: seen(failed('test_known.py::test')), lowest: seen(lowest) }
  const findings = checkLowest(factsOf({ facts }))
  expect(
    findings.flatMap(({ facts: told }) => ('failures' in told ? told.failures : [])).map(({ what }) => what),
  ).toEqual(expected)
  expect(short(findings)).toEqual(expected.length === 0 ? [] : ['error lower-bound-false'])
})

test('a script that fails with the highest versions too is told there', () => {
  const facts = { scripts: called([FAILS]), lowest: seen(ran({ scripts: [FAILS] })) }
  expect(checkLowest(factsOf({ facts }))).toEqual([])
})

test('lowest versions that cannot be installed warn', () => {
  const facts = { lowest: seen<LowestRun>({ kind: 'refused', words: ['no sdist builds'] }) }
  expect(short(checkLowest(factsOf({ facts })))).toEqual(['warning lower-bound-false'])
})

test('nobody asked', () => {
  expect(checkLowest(factsOf())).toEqual([])
  expect(checkExtras(factsOf())).toEqual([])
})

const extra = (given: Partial<ExtraEvidence>): ExtraEvidence => ({
  extra: 'cli',
  refused: undefined,
  conflicts: [],
  imports: [imported('demo', 'imported')],
  ...given,
})
const BROKEN = [imported('demo', error('ValueError: no'))]

test.each<[string, ExtraEvidence, string, string[]]>([
  ['it works', extra({}), 'imported', []],
  ['it cannot be installed', extra({ refused: ['no'] }), 'imported', ['error install-failed']],
  [
    'the set contradicts itself',
    extra({ conflicts: ['a requires b'] }),
    'imported',
    ['error dependency-conflict'],
  ],
  ['so does it without', extra({ conflicts: ['known'] }), 'imported', []],
  ['the package does not import', extra({ imports: BROKEN }), 'imported', ['error import-failed']],
  ['nor does it without', extra({ imports: BROKEN }), 'failed', []],
])('with an extra alone: %s', (_, evidence, bare, expected) => {
  const facts = {
    install: seen({
      kind: 'installed' as const,
      by: 'pip',
      conflicts: ['known'],
      providers: {},
      distributions: [],
    }),
    imports: seen([imported('demo', bare === 'imported' ? 'imported' : error('ValueError: no'))]),
    extras: seen([evidence]),
  }
  expect(short(checkExtras(factsOf({ facts })))).toEqual(expected)
})
