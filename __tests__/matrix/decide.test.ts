import { describe, expect, test } from '@jest/globals'
import { type Decision, decide, type GateInput, type Problem } from '../../src/matrix/decide.ts'
import { digestOf, type Plan } from '../../src/matrix/plan.ts'
import { problemMessage } from '../../src/matrix/problem-messages.ts'
import { readReport } from '../../src/matrix/read.ts'
import type { PackageReport, Report, RunIdentity } from '../../src/report/report.ts'
import { worst } from '../../src/report/report.ts'
import { finding, packageReport } from '../report/reports.ts'
import { planned, planOf, RUN, shard } from './plans.ts'

const PLAN = planOf([
  shard({ python: '3.9', packages: [planned('alpha'), planned('beta')] }),
  shard({ python: '3.12', packages: [planned('alpha'), planned('beta')] }),
])
const NOTHING = planOf([], {
  leftOut: [{ path: 'alpha', name: 'alpha', reason: 'nothing in it has changed' }],
})

const passed = { check: 'build', status: 'pass', seconds: 3 } as const
const failed = { check: 'tests', status: 'fail', seconds: 3 } as const
const inconclusive = { check: 'install', status: 'error', seconds: 3, reason: 'the index is down' } as const

const oneOfAlpha = planOf([shard({ packages: [planned('alpha')] })])
const unchanged = packageReport({
  path: 'alpha',
  name: 'alpha',
  leftOut: 'unchanged',
  checks: [{ check: 'build', status: 'skip', seconds: 0, reason: 'unchanged' }],
})

/** The report of a job in which each package passed. */
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

/** Reports as files, in the order of their jobs. */
function files(...reports: readonly Report[]): GateInput['reports'] {
  return reports.map((report, i) => ({
    file: `reports/${i}/report.json`,
    content: readReport(JSON.stringify(report)),
  }))
}

const needsOf = (plan: Plan, change: Record<string, string> = {}): GateInput['needs'] => ({
  plan: { result: change.plan ?? 'success', outputs: { 'plan-digest': plan.digest, matrix: '{}' } },
  verify: { result: change.verify ?? (plan.cells.length === 0 ? 'skipped' : 'success'), outputs: {} },
})

/** The input of a gate that passes, with the changes of a test case. */
function gateInput(change: Partial<GateInput> & { readonly of?: Plan } = {}): GateInput {
  const { of: plan = PLAN, ...more } = change
  return {
    plan: { file: 'plan/plan.json', content: { kind: 'read', value: plan } },
    reports: files(...plan.cells.map((_, i) => reportOf(plan, i))),
    needs: needsOf(plan),
    currentRun: { repository: RUN.repository ?? '', runId: RUN.runId ?? '', attempt: 1 },
    ...more,
  }
}

const kinds = ({ problems }: Decision) => problems.map(({ kind }) => kind)
const outcome = (decision: Decision) => [decision.verdict, ...kinds(decision)]

describe('passes', () => {
  test('if each job passed', () => {
    const decision = decide(gateInput())

    expect(outcome(decision)).toEqual(['pass'])
    expect(decision.cells.map(({ kind }) => kind)).toEqual(['reported', 'reported'])
  })

  test('if the plan is empty and gives a reason', () => {
    const decision = decide(gateInput({ of: NOTHING }))

    expect(outcome(decision)).toEqual(['pass'])
    expect(decision.leftOut).toEqual(NOTHING.leftOut)
  })

  test('if there are only warnings', () => {
    const packages = [
      packageReport({
        path: 'alpha',
        checks: [{ check: 'metadata', status: 'warn', seconds: 1 }],
        findings: [finding({ severity: 'warning' }), finding({ severity: 'note', ignored: 'known' })],
      }),
      packageReport({ path: 'beta', checks: [passed] }),
    ]
    expect(
      outcome(decide(gateInput({ reports: files(reportOf(PLAN, 0, { packages }), reportOf(PLAN, 1)) }))),
    ).toEqual(['pass'])
  })

  test('outside GitHub, if the plan is of the checked out commit', () => {
    const { repository, workflow, runId, attempt, ...local } = RUN
    const plan = planOf([shard({ packages: [planned('alpha')] })], { run: local })

    expect(outcome(decide(gateInput({ of: plan, needs: undefined, currentRun: local })))).toEqual(['pass'])
    expect(outcome(decide(gateInput({ of: plan, needs: undefined, currentRun: {} })))).toEqual(['pass'])
    expect(
      outcome(decide(gateInput({ of: plan, needs: undefined, currentRun: { commit: 'd0'.repeat(20) } }))),
    ).toEqual(['error', 'plan-of-another-run'])
  })
})

