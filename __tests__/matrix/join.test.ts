import { describe, expect, test } from '@jest/globals'
import type { Decision } from '../../src/matrix/decide.ts'
import { joinedFindings, joinedTable, joinedVerdict, joinReports } from '../../src/matrix/join.ts'
import { joinedSummary } from '../../src/matrix/joined-summary.ts'
import { joinedText } from '../../src/matrix/joined-terminal.ts'
import { planSummary, planText } from '../../src/matrix/plan-text.ts'
import type { PackageReport, Report, Verdict } from '../../src/report/report.ts'
import { finding, packageReport } from '../report/reports.ts'
import { reportProblems } from '../report-problems.ts'
import { planned, planOf, shard } from './plans.ts'

const passed = { check: 'build', status: 'pass', seconds: 3 } as const

/** A package in the report of a job. */
const reported = (path: string, given: Partial<PackageReport> = {}) =>
  packageReport({ path, name: path, checks: [passed], ...given })

/** The joined report of jobs with one Python each; undefined: the job has no report. */
function joined(
  cells: Readonly<Record<string, readonly PackageReport[] | undefined>>,
  { verdict = 'pass' as Verdict, leftOut = [] as Decision['leftOut'], names = ['alpha', 'beta'] } = {},
): Report {
  const plan = planOf(
    Object.keys(cells).map((python) => shard({ python, packages: names.map((name) => planned(name)) })),
    { leftOut },
  )
  return joinReports({
    verdict,
    plan,
    leftOut,
    problems: plan.cells.flatMap((cell) =>
      cells[cell.python] === undefined ? [{ kind: 'cell-missing' as const, cell, stale: [] }] : [],
    ),
    cells: plan.cells.map((cell) => {
      const packages = cells[cell.python]
      const run = { ...plan.run, python: cell.python, cell: cell.id }
      return packages === undefined
        ? { kind: 'missing', cell }
        : { kind: 'reported', cell, run, packages: [...packages] }
    }),
  })
}

const both = [reported('alpha'), reported('beta')]
const broken = (message: string) => [
  reported('alpha', {
    verdict: 'fail',
    checks: [{ check: 'tests', status: 'fail', seconds: 1 }],
    findings: [finding({ message, fix: 'Fix it.' })],
  }),
  reported('beta'),
]

test('a joined report has each package of each job with its run, and is valid', () => {
  const report = joined({ '3.9': both, '3.12': both })

  expect(report.packages.map(({ path, run }) => [path, run?.python])).toEqual([
    ['alpha', '3.9'],
    ['beta', '3.9'],
    ['alpha', '3.12'],
    ['beta', '3.12'],
  ])
  expect(reportProblems(report)).toEqual([])
})

test('a joined report without a plan is valid', () => {
  const report = joinReports({
    verdict: 'error',
    plan: undefined,
    cells: [],
    problems: [{ kind: 'plan-unreadable', file: 'plan.json', reason: 'no such file' }],
    leftOut: [],
  })

  expect(reportProblems(report)).toEqual([])
  expect(joinedText(report, { color: false, width: 100 })).toContain('no such file')
  expect(joinedSummary(report)).toContain('no such file')
})

describe('a finding is reported once', () => {
  const messages = (report: Report) =>
    joinedFindings(report).map(({ name, finding: { message }, onlyIn: only }) => [name, message, only])

  test.each<[string, Report, unknown]>([
    ['if all cells have it', joined({ '3.9': broken('Oh'), '3.12': broken('Oh') }), [['alpha', 'Oh', []]]],
    [
      'with the names of the cells, if only some have it',
      joined({ '3.9': broken('Oh'), '3.11': broken('Oh'), '3.12': both }),
      [['alpha', 'Oh', ['alpha +1, 3.9', 'alpha +1, 3.11']]],
    ],
    [
      'for each message',
      joined({ '3.9': broken('Oh'), '3.12': broken('Ah') }),
      [
        ['alpha', 'Oh', ['alpha +1, 3.9']],
        ['alpha', 'Ah', ['alpha +1, 3.12']],
      ],
    ],
    [
      'for each package',
      joined({
        '3.9': ['alpha', 'beta'].map((name) => reported(name, { findings: [finding({ severity: 'note' })] })),
      }),
      [
        ['alpha', 'It fails.', []],
        ['beta', 'It fails.', []],
      ],
    ],
    [
      'errors first',
      joined({
        '3.9': [
          reported('alpha', { findings: [finding({ severity: 'note', message: 'Hm' })] }),
          reported('beta', { findings: [finding({ message: 'Oh' })] }),
        ],
      }),
      [
        ['beta', 'Oh', []],
        ['alpha', 'Hm', []],
      ],
    ],
  ])('%s', (_, report, expected) => {
    expect(messages(report)).toEqual(expected)
  })
})

