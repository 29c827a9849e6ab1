import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { describeInstaller, findInstaller } from '../environment/install.ts'
import { findInterpreter, type Interpreter } from '../environment/interpreter.ts'
import { ConfigurationError, Undecided } from '../problems.ts'
import { programVersion } from '../program-version.ts'
import { readCheckout } from '../project/checkout.ts'
import { type Project, readProject } from '../project/project.ts'
import { list } from '../sentence.ts'
import { fetchAhead, type Wanted, wantedTools } from './downloads.ts'
import { type CacheFolder, useFolder } from './folder.ts'
import { cachePolicy, keptElsewhere } from './policy.ts'
import { announcedRequirements } from './requirements.ts'

/** What the cache did for this run. */
export interface Cached {
  /** The caller's variables, with what leads the installers to the folder of downloads. */
  readonly environment: NodeJS.ProcessEnv
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
export async function openCache(config: Config): Promise<Cached> {
  const { environment } = config
  const policy = cachePolicy(config.cache, environment)
  // In the same place in every run, and new in each: an earlier step may have run code of the project.
  const root = join(environment.RUNNER_TEMP ?? tmpdir(), 'as-installed-cache')
  const close = () => rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  const without = (why: string, warnings: string[] = []): Cached => ({
    environment,
    line: `Cache: off (${why}).`,
    warnings,
    close,
  })
  if (!policy.uses) {
    const isMissed = config.cache === 'on'
    return without(
      policy.reason,
      isMissed ? [`The cache is off although it was asked for: ${policy.reason}.`] : [],
    )
  }
  // The library passes paths to tar in one line, which it parts at the spaces.
  if (/[\s"]/.test(root)) return without(`the client of the service cannot work in ${root}`)
  try {
    await close()
    await mkdir(root, { recursive: true, mode: 0o700 })
    const packages = await readPackages(config)
    const downloads = await downloadsOf(packages, config, root)
    if ('keptElsewhere' in downloads) return without(downloads.keptElsewhere)
    const { folder, variables } = downloads
    const used = await Promise.all(
      [folder].map((one) => useFolder(one, { maySave: policy.maySave, caller: environment })),
    )
    return {
      environment: { ...environment, ...variables },
      line: `Cache: on (${policy.reason}); ${list(used.map(({ said }) => said))}.`,
      warnings: used.flatMap(({ warnings }) => warnings),
      close,
    }
  } catch (error) {
    // What is wrong with the configuration or the machine is told by the run, which meets it too.
    if (error instanceof ConfigurationError || error instanceof Undecided)
      return without('there is nothing to verify')
    return without('it could not be made ready', [`The cache could not be made ready: ${error}`])
  }
}

interface Package {
  readonly project: Project
  readonly interpreter: Interpreter
}

function readPackages({ paths, python, environment }: Config): Promise<Package[]> {
  return Promise.all(
    paths.map(async (path) => {
      const project = await readProject(await readCheckout(path), path)
      const wanted = { python, requiresPython: project.requiresPython }
      return { project, interpreter: await findInterpreter(wanted, environment, process.cwd()) }
    }),
  )
}

/** What the installer downloads, in a folder that nobody else writes to. */
async function downloadsOf(
  packages: readonly Package[],
  config: Config,
  root: string,
): Promise<
  | { readonly folder: CacheFolder; readonly variables: Readonly<Record<string, string>> }
  | { readonly keptElsewhere: string }
> {
  const { environment } = config
  const [first] = packages
  if (first === undefined) throw new Undecided('There is no package.')
  const installer = await findInstaller(config.installer, first.interpreter, environment)
  const name = installer.kind === 'uv' ? 'uv' : 'pip'
  const elsewhere = keptElsewhere(config.cache, name, environment)
  if (elsewhere !== undefined) return { keptElsewhere: elsewhere }

  const path = join(root, name)
  const variables = { [`${name.toUpperCase()}_CACHE_DIR`]: path }
  const wanted = await wantedBy(packages, config)
  const { implementation, version } = first.interpreter
  const folder = {
    name,
    path,
    surroundings: [
      programVersion(),
      process.platform,
      process.arch,
      implementation,
      version,
      describeInstaller(installer),
    ],
    content: wanted.map(({ requirements }) => JSON.stringify([...requirements].sort())),
    fill: () => fetchAhead(wanted, installer, { ...environment, ...variables }),
  }
  return { folder, variables }
}

/** What all packages will ask for, each once. */
async function wantedBy(packages: readonly Package[], config: Config): Promise<Wanted[]> {
  const all = await Promise.all(
    packages.map(async ({ project, interpreter }) => {
      const { build, run } = await announcedRequirements(project, config)
      return [
        await wantedTools(interpreter),
        { interpreter, requirements: build, alone: false },
        { interpreter, requirements: run, alone: false },
      ]
    }),
  )
  const unique = all
    .flat()
    .map((one) => [JSON.stringify([one.interpreter.executable, one.requirements]), one] as const)
  return [...new Map(unique).values()]
}
