import { RULE_NAMES } from '../checks/rules.ts'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Config, isCell } from '../config/config.ts'
import { type Assigned, assignAll, type Run } from '../pipeline/packages.ts'
import { verify } from '../pipeline/verify-package.ts'
import { inParallel } from '../process/concurrency.ts'
import type { Log } from '../process/logs.ts'
import { keepHeapSmall } from '../process/memory.ts'
import { removeFolder, withScratch } from '../process/scratch.ts'
import { secretsIn } from '../process/secrets.ts'
import { Timeline } from '../process/timeline.ts'
import { ConfigurationError } from '../program/errors.ts'
import { Toolchains } from '../python/toolchain.ts'
import { reportBroken, reportLeftOut, reportPackage, withoutSecrets } from '../report/package-report.ts'
import type { Progress } from '../pipeline/progress.ts'
import { type PackageReport, type Report, worst } from '../report/report.ts'
import { runIdentity } from '../report/run-identity.ts'
import { runTimingsOf, timingsOf } from '../report/timings.ts'
import { type Chosen, chooseAll } from '../repository/choose-packages.ts'
import { findPackages } from '../repository/find-packages.ts'

/** The end of a run: the report, where it lies, and what other people's programs printed on the way. */
export interface Result {
  readonly report: Report
  /** Absolute: the report as JSON. */
  readonly file: string
  readonly logs: readonly Log[]
}

/**
 * Verifies packages: finds them, builds and installs and runs each, and reports one verdict.
 *
 * @throws ConfigurationError with everything that is wrong with the configuration of any package
 * @throws Inconclusive when a checkout itself cannot be read
 */
export async function main(config: Config, progress: Progress): Promise<Result> {
  const timeline = new Timeline()
  const { report, file, logs } = await timeline.during('run', () => findAndVerify(config, progress))
  const timed = { ...report, timings: runTimingsOf(timeline.upToNow()) }
  await writeFile(file, `${JSON.stringify(timed, null, 2)}\n`)
  return { report: timed, file, logs }
}

async function findAndVerify(config: Config, progress: Progress): Promise<Result> {
  const found = await findPackages(config.paths, RULE_NAMES)
  const folder = await outputFolder(config)
  const file = config.json ?? join(folder, 'report.json')
  await makeRoomFor(file)
  const secrets = secretsIn(config.environment)
  const isAlone = found.length === 1 && found[0]?.asked.length === 1
  if (!isAlone) keepHeapSmall()
  const { report, logs } = await withScratch(async (scratch) => {
    const toolchains = new Toolchains(config, join(scratch, 'toolchains'))
    const run: Run = { config, progress, secrets, folder, scratch, toolchains, isAlone }
    const chosen = await chooseAll(found, config, scratch)
    const results = await verifyAll(chosen, run).finally(() => toolchains.settled())
    return { report: reportOf(results, chosen, config), logs: results.flatMap((one) => one.logs) }
  }).finally(() => progress.end())
  return { report, file, logs }
}

interface PackageResult {
  readonly report: PackageReport
  readonly logs: readonly Log[]
}

function reportOf(results: readonly PackageResult[], chosen: readonly Chosen[], config: Config): Report {
  const packages = results.map(({ report }) => report)
  const run = runIdentity(
    config,
    chosen.map(({ checkout }) => checkout.head),
  )
  const basis = chosen.flatMap((one) => one.basis ?? [])
  return {
    schema: 1,
    verdict: worst(packages.map(({ verdict }) => verdict)),
    ...(run === undefined ? {} : { run }),
    packages,
    ...(basis.length === 0 ? {} : { selection: basis.join(' ') }),
  }
}

/** Verifies packages side by side, and gives what came of them in the order in which they were asked for. */
async function verifyAll(chosen: readonly Chosen[], run: Run): Promise<PackageResult[]> {
  const assigned = chosen.flatMap((one, at) => {
    return assignAll(one, { ...run, scratch: join(run.scratch, String(at)) })
  })
  run.progress.expect(assigned.length)
  const results = await inParallel(assigned, (one) => verifyOne(one, run))
  const byFolder = new Map(results.map((result, at) => [assigned[at]?.assignment.project.folder, result]))
  return chosen.flatMap(({ asked, sources, checkout, leftOut }) =>
    asked.flatMap((path) => {
      const project = sources.find((source) => source.project.path === path)?.project
      const reason = leftOut.get(path)
      if (project === undefined || reason === undefined) return byFolder.get(join(checkout.root, path)) ?? []
      return [{ report: reportLeftOut(project, reason, join(run.folder, path, 'logs')), logs: [] }]
    }),
  )
}

async function verifyOne(
  { assignment, house }: Assigned,
  { config, isAlone, progress, secrets }: Run,
): Promise<PackageResult> {
  const { project, scratch, logs, timeline } = assignment
  const started = performance.now()
  const today = new Date().toISOString().slice(0, 10)
  const siblings = house.buildAhead([project.path])
  let report: PackageReport
  try {
    const verified = await verify(assignment, house.begin(project.path), progress)
    const timings = timingsOf(timeline.upToNow())
    report = { ...reportPackage(verified.facts, logs.folder, today, verified), timings }
  } catch (error) {
    // What goes wrong with one of many hides none of the others, and the gate is told what it was.
    if (isAlone && !isCell(config)) throw error
    report = reportBroken(project, error as Error, logs.folder)
  } finally {
    await siblings
    await house.release(project.path)
  }
  // Environments of hundreds of packages would fill the disk.
  removeFolder(scratch)
  progress.done(project.name, report.verdict, (performance.now() - started) / 1000)
  return { report: withoutSecrets(report, secrets), logs: logs.all }
}

/** A folder of this run alone, unless the user named one. */
export async function outputFolder({ out, environment }: Config): Promise<string> {
  if (out === undefined) return mkdtemp(join(environment.RUNNER_TEMP ?? tmpdir(), 'as-installed-out-'))
  const refuse = (reason: string) => new ConfigurationError([{ message: `out is ${out}, ${reason}.` }])
  await mkdir(out, { recursive: true }).catch((error: Error) => {
    throw refuse(`which cannot be written: ${error.message}`)
  })
  // What an earlier run left there is replaced; somebody else's dist is not.
  if (existsSync(join(out, 'dist')) && !existsSync(join(out, 'logs'))) {
    throw refuse('but the dist in it is of no earlier run. Give a folder of its own')
  }
  return out
}

/** What cannot be written is told before the work, and a report of an earlier run cannot be taken for this one's. */
export async function makeRoomFor(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, '')
    await rm(file)
  } catch (error) {
    throw new ConfigurationError([
      { message: `The report cannot be written to ${file}: ${(error as Error).message}. Give another file.` },
    ])
  }
}
