import { describeEnding } from '../../process/ending.ts'
import { count, lastLines } from '../../program/sentence.ts'
import { fileOf } from '../../project/project.ts'
import { causeOf, isReportedElsewhere } from '../diagnosis/cause.ts'
import { isReportedByImport } from '../diagnosis/import-failures.ts'
import { missingDistributions } from '../diagnosis/missing-distributions.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { TestEvidence, TestRun } from './facts.ts'

/** pytest passes against the installed package, on something, and on nothing else. */
export function checkTests(facts: PackageFacts): Finding[] {
  const run = completed(facts.tests)
  if (run === undefined) return []
  const used = leaks(run)
  return [
    ...used,
    ...(noTestRan(run) ?? [...failures(run, facts), ...(used.length > 0 ? [] : nothingLoaded(run))]),
  ]
}

/** Exit statuses of pytest (documentation, "Exit codes"). */
const NO_TESTS_COLLECTED = 5

function noTestRan({ evidence, hasTests, otherTests }: TestRun): Finding[] | undefined {
  const { totals, ending, failures, internalErrors } = evidence
  const ran = totals.passed + totals.failed + totals.errors + totals.xfailed + totals.xpassed
  const skipped = totals.skipped + totals.collection_skips
  if (ran > 0 || failures.length > 0 || internalErrors.length > 0 || ending.kind !== 'exited')
    return undefined
  if (ending.code !== NO_TESTS_COLLECTED && ending.code !== 0) return undefined
  const reason =
    skipped > 0
      ? `all ${totals.skipped > 0 ? count(skipped, 'test') : count(skipped, 'test module')} were skipped`
      : totals.deselected > 0
        ? `all ${count(totals.deselected, 'test')} were deselected`
        : hasTests || otherTests === undefined
          ? 'pytest collected none'
          : `pytest collected none, and ${otherTests} is not a name that it looks for`
  // Tests that something else runs are the project's own affair, but nobody has seen them pass here.
  const severity = hasTests || skipped + totals.deselected > 0 ? 'error' : 'warning'
  return [{ rule: 'tests-missing', severity, facts: { reason } }]
}

/** Tests that pass without the package prove nothing of it; but they may look at it in ways that are not seen. */
function nothingLoaded({ evidence: { totals }, modules: { loaded, notLoaded } }: TestRun): Finding[] {
  if (totals.passed === 0 || totals.failed + totals.errors > 0) return []
  if (loaded.length > 0 || notLoaded.length === 0) return []
  const reason = `${count(totals.passed, 'test')} passed, and none loaded a module of the package`
  return [{ rule: 'tests-missing', severity: 'warning', facts: { reason } }]
}

function failures({ evidence }: TestRun, facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  const undeclared = missingDistributions(facts).map(({ module }) => module)
  const findings = evidence.failures.flatMap(({ nodeid, when, file, line, message, error }): Finding[] => {
    // What comes from a missing module, file or dependency, or from an import that fails, is told there.
    if (error !== undefined && contents !== undefined) {
      if (isReportedElsewhere(causeOf(error, contents), undeclared) || isReportedByImport(error, facts))
        return []
    }
    return [
      {
        rule: 'tests-failed',
        severity: 'error',
        facts: { nodeid, when, message },
        where: file === undefined ? undefined : { file: fileOf(facts.project, file), line },
      },
    ]
  })
  return [...findings, ...runFailures(evidence)]
}

/** What went wrong with the run as a whole. */
function runFailures({ ending, internalErrors, failures, stderr, transcript }: TestEvidence): Finding[] {
  const failed = (message: string, severity: 'error' | 'warning' = 'error'): Finding[] => [
    { rule: 'tests-failed', severity, facts: { nodeid: 'pytest', when: 'run', message } },
  ]
  if (internalErrors.length > 0)
    return failed(`internal error: ${lastLines(internalErrors[0] ?? '', 1).join('')}`)
  if (ending.kind !== 'exited') return failed(`it ${describeEnding(ending)}`)
  if (ending.code === 0 || failures.length > 0) return []
  const coverage = COVERAGE.exec(transcript)?.[0]
  // The tests pass, and what ships works; how much of it they reach is a property of the tests.
  if (coverage !== undefined) return failed(`it ${describeEnding(ending)}: ${coverage}`, 'warning')
  return failed(`it ${describeEnding(ending)}: ${lastLines(stderr || transcript, 3).join(' / ')}`)
}

/** How pytest-cov says that the threshold of the project is not reached. */
const COVERAGE = /Coverage failure: .*|Required test coverage of .* not reached.*/

/** Most findings about leaks that are made; the rest are of the same kind. */
const MOST = 10

function leaks({ evidence }: TestRun): Finding[] {
  return evidence.leaks.slice(0, MOST).map(({ kind, path, culprit: { way, entry, by } }) => ({
    rule: 'tests-import-checkout',
    // Reading a file there is suspicious; running code from there proves nothing about the wheel.
    severity: kind === 'open' ? 'warning' : 'error',
    facts: { path, kind, way, entry, by },
    ...(by === null || isAbsolute(by.file) || way === 'pth'
      ? {}
      : { where: { file: by.file, ...(by.line === null ? {} : { line: by.line }) } }),
  }))
}

function isAbsolute(path: string): boolean {
  return /^(\/|[A-Za-z]:[\\/])/.test(path)
}
