import { join } from 'node:path'
import { isCell } from '../config/config.ts'
import { type PackageRun, packageRuns, type Run } from '../pipeline/packages.ts'
import { verifyPackage } from '../pipeline/verify-package.ts'
import { inParallel } from '../process/concurrency.ts'
import type { Log } from '../process/logs.ts'
import { removeFolder } from '../process/scratch.ts'
import { reportBroken, reportLeftOut, reportPackage, withoutSecrets } from '../report/package-report.ts'
import type { PackageReport } from '../report/report.ts'
import { timingsOf } from '../report/timings.ts'
import type { Chosen } from '../repository/choose-packages.ts'

export interface PackageResult {
  readonly report: PackageReport
  readonly logs: readonly Log[]
}

/** Verifies packages side by side; the results are in the order of the configuration. */
export async function verifyPackages(chosen: readonly Chosen[], run: Run): Promise<PackageResult[]> {
  const runs = chosen.flatMap((one, at) =>
    packageRuns(one, { ...run, scratch: join(run.scratch, String(at)) }),
  )
  run.progress.expect(runs.length)
  const results = await inParallel(runs, (one) => verifyOne(one, run))
  const byFolder = new Map(results.map((result, at) => [runs[at]?.context.project.folder, result]))
  return chosen.flatMap(({ asked, sources, checkout, leftOut }) =>
    asked.flatMap((path) => {
      const project = sources.find((source) => source.project.path === path)?.project
      const reason = leftOut.get(path)
      if (project === undefined || reason === undefined) return byFolder.get(join(checkout.root, path)) ?? []
      return [{ report: reportLeftOut(project, reason, join(run.directory, path, 'logs')), logs: [] }]
    }),
  )
}

async function verifyOne(
  { context, timeline, graph, buildSiblings, release }: PackageRun,
  { config, isSingle, progress, secrets }: Run,
): Promise<PackageResult> {
  const { project, scratch, logs } = context
  const started = performance.now()
  const today = new Date().toISOString().slice(0, 10)
  const siblings = buildSiblings()
  let report: PackageReport
  try {
    const verified = await verifyPackage(context, graph())
    const timings = timingsOf(timeline.upToNow())
    report = { ...reportPackage(verified.facts, logs.folder, today, verified), timings }
  } catch (error) {
    // What goes wrong with one of many hides none of the others, and the gate receives the reason.
    if (isSingle && !isCell(config)) throw error
    report = reportBroken(project, error as Error, logs.folder)
  } finally {
    await siblings
    await release()
  }
  // Environments of hundreds of packages would fill the disk.
  removeFolder(scratch)
  progress.done(project.name, report.verdict, (performance.now() - started) / 1000)
  return { report: withoutSecrets(report, secrets), logs: logs.all }
}
