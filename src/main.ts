import { existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Assigned, assignAll, type Run } from './assignments.ts'
import { inParallel } from './concurrency.ts'
import type { Config } from './config/config.ts'
import { ConfigurationError, Undecided } from './problems.ts'
import { findChanged } from './project/changed-packages.ts'
import { findPackages, type Packages } from './project/find-packages.ts'
import { History } from './project/history.ts'
import type { Selection } from './project/selection.ts'
import type { Log } from './report/logs.ts'
import { reportBroken, reportLeftOut, reportPackage, withoutSecrets } from './report/package-report.ts'
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
    const isAlone = found.length === 1 && found[0]?.asked.length === 1
    const secrets = secretsIn(config.environment)
    const run: Run = { config, progress, secrets, folder, scratch, isAlone }
    const chosen = await Promise.all(found.map((one, at) => choose(one, run, String(at))))
    const results = await verifyAll(chosen, run)
    const basis = chosen.flatMap((one) => one.basis ?? [])
    const report: Report = {
      schema: 1,
      verdict: worst(results.map(({ report: one }) => one.verdict)),
      packages: results.map(({ report: one }) => one),
      ...(basis.length === 0 ? {} : { selection: basis.join(' ') }),
    }
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
    return { report, file, logs: results.flatMap(({ logs }) => logs) }
  } finally {
    progress.end()
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
    process.removeListener('exit', tidy)
  }
}

/** The packages of one repository, and which of them are to be verified. */
interface Chosen extends Selection {
  readonly found: Packages
  readonly basis?: string
  readonly assigned: readonly Assigned[]
}

/** Takes all packages, or those that changed where only these are asked for. */
async function choose(found: Packages, run: Run, name: string): Promise<Chosen> {
  const { config, scratch } = run
  const own = join(scratch, name)
  let opened: Promise<History> | undefined
  const history = () => {
    opened ??= openHistory(found, join(own, 'history'))
    return opened
  }
  const selection = config.changedOnly
    ? await findChanged(found, config.event, config.workflow, history)
    : { verified: found.asked, leftOut: new Map() }
  const assigned = assignAll(found, selection.verified, { ...run, scratch: own, history })
  return { ...selection, found, assigned }
}

async function openHistory({ checkout }: Packages, scratch: string): Promise<History> {
  // Nobody asks for the history of what has none.
  if (checkout.head === undefined) throw new Undecided(`${checkout.root} has no commit.`)
  return History.open(checkout, checkout.head, scratch)
}

interface PackageResult {
  readonly report: PackageReport
  readonly logs: readonly Log[]
}

/** Verifies packages side by side, and gives what came of them in the order in which they were asked for. */
async function verifyAll(chosen: readonly Chosen[], run: Run): Promise<PackageResult[]> {
  const assigned = chosen.flatMap((one) => one.assigned)
  run.progress.expect(assigned.length)
  const results = await inParallel(assigned, (one) => verifyOne(one, run))
  const byFolder = new Map(results.map((result, at) => [assigned[at]?.assignment.project.folder, result]))
  return chosen.flatMap(({ found: { asked, sources, checkout }, leftOut }) =>
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
  { isAlone, progress, secrets }: Run,
): Promise<PackageResult> {
  const { project, scratch, logs } = assignment
  const started = performance.now()
  const today = new Date().toISOString().slice(0, 10)
  const siblings = house.foresee([project.path])
  let report: PackageReport
  try {
    const facts = await verify(assignment, house.begin(project.path), progress)
    report = reportPackage(facts, logs.folder, today)
  } catch (error) {
    // What goes wrong with one of many hides none of the others.
    if (isAlone) throw error
    report = reportBroken(project, error as Error, logs.folder)
  } finally {
    await siblings
    await house.release(project.path)
  }
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
