import { join } from 'node:path'
import { isMatrixJob } from '../config/config.ts'
import { outputDirectories } from '../pipeline/output-directories.ts'
import { type PackageRun, packageRuns, type Run } from '../pipeline/packages.ts'
import { verifyPackage } from '../pipeline/verify-package.ts'
import { inParallel } from '../process/concurrency.ts'
import type { Log } from '../process/logs.ts'
import { removeDirectory } from '../process/scratch.ts'
import { reportError, reportPackage, reportUnchanged, withoutSecrets } from '../report/package-report.ts'
import type { PackageReport } from '../report/report.ts'
import { timingsOf } from '../report/timings.ts'
import type { SelectedPackages } from '../repository/select-packages.ts'

export interface PackageResult {
  readonly report: PackageReport
  readonly logs: readonly Log[]
}

/** Verifies packages in parallel; the results are in the order of the configuration. */
export async function verifyPackages(
  chosen: readonly SelectedPackages[],
  run: Run,
): Promise<PackageResult[]> {
  const outputOf = outputDirectories(chosen, run.directory)
  const runs = chosen.flatMap((one, index) =>
    packageRuns(one, { ...run, outputOf, scratch: join(run.scratch, String(index)) }),
  )
  run.progress.expect(runs.length)
  const results = await inParallel(runs, (one) => verifyOne(one, run))
  const byDirectory = new Map(
    results.map((result, index) => [runs[index]?.context.project.directory, result]),
  )
  return chosen.flatMap(({ requested, sources, checkout, unchanged }) =>
    requested.flatMap((path) => {
      const project = sources.find((source) => source.project.path === path)?.project
      const reason = unchanged.get(path)
      if (project === undefined || reason === undefined)
        return byDirectory.get(join(checkout.root, path)) ?? []
      return [{ report: reportUnchanged(project, reason, join(outputOf(project), 'logs')), logs: [] }]
    }),
  )
}

async function verifyOne(
  { context, timeline, graph, buildSiblings, release }: PackageRun,
  { config, isSingle, progress, secrets }: Run,
): Promise<PackageResult> {
  const { project, scratch, logs } = context
  const failOn = config.failOn ?? project.settings['fail-on']
  const started = performance.now()
  const today = new Date().toISOString().slice(0, 10)
  const siblings = buildSiblings()
  let report: PackageReport
  try {
    const verified = await verifyPackage(context, graph())
    const timings = timingsOf(timeline.snapshot())
    report = { ...reportPackage(verified.facts, logs.directory, today, verified, failOn), timings }
  } catch (error) {
    // An error in one of several packages must not hide the results of the others, and the gate needs its reason.
    if (isSingle && !isMatrixJob(config)) throw error
    report = reportError(project, error as Error, logs.directory, failOn)
  } finally {
    await siblings
    await release()
  }
  // The environments of hundreds of packages would fill the disk.
  removeDirectory(scratch)
  const clean = withoutSecrets(report, secrets)
  for (const finding of clean.findings) progress.found?.(project.name, finding)
  progress.done(project.name, report.verdict, (performance.now() - started) / 1000)
  return { report: clean, logs: logs.all }
}
