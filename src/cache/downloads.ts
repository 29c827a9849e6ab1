import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keptElsewhere } from '../config/cache-policy.ts'
import { inParallel } from '../process/concurrency.ts'
import { Inconclusive } from '../program/errors.ts'
import { announcedRequirements } from '../project/announced-requirements.ts'
import { type Installer, install } from '../python/install.ts'
import type { Interpreter } from '../python/interpreter.ts'
import { toolRequirements } from '../python/tool-environments.ts'
import { createEnvironments } from '../python/virtual-environment.ts'
import { type CacheFolder, type FindFolder, makerOf, type Run } from './folder.ts'

/** What the installer downloads, in a folder that nobody else is told of. */
export const downloads: FindFolder = async (run) => {
  const { config, installer, root } = run
  const { environment } = config
  const name = installer.kind === 'uv' ? 'uv' : 'pip'
  const elsewhere = keptElsewhere(config.cache, name, environment)
  if (elsewhere !== undefined) return { kind: 'left', reason: `${name} left alone, as ${elsewhere}` }

  const path = join(root, name)
  const variables = { [`${name.toUpperCase()}_CACHE_DIR`]: path }
  const wanted = await wantedBy(run)
  const folder: CacheFolder = {
    name,
    path,
    surroundings: makerOf(run),
    content: wanted.map(({ interpreter, requirements }) =>
      JSON.stringify([interpreter.implementation, interpreter.version, [...requirements].sort()]),
    ),
    hasSimilar: true,
    fill: (caller) => fetchAhead(wanted, installer, caller),
  }
  return { kind: 'found', folder, variables }
}

/** What is fetched in one resolution. */
interface Wanted {
  readonly interpreter: Interpreter
  readonly requirements: readonly string[]
  /** Nothing that these depend on. */
  readonly alone: boolean
}

/** What all packages will ask for, each once. */
async function wantedBy({ packages, config }: Run): Promise<Wanted[]> {
  const all = await Promise.all(
    packages.map(async ({ project, interpreter }) => {
      const { build, tests } = await announcedRequirements(project, config)
      const { requirements: tools } = await toolRequirements('metadata', interpreter)
      return [
        { interpreter, requirements: tools, alone: true },
        { interpreter, requirements: build, alone: false },
        { interpreter, requirements: tests, alone: false },
      ]
    }),
  )
  const wanted = all.flat().filter(({ requirements }) => requirements.length > 0)
  const key = (one: Wanted) => JSON.stringify([one.interpreter.executable, one.requirements])
  return [...new Map(wanted.map((one) => [key(one), one])).values()]
}

/**
 * Lets the installer fetch what will be asked for, into the cache that `caller` names, by installing it where nobody
 * uses it. Only wheels: nothing of what is fetched is run. What is not there as a wheel is not fetched.
 *
 * @throws Inconclusive when the index does not answer
 */
async function fetchAhead(
  wanted: readonly Wanted[],
  installer: Installer,
  caller: NodeJS.ProcessEnv,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'as-installed-ahead-'))
  try {
    await inParallel(wanted, async ({ interpreter, requirements, alone }) => {
      const root = await mkdtemp(join(scratch, 'environment-'))
      const [environment] = await createEnvironments(interpreter, [root], scratch, caller)
      if (environment === undefined) throw new Inconclusive(`${interpreter.executable} made no environment.`)
      const options = [...(alone ? ['--no-deps'] : []), '--only-binary', ':all:']
      await install({ installer, environment, requirements, options, cwd: scratch, caller })
    })
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
  }
}
