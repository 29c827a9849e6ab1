import type { RunResult } from '../../checks/fixes/acceptance.ts'
import type { Finding } from '../../checks/rules.ts'
import { memberNames, pathInSitePackages } from '../../distribution/wheel.ts'
import type { PackageReport, ReportedFinding } from '../../report/report.ts'

/** The report keeps rule and facts of a finding together. */
export function asFinding({ rule, severity, facts, file, line }: ReportedFinding): Finding {
  return { rule, severity, facts, ...(file === undefined ? {} : { where: { file, line } }) } as Finding
}

/** The parts of a run to compare, read while its wheel exists. */
export async function resultOf({
  findings,
  checks,
  artifacts,
  modules,
}: PackageReport): Promise<RunResult<ReportedFinding>> {
  const wheel = artifacts.find(({ kind }) => kind === 'wheel')
  return {
    findings,
    wheel: wheel === undefined ? undefined : await memberNames(wheel.file).catch(() => undefined),
    testsRan: modules !== undefined && modules.loaded.length > 0,
    inconclusive: checks.filter(({ status }) => status === 'error').map(({ check }) => check),
  }
}

/** The files of a wheel as they are installed. */
export function installedFiles(wheel: readonly string[] | undefined): string[] {
  return (wheel ?? []).flatMap((name) => pathInSitePackages(name) ?? [])
}