test('the table has a row for each package and a column for each Python', () => {
  const warned = reported('beta', { checks: [{ check: 'metadata', status: 'warn', seconds: 1 }] })
  const inconclusive = reported('beta', {
    verdict: 'error',
    checks: [{ check: 'install', status: 'error', seconds: 1 }],
  })
  const report = joined(
    {
      '3.9': broken('Oh'),
      '3.11': [reported('alpha'), warned],
      '3.12': [reported('alpha'), inconclusive],
      '3.13': undefined,
    },
    { leftOut: [{ path: 'gamma', name: 'gamma', reason: 'nothing in it has changed' }] },
  )

  expect(joinedTable(report)).toEqual({
    columns: ['3.9', '3.11', '3.12', '3.13'],
    rows: [
      { name: 'alpha', path: 'alpha', cells: ['fail', 'pass', 'pass', 'missing'] },
      { name: 'beta', path: 'beta', cells: ['pass', 'warn', 'error', 'missing'] },
    ],
  })
})

test('columns have the runner if there are several, and packages of the same name have their paths', () => {
  const plan = planOf([
    shard({ packages: [planned('one/demo'), planned('two/demo')] }),
    shard({ packages: [planned('one/demo')], os: 'windows-latest' }),
  ])
  const report = joinReports({
    verdict: 'error',
    plan,
    cells: plan.cells.map((cell) => ({ kind: 'missing', cell })),
    problems: [],
    leftOut: [],
  })

  expect(joinedTable(report)).toMatchObject({
    columns: ['3.12, ubuntu-latest', '3.12, windows-latest'],
    rows: [
      { name: 'demo (one/demo)', path: 'one/demo', cells: ['missing', 'missing'] },
      { name: 'demo (two/demo)', path: 'two/demo', cells: ['missing', 'none'] },
    ],
  })
})

test.each<[string, Report, string]>([
  ['all pass', joined({ '3.9': both, '3.12': both }), 'All 2 packages work as installed, in 2 jobs.'],
  [
    'one package in one job',
    joined({ '3.9': [reported('alpha')] }, { names: ['alpha'] }),
    'The package works as installed, in one job.',
  ],
  [
    'nothing to verify',
    joined({}, { leftOut: [{ path: 'alpha', name: 'alpha', reason: 'unchanged' }] }),
    'Nothing to verify; 1 skipped.',
  ],
  [
    'some left out',
    joined({ '3.9': both }, { leftOut: [{ path: 'gamma', name: 'gamma', reason: 'unchanged' }] }),
    'All 2 packages work as installed, in one job; 1 skipped.',
  ],
  [
    'a skipped Python is not a skipped package',
    joined(
      { '3.9': both },
      { leftOut: [{ path: 'beta', name: 'beta', python: '3.8', reason: 'Requires-Python' }] },
    ),
    'All 2 packages work as installed, in one job.',
  ],
])('the verdict in a sentence: %s', (_, report, expected) => {
  expect(joinedVerdict(report)).toBe(expected)
})

