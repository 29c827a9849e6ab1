import type { PackageReport, Report, ReportedFinding } from '../../src/report/report.ts'

/** A finding with default values for all keys that are not given. */
export function finding(given: Partial<ReportedFinding> = {}): ReportedFinding {
  return { rule: 'script-failed', severity: 'error', message: 'It fails.', facts: {}, ...given }
}

export function packageReport(given: Partial<PackageReport> = {}): PackageReport {
  return {
    path: '.',
    name: 'demo',
    version: '1.0',
    previousVersion: null,
    verdict: 'pass',
    artifacts: [],
    checks: [],
    findings: [],
    versions: [],
    ships: ['demo'],
    logs: '/out/logs',
    ...given,
  }
}

export function report(...packages: PackageReport[]): Report {
  return { schema: 1, verdict: 'pass', packages }
}
