import { describe, expect, test } from '@jest/globals'
import { type Decision, decide, type Gathered, type Problem } from '../../src/matrix/decide.ts'
import { digestOf, type Plan } from '../../src/matrix/plan.ts'
import { problemMessage } from '../../src/matrix/problem-messages.ts'
import { readReport } from '../../src/matrix/read.ts'
import type { Report, RunIdentity } from '../../src/report/report.ts'
import { worst } from '../../src/report/report.ts'
import { finding, packageReport } from '../report/reports.ts'
import { planned, planOf, RUN, share } from './plans.ts'

const PLAN = planOf([
  share({ python: '3.9', packages: [planned('alpha'), planned('beta')] }),
  share({ python: '3.12', packages: [planned('alpha'), planned('beta')] }),
])
const NOTHING = planOf([], {
  leftOut: [{ path: 'alpha', name: 'alpha', reason: 'nothing in it has changed' }],
})

const passed = { check: 'build', status: 'pass', seconds: 3 } as const
const failed = { check: 'tests', status: 'fail', seconds: 3 } as const
const undecided = { check: 'install', status: 'error', seconds: 3, reason: 'the index is down' } as const

const oneOfAlpha = planOf([share({ packages: [planned('alpha')] })])
const unchanged = packageReport({
  path: 'alpha',
  name: 'alpha',
  leftOut: 'unchanged',
  checks: [{ check: 'build', status: 'skip', seconds: 0, reason: 'unchanged' }],
})

/** The report of a cell as the job writes it, in which every package passed. */
function reportOf(
  plan: Plan,
  index: number,
  change: Partial<Report> = {},
  run: Partial<RunIdentity> = {},
): Report {
  const cell = plan.cells[index] ?? plan.cells[0]
  if (cell === undefined) throw new Error('The plan has no cell.')
  const packages = cell.packages.map(({ path }) => packageReport({ path, name: path, checks: [passed] }))
  return {
    schema: 1,
    verdict: worst((change.packages ?? packages).map(({ verdict }) => verdict)),
    run: { ...plan.run, os: 'Linux', python: cell.python, cell: cell.id, ...run },
    packages,
    ...change,
  }
}

/** Reports as files, in the order of their cells. */
function files(...reports: readonly Report[]): Gathered['reports'] {
  return reports.map((report, i) => ({
    file: `reports/${i}/report.json`,
    content: readReport(JSON.stringify(report)),
  }))
}

const needsOf = (plan: Plan, change: Record<string, string> = {}): Gathered['needs'] => ({
  plan: { result: change.plan ?? 'success', outputs: { 'plan-digest': plan.digest, matrix: '{}' } },
  verify: { result: change.verify ?? (plan.cells.length === 0 ? 'skipped' : 'success'), outputs: {} },
})

/** What the gate of a run sees where all went well, but for what a case changes. */
function gathered(change: Partial<Gathered> & { readonly of?: Plan } = {}): Gathered {
  const { of: plan = PLAN, ...more } = change
  return {
    plan: { file: 'plan/plan.json', content: { kind: 'read', value: plan } },
    reports: files(...plan.cells.map((_, i) => reportOf(plan, i))),
    needs: needsOf(plan),
    here: { repository: RUN.repository ?? '', runId: RUN.runId ?? '', attempt: 1 },
    ...more,
  }
}

const kinds = ({ problems }: Decision) => problems.map(({ kind }) => kind)
const outcome = (decision: Decision) => [decision.verdict, ...kinds(decision)]