test('the summary has the verdict, the table, each finding once, and the packages not verified', () => {
  const leftOut = [{ path: 'gamma', name: 'gamma', reason: 'nothing in it has changed' }]
  const summary = joinedSummary(
    joined({ '3.9': broken('Oh <b>'), '3.12': broken('Oh <b>') }, { verdict: 'fail', leftOut }),
  )

  expect(summary).toMatch(/^## as-installed: ❌ 1 of 2 packages failed: 1 broken; 1 skipped\./)
  expect(summary).toContain('| Package | 3.9 | 3.12 |\n| - | - | - |\n| alpha | ❌ | ❌ |\n\n### ❌ alpha: ')
  expect(summary.match(/Oh `<b>`/g)).toHaveLength(1)
  expect(summary).toContain(`<details><summary>✅ 1 package works as installed in all jobs</summary>

| Package | 3.9 | 3.12 |
| - | - | - |
| beta | ✅ | ✅ |
`)
  expect(summary).toContain('\n\nNot verified: gamma (nothing in it has changed).')
})

test('290 packages not verified take a few lines, and the summary has all names in a folded list', () => {
  const leftOut = Array.from({ length: 290 }, (_, i) => ({
    path: `packages/p${i}`,
    name: `p${i}`,
    reason: 'unchanged since main (1a2b3c4d5e), like all of its dependencies',
  }))
  const selection = '10 of 300 packages changed since main (1a2b3c4d5e) or depend on a changed package.'
  const ten = Array.from({ length: 10 }, (_, i) => `packages/q${i}`)
  const plan = planOf([shard({ packages: ten.map((path) => planned(path)) })], { leftOut, selection })
  const cells = plan.cells.map((cell) => ({
    kind: 'reported' as const,
    cell,
    run: { cell: cell.id },
    packages: ten.map((path) => reported(path)),
  }))
  const report = joinReports({ verdict: 'pass', plan, cells, problems: [], leftOut })
  const messages =
    'Not verified: p0, p1, p2, p3, p4 and 285 more (unchanged since main (1a2b3c4d5e), like all of its dependencies).'

  expect(reportProblems(report)).toEqual([])
  for (const text of [joinedText(report, { color: false, width: 200 }), planText(plan)]) {
    expect(text).toContain(messages)
    expect(text).toContain(selection)
    expect(text).not.toContain('p289')
    expect(text.split('\n').length).toBeLessThan(20)
  }
  const summary = joinedSummary(report)
  const asCode = (text: string) => text.replace('1a2b3c4d5e', '`1a2b3c4d5e`')
  expect(summary).toContain(asCode(selection))
  expect(summary).toContain(`\n\n${asCode(messages)}`)
  expect(summary).toContain('p289')
  expect(summary.split('\n').length).toBeLessThan(40)
  expect(planSummary(plan).split('\n').length).toBeLessThan(20)
})

test('the terminal has the table, the findings with their jobs, the problems and the verdict', () => {
  const text = joinedText(
    joined({ '3.9': both, '3.11': broken('Oh'), '3.12': undefined }, { verdict: 'fail' }),
    { color: false, width: 100 },
  )

  expect(text).toContain(
    ['         3.9  3.11  3.12', '  alpha  ✓    ✗     ?', '  beta   ✓    ✓     ?'].join('\n'),
  )
  expect(text).toContain('alpha, only in alpha +1, 3.11\nerror script-failed\n  Oh\n')
  expect(text).toContain('The job "alpha +1, 3.12" on ubuntu-latest has no report')
  expect(text).toMatch(/\nFAIL {2}1 of 2 packages failed: 1 broken\. \(1 problem\)\n$/)
})

test('the summary of 300 packages with four Pythons and different findings is small enough for GitHub', () => {
  const names = Array.from({ length: 300 }, (_, i) => `packages/package-${i}`)
  const cells = Object.fromEntries(
    ['3.9', '3.10', '3.11', '3.12'].map((python) => [
      python,
      names.map((name) =>
        reported(name, {
          verdict: 'fail',
          findings: [finding({ message: `${name} ${python} ${'words '.repeat(200)}`, fix: 'Fix it.' })],
        }),
      ),
    ]),
  )
  const summary = joinedSummary(joined(cells, { verdict: 'fail', names }))

  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024)
  // Only the end is truncated, not the table.
  expect(summary.match(/^\| package-\d+ /gm)).toHaveLength(300)
  expect(summary).toContain('The rest does not fit into the job summary')
})
