import { expect, test } from '@jest/globals'
import { checkExtras } from '../../../src/checks/extras/decide.ts'
import type { ExtraEvidence } from '../../../src/checks/extras/facts.ts'
import { checkLowerBounds } from '../../../src/checks/lower-bounds/decide.ts'
import type { LowerBoundsRun } from '../../../src/checks/lower-bounds/facts.ts'
import {
  completedWith,
  error,
  factsOf,
  imported,
  script,
  scriptRun,
  scriptsResult,
  short,
  testFailure,
  testRun,
} from '../facts.ts'

const WORKS = script('d = demo:main', [scriptRun(0)])
const FAILS = script('d = demo:main', [scriptRun(1, { error: error('TypeError: no') })])
const ran = (given: Partial<Extract<LowerBoundsRun, { kind: 'ran' }>>): LowerBoundsRun => ({
  kind: 'ran',
  dependencies: ['click==7.0'],
  imports: [],
  scripts: [],
  tests: testRun(),
  ...given,
})
const failed = (...ids: string[]) => testRun({ failures: ids.map((id) => testFailure(id)) })

test.each<[string, LowerBoundsRun, string[]]>([
  ['all works', ran({ imports: [imported('demo', 'imported')], scripts: [WORKS] }), []],
  ['an import fails', ran({ imports: [imported('demo', error('ValueError: no'))] }), ['import demo']],
  ['a script fails', ran({ scripts: [FAILS] }), ['the script d']],
  ['a test fails', ran({ tests: failed('test_a.py::test') }), ['test_a.py::test']],
  ['a test fails that also fails with the highest', ran({ tests: failed('test_known.py::test') }), []],
  ['pytest fails with an internal error', ran({ tests: testRun({ internalErrors: ['no'] }) }), ['pytest']],
  ['the tests cannot be run', ran({ tests: 'they need more' }), []],
])('with the lower bounds: %s', (_, lowest, expected) => {
  const facts = {
    scripts: scriptsResult([WORKS]),
    tests: completedWith(failed('test_known.py::test')),
    lowest: completedWith(lowest),
  }
  const findings = checkLowerBounds(factsOf({ facts }))
  expect(
    findings.flatMap(({ facts }) => ('failures' in facts ? facts.failures : [])).map(({ what }) => what),
  ).toEqual(expected)
  expect(short(findings)).toEqual(expected.length === 0 ? [] : ['error lower-bound-false'])
})

test('a script that also fails with the highest versions is not reported', () => {
  const facts = { scripts: scriptsResult([FAILS]), lowest: completedWith(ran({ scripts: [FAILS] })) }
  expect(checkLowerBounds(factsOf({ facts }))).toEqual([])
})

test('lower bounds that cannot be installed are a warning', () => {
  const facts = { lowest: completedWith<LowerBoundsRun>({ kind: 'refused', words: ['no sdist builds'] }) }
  expect(short(checkLowerBounds(factsOf({ facts })))).toEqual(['warning lower-bound-false'])
})

test('without a request for the optional checks there are no findings', () => {
  expect(checkLowerBounds(factsOf())).toEqual([])
  expect(checkExtras(factsOf())).toEqual([])
})

const extra = (given: Partial<ExtraEvidence>): ExtraEvidence => ({
  extra: 'cli',
  installerOutput: undefined,
  conflicts: [],
  imports: [imported('demo', 'imported')],
  ...given,
})
const BROKEN = [imported('demo', error('ValueError: no'))]

test.each<[string, ExtraEvidence, string, string[]]>([
  ['it works', extra({}), 'imported', []],
  ['it cannot be installed', extra({ installerOutput: ['no'] }), 'imported', ['error install-failed']],
  [
    'its dependencies conflict',
    extra({ conflicts: ['a requires b'] }),
    'imported',
    ['error dependency-conflict'],
  ],
  ['the dependencies conflict without it as well', extra({ conflicts: ['known'] }), 'imported', []],
  ['the package cannot be imported', extra({ imports: BROKEN }), 'imported', ['error import-failed']],
  ['the package cannot be imported without it either', extra({ imports: BROKEN }), 'failed', []],
])('with one extra: %s', (_, evidence, withoutExtra, expected) => {
  const facts = {
    install: completedWith({
      kind: 'installed' as const,
      by: 'pip',
      conflicts: ['known'],
      providers: {},
      distributions: [],
    }),
    imports: completedWith([
      imported('demo', withoutExtra === 'imported' ? 'imported' : error('ValueError: no')),
    ]),
    extras: completedWith([evidence]),
  }
  expect(short(checkExtras(factsOf({ facts })))).toEqual(expected)
})
