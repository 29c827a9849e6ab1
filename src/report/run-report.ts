import type { Config } from '../config/config.ts'
import type { SelectedPackages } from '../repository/select-packages.ts'
import { countPackages } from './counts.ts'
import { type PackageReport, type Report, worst } from './report.ts'
import { reportHeader } from './report-header.ts'
import { runIdentity } from './run-identity.ts'

/** The report of a run over the packages of all repositories. */
export function runReport(
  packages: readonly PackageReport[],
  chosen: readonly SelectedPackages[],
  config: Config,
): Report {
  const commits = chosen.map(({ checkout }) => checkout.head)
  const run = runIdentity(config, commits)
  const basis = chosen.flatMap((one) => one.basis ?? [])
  return {
    ...reportHeader(new Date()),
    verdict: worst(packages.map(({ verdict }) => verdict)),
    summary: countPackages(packages),
    ...(run === undefined ? {} : { run }),
    packages,
    ...(basis.length === 0 ? {} : { selection: basis.join(' ') }),
  }
}
