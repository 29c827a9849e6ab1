import { existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Assigned, assignAll } from './assignments.ts'
import { inParallel } from './concurrency.ts'
import type { Config } from './config/config.ts'
import { ConfigurationError } from './problems.ts'
import { findPackages, type Packages } from './project/find-packages.ts'
import type { Log } from './report/logs.ts'
import { reportBroken, reportPackage, withoutSecrets } from './report/package-report.ts'
import type { Progress } from './report/progress.ts'
import { type PackageReport, type Report, worst } from './report/report.ts'
import { secretsIn } from './report/secrets.ts'
import { verify } from './verify.ts'

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
 * @throws Undecided when a checkout itself cannot be read
 */
export async function main(config: Config, progress: Progress): Promise<Result> {
  const found = await findPackages(config.paths)
  const folder = await outputFolder(config)
  const file = config.json ?? join(folder, 'report.json')
  await makeRoomFor(file)
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'as-installed-')))
  // Also when the process is asked to end in the midst of it.
  const tidy = () => rmSync(scratch, { recursive: true, force: true })
  process.once('exit', tidy)
  try {
    const results = await verifyAll(found, config, { folder, scratch }, progress)
    const report: Report = {
      schema: 1,
      verdict: worst(results.map(({ report: one }) => one.verdict)),
      packages: results.map(({ report: one }) => one),
    }
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
    return { report, file, logs: results.flatMap(({ logs }) => logs) }
  } finally {
    progress.end()
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
    process.removeListener('exit', tidy)
  }
}

interface PackageResult {
  readonly report: PackageReport
  readonly logs: readonly Log[]
}

/** Verifies packages side by side, and gives what came of them in the order in which they were asked for. */
async function verifyAll(
  found: readonly Packages[],
  config: Config,
  { folder, scratch }: { readonly folder: string; readonly scratch: string },
  progress: Progress,
): Promise<PackageResult[]> {
  const secrets = secretsIn(config.environment)
  const packages = found.reduce((sum, { asked }) => sum + asked.length, 0)
  progress.expect(packages)
  const assigned = found.flatMap((one, at) =>
    assignAll(one, { config, progress, secrets, folder, scratch: join(scratch, String(at)), packages }),
  )
  const results = await inParallel(assigned, (one) => verifyOne(one, packages === 1, progress, secrets))
  const byFolder = new Map(results.map((result, at) => [assigned[at]?.assignment.project.folder, result]))
  return found.flatMap(({ asked, checkout }) =>
    asked.flatMap((path) => byFolder.get(join(checkout.root, path)) ?? []),
  )
}

/** @param isAlone whether what goes wrong with it goes wrong with the run; else it hides no other package */
async function verifyOne(
  { assignment, house }: Assigned,
  isAlone: boolean,
  progress: Progress,
  secrets: readonly string[],
): Promise<PackageResult> {
  const { project, scratch, logs } = assignment
  const started = performance.now()
  const today = new Date().toISOString().slice(0, 10)
  let report: PackageReport
  try {
    const facts = await verify(assignment, house.begin(project.path), progress)
    report = reportPackage(facts, logs.folder, today)
  } catch (error) {
    if (isAlone) throw error
    report = reportBroken(project, error as Error, logs.folder)
  }
  await house.release(project.path)
  // Environments of hundreds of packages would fill the disk.
  await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
  progress.done(project.name, report.verdict, (performance.now() - started) / 1000)
  return { report: withoutSecrets(report, secrets), logs: logs.all }
}

/** A folder of this run alone, unless the user named one. */
async function outputFolder({ out, environment }: Config): Promise<string> {
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
async function makeRoomFor(file: string): Promise<void> {
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
