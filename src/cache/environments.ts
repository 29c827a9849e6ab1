import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inParallel } from '../process/concurrency.ts'
import {
  EnvironmentCache,
  type EnvironmentContents,
  environmentsDirectory,
  isCacheable,
  keyOf,
} from '../python/environment-cache.ts'
import { EnvironmentPool, InstallationError } from '../python/environment-pool.ts'
import { indexSettings } from '../python/index-settings.ts'
import { findPip, type Installer } from '../python/install.ts'
import type { Interpreter } from '../python/interpreter.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'
import { toolRequirements } from '../python/tool-environments.ts'
import {
  type CacheContext,
  type CachedDirectory,
  type CachePackage,
  type FindDirectory,
  platformOf,
} from './cached-directory.ts'

/**
 * Build environments and tool environments. Their path must be the same in every run, because environments contain
 * their own path.
 */
export const environments: FindDirectory = async (run) => {
  const { config, installer, root } = run
  const path = environmentsDirectory(root)
  const needed = await environmentsOf(run)
  const directory: CachedDirectory = {
    name: 'environments',
    path,
    platform: [...platformOf(run), currentDay()],
    content: [
      path,
      await machineImage(config.environment),
      await indexSettings(config.environment),
      ...needed.map(({ interpreter, contents }) =>
        JSON.stringify([interpreter.executable, interpreter.version, contents.map(keyOf).sort()]),
      ),
    ],
    // Environments of another day may be outdated, and those with other requirements would not be used.
    usesRestoreKey: false,
    linkTargets: needed.map(({ interpreter }) => interpreter.executable),
    fill: (caller) => createEnvironments(needed, installer, path, caller),
  }
  return { kind: 'found', directory, kept: root }
}

/** Part of the key, so that new releases on the index are used a day later at most. */
function currentDay(): string {
  return new Date().toISOString().slice(0, 10)
}

/** Identifies the image of the runner or the container: a wheel compiled on one image may not work on another. */
async function machineImage({ ImageOS, ImageVersion }: NodeJS.ProcessEnv): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return JSON.stringify([ImageOS, ImageVersion, release])
}

/** The environments to create with one interpreter. */
interface InterpreterEnvironments {
  readonly interpreter: Interpreter
  readonly contents: readonly EnvironmentContents[]
}

/** The environments that the packages need, as far as this is known without running their code. */
async function environmentsOf({ packages }: CacheContext): Promise<InterpreterEnvironments[]> {
  const ownNames = packages.flatMap(({ project: { name, workspaceMembers } }) => [
    name,
    ...workspaceMembers.map((one) => one.name),
  ])
  const interpreters = new Map(packages.map(({ interpreter }) => [interpreter.executable, interpreter]))
  return Promise.all(
    [...interpreters.values()].map(async (interpreter) => {
      const same = packages.filter((one) => one.interpreter.executable === interpreter.executable)
      const all = await Promise.all(same.map((one) => contentsFor(one, ownNames.map(normalizeName))))
      const contents = new Map(all.flat().map((one) => [keyOf(one), one]))
      return { interpreter, contents: [...contents.values()] }
    }),
  )
}

/** @param ownNames normalized names of the workspace members, which are not installed from the index */
async function contentsFor(
  { project, interpreter }: CachePackage,
  ownNames: readonly string[],
): Promise<EnvironmentContents[]> {
  const { requires: requirements } = project.buildSystem
  const tools = await toolRequirements(
    existsSync(join(project.directory, 'README.rst')) ? 'readme' : 'metadata',
    interpreter,
  )
  const isFromIndex =
    requirements.length > 0 &&
    isCacheable({ requirements }) &&
    !requirements.some((text) => ownNames.includes(parseRequirement(text)?.name ?? ''))
  return isFromIndex ? [{ requirements }, tools] : [tools]
}

/**
 * Creates environments as the run does, but only from wheels, because building an sdist would run its code. An
 * environment that needs an sdist is left to the run.
 *
 * @throws Inconclusive when the index is unreachable
 */
async function createEnvironments(
  needed: readonly InterpreterEnvironments[],
  runInstaller: Installer,
  directory: string,
  caller: NodeJS.ProcessEnv,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'as-installed-ahead-'))
  try {
    for (const { interpreter, contents } of needed) {
      const installer = runInstaller.kind === 'uv' ? runInstaller : findPip(interpreter)
      const cache = await EnvironmentCache.open(directory, { interpreter, installer, caller })
      const pool = new EnvironmentPool({ interpreter, installer, cache, scratch, caller, onlyWheels: true })
      pool.prepare(contents)
      await inParallel(contents, (one) =>
        pool.provide(one, async () => undefined).catch(ignoreInstallationError),
      )
    }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
  }
}

function ignoreInstallationError(error: unknown): void {
  if (!(error instanceof InstallationError)) throw error
}
