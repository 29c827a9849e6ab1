import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheSetByCaller } from '../config/cache-policy.ts'
import { inParallel } from '../process/concurrency.ts'
import { Inconclusive } from '../program/errors.ts'
import { declaredRequirements } from '../project/declared-requirements.ts'
import { type Installer, install } from '../python/install.ts'
import type { Interpreter } from '../python/interpreter.ts'
import { toolRequirements } from '../python/tool-environments.ts'
import { createEnvironments } from '../python/virtual-environment.ts'
import {
  type CacheContext,
  type CachedDirectory,
  type FindDirectory,
  platformOf,
} from './cached-directory.ts'

/** The installer's own cache, in a directory that no other step uses. */
export const downloads: FindDirectory = async (run) => {
  const { config, installer, root } = run
  const { environment } = config
  const name = installer.kind === 'uv' ? 'uv' : 'pip'
  const reason = cacheSetByCaller(config.cache, name, environment)
  if (reason !== undefined) return { kind: 'skipped', reason: `${name} not cached, because ${reason}` }

  const path = join(root, name)
  const variables = { [`${name.toUpperCase()}_CACHE_DIR`]: path }
  const resolutions = await resolutionsOf(run)
  const directory: CachedDirectory = {
    name,
    path,
    platform: platformOf(run),
    content: resolutions.map(({ interpreter, requirements }) =>
      JSON.stringify([interpreter.implementation, interpreter.version, [...requirements].sort()]),
    ),
    usesRestoreKey: true,
    fill: (caller) => prefetch(resolutions, installer, caller),
  }
  return { kind: 'found', directory, variables }
}

/** Requirements that are resolved together. */
interface Resolution {
  readonly interpreter: Interpreter
  readonly requirements: readonly string[]
  /** Without their dependencies. */
  readonly noDeps: boolean
}

/** The resolutions of all packages, each once. */
async function resolutionsOf({ packages, config }: CacheContext): Promise<Resolution[]> {
  const all = await Promise.all(
    packages.map(async ({ project, interpreter }) => {
      const { build, tests } = await declaredRequirements(project, config)
      const { requirements: tools } = await toolRequirements('metadata', interpreter)
      return [
        { interpreter, requirements: tools, noDeps: true },
        { interpreter, requirements: build, noDeps: false },
        { interpreter, requirements: tests, noDeps: false },
      ]
    }),
  )
  const resolutions = all.flat().filter(({ requirements }) => requirements.length > 0)
  const key = (one: Resolution) => JSON.stringify([one.interpreter.executable, one.requirements])
  return [...new Map(resolutions.map((one) => [key(one), one])).values()]
}

/**
 * Fills the installer's cache by installing the requirements into temporary environments. Installs only
 * wheels, because building an sdist would run its code.
 *
 * @param caller has the variable with the path of the cache
 * @throws Inconclusive when the index is unreachable
 */
async function prefetch(
  resolutions: readonly Resolution[],
  installer: Installer,
  caller: NodeJS.ProcessEnv,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'as-installed-ahead-'))
  try {
    await inParallel(resolutions, async ({ interpreter, requirements, noDeps }) => {
      const root = await mkdtemp(join(scratch, 'environment-'))
      const [environment] = await createEnvironments(interpreter, [root], scratch, caller)
      if (environment === undefined)
        throw new Inconclusive(`${interpreter.executable} cannot create an environment.`)
      const options = [...(noDeps ? ['--no-deps'] : []), '--only-binary', ':all:']
      await install({ installer, environment, requirements, options, cwd: scratch, caller })
    })
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
  }
}
