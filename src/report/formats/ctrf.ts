import type { CTRFReport, Test, TestStatus } from 'ctrf'
import { programVersion } from '../../program/version.ts'
import type { Report } from '../report.ts'
import { TOOL_NAME } from '../report-header.ts'
import { type Suite, type SuiteCase, suitesOf } from './suites.ts'

const STATUSES: Readonly<Record<SuiteCase['outcome'], TestStatus>> = {
  passed: 'passed',
  failed: 'failed',
  error: 'failed',
  skipped: 'skipped',
}

/** The report in the Common Test Report Format, with the checks and the tests that pytest ran. @see https://ctrf.io */
export function ctrfOf(report: Report): string {
  const suites = suitesOf(report)
  const tests = suites.flatMap((suite) => suite.cases.map((one) => testOf(suite, one)))
  const of = (status: TestStatus) => tests.filter((test) => test.status === status).length
  const stop = Date.parse(report.createdAt ?? '') || 0
  const duration = Math.round((report.timings?.seconds ?? 0) * 1000)
  const { commit, repository, os } = report.run ?? {}
  const document: CTRFReport = {
    reportFormat: 'CTRF',
    // Of the schema that the package `ctrf` has.
    specVersion: '0.0.0',
    ...(report.createdAt === undefined ? {} : { timestamp: report.createdAt }),
    generatedBy: `${TOOL_NAME} ${programVersion()}`,
    results: {
      tool: { name: TOOL_NAME, version: programVersion() },
      summary: {
        tests: tests.length,
        passed: of('passed'),
        failed: of('failed'),
        skipped: of('skipped'),
        pending: 0,
        other: 0,
        suites: suites.length,
        start: stop - duration,
        stop,
      },
      tests,
      environment: {
        ...(commit === undefined ? {} : { commit }),
        ...(repository === undefined ? {} : { repositoryName: repository }),
        ...(os === undefined ? {} : { osPlatform: os }),
      },
    },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function testOf(suite: Suite, one: SuiteCase): Test {
  const { name, className, outcome, rawOutcome, seconds, message, text, file, line } = one
  return {
    name: className === '' || className === suite.package ? name : `${className}.${name}`,
    status: STATUSES[outcome],
    duration: Math.round(seconds * 1000),
    suite: [suite.package, suite.name.slice(suite.package.length + 2)],
    rawStatus: rawOutcome,
    ...(message === undefined || message === '' ? {} : { message }),
    ...(text === undefined ? {} : { trace: text }),
    ...(file === undefined ? {} : { filePath: file }),
    ...(line === undefined ? {} : { line }),
  }
}
