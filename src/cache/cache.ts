import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cachePolicy } from '../config/cache-policy.ts'
import type { Config } from '../config/config.ts'
import { ConfigurationError, Inconclusive } from '../program/errors.ts'
import { findPythons } from '../python/find-pythons.ts'
import { findInstaller } from '../python/install.ts'
import { findInterpreter } from '../python/interpreter.ts'
import { findPackages } from '../repository/find-packages.ts'
import { type CacheContext, type FindDirectory, useDirectories } from './cached-directory.ts'
import { downloads } from './downloads.ts'
import { environments } from './environments.ts'

/** The cache of one run. */
export interface OpenedCache {
  /** With the environment variables and paths that make the run use the cached directories. */
  readonly config: Config
  /** One line for the log and the summary. */
  readonly line: string
  /** Errors of the cache, which slow down the run but do not change the verdict. */
  readonly warnings: readonly string[]
  /** Removes the cached directories. */
  readonly close: () => Promise<void>
}

/**
 * Restores the cached directories, or fills and saves them. This happens before any code of the project runs, so that
 * the project cannot change what is saved. Never rejects.
 */
export async function openCache(
  config: Config,
  directories: readonly FindDirectory[] = [downloads, environments],
): Promise<OpenedCache> {
  const { environment } = config
  const policy = cachePolicy(config.cache, environment)
  // The path is the same in every run, but the directory is new: an earlier step may have run code of the project.
  const root = join(environment.RUNNER_TEMP ?? tmpdir(), 'as-installed-cache')
  const close = () => rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  const disabled = (reason: string, ...warnings: string[]): OpenedCache => ({
    config,
    line: `Cache: off (${reason}).`,
    warnings,
    close,
  })
  if (!policy.uses) {
    const warning = `The option cache is on, but the cache cannot be used: ${policy.reason}.`
    return config.cache === 'on' ? disabled(policy.reason, warning) : disabled(policy.reason)
  }
  // @actions/cache passes paths to tar in one command line, which it splits at spaces.
  if (/[\s"]/.test(root)) return disabled(`the cache client does not support the path ${root}`)
  try {
    await close()
    await mkdir(root, { recursive: true, mode: 0o700 })
    const run = await readContext(config, root)
    const results = await Promise.all(directories.map((find) => find(run)))
    const found = results.flatMap((result) => (result.kind === 'found' ? [result] : []))
    const skipped = results.flatMap((result) => (result.kind === 'skipped' ? [result.reason] : []))
    const caller = Object.assign({}, environment, ...found.map(({ variables }) => variables))
    const use = await useDirectories(
      found.map(({ directory }) => directory),
      { maySave: policy.maySave, caller },
    )
    const cacheDirectory = found.find((one) => one.kept !== undefined)?.kept ?? config.cacheDirectory
    return {
      config: { ...config, environment: caller, cacheDirectory },
      line: `Cache: on (${policy.reason}); ${[...skipped, ...use.outcomes].join('; ')}.`,
      warnings: use.warnings,
      close,
    }
  } catch (error) {
    // The run meets the same error and reports it.
    if (error instanceof ConfigurationError || error instanceof Inconclusive)
      return disabled('there is nothing to verify')
    return disabled('it could not be prepared', `The cache could not be prepared: ${error}`)
  }
}

/** Finds the packages, interpreters and installer of the verification. */
async function readContext(config: Config, root: string): Promise<CacheContext> {
  const { paths, pythons, environment } = config
  const found = await findPackages(paths)
  const projects = found.flatMap(({ requested, sources }) => {
    return sources.flatMap(({ project }) => (requested.includes(project.path) ? [project] : []))
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
    (byRequirement.get(project.requiresPython) ?? []).map(({ toolchain }) => ({ project, ...toolchain })),
  )
  const [first] = packages
  if (first === undefined) throw new Inconclusive('No package to verify.')
  const installer = await findInstaller(config.installer, first.interpreter, environment)
  return { config, packages: [first, ...packages.slice(1)], installer, root }
}
