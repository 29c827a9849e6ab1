import { createHash } from 'node:crypto'
import type { PackageReport, Report, ReportedFinding } from '../report.ts'
import { placeOf } from './place.ts'

/** A violation in GitLab's format, a part of that of Code Climate. */
interface Violation {
  readonly description: string
  readonly check_name: string
  /** Unique in the report. */
  readonly fingerprint: string
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker'
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } }
}

/**
 * The findings as a GitLab Code Quality report, without those that are ignored. A finding of several jobs is listed once.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gitlabOf({ packages }: Report): string {
  const byFingerprint = new Map<string, Violation>()
  for (const one of packages)
    for (const finding of one.findings) {
      if (finding.ignored !== undefined) continue
      const violation = violationOf(one, finding)
      if (!byFingerprint.has(violation.fingerprint)) byFingerprint.set(violation.fingerprint, violation)
    }
  return `${JSON.stringify([...byFingerprint.values()], null, 2)}\n`
}

function violationOf(one: PackageReport, finding: ReportedFinding): Violation {
  const { rule, message, fingerprint } = finding
  const { file, line } = placeOf(one, finding)
  return {
    description: message,
    check_name: rule,
    fingerprint: fingerprint ?? digest([one.path, rule, message]),
    severity: severityOf(finding),
    location: { path: file, lines: { begin: line } },
  }
}

function severityOf({ severity, harm }: ReportedFinding): Violation['severity'] {
  if (severity === 'error') return harm === 'install' || harm === 'import' ? 'blocker' : 'critical'
  return severity === 'warning' ? 'major' : 'info'
}

/** Reports of earlier versions have no fingerprints. */
function digest(values: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 32)
}
