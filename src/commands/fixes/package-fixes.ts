import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileChange } from '../../checks/fixes/apply-edits.ts'
import { candidatesFor } from '../../checks/fixes/candidates/index.ts'
import type { Candidate } from '../../checks/fixes/edit.ts'
import { groupByFix } from '../../checks/fixes/fix-groups.ts'
import type { ProjectSources } from '../../checks/fixes/sources.ts'
import type { Finding } from '../../checks/rules.ts'
import {
  isFailing,
  type PackageReport,
  type ReportedFinding,
  type ReportedPatch,
} from '../../report/report.ts'
import { type Fix, FixFinder, type FixRequest } from './fix-finder.ts'
import { asFinding, installedFiles, resultOf } from './run-result.ts'

/** The report of a package with patches, and the combined changes of the accepted ones. */
export interface PackageFixes {
  readonly report: PackageReport
  readonly changes: ReadonlyMap<string, FileChange>
}

/** Tries fixes for the errors of a package, and for its warnings if these make it fail. */
export async function findFixes(request: FixRequest): Promise<PackageFixes> {
  const { report, project, checkout } = request
  const before = await resultOf(report)
  const sources: ProjectSources = {
    project,
    files: checkout.files,
    textOf: (file) => textOf(join(checkout.root, file)),
    wheelFiles: installedFiles(before.wheel),
  }
  const finder = new FixFinder(request, sources, before)
  const failing = report.findings.filter((one) => isFailing(one, report.failOn))
  const patches = new Map<ReportedFinding, ReportedPatch>()
  const accepted: Fix[] = []
  for (const group of groupByFix(failing, (one) => candidatesIn(report, asFinding(one), sources))) {
    const { patch, edits } = await finder.find(group)
    if (patch === undefined) continue
    for (const finding of group.findings) patches.set(finding, patch)
    if (edits !== undefined) accepted.push({ findings: group.findings, edits })
  }
  const findings = report.findings.map((finding) => {
    const patch = patches.get(finding)
    return patch === undefined ? finding : { ...finding, patch }
  })
  return { report: { ...report, findings }, changes: await finder.combine(accepted) }
}

/**
 * The candidates of a finding. Tests that fail only as installed may need a file that the wheel lacks and no error
 * reports, because the code handles its absence.
 */
function candidatesIn(
  report: PackageReport,
  finding: Finding,
  sources: ProjectSources,
): readonly Candidate[] {
  const own = candidatesFor(finding, sources)
  const isOfWheel = finding.rule === 'tests-failed' && finding.facts.repeated === 'passes-in-checkout'
  if (own.length > 0 || !isOfWheel) return own
  return report.findings
    .filter(
      ({ rule, ignored }) => ignored === undefined && (rule === 'data-missing' || rule === 'module-missing'),
    )
    .flatMap((one) => candidatesFor(asFinding(one), sources))
    .filter(({ suggestion }) => suggestion === undefined)
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
