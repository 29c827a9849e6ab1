import { describeEnding } from '../../process/ending.ts'
import { count, lastLines } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, SourceLocation } from '../rules.ts'
import type { Culprit, Leak, TestEvidence, TestRun } from './facts.ts'
import type { RunFailure } from './failure-facts.ts'
import { failureFindings } from './failure-findings.ts'
import { earlyEnd } from './session-end.ts'

/** Reports test failures, test runs without tests, and test runs that used the checkout. */
export function checkTests(facts: PackageFacts): Finding[] {
  const run = completed(facts.tests)
  if (run === undefined) return []
  const leaks = leakFindings(run)
  return [
    ...leaks,
    ...(noTestRan(run) ?? [
      ...failureFindings(run, facts),
      ...runFailures(run.evidence),
      ...noTestCanFail(run),
      ...(leaks.length > 0 ? [] : nothingLoaded(run)),
    ]),
  ]
}

/** An exit status (pytest documentation, "Exit codes"). */
const NO_TESTS_COLLECTED = 5

function noTestRan({ evidence, hasTests, otherTests }: TestRun): Finding[] | undefined {
  const { totals, ending, session, failures, internalErrors } = evidence
  if (earlyEnd(evidence) !== undefined) return undefined
  const ran = totals.passed + totals.failed + totals.errors + totals.xfailed + totals.xpassed
  const skipped = totals.skipped + totals.collection_skips
  if (ran > 0 || failures.length > 0 || internalErrors.length > 0 || ending.kind !== 'exited')
    return undefined
  if (ending.code !== NO_TESTS_COLLECTED && ending.code !== 0) return undefined
  const reason =
    skipped > 0
      ? `${all(skipped, totals.skipped > 0 ? 'test' : 'test module')} skipped`
      : totals.deselected > 0
        ? `${all(totals.deselected, 'test')} deselected`
        : session.state === 'not-started'
          ? 'pytest ended before it collected tests'
          : hasTests || otherTests === undefined
            ? 'pytest collected no tests'
            : `pytest collected no tests, as the name of ${otherTests} does not match python_files`
  // A project may use another test runner, but then the tests have not been run here.
  const severity = hasTests || skipped + totals.deselected > 0 ? 'error' : 'warning'
  return [{ rule: 'tests-missing', severity, facts: { reason } }]
}

/** The subject and verb of a sentence: `all 2 tests were`. */
function all(n: number, noun: string): string {
  return n === 1 ? `the only ${noun} was` : `all ${n} ${noun}s were`
}

/** Warns if all tests that ran were expected to fail, so none shows that something works. */
function noTestCanFail({ evidence: { totals, failures } }: TestRun): Finding[] {
  const { passed, failed, errors, xfailed, xpassed } = totals
  if (xfailed === 0 || passed + failed + errors + xpassed + failures.length > 0) return []
  const reason = `${count(xfailed, 'test')} ran, and ${xfailed === 1 ? 'is' : 'all are'} expected to fail (xfail)`
  return [{ rule: 'tests-missing', severity: 'warning', facts: { reason } }]
}

/** Warns if no test loaded a module of the package. Only a warning: tests may use it in ways that are not recorded. */
function nothingLoaded({ evidence: { totals }, modules: { loaded, notLoaded } }: TestRun): Finding[] {
  if (totals.passed === 0 || totals.failed + totals.errors > 0) return []
  if (loaded.length > 0 || notLoaded.length === 0) return []
  const reason = `${count(totals.passed, 'test')} passed without importing a module of the package`
  return [{ rule: 'tests-missing', severity: 'warning', facts: { reason } }]
}

/** Reports failures of the run as a whole. */
function runFailures(evidence: TestEvidence): Finding[] {
  const { ending, session, internalErrors, failures, stderr, transcript } = evidence
  const failed = (kind: RunFailure, message: string, severity: 'error' | 'warning' = 'error'): Finding[] => [
    {
      rule: 'tests-failed',
      severity,
      facts: {
        nodeid: 'pytest',
        when: 'run',
        message,
        tests: [],
        count: 0,
        cause: { kind },
        at: null,
        alsoInCheckout: null,
        repeated: null,
        declaration: null,
      },
    },
  ]
  const early = earlyEnd(evidence)
  if (early !== undefined) {
    const during = early.test === null ? '' : ` while ${early.test} ran`
    return failed('early-end', `${early.reason}${during}${early.lost}`)
  }
  if (internalErrors.length > 0)
    return failed(
      'internal-error',
      `had an internal error: ${lastLines(internalErrors[0] ?? '', 1).join('')}`,
    )
  if (ending.kind !== 'exited')
    return failed(ending.kind === 'timed-out' ? 'timeout' : 'crash', describeEnding(ending))
  const status = ending.code === 0 ? session.exitStatus : ending.code
  if (status === 0 || failures.length > 0) return []
  const coverage = COVERAGE.exec(transcript)?.[0]
  // All tests pass, so low coverage is a property of the tests, not of the distribution.
  if (coverage !== undefined) return failed('coverage', `${describeEnding(ending)}: ${coverage}`, 'warning')
  return failed('usage', `${describeEnding(ending)}: ${lastLines(stderr || transcript, 3).join(' / ')}`)
}

/** The messages of pytest-cov for a missed threshold, in current and older releases. */
const COVERAGE = /Coverage failure: .*|Required test coverage of .* not reached.*/

/** One finding for each line or setting that makes the tests use the checkout. */
function leakFindings({ evidence }: TestRun): Finding[] {
  const byCulprit = new Map<string, { first: Leak; others: number }>()
  for (const leak of evidence.leaks) {
    const key = JSON.stringify([leak.kind === 'open', leak.culprit])
    const known = byCulprit.get(key)
    if (known === undefined) byCulprit.set(key, { first: leak, others: 0 })
    else known.others++
  }
  return [...byCulprit.values()].map(({ first: { kind, path, culprit }, others }) => ({
    rule: 'tests-import-checkout',
    // Reading a file there is suspicious; running code from there proves nothing about the wheel.
    severity: kind === 'open' ? 'warning' : 'error',
    facts: { path, others, kind, ...culprit },
    where: locationOf(culprit),
  }))
}

function locationOf({ way, by }: Culprit): SourceLocation | undefined {
  if (by === null || isAbsolute(by.file) || way === 'pth') return undefined
  return { file: by.file, ...(by.line === null ? {} : { line: by.line }) }
}

function isAbsolute(path: string): boolean {
  return /^(\/|[A-Za-z]:[\\/])/.test(path)
}
