import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cachePolicy } from '../config/cache-policy.ts'
import type { Config } from '../config/config.ts'
import { ConfigurationError, Inconclusive } from '../program/errors.ts'
import { findInstaller } from '../python/install.ts'
import { findInterpreter } from '../python/interpreter.ts'
import { findPythons } from '../python/pythons.ts'
import { findPackages } from '../repository/find-packages.ts'
import { downloads } from './downloads.ts'
import { environments } from './environments.ts'
import { type FindFolder, type Run, useFolders } from './folder.ts'

/** What the cache did for this run. */
export interface Cached {
  /** With what leads the run to the folders. */
  readonly config: Config
  /** One line for the log and the summary. */
  readonly line: string
  /** What went wrong, and changes nothing but the time that the run takes. */
  readonly warnings: readonly string[]
  /** Removes the folders. */
  readonly close: () => Promise<void>
}

/**
 * Restores the folders of the cache, or fills and saves them: all of it before anything of the project runs, so that
 * nothing of it can be in what is saved. Never rejects.
 */
export async function openCache(
  config: Config,
  folders: readonly FindFolder[] = [downloads, environments],
): Promise<Cached> {
  const { environment } = config
  const policy = cachePolicy(config.cache, environment)
  // In the same place in every run, and new in each: an earlier step may have run code of the project.
  const root = join(environment.RUNNER_TEMP ?? tmpdir(), 'as-installed-cache')
  const close = () => rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  const without = (reason: string, ...warnings: string[]): Cached => ({
    config,
    line: `Cache: off (${reason}).`,
    warnings,
    close,
  })
  if (!policy.uses) {
    const warning = `The cache is off although it was asked for: ${policy.reason}.`
    return config.cache === 'on' ? without(policy.reason, warning) : without(policy.reason)
  }
  // The library passes paths to tar in one line, which it parts at the spaces.
  if (/[\s"]/.test(root)) return without(`the client of the service cannot work in ${root}`)
  try {
    await close()
    await mkdir(root, { recursive: true, mode: 0o700 })
    const run = await prepare(config, root)
    const answers = await Promise.all(folders.map((find) => find(run)))
    const found = answers.flatMap((answer) => (answer.kind === 'found' ? [answer] : []))
    const left = answers.flatMap((answer) => (answer.kind === 'left' ? [answer.reason] : []))
    const caller = Object.assign({}, environment, ...found.map(({ variables }) => variables))
    const used = await useFolders(
      found.map(({ folder }) => folder),
      { maySave: policy.maySave, caller },
    )
    const kept = found.find((one) => one.kept !== undefined)?.kept ?? config.kept
    return {
      config: { ...config, environment: caller, kept },
      line: `Cache: on (${policy.reason}); ${[...left, ...used.said].join('; ')}.`,
      warnings: used.warnings,
      close,
    }
  } catch (error) {
    // What is wrong with the configuration or the machine is told by the run, which meets it too.
    if (error instanceof ConfigurationError || error instanceof Inconclusive)
      return without('there is nothing to verify')
    return without('it could not be made ready', `The cache could not be made ready: ${error}`)
  }
}

/** What the run will find out again when it verifies: what it is about, and what it works with. */
async function prepare(config: Config, root: string): Promise<Run> {
  const { paths, pythons, environment } = config
  const found = await findPackages(paths)
  const projects = found.flatMap(({ asked, sources }) => {
    return sources.flatMap(({ project }) => (asked.includes(project.path) ? [project] : []))
  })
  const allowed = [...new Set(projects.map(({ requiresPython }) => requiresPython))]
  const finding = allowed.map(async (requiresPython) => {
    const { found } = await findPythons(pythons, requiresPython, async (wanted) => ({
      interpreter: await findInterpreter(wanted, environment, process.cwd()),
    }))
    return [requiresPython, found] as const
  })
  const byRequirement = new Map(await Promise.all(finding))
  const packages = projects.flatMap((project) =>
    (byRequirement.get(project.requiresPython) ?? []).map(({ made }) => ({ project, ...made })),
  )
  const [first] = packages
  if (first === undefined) throw new Inconclusive('There is no package.')
  const installer = await findInstaller(config.installer, first.interpreter, environment)
  return { config, packages: [first, ...packages.slice(1)], installer, root }
}