describe('with fail-on, a package', () => {
  const warned = { check: 'metadata', status: 'warn', seconds: 1 } as const
  const warning = finding({ severity: 'warning' })

  test.each<[string, Partial<PackageReport>, string[]]>([
    [
      'fails by a warning',
      { failOn: 'warning', verdict: 'fail', checks: [warned], findings: [warning] },
      ['fail'],
    ],
    [
      'fails by a warning about an ignore',
      { failOn: 'warning', verdict: 'fail', checks: [passed], findings: [warning] },
      ['fail'],
    ],
    [
      'cannot pass with a warning',
      { failOn: 'warning', verdict: 'pass', checks: [warned], findings: [warning] },
      ['error', 'report-contradicts-itself'],
    ],
    [
      'cannot fail by a warning that fails nothing',
      { verdict: 'fail', checks: [warned], findings: [warning] },
      ['error', 'report-contradicts-itself'],
    ],
    [
      'fails by an error',
      { failOn: 'never', verdict: 'fail', checks: [failed], findings: [finding()] },
      ['fail'],
    ],
    [
      'cannot pass with an error',
      { failOn: 'never', verdict: 'pass', checks: [failed], findings: [finding()] },
      ['error', 'report-contradicts-itself'],
    ],
  ])('%s', (_, change, expected) => {
    const packages = [
      packageReport({ path: 'alpha', ...change }),
      packageReport({ path: 'beta', checks: [passed] }),
    ]
    const reports = files(reportOf(PLAN, 0), reportOf(PLAN, 1, { packages }))
    expect(outcome(decide(gateInput({ reports })))).toEqual(expected)
  })
})

describe('does not pass if a package', () => {
  const of = (change: object, verdict: 'fail' | 'error') => [
    packageReport({ path: 'alpha', verdict, ...change }),
    packageReport({ path: 'beta', checks: [passed] }),
  ]

  test.each([
    ['is broken', of({ checks: [passed, failed], findings: [finding()] }, 'fail'), 'fail'],
    ['is inconclusive', of({ checks: [inconclusive] }, 'error'), 'error'],
  ] as const)('%s, and does not report its failed job as well', (_, packages, verdict) => {
    const reports = files(reportOf(PLAN, 0), reportOf(PLAN, 1, { packages }))

    expect(outcome(decide(gateInput({ reports, needs: needsOf(PLAN, { verify: 'failure' }) })))).toEqual([
      verdict,
    ])
  })

  test('is broken in one job and missing in another: the verdict is fail', () => {
    const packages = of({ checks: [failed] }, 'fail')

    expect(outcome(decide(gateInput({ reports: files(reportOf(PLAN, 0, { packages })) })))).toEqual([
      'fail',
      'cell-missing',
    ])
  })
})

