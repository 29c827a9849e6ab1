import type { FindingCounts, PackageReport, ReportedFinding, ReportSummary } from './report.ts'

/** The number of findings by severity; ignored ones are counted separately. */
export function countFindings(findings: readonly ReportedFinding[]): FindingCounts {
  const counted = findings.filter(({ ignored }) => ignored === undefined)
  const of = (severity: ReportedFinding['severity']) =>
    counted.filter((finding) => finding.severity === severity).length
  return {
    errors: of('error'),
    warnings: of('warning'),
    notes: of('note'),
    ignored: findings.length - counted.length,
  }
}

/** The number of packages by verdict, and of all their findings. */
export function countPackages(packages: readonly PackageReport[]): ReportSummary {
  const of = (verdict: PackageReport['verdict']) => packages.filter((one) => one.verdict === verdict).length
  return {
    packages: packages.length,
    passed: of('pass'),
    failed: of('fail'),
    inconclusive: of('error'),
    ...countFindings(packages.flatMap(({ findings }) => findings)),
  }
}