describe('is green', () => {
  test('where every cell has passed', () => {
    const decision = decide(gathered())

    expect(outcome(decision)).toEqual(['pass'])
    expect(decision.cells.map(({ kind }) => kind)).toEqual(['reported', 'reported'])
  })

  test('where there was nothing to verify, for the reason that the plan has', () => {
    const decision = decide(gathered({ of: NOTHING }))

    expect(outcome(decision)).toEqual(['pass'])
    expect(decision.leftOut).toEqual(NOTHING.leftOut)
  })

  test('where the packages only warn', () => {
    const packages = [
      packageReport({
        path: 'alpha',
        checks: [{ check: 'metadata', status: 'warn', seconds: 1 }],
        findings: [finding({ severity: 'warning' }), finding({ severity: 'note', ignored: 'known' })],
      }),
      packageReport({ path: 'beta', checks: [passed] }),
    ]
    expect(
      outcome(decide(gathered({ reports: files(reportOf(PLAN, 0, { packages }), reportOf(PLAN, 1)) }))),
    ).toEqual(['pass'])
  })

  test('on another CI, where no runner tells of jobs, for the commit that is checked out', () => {
    const { repository, workflow, runId, attempt, ...local } = RUN
    const plan = planOf([share({ packages: [planned('alpha')] })], { run: local })

    expect(outcome(decide(gathered({ of: plan, needs: undefined, here: local })))).toEqual(['pass'])
    expect(outcome(decide(gathered({ of: plan, needs: undefined, here: {} })))).toEqual(['pass'])
    expect(
      outcome(decide(gathered({ of: plan, needs: undefined, here: { commit: 'd0'.repeat(20) } }))),
    ).toEqual(['error', 'plan-of-another-run'])
  })
})

describe('is red where a package', () => {
  const of = (change: object, verdict: 'fail' | 'error') => [
    packageReport({ path: 'alpha', verdict, ...change }),
    packageReport({ path: 'beta', checks: [passed] }),
  ]

  test.each([
    ['is broken', of({ checks: [passed, failed], findings: [finding()] }, 'fail'), 'fail'],
    ['could not be decided', of({ checks: [undecided] }, 'error'), 'error'],
  ] as const)('%s, and says no more of the job that failed for it', (_, packages, verdict) => {
    const reports = files(reportOf(PLAN, 0), reportOf(PLAN, 1, { packages }))

    expect(outcome(decide(gathered({ reports, needs: needsOf(PLAN, { verify: 'failure' }) })))).toEqual([
      verdict,
    ])
  })

  test('is broken in one cell and another cell is missing: a defect is known', () => {
    const packages = of({ checks: [failed] }, 'fail')

    expect(outcome(decide(gathered({ reports: files(reportOf(PLAN, 0, { packages })) })))).toEqual([
      'fail',
      'cell-missing',
    ])
  })
})

