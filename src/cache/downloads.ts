import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inParallel } from '../concurrency.ts'
import { createEnvironments } from '../environment/environment.ts'
import { type Installer, install } from '../environment/install.ts'
import type { Interpreter } from '../environment/interpreter.ts'
import { toolKey } from '../environment/tools.ts'
import { Undecided } from '../problems.ts'

/** What is fetched in one resolution. */
export interface Wanted {
  readonly interpreter: Interpreter
  readonly requirements: readonly string[]
  /** Nothing that these depend on. */
  readonly alone: boolean
}

/** What every package needs whatever it is: the libraries of our own. */
export async function wantedTools(interpreter: Interpreter): Promise<Wanted> {
  const { requirements } = await toolKey('metadata', interpreter)
  return { interpreter, requirements, alone: true }
}

/**
 * Lets the installer fetch what will be asked for, into the cache that `caller` names, by installing it where nobody
 * uses it. Only wheels: nothing of what is fetched is run. What is not there as a wheel is not fetched.
 *
 * @throws Undecided when the index does not answer
 */
export async function fetchAhead(
  wanted: readonly Wanted[],
  installer: Installer,
  caller: NodeJS.ProcessEnv,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'as-installed-ahead-'))
  try {
    await inParallel(
      wanted.filter(({ requirements }) => requirements.length > 0),
      async ({ interpreter, requirements, alone }) => {
        const root = await mkdtemp(join(scratch, 'environment-'))
        const [environment] = await createEnvironments(interpreter, [root], scratch, caller)
        if (environment === undefined) throw new Undecided(`${interpreter.executable} made no environment.`)
        const options = [...(alone ? ['--no-deps'] : []), '--only-binary', ':all:']
        await install({ installer, environment, requirements, options, cwd: scratch, caller })
      },
    )
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
  }
}
