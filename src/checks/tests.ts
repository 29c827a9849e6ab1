import { relative } from 'node:path'
import { describeEnding } from '../environment/child.ts'
import type { TestRun } from '../evidence/test-run.ts'
import type { Leak, TestEvidence } from '../evidence/tests.ts'
import type { Finding } from '../rules.ts'
import { count, lastLines } from '../sentence.ts'
import { causeOf, isToldElsewhere } from './cause.ts'
import { missingDistributions } from './dependencies.ts'
import { type PackageFacts, seenValue } from './facts.ts'

/** pytest passes against the installed package, on something, and on nothing else. */
export function checkTests(facts: PackageFacts): Finding[] {
  const run = seenValue(facts.tests)
  if (run === undefined) return []
  return [...leaks(run, facts), ...(noTestRan(run) ?? failures(run, facts))]
}

/** Exit statuses of pytest (documentation, "Exit codes"). */
const NO_TESTS_COLLECTED = 5

function noTestRan({ evidence, hasTests }: TestRun): Finding[] | undefined {
  const { totals, ending, failures, internalErrors } = evidence
  const ran = totals.passed + totals.failed + totals.errors + totals.xfailed + totals.xpassed
  if (ran > 0 || failures.length > 0 || internalErrors.length > 0 || ending.kind !== 'exited')
    return undefined
  if (ending.code !== NO_TESTS_COLLECTED && ending.code !== 0) return undefined
  const reason =
    totals.skipped > 0
      ? `all ${count(totals.skipped, 'test')} were skipped`
      : totals.deselected > 0
        ? `all ${count(totals.deselected, 'test')} were deselected`
        : 'pytest collected none'
  return [{ rule: 'tests-missing', severity: hasTests ? 'error' : 'warning', facts: { reason } }]
}

function failures({ evidence }: TestRun, facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
  const folder = facts.project.path === '.' ? '' : `${facts.project.path}/`
  const undeclared = missingDistributions(facts).map(({ module }) => module)
  const findings = evidence.failures.flatMap(({ nodeid, when, file, line, message, error }): Finding[] => {
    // What comes from a missing module, file or dependency is told there.
    if (
      error !== undefined &&
      contents !== undefined &&
      isToldElsewhere(causeOf(error, contents), undeclared)
    )
      return []
    return [
      {
        rule: 'tests-failed',
        severity: 'error',
        facts: { nodeid, when, message },
        where: file === undefined ? undefined : { file: folder + file, line },
      },
    ]
  })
  return [...findings, ...runFailures(evidence)]
}

/** What went wrong with the run as a whole. */
function runFailures({ ending, internalErrors, failures, stderr, transcript }: TestEvidence): Finding[] {
  const failed = (message: string): Finding[] => [
    { rule: 'tests-failed', severity: 'error', facts: { nodeid: 'pytest', when: 'run', message } },
  ]
  if (internalErrors.length > 0)
    return failed(`internal error: ${lastLines(internalErrors[0] ?? '', 1).join('')}`)
  if (ending.kind !== 'exited') return failed(`it ${describeEnding(ending)}`)
  if (ending.code === 0 || failures.length > 0) return []
  return failed(`it ${describeEnding(ending)}: ${lastLines(stderr || transcript, 3).join(' / ')}`)
}

/** Most findings about leaks that are made; the rest are of the same kind. */
const MOST = 10

function leaks({ evidence }: TestRun, { project }: PackageFacts): Finding[] {
  const seen = new Map<string, Leak>()
  // A module that is executed is read first: only what was merely read is told as such.
  for (const leak of evidence.leaks.filter(({ kind }) => kind !== 'staged'))
    if (leak.kind !== 'open' || !seen.has(leak.path)) seen.set(leak.path, leak)
  const executedFirst = [...seen.values()].sort(
    (a, b) => Number(a.kind === 'open') - Number(b.kind === 'open'),
  )
  return executedFirst.slice(0, MOST).map((leak) => ({
    rule: 'tests-import-checkout',
    // Reading a file there is suspicious; running code from there proves nothing about the wheel.
    severity: leak.kind === 'open' ? 'warning' : 'error',
    facts: { path: relative(project.folder, leak.path), kind: leak.kind, culprit: culprit(leak) },
  }))
}

function culprit({ importer, sys_path: entries }: Leak): string {
  const from = importer === null ? '' : ` from ${importer.file}:${importer.line}`
  return entries.length > 0 ? `${entries[0]} is on sys.path${from}` : `it was asked for by its path${from}`
}
