import { existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Config } from './config/config.ts'
import { ConfigurationError, type ConfigurationProblem } from './problems.ts'
import { type Checkout, readCheckout } from './project/checkout.ts'
import { type Project, readProject } from './project/project.ts'
import { type Log, Logs } from './report/logs.ts'
import { reportPackage, withoutSecrets } from './report/package-report.ts'
import type { Progress } from './report/progress.ts'
import { type Report, worst } from './report/report.ts'
import { runIdentity } from './report/run-identity.ts'
import { secretsIn } from './report/secrets.ts'
import { timingsOf } from './report/timings.ts'
import { Timeline } from './timeline.ts'
import { verify } from './verify.ts'

/** The end of a run: the report, where it lies, and what other people's programs printed on the way. */
export interface Result {
  readonly report: Report
  /** Absolute: the report as JSON. */
  readonly file: string
  readonly logs: readonly Log[]
}

/**
 * Verifies packages: reads them, builds and installs and runs each, and reports one verdict.
 *
 * @throws ConfigurationError with everything that is wrong with the configuration of any package
 * @throws Undecided when the checkout itself cannot be read
 */
export async function main(config: Config, progress: Progress): Promise<Result> {
  const packages = await readPackages(config.paths)
  const secrets = secretsIn(config.environment)
  const folder = await outputFolder(config)
  const file = config.json ?? join(folder, 'report.json')
  await makeRoomFor(file)
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'as-installed-')))
  // Also when the process is asked to end in the midst of it.
  const tidy = () => rmSync(scratch, { recursive: true, force: true })
  process.once('exit', tidy)
  try {
    const reports = []
    const logs: Log[] = []
    for (const { checkout, project } of packages) {
      const place = packages.length === 1 ? '' : project.path === '.' ? project.name : project.path
      const own = new Logs(join(folder, place, 'logs'), project.name, secrets)
      for (const old of ['dist', 'logs']) await rm(join(folder, place, old), { recursive: true, force: true })
      const room = join(scratch, String(reports.length))
      await mkdir(room)
      const [output, timeline] = [join(folder, place, 'dist'), new Timeline()]
      const facts = await verify(
        { project, checkout, config, scratch: room, output, logs: own, timeline },
        progress,
      )
      const timings = timingsOf({ ...timeline, end: performance.now() })
      reports.push(withoutSecrets({ ...reportPackage(facts, own.folder, today()), timings }, secrets))
      logs.push(...own.all)
    }
    const run = runIdentity(
      config,
      packages.map(({ checkout }) => checkout.head),
    )
    const report: Report = {
      schema: 1,
      verdict: worst(reports.map(({ verdict }) => verdict)),
      ...(run === undefined ? {} : { run }),
      packages: reports,
    }
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
    return { report, file, logs }
  } finally {
    progress.end()
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
    process.removeListener('exit', tidy)
  }
}

/** Reads every package before any work begins, so that all that is wrong is told at once. */
export async function readPackages(
  paths: readonly string[],
): Promise<{ checkout: Checkout; project: Project }[]> {
  const problems: ConfigurationProblem[] = []
  const packages: { checkout: Checkout; project: Project }[] = []
  for (const path of paths) {
    try {
      const checkout = await readCheckout(path)
      packages.push({ checkout, project: await readProject(checkout, path) })
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  return packages
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

function today(): string {
  return new Date().toISOString().slice(0, 10)
}
