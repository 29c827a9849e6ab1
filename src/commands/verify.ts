import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RULE_NAMES } from '../checks/rules.ts'
import type { Config } from '../config/config.ts'
import type { Progress } from '../pipeline/progress.ts'
import type { Log } from '../process/logs.ts'
import { keepHeapSmall } from '../process/memory.ts'
import { withScratch } from '../process/scratch.ts'
import { secretsIn } from '../process/secrets.ts'
import { Timeline } from '../process/timeline.ts'
import { Toolchains } from '../python/toolchain.ts'
import { type PackageReport, type Report, worst } from '../report/report.ts'
import { runIdentity } from '../report/run-identity.ts'
import { runTimingsOf } from '../report/timings.ts'
import { findPackages } from '../repository/find-packages.ts'
import { type SelectedPackages, selectPackages } from '../repository/select-packages.ts'
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
}

/**
 * Verifies packages: finds them, builds each, installs it, runs its scripts and tests, checks its version, and reports
 * one verdict.
 *
 * @throws ConfigurationError with everything that is wrong with the configuration of any package
 * @throws Inconclusive when a checkout cannot be read
 */
export async function verify(config: Config, progress: Progress): Promise<Result> {
  const timeline = new Timeline()
  const { report, file, logs } = await timeline.measure('run', () => findAndVerify(config, progress))
  const timed = { ...report, timings: runTimingsOf(timeline.snapshot()) }
  await writeFile(file, `${JSON.stringify(timed, null, 2)}\n`)
  return { report: timed, file, logs }
}

async function findAndVerify(config: Config, progress: Progress): Promise<Result> {
  const found = await findPackages(config.paths, RULE_NAMES)
  const directory = await outputDirectory(config)
  const file = config.json ?? join(directory, 'report.json')
  await checkWritable(file)
  const secrets = secretsIn(config.environment)
  const isSingle = found.length === 1 && found[0]?.requested.length === 1
  if (!isSingle) keepHeapSmall()
  const { report, logs } = await withScratch(async (scratch) => {
    const toolchains = new Toolchains(config, join(scratch, 'toolchains'))
    const run = { config, progress, secrets, directory, scratch, toolchains, isSingle }
    const chosen = await selectPackages(found, config, scratch)
    const results = await verifyPackages(chosen, run).finally(() => toolchains.settled())
    // The tests of one package could write to the output of another.
    const packages = await Promise.all(results.map(({ report }) => checkOutputUnchanged(report)))
    return { report: reportOf(packages, chosen, config), logs: results.flatMap((one) => one.logs) }
  }).finally(() => progress.end())
  return { report, file, logs }
}

function reportOf(
  packages: readonly PackageReport[],
  chosen: readonly SelectedPackages[],
  config: Config,
): Report {
  const commits = chosen.map(({ checkout }) => checkout.head)
  const run = runIdentity(config, commits)
  const basis = chosen.flatMap((one) => one.basis ?? [])
  return {
    schema: 1,
    verdict: worst(packages.map(({ verdict }) => verdict)),
    ...(run === undefined ? {} : { run }),
    packages,
    ...(basis.length === 0 ? {} : { selection: basis.join(' ') }),
  }
}