describe('does not pass with', () => {
  const [first, second] = [reportOf(PLAN, 0), reportOf(PLAN, 1)]
  const altered = (change: Partial<Plan>): GateInput['plan'] => ({
    file: 'plan/plan.json',
    content: { kind: 'read', value: { ...PLAN, ...change } },
  })
  const oneCell: Partial<Plan> = { cells: PLAN.cells.slice(0, 1) }
  const text = JSON.stringify(second)
  const raw = (content: string): GateInput['reports'] => [
    ...files(first),
    { file: 'reports/1/report.json', content: readReport(content) },
  ]
  const later = { repository: RUN.repository ?? '', runId: RUN.runId ?? '', attempt: 2 }
  const planAgain = planOf(PLAN.cells, { run: { ...RUN, attempt: 2 } })
  const falsePass = (change: object) => [
    packageReport({ path: 'alpha', checks: [passed], ...change }),
    packageReport({ path: 'beta', checks: [passed] }),
  ]

  test.each<[string, Partial<GateInput> & { of?: Plan }, readonly Problem['kind'][]]>([
    // Jobs.
    ['a job that was cancelled', { needs: needsOf(PLAN, { verify: 'cancelled' }) }, ['job-ended']],
    [
      'a job that was cancelled before it wrote a report',
      { needs: needsOf(PLAN, { verify: 'cancelled' }), reports: files(first) },
      ['cell-missing', 'job-ended'],
    ],
    [
      'skipped cells',
      { needs: needsOf(PLAN, { verify: 'skipped' }), reports: [] },
      ['cell-missing', 'cell-missing', 'job-ended'],
    ],
    ['skipped cells that have reports', { needs: needsOf(PLAN, { verify: 'skipped' }) }, ['job-ended']],
    [
      'a failed job, although all reports pass',
      { needs: needsOf(PLAN, { verify: 'failure' }) },
      ['job-ended'],
    ],
    ['an unknown result of a job', { needs: needsOf(PLAN, { verify: 'neutral' }) }, ['job-ended']],
    ['a plan whose job failed', { needs: needsOf(PLAN, { plan: 'failure' }) }, ['job-ended']],
    [
      'a plan whose job was skipped',
      {
        plan: { file: 'plan.json', content: { kind: 'unreadable', reason: 'no such file' } },
        reports: [],
        needs: { plan: { result: 'skipped', outputs: {} }, verify: { result: 'skipped', outputs: {} } },
      },
      ['plan-unreadable', 'job-ended', 'job-ended'],
    ],
    [
      'an empty plan whose job was skipped',
      { of: NOTHING, needs: needsOf(NOTHING, { plan: 'skipped' }) },
      ['job-ended'],
    ],
    [
      'an empty plan with a cancelled job',
      { of: NOTHING, needs: needsOf(NOTHING, { verify: 'cancelled' }) },
      ['job-ended'],
    ],
    ['an empty plan without a reason', { of: planOf([]) }, ['plan-empty']],
    [
      'an empty plan with a reason for one Python only',
      { of: planOf([], { leftOut: [{ path: 'alpha', name: 'alpha', python: '3.8', reason: 'too old' }] }) },
      ['plan-empty'],
    ],
    [
      'an empty plan with two skipped jobs',
      { of: NOTHING, needs: { ...needsOf(NOTHING), lint: { result: 'skipped', outputs: {} } } },
      ['job-ended', 'job-ended'],
    ],
    [
      'a cell that skipped its package',
      { of: oneOfAlpha, reports: files(reportOf(oneOfAlpha, 0, { packages: [unchanged] })) },
      ['report-contradicts-itself'],
    ],
    [
      'another skipped job',
      { needs: { ...needsOf(PLAN), lint: { result: 'skipped', outputs: {} } } },
      ['job-ended'],
    ],
    // The plan.
    ['a plan without one of its cells', { plan: altered(oneCell), reports: files(first) }, ['plan-altered']],
    [
      'a plan without one of its cells and with a matching digest',
      {
        plan: altered({ ...oneCell, digest: digestOf({ ...PLAN, ...oneCell }) }),
        reports: files(first),
      },
      ['plan-unknown'],
    ],
    [
      'a gate that does not need the job of the plan',
      { needs: { verify: { result: 'success', outputs: {} } } },
      ['plan-unknown'],
    ],
    ['a gate without needs', { needs: {} }, ['plan-unknown']],
    ['a plan of another run', { currentRun: { ...later, runId: '7002' } }, ['plan-of-another-run']],
    [
      'a plan of another repository',
      { currentRun: { ...later, repository: 'somebody/else' } },
      ['plan-of-another-run'],
    ],
    ['a plan of a later attempt', { of: planAgain }, ['plan-of-another-run']],
    // Reports.
    ['no report at all', { reports: [] }, ['cell-missing', 'cell-missing']],
    ['a missing report', { reports: files(first) }, ['cell-missing']],
    [
      'a truncated report',
      { reports: raw(text.slice(0, text.length - 20)) },
      ['report-unreadable', 'cell-missing'],
    ],
    ['an empty report', { reports: raw('') }, ['report-unreadable', 'cell-missing']],
    [
      'a report without the key packages',
      { reports: raw('{"schema":1,"verdict":"pass"}') },
      ['report-unreadable', 'cell-missing'],
    ],
    [
      'a report of another schema',
      { reports: raw(text.replace('"schema":1', '"schema":2')) },
      ['report-unreadable', 'cell-missing'],
    ],
    [
      'a report with an unknown verdict',
      { reports: raw(text.replaceAll('"pass"', '"fine"')) },
      ['report-unreadable', 'cell-missing'],
    ],
    ['a duplicate report', { reports: files(first, second, second) }, ['cell-twice']],
    [
      'a passed and a failed report of one cell',
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
      'a report without a cell',
      { reports: files(first, reportOf(PLAN, 1, { run: { ...RUN } })) },
      ['report-without-cell', 'cell-missing'],
    ],
    [
      'a report without a run',
      { reports: raw(JSON.stringify({ ...second, run: undefined })) },
      ['report-without-cell', 'cell-missing'],
    ],
    [
      'an additional report of an unknown cell',
      { reports: files(first, second, reportOf(PLAN, 1, {}, { cell: '0'.repeat(12) })) },
      ['report-without-cell'],
    ],
    [
      'a report of another cell',
      { reports: files(first, reportOf(PLAN, 0, {}, { cell: PLAN.cells[1]?.id ?? '' })) },
      ['report-of-another-run'],
    ],
    [
      'a report of another commit',
      { reports: files(first, reportOf(PLAN, 1, {}, { commit: 'd0'.repeat(20) })) },
      ['report-of-another-run'],
    ],
    [
      'a report of another run',
      { reports: files(first, reportOf(PLAN, 1, {}, { runId: '7000' })) },
      ['report-of-another-run'],
    ],
    [
      'a report of another repository',
      { reports: files(first, reportOf(PLAN, 1, {}, { repository: 'fork/something' })) },
      ['report-of-another-run'],
    ],
    [
      'a report of another Python',
      { reports: files(first, reportOf(PLAN, 1, {}, { python: '3.13' })) },
      ['report-of-another-run'],
    ],
    [
      'a report of another system',
      { reports: files(first, reportOf(PLAN, 1, {}, { os: 'Windows' })) },
      ['report-of-another-run'],
    ],
    [
      'an additional report of another commit',
      { reports: files(first, second, reportOf(PLAN, 1, {}, { commit: 'd0'.repeat(20) })) },
      ['report-of-another-run'],
    ],
    [
      'a missing package',
      { reports: files(first, reportOf(PLAN, 1, { packages: second.packages.slice(1) })) },
      ['report-of-other-packages'],
    ],
    [
      'a duplicate package',
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
      'a report of no packages',
      { reports: files(first, reportOf(PLAN, 1, { packages: [] })) },
      ['report-of-other-packages'],
    ],
    [
      'a pass with a failed check',
      { reports: files(first, reportOf(PLAN, 1, { packages: falsePass({ checks: [passed, failed] }) })) },
      ['report-contradicts-itself'],
    ],
    [
      'a pass with an inconclusive check',
      { reports: files(first, reportOf(PLAN, 1, { packages: falsePass({ checks: [inconclusive] }) })) },
      ['report-contradicts-itself'],
    ],
    [
      'a pass with an error',
      { reports: files(first, reportOf(PLAN, 1, { packages: falsePass({ findings: [finding()] }) })) },
      ['report-contradicts-itself'],
    ],
    [
      'a pass without a check',
      { reports: files(first, reportOf(PLAN, 1, { packages: falsePass({ checks: [] }) })) },
      ['report-contradicts-itself'],
    ],
    [
      'passed packages with another verdict',
      { reports: files(first, reportOf(PLAN, 1, { verdict: 'error' })) },
      ['report-contradicts-itself'],
    ],
    // Jobs that were run again.
    [
      'reports of an attempt before the plan',
      { of: planAgain, currentRun: later, reports: files(first, second) },
      ['cell-missing', 'cell-missing'],
    ],
    [
      'a report of a later attempt',
      { reports: files(first, reportOf(PLAN, 1, {}, { attempt: 2 })) },
      ['cell-missing'],
    ],
    [
      'a report without an attempt',
      { reports: files(first, reportOf(PLAN, 1, { run: { ...second.run, attempt: 0 } })) },
      ['cell-missing'],
    ],
  ])('%s', (_, change, problems) => {
    const decision = decide(gateInput(change))

    expect(decision.verdict).toMatch(/^(error|fail)$/)
    expect(kinds(decision)).toEqual(problems)
    for (const problem of decision.problems) {
      expect(problemMessage(problem)).toMatch(/^.{20,}[.?]$/s)
      if ('cell' in problem && typeof problem.cell === 'object')
        expect(problemMessage(problem)).toContain(problem.cell.name)
    }
  })
})

