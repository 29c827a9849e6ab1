import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RULE_NAMES } from '../checks/rules.ts'
import type { Config } from '../config/config.ts'
import type { Run } from '../pipeline/packages.ts'
import type { Progress } from '../pipeline/progress.ts'
import { validateSelection } from '../pipeline/selected-checks.ts'
import type { Log } from '../process/logs.ts'
import { keepHeapSmall } from '../process/memory.ts'
import { withScratch } from '../process/scratch.ts'
import { secretsIn } from '../process/secrets.ts'
import { Timeline } from '../process/timeline.ts'
import { Toolchains } from '../python/toolchain.ts'
import type { Report } from '../report/report.ts'
import { runReport } from '../report/run-report.ts'
import { runTimingsOf } from '../report/timings.ts'
import { findPackages, type RepositoryPackages } from '../repository/find-packages.ts'
import { selectPackages } from '../repository/select-packages.ts'
import { type CheckoutFixes, tryFixes, writePatch } from './fixes/try-fixes.ts'
import { checkWritable, outputDirectory } from './output.ts'
import { checkOutputUnchanged } from './output-changes.ts'
import { verifyPackages } from './verify-packages.ts'

/** The result of mode verify. */
export interface Result {
  readonly report: Report
  /** Absolute: the report as JSON. */
  readonly file: string
  /** The output of the programs that were run. */
  readonly logs: readonly Log[]
  /** The combined changes of all accepted fixes, by checkout. */
  readonly fixes: readonly CheckoutFixes[]
  /** Absolute: the same as a file for `git apply`; undefined without fixes. */
  readonly patch?: string | undefined
}

/**
 * Verifies packages: finds them, builds each, installs it, runs its scripts and tests, checks its version, and reports
 * one verdict; then tries fixes for what fails.
 *
 * @param onVerdict receives the report before fixes are tried
 * @throws ConfigurationError with all problems of the configuration; Inconclusive when a checkout cannot be read
 */
export async function verify(config: Config, progress: Progress, onVerdict = ignore): Promise<Result> {
  validateSelection(config)
  const timeline = new Timeline()
  const found = await findPackages(config.paths, RULE_NAMES)
  const directory = await outputDirectory(config)
  const file = config.json ?? join(directory, 'report.json')
  await checkWritable(file)
  const write = (report: Report) => writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
  const isSingle = found.length === 1 && found[0]?.requested.length === 1
  if (!isSingle) keepHeapSmall()
  return withScratch(async (scratch) => {
    const toolchains = new Toolchains(config, join(scratch, 'toolchains'))
    const secrets = secretsIn(config.environment)
    const run = { config, progress, secrets, directory, scratch, toolchains, isSingle }
    const { packages, chosen, logs } = await timeline
      .measure('run', () => verifyFound(found, run))
      .finally(() => progress.end())
    const report = { ...runReport(packages, chosen, config), timings: runTimingsOf(timeline.snapshot()) }
    await write(report)
    onVerdict(report)
    if (!config.triesFixes || report.verdict !== 'fail') return { report, file, logs, fixes: [] }
    const tried = await tryFixes(packages, chosen, run, join(scratch, 'fixes'))
    const withFixes = { ...report, packages: tried.packages, fixes: tried.cost }
    await write(withFixes)
    return { report: withFixes, file, logs, ...tried, patch: await writePatch(tried.fixes, directory) }
  })
}

function ignore(_report: Report): void {}

async function verifyFound(found: readonly RepositoryPackages[], run: Run) {
  const chosen = await selectPackages(found, run.config, run.scratch)
  const results = await verifyPackages(chosen, run).finally(() => run.toolchains.settled())
  // The tests of one package could write to the output of another.
  const packages = await Promise.all(results.map(({ report }) => checkOutputUnchanged(report)))
  return { packages, chosen, logs: results.flatMap((one) => one.logs) }
}