describe('is not fooled by', () => {
  const [first, second] = [reportOf(PLAN, 0), reportOf(PLAN, 1)]
  const altered = (change: Partial<Plan>): Gathered['plan'] => ({
    file: 'plan/plan.json',
    content: { kind: 'read', value: { ...PLAN, ...change } },
  })
  const oneCell: Partial<Plan> = { cells: PLAN.cells.slice(0, 1) }
  const text = JSON.stringify(second)
  const raw = (content: string): Gathered['reports'] => [
    ...files(first),
    { file: 'reports/1/report.json', content: readReport(content) },
  ]
  const later = { repository: RUN.repository ?? '', runId: RUN.runId ?? '', attempt: 2 }
  const planAgain = planOf(PLAN.cells, { run: { ...RUN, attempt: 2 } })
  const falsePass = (change: object) => [
    packageReport({ path: 'alpha', checks: [passed], ...change }),
    packageReport({ path: 'beta', checks: [passed] }),
  ]

  test.each<[string, Partial<Gathered> & { of?: Plan }, readonly Problem['kind'][]]>([
    // Jobs.
    ['a job that was cancelled', { needs: needsOf(PLAN, { verify: 'cancelled' }) }, ['job-ended']],
    [
      'a job that was cancelled before it wrote a report',
      { needs: needsOf(PLAN, { verify: 'cancelled' }), reports: files(first) },
      ['cell-missing', 'job-ended'],
    ],
    [
      'cells that were skipped',
      { needs: needsOf(PLAN, { verify: 'skipped' }), reports: [] },
      ['cell-missing', 'cell-missing', 'job-ended'],
    ],
    [
      'cells that were skipped, with reports from somewhere',
      { needs: needsOf(PLAN, { verify: 'skipped' }) },
      ['job-ended'],
    ],
    ['a job that failed after all', { needs: needsOf(PLAN, { verify: 'failure' }) }, ['job-ended']],
    ['a result that GitHub invents later', { needs: needsOf(PLAN, { verify: 'neutral' }) }, ['job-ended']],
    ['a plan whose job failed in the end', { needs: needsOf(PLAN, { plan: 'failure' }) }, ['job-ended']],
    [
      'a plan whose job was skipped',
      {
        plan: { file: 'plan.json', content: { kind: 'unreadable', reason: 'there is no such file' } },
        reports: [],
        needs: { plan: { result: 'skipped', outputs: {} }, verify: { result: 'skipped', outputs: {} } },
      },
      ['plan-unreadable', 'job-ended', 'job-ended'],
    ],
    [
      'nothing to do, as a job that was skipped leaves it',
      { of: NOTHING, needs: needsOf(NOTHING, { plan: 'skipped' }) },
      ['job-ended'],
    ],
    [
      'nothing to do, where cells were cancelled',
      { of: NOTHING, needs: needsOf(NOTHING, { verify: 'cancelled' }) },
      ['job-ended'],
    ],
    ['nothing to do without a reason', { of: planOf([]) }, ['plan-empty']],
    [
      'nothing to do, where only a Python has a reason',
      { of: planOf([], { leftOut: [{ path: 'alpha', name: 'alpha', python: '3.8', reason: 'too old' }] }) },
      ['plan-empty'],
    ],
    [
      'nothing to do, where another job was skipped beside the cells',
      { of: NOTHING, needs: { ...needsOf(NOTHING), lint: { result: 'skipped', outputs: {} } } },
      ['job-ended', 'job-ended'],
    ],
    [
      'a cell that left out what it was to verify',
      { of: oneOfAlpha, reports: files(reportOf(oneOfAlpha, 0, { packages: [unchanged] })) },
      ['report-contradicts-itself'],
    ],
    [
      'another job that was skipped',
      { needs: { ...needsOf(PLAN), lint: { result: 'skipped', outputs: {} } } },
      ['job-ended'],
    ],
    // The plan.
    ['a plan that lost a cell', { plan: altered(oneCell), reports: files(first) }, ['plan-altered']],
    [
      'a plan that lost a cell and has a digest of its own',
      {
        plan: altered({ ...oneCell, digest: digestOf({ ...PLAN, ...oneCell }) }),
        reports: files(first),
      },
      ['plan-unknown'],
    ],
    [
      'a gate that does not wait for the plan',
      { needs: { verify: { result: 'success', outputs: {} } } },
      ['plan-unknown'],
    ],
    ['a gate that waits for nothing', { needs: {} }, ['plan-unknown']],
    ['a plan of another run', { here: { ...later, runId: '7002' } }, ['plan-of-another-run']],
    [
      'a plan of another repository',
      { here: { ...later, repository: 'somebody/else' } },
      ['plan-of-another-run'],
    ],
    ['a plan of a later attempt', { of: planAgain }, ['plan-of-another-run']],
    // Reports.
    ['no report at all', { reports: [] }, ['cell-missing', 'cell-missing']],
    ['a report that is missing', { reports: files(first) }, ['cell-missing']],
    [
      'a report that was cut off',
      { reports: raw(text.slice(0, text.length - 20)) },
      ['report-unreadable', 'cell-missing'],
    ],
    ['a report that is empty', { reports: raw('') }, ['report-unreadable', 'cell-missing']],
    [
      'a report without packages',
      { reports: raw('{"schema":1,"verdict":"pass"}') },
      ['report-unreadable', 'cell-missing'],
    ],
    [
      'a report of another schema',
      { reports: raw(text.replace('"schema":1', '"schema":2')) },
      ['report-unreadable', 'cell-missing'],
    ],
    [
      'a report with a verdict of its own',
      { reports: raw(text.replaceAll('"pass"', '"fine"')) },
      ['report-unreadable', 'cell-missing'],
    ],
    ['a report that comes twice', { reports: files(first, second, second) }, ['cell-twice']],
    [
      'one that passed beside one that failed',
      {
        reports: files(
          first,
          second,
          reportOf(PLAN, 1, { packages: falsePass({ verdict: 'fail', checks: [failed] }) }),
        ),
      },
      ['cell-twice'],
    ],
    [
      'a report of no cell',
      { reports: files(first, reportOf(PLAN, 1, { run: { ...RUN } })) },
      ['report-without-cell', 'cell-missing'],
    ],
    [
      'a report without what made it',
      { reports: raw(JSON.stringify({ ...second, run: undefined })) },
      ['report-without-cell', 'cell-missing'],
    ],
    [
      'a report of an unknown cell beside all others',
      { reports: files(first, second, reportOf(PLAN, 1, {}, { cell: '0'.repeat(12) })) },
      ['report-without-cell'],
    ],
    [
      'one cell with the report of the other',
      { reports: files(first, reportOf(PLAN, 0, {}, { cell: PLAN.cells[1]?.id ?? '' })) },
      ['report-of-another-run'],
    ],
    [
      'another commit',
      { reports: files(first, reportOf(PLAN, 1, {}, { commit: 'd0'.repeat(20) })) },
      ['report-of-another-run'],
    ],
    [
      'another run',
      { reports: files(first, reportOf(PLAN, 1, {}, { runId: '7000' })) },
      ['report-of-another-run'],
    ],
    [
      'another repository',
      { reports: files(first, reportOf(PLAN, 1, {}, { repository: 'fork/something' })) },
      ['report-of-another-run'],
    ],
    [
      'another Python',
      { reports: files(first, reportOf(PLAN, 1, {}, { python: '3.13' })) },
      ['report-of-another-run'],
    ],
    [
      'another system',
      { reports: files(first, reportOf(PLAN, 1, {}, { os: 'Windows' })) },
      ['report-of-another-run'],
    ],
    [
      'a good report beside one of another commit',
      { reports: files(first, second, reportOf(PLAN, 1, {}, { commit: 'd0'.repeat(20) })) },
      ['report-of-another-run'],
    ],
    [
      'a package that is missing',
      { reports: files(first, reportOf(PLAN, 1, { packages: second.packages.slice(1) })) },
      ['report-of-other-packages'],
    ],
    [
      'a package that comes twice',
      {
        reports: files(
          first,
          reportOf(PLAN, 1, { packages: [...second.packages, ...second.packages.slice(1)] }),
        ),
      },
      ['report-of-other-packages'],
    ],
    [
      'a package that replaces another',
      {
        reports: files(
          first,
          reportOf(PLAN, 1, {
            packages: [...second.packages.slice(1), packageReport({ path: 'gamma', checks: [passed] })],
          }),
        ),
      },
      ['report-of-other-packages'],
    ],
    [
      'a report of nothing',
      { reports: files(first, reportOf(PLAN, 1, { packages: [] })) },
      ['report-of-other-packages'],
    ],
    [
      'a pass with a check that failed',
      { reports: files(first, reportOf(PLAN, 1, { packages: falsePass({ checks: [passed, failed] }) })) },
      ['report-contradicts-itself'],
    ],
    [
      'a pass with a check that is undecided',
      { reports: files(first, reportOf(PLAN, 1, { packages: falsePass({ checks: [undecided] }) })) },
      ['report-contradicts-itself'],
    ],
    [
      'a pass with a defect',
      { reports: files(first, reportOf(PLAN, 1, { packages: falsePass({ findings: [finding()] }) })) },
      ['report-contradicts-itself'],
    ],
    [
      'a pass without a check',
      { reports: files(first, reportOf(PLAN, 1, { packages: falsePass({ checks: [] }) })) },
      ['report-contradicts-itself'],
    ],
    [
      'packages that pass under a verdict that does not',
      { reports: files(first, reportOf(PLAN, 1, { verdict: 'error' })) },
      ['report-contradicts-itself'],
    ],
    // Jobs that were run again.
    [
      'reports of an attempt before the plan',
      { of: planAgain, here: later, reports: files(first, second) },
      ['cell-missing', 'cell-missing'],
    ],
    [
      'a report of an attempt that has not been',
      { reports: files(first, reportOf(PLAN, 1, {}, { attempt: 2 })) },
      ['cell-missing'],
    ],
    [
      'a report that does not tell its attempt',
      { reports: files(first, reportOf(PLAN, 1, { run: { ...second.run, attempt: 0 } })) },
      ['cell-missing'],
    ],
  ])('%s', (_, change, problems) => {
    const decision = decide(gathered(change))

    expect(decision.verdict).toMatch(/^(error|fail)$/)
    expect(kinds(decision)).toEqual(problems)
    for (const problem of decision.problems) {
      expect(problemMessage(problem)).toMatch(/^.{20,}[.?]$/s)
      if ('cell' in problem && typeof problem.cell === 'object')
        expect(problemMessage(problem)).toContain(problem.cell.name)
    }
  })
})

