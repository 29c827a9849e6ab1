import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inParallel } from '../process/concurrency.ts'
import {
  EnvironmentCache,
  type EnvironmentContents,
  environmentsIn,
  isFixed,
  keyOf,
} from '../python/environment-cache.ts'
import { EnvironmentPool, InstallationRefused } from '../python/environment-pool.ts'
import { indexSettings } from '../python/index-settings.ts'
import { findPip, type Installer } from '../python/install.ts'
import type { Interpreter } from '../python/interpreter.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'
import { toolRequirements } from '../python/tool-environments.ts'
import { type CacheFolder, type FindFolder, makerOf, type Run, type RunPackage } from './folder.ts'

/**
 * What packages are built with and the libraries of our own, installed: in a folder of this run alone, which is at the
 * same place in the next one, as environments name their place.
 */
export const environments: FindFolder = async (run) => {
  const { config, installer, root } = run
  const path = environmentsIn(root)
  const wanted = await wantedBy(run)
  const folder: CacheFolder = {
    name: 'environments',
    path,
    surroundings: [...makerOf(run), today()],
    content: [
      path,
      await machineOf(config.environment),
      await indexSettings(config.environment),
      ...wanted.map(({ interpreter, contents }) =>
        JSON.stringify([interpreter.executable, interpreter.version, contents.map(keyOf).sort()]),
      ),
    ],
    // What is of another day may be too old, and what has other contents has none that are looked for.
    hasSimilar: false,
    outside: wanted.map(({ interpreter }) => interpreter.executable),
    fill: (caller) => makeAhead(wanted, installer, path, caller),
  }
  return { kind: 'found', folder, kept: root }
}

/** What is newest on the index is asked for again each day, as on a machine that keeps environments. */
function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** What tells an image of a runner or a container from others: their compiled wheels may not be of use here. */
async function machineOf({ ImageOS, ImageVersion }: NodeJS.ProcessEnv): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return JSON.stringify([ImageOS, ImageVersion, release])
}

/** What environments are made from one interpreter. */
interface Wanted {
  readonly interpreter: Interpreter
  readonly contents: readonly EnvironmentContents[]
}

/** The environments that the packages will ask for, as far as that can be known before anything of them runs. */
async function wantedBy({ packages }: Run): Promise<Wanted[]> {
  const here = packages.flatMap(({ project: { name, neighbours } }) => [
    name,
    ...neighbours.map((one) => one.name),
  ])
  const interpreters = new Map(packages.map(({ interpreter }) => [interpreter.executable, interpreter]))
  return Promise.all(
    [...interpreters.values()].map(async (interpreter) => {
      const same = packages.filter((one) => one.interpreter.executable === interpreter.executable)
      const all = await Promise.all(same.map((one) => contentsFor(one, here.map(normalizeName))))
      const contents = new Map(all.flat().map((one) => [keyOf(one), one]))
      return { interpreter, contents: [...contents.values()] }
    }),
  )
}

/** @param here names of the packages of the repository, which the index need not have */
async function contentsFor(
  { project, interpreter }: RunPackage,
  here: readonly string[],
): Promise<EnvironmentContents[]> {
  const { requires: requirements } = project.buildSystem
  const tools = await toolRequirements(
    existsSync(join(project.folder, 'README.rst')) ? 'readme' : 'metadata',
    interpreter,
  )
  const isOfIndex =
    requirements.length > 0 &&
    isFixed({ requirements }) &&
    !requirements.some((text) => here.includes(parseRequirement(text)?.name ?? ''))
  return isOfIndex ? [{ requirements }, tools] : [tools]
}

/**
 * Makes environments as the run would, but of wheels alone: nothing of what is fetched is run. What is not there as a
 * wheel is left to the run.
 *
 * @throws Inconclusive when the index does not answer
 */
async function makeAhead(
  wanted: readonly Wanted[],
  ofRun: Installer,
  folder: string,
  caller: NodeJS.ProcessEnv,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'as-installed-ahead-'))
  try {
    for (const { interpreter, contents } of wanted) {
      const installer = ofRun.kind === 'uv' ? ofRun : findPip(interpreter)
      const store = await EnvironmentCache.open(folder, { interpreter, installer, caller })
      const pool = new EnvironmentPool({ interpreter, installer, store, scratch, caller, onlyWheels: true })
      pool.prepare(contents)
      await inParallel(contents, (one) =>
        pool.provide(one, async () => undefined).catch(unlessInstallationRefused),
      )
    }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
  }
}

function unlessInstallationRefused(error: unknown): void {
  if (!(error instanceof InstallationRefused)) throw error
}
