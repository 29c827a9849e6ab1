import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import {
  type Outcome,
  pytestTotals,
  reportedOutcomes,
  reportedOverhead,
  scriptOutcome,
  shortfall,
  toxOutcome,
} from './outcome.ts'
import type { Package } from './task.ts'

const directory = mkdtempSync(join(tmpdir(), 'as-installed-outcome-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const demo: Package = {
  name: 'demo',
  path: '.',
  scripts: ['demo', 'demo-admin'],
  requirements: [],
  tests: ['tests'],
  buildSystem: { requires: [], backend: '' },
  siblings: [],
}
const good: Outcome = {
  package: 'demo',
  wheel: 'demo-1.0-py3-none-any.whl',
  scripts: 2,
  passed: 7,
  failed: 0,
}

describe('the outcome of a contender', () => {
  test.each<[string, Partial<Outcome>, string | undefined]>([
    ['is complete', {}, undefined],
    ['lacks the wheel', { wheel: undefined }, 'demo: no wheel'],
    ['lacks a script', { scripts: 1 }, 'demo: 1 of 2 scripts ran'],
    ['has a test that failed', { failed: 1 }, 'demo: 1 tests failed'],
    ['has no tests', { passed: 0 }, 'demo: no test passed'],
    ['has fewer tests than the reference', { passed: 6 }, 'demo: 6 tests passed, not 7'],
    [
      'is another wheel',
      { wheel: 'demo-2.0-py3-none-any.whl' },
      'demo: built demo-2.0-py3-none-any.whl, not demo-1.0-py3-none-any.whl',
    ],
  ])('%s', (_, change, expected) => {
    expect(shortfall({ ...good, ...change }, demo, good)).toBe(expected)
  })

  test('is right without a reference', () => {
    expect(shortfall({ ...good, passed: 1 }, demo)).toBeUndefined()
  })
})

describe('the totals of pytest', () => {
  test.each([
    ['=== 7 passed in 0.12s ===', { passed: 7, failed: 0 }],
    ['== 1 failed, 6 passed, 2 skipped, 1 xfailed in 61.10s (0:01:01) ==', { passed: 6, failed: 1 }],
    ['2 passed, 1 error in 0.2s', { passed: 2, failed: 1 }],
    ['= 5 passed in 1.0s =\nlater\n= 3 passed in 1.0s =\n  py: OK (3.20 seconds)', { passed: 3, failed: 0 }],
    ['no tests ran in 0.01s', { passed: 0, failed: 0 }],
    ['it printed "7 passed" and died', { passed: 0, failed: 0 }],
  ])('%j', (output, expected) => {
    expect(pytestTotals(output)).toEqual(expected)
  })
})

test('a script counts if it printed its help', () => {
  writeFileSync(join(directory, 'demo.help'), 'usage: demo')
  writeFileSync(join(directory, 'demo-admin.help'), '')
  writeFileSync(join(directory, 'demo-1.0-py3-none-any.whl'), '')
  expect(scriptOutcome(demo, directory, directory, '7 passed in 1.0s')).toEqual({ ...good, scripts: 1 })
})

test('the scripts of tox count if it succeeded', () => {
  const output = 'py: commands[1]> demo --help\npy: commands[2]> demo-admin --help\n7 passed in 1.0s\n'
  expect(toxOutcome(demo, directory, output, 0).scripts).toBe(2)
  expect(toxOutcome(demo, directory, output, 1).scripts).toBe(0)
})

describe('a report', () => {
  const file = join(directory, 'report.json')
  const check = (name: string, status: string, reason: string) => ({
    check: name,
    status,
    seconds: 1,
    reason,
  })
  const report = (...checks: object[]) => {
    const artifacts = [
      { kind: 'sdist', file: '/out/demo-1.0.tar.gz' },
      { kind: 'wheel', file: '/out/demo-1.0-py3-none-any.whl' },
    ]
    writeFileSync(file, JSON.stringify({ packages: [{ name: 'demo', artifacts, checks }] }))
    return reportedOutcomes(file)
  }

  test('has the outcome of each package', () => {
    const scripts = check('scripts', 'pass', '2 console scripts run')
    expect(report(scripts, check('tests', 'pass', '7 passed and 1 skipped; 1/1 module imported'))).toEqual([
      good,
    ])
  })

  test('has no outcome of failed checks', () => {
    const outcome = report(
      check('scripts', 'fail', '2 console scripts run'),
      check('tests', 'fail', '1 failed, 6 passed'),
    )
    expect(outcome).toEqual([{ ...good, scripts: 0, passed: 0, failed: 1 }])
  })

  test('that does not exist has no outcome', () => {
    expect(reportedOutcomes(join(directory, 'none.json'))).toEqual([])
    expect(reportedOverhead(join(directory, 'none.json'))).toBeUndefined()
  })

  test.each([
    [{ packages: [], timings: { seconds: 9, own: 0.2 } }, 0.2],
    [{ packages: [] }, undefined],
  ])('%j has the overhead', (given, own) => {
    writeFileSync(file, JSON.stringify(given))
    expect(reportedOverhead(file)).toBe(own)
  })
})