describe('where only failed jobs were run again', () => {
  const here = { repository: RUN.repository ?? '', runId: RUN.runId ?? '', attempt: 2 }
  const broken = [
    packageReport({ path: 'alpha', verdict: 'fail', checks: [failed] }),
    packageReport({ path: 'beta', checks: [passed] }),
  ]
  const good = reportOf(PLAN, 0)
  const before = reportOf(PLAN, 1, { packages: broken })
  const after = reportOf(PLAN, 1, {}, { attempt: 2 })

  test.each<[string, readonly Report[], Partial<Gathered>, readonly string[]]>([
    [
      'what passed before still counts, and the new report replaces the old one',
      [good, before, after],
      {},
      ['pass'],
    ],
    ['the old one may be gone', [good, after], {}, ['pass']],
    [
      'the new one counts also where it is worse',
      [good, reportOf(PLAN, 1), reportOf(PLAN, 1, { packages: broken }, { attempt: 2 })],
      {},
      ['fail'],
    ],
    [
      'a job that ended before it wrote a new report is not green by the old one',
      [good, reportOf(PLAN, 1)],
      { needs: needsOf(PLAN, { verify: 'cancelled' }) },
      ['error', 'job-ended'],
    ],
    ['two of the same attempt are one too many', [good, after, after], {}, ['error', 'cell-twice']],
  ])('%s', (_, reports, change, expected) => {
    expect(outcome(decide(gathered({ here, reports: files(...reports), ...change })))).toEqual(expected)
  })
})

test('a cell that is not known keeps no verdict of its own', () => {
  const decision = decide(gathered({ reports: files(reportOf(PLAN, 0)) }))

  expect(decision.cells.map(({ kind, cell }) => [cell.name, kind])).toEqual([
    ['alpha +1, 3.9', 'reported'],
    ['alpha +1, 3.12', 'missing'],
  ])
})

test('a runner that is not of GitHub may have any system', () => {
  const plan = planOf([share({ os: 'our-own', packages: [planned('alpha')] })])
  const reports = files(reportOf(plan, 0, {}, { os: 'AIX' }))

  expect(outcome(decide(gathered({ of: plan, reports })))).toEqual(['pass'])
})

test('a report is never read as a pass when it is cut off anywhere', () => {
  const text = JSON.stringify(reportOf(PLAN, 0))

  for (let end = 0; end < text.length; end += 7)
    expect(readReport(text.slice(0, end)).kind).toBe('unreadable')
})
