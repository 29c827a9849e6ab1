import { checkOfRule } from '../../checks/rules.ts'
import {
  isFailing,
  type PackageReport,
  type Report,
  type ReportedCheck,
  type ReportedFinding,
  type ReportedTestCase,
  type ReportedTests,
} from '../report.ts'

/** A check of a package as a suite of test cases, as formats for test results have them. */
export interface Suite {
  /** `demo: contents`, `demo: tests (Python 3.9)` */
  readonly name: string
  /** The name of the package. */
  readonly package: string
  readonly check: string
  readonly seconds: number
  readonly cases: readonly SuiteCase[]
}

/** The check itself, one of its findings, or a test of the package. */
export interface SuiteCase {
  readonly name: string
  /** Dotted, as pytest's own JUnit report has it: `tests.test_a.TestA`. */
  readonly className: string
  readonly outcome: 'passed' | 'failed' | 'error' | 'skipped'
  /** The word of the report or of pytest. */
  readonly rawOutcome: string
  readonly seconds: number
  readonly message?: string | undefined
  readonly text?: string | undefined
  readonly file?: string | undefined
  readonly line?: number | undefined
}

/** All checks of a report as suites, with the tests that pytest ran in the suites of the check `tests`. */
export function suitesOf({ packages, gate }: Report): Suite[] {
  const all = packages.flatMap((one) => {
    const job = gate?.cells.find(({ id }) => id === one.run?.cell)?.name
    const tests = testRuns(one)
    const ofChecks = one.checks.map((check, index) => {
      const isFirst = one.checks.findIndex((other) => other.check === check.check) === index
      const findings = isFirst ? findingsOf(one, check.check, tests) : []
      return suiteOf(one, check, job, [
        ...(check.check === 'tests' && showsFailures(tests) ? [] : checkCase(one, check, findings)),
        ...findings.map((finding) => findingCase(one, check, finding)),
        ...(check.check === 'tests' && tests.length === 1 ? casesOf(tests[0]?.tests) : []),
      ])
    })
    if (tests.length < 2) return ofChecks
    const ofPythons = tests.map(({ python, tests: own }): Suite => {
      const check = { check: 'tests', seconds: own.seconds, pythons: [python] }
      return suiteOf(one, check, job, casesOf({ ...own }))
    })
    return [...ofChecks, ...ofPythons]
  })
  return withoutEqualNames(all)
    .filter(({ cases }) => cases.length > 0)
    .map((suite) => ({ ...suite, cases: withUniqueNames(suite.cases) }))
}

/** Numbers the cases with the same name: GitLab reads only the first of them (`Gitlab::Ci::Reports::TestCase`). */
function withUniqueNames(cases: readonly SuiteCase[]): SuiteCase[] {
  const counts = new Map<string, number>()
  return cases.map((one) => {
    const key = `${one.className} ${one.name}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count === 1 ? one : { ...one, name: `${one.name} (${count})` }
  })
}

/** Joins the suites with the same name: the check `tests` of one Python, and its tests. */
function withoutEqualNames(all: readonly Suite[]): Suite[] {
  const byName = new Map<string, Suite>()
  for (const suite of all) {
    const before = byName.get(suite.name)
    byName.set(
      suite.name,
      before === undefined ? suite : { ...before, cases: [...before.cases, ...suite.cases] },
    )
  }
  return [...byName.values()]
}

function suiteOf(
  { name }: PackageReport,
  { check, seconds, pythons }: Pick<ReportedCheck, 'check' | 'seconds' | 'pythons'>,
  job: string | undefined,
  cases: readonly SuiteCase[],
): Suite {
  const labels = [
    ...(job === undefined ? [] : [job]),
    ...(pythons === undefined ? [] : [`Python ${pythons.join(', ')}`]),
  ]
  const label = labels.length === 0 ? '' : ` (${labels.join('; ')})`
  return { name: `${name}: ${check}${label}`, package: name, check, seconds, cases }
}

function testRuns({ pythons = [], tests }: PackageReport): { python: string; tests: ReportedTests }[] {
  const several = pythons.flatMap((one) =>
    'tests' in one && one.tests !== undefined ? [{ python: one.python, tests: one.tests }] : [],
  )
  return several.length > 0 ? several : tests === undefined ? [] : [{ python: '', tests }]
}

function showsFailures(tests: readonly { readonly tests: ReportedTests }[]): boolean {
  return tests.some(({ tests: { cases } }) =>
    cases.some(({ outcome }) => outcome === 'failed' || outcome === 'error'),
  )
}

/** The findings that fail a package, except those that the failing tests show themselves. */
function findingsOf(
  one: PackageReport,
  check: string,
  tests: readonly { readonly tests: ReportedTests }[],
): ReportedFinding[] {
  return one.findings.filter(
    (finding) =>
      checkOfRule(finding.rule) === check &&
      isFailing(finding, one.failOn) &&
      !(finding.rule === 'tests-failed' && showsFailures(tests)),
  )
}

/** The check as one case; none if its findings, or the failing tests, are its failures. */
function checkCase(
  { name, failOn }: PackageReport,
  { check, status, seconds, reason }: ReportedCheck,
  findings: readonly ReportedFinding[],
): SuiteCase[] {
  if (findings.length > 0) return []
  const failed = status === 'fail' || (status === 'warn' && failOn === 'warning')
  const outcome = failed ? 'failed' : status === 'error' ? 'error' : status === 'skip' ? 'skipped' : 'passed'
  return [{ name: check, className: name, outcome, rawOutcome: status, seconds, message: reason }]
}

function findingCase(one: PackageReport, { check }: ReportedCheck, finding: ReportedFinding): SuiteCase {
  const { rule, severity, message, effect, fix, file, line, pythons } = finding
  const place = file === undefined ? undefined : `${file}${line === undefined ? '' : `:${line}`}`
  const text = [
    place,
    message,
    effect,
    pythons === undefined ? undefined : `Only with Python ${pythons.join(', ')}.`,
    fix === undefined ? undefined : `Fix: ${fix}`,
    finding.helpUri,
  ]
  return {
    name: `${rule}${place === undefined ? '' : ` (${place})`}`,
    className: `${one.name}.${check}`,
    outcome: 'failed',
    rawOutcome: severity,
    seconds: 0,
    message,
    text: text.filter((part) => part !== undefined).join('\n'),
    file,
    line,
  }
}

const OUTCOMES: Readonly<Record<ReportedTestCase['outcome'], SuiteCase['outcome']>> = {
  passed: 'passed',
  failed: 'failed',
  error: 'error',
  skipped: 'skipped',
  // As in pytest's own JUnit report.
  xfailed: 'skipped',
  xpassed: 'passed',
}

function casesOf(tests: ReportedTests | undefined): SuiteCase[] {
  return (tests?.cases ?? []).map(({ id, outcome, seconds, message, text, file, line }) => {
    const { name, className } = addressOf(id)
    const rawOutcome = outcome
    return { name, className, outcome: OUTCOMES[outcome], rawOutcome, seconds, message, text, file, line }
  })
}

/** Splits a node ID as pytest's own JUnit report does: `tests/test_a.py::TestA::test_b[x::y]`. */
function addressOf(id: string): { name: string; className: string } {
  const [, address = id, parameters = ''] = /^([^[]*)(\[.*)?$/s.exec(id) ?? []
  const [path = '', ...names] = address.split('::')
  const module = path.replace(/\.py$/, '').replaceAll('/', '.')
  const last = names.pop()
  if (last === undefined) return { name: `${module}${parameters}`, className: '' }
  return { name: `${last}${parameters}`, className: [module, ...names].join('.') }
}
