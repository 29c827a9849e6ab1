import junit from 'junit-report-builder'
import type { Report } from '../report.ts'
import { TOOL_NAME } from '../report-header.ts'
import { type SuiteCase, suitesOf } from './suites.ts'

// The module is CommonJS and exports the builder itself, unlike its types say.
const builder = junit as unknown as typeof junit.default

/**
 * The report as JUnit XML, which GitLab, Jenkins, Azure Pipelines, Buildkite and CircleCI read: one suite for each check,
 * with its findings as failures; the suite of the tests has those that pytest ran.
 *
 * @see https://github.com/jenkinsci/xunit-plugin, `junit-10.xsd`
 */
export function junitOf(report: Report): string {
  const document = builder.newBuilder().name(TOOL_NAME)
  for (const { name, seconds, cases } of suitesOf(report)) {
    const suite = document.testSuite().name(name).time(rounded(seconds))
    if (report.createdAt !== undefined) suite.timestamp(report.createdAt.replace(/\.\d+Z$/, ''))
    for (const one of cases) {
      const testCase = suite.testCase().name(one.name).className(one.className).time(rounded(one.seconds))
      setOutcome(testCase, one)
    }
  }
  // The schema does not have this attribute of the root element.
  return `${document.build().replace(/(<testsuites[^>]*) skipped="\d+"/, '$1')}\n`
}

type TestCase = ReturnType<ReturnType<ReturnType<typeof builder.newBuilder>['testSuite']>['testCase']>

function setOutcome(testCase: TestCase, { outcome, rawOutcome, message = '', text }: SuiteCase): void {
  switch (outcome) {
    case 'failed':
      testCase.failure(message, rawOutcome)
      if (text !== undefined) testCase.stacktrace(inCdata(text))
      return
    case 'error':
      testCase.error(message, rawOutcome, inCdata(text ?? ''))
      return
    case 'skipped':
      testCase.skipped()
      if (message !== '') testCase.standardOutput(inCdata(message))
      return
    case 'passed':
      if (message !== '') testCase.standardOutput(inCdata(message))
  }
}

/** xmlbuilder 15 escapes only the first end of a CDATA section in a text. */
function inCdata(text: string): string {
  return text.replaceAll(']]>', ']] >')
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