describe('if only failed jobs are run again', () => {
  const currentRun = { repository: RUN.repository ?? '', runId: RUN.runId ?? '', attempt: 2 }
  const broken = [
    packageReport({ path: 'alpha', verdict: 'fail', checks: [failed] }),
    packageReport({ path: 'beta', checks: [passed] }),
  ]
  const good = reportOf(PLAN, 0)
  const before = reportOf(PLAN, 1, { packages: broken })
  const after = reportOf(PLAN, 1, {}, { attempt: 2 })

  test.each<[string, readonly Report[], Partial<GateInput>, readonly string[]]>([
    ['earlier reports still count, and a new one replaces the old one', [good, before, after], {}, ['pass']],
    ['the replaced report may be missing', [good, after], {}, ['pass']],
    [
      'the new report counts even if it is worse',
      [good, reportOf(PLAN, 1), reportOf(PLAN, 1, { packages: broken }, { attempt: 2 })],
      {},
      ['fail'],
    ],
    [
      'a cancelled job does not pass with its old report',
      [good, reportOf(PLAN, 1)],
      { needs: needsOf(PLAN, { verify: 'cancelled' }) },
      ['error', 'job-ended'],
    ],
    ['two reports of the same attempt are an error', [good, after, after], {}, ['error', 'cell-twice']],
  ])('%s', (_, reports, change, expected) => {
    expect(
      outcome(decide(gateInput({ currentRun: currentRun, reports: files(...reports), ...change }))),
    ).toEqual(expected)
  })
})

test('a job without a report is missing', () => {
  const decision = decide(gateInput({ reports: files(reportOf(PLAN, 0)) }))

  expect(decision.cells.map(({ kind, cell }) => [cell.name, kind])).toEqual([
    ['alpha +1, 3.9', 'reported'],
    ['alpha +1, 3.12', 'missing'],
  ])
})

test('a self-hosted runner may have any system', () => {
  const plan = planOf([shard({ os: 'our-own', packages: [planned('alpha')] })])
  const reports = files(reportOf(plan, 0, {}, { os: 'AIX' }))

  expect(outcome(decide(gateInput({ of: plan, reports })))).toEqual(['pass'])
})

test('a truncated report is unreadable', () => {
  const text = JSON.stringify(reportOf(PLAN, 0))

  for (let end = 0; end < text.length; end += 7)
    expect(readReport(text.slice(0, end)).kind).toBe('unreadable')
})
