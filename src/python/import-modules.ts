import { mkdtemp } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { inEmptyHome } from '../process/empty-home.ts'
import { variablesForProject } from '../process/environment-variables.ts'
import { Inconclusive } from '../program/errors.ts'
import { lastLines } from '../program/sentence.ts'
import { runProbe } from './probe.ts'
import { type PythonError, readPythonError } from './traceback.ts'
import type { Environment } from './virtual-environment.ts'

/** What happened when something was imported, alone in a fresh process. */
export interface ImportAttempt {
  readonly outcome: 'imported' | 'failed' | 'exited' | 'killed' | 'timed-out'
  readonly seconds: number
  readonly error: PythonError | undefined
  /** What the module says its version is. */
  readonly version?: string | null
  /** It fails here every time, and imports in this very environment once the checkout's sources come first. */
  readonly importsFromSources?: boolean
  /** A name could not be imported from another module, whose source does not speak of it at all. */
  readonly nameIsNowhere?: boolean
}

/** Seconds for one import. */
export const TIME_LIMIT = 30

export interface ImportRequest {
  readonly environment: Environment
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
  /** A folder that comes first on the import path. */
  readonly sources?: string
}

/**
 * Imports each of these, in an empty folder and with an empty home.
 *
 * @param references dotted names, or `package.module:attribute` as entry points have them
 * @throws Inconclusive when the probe itself did not work
 */
export async function importEach(
  references: readonly string[],
  { environment, scratch, caller, sources }: ImportRequest,
): Promise<(ImportAttempt & { readonly module: string })[]> {
  if (references.length === 0) return []
  const jobs = availableParallelism()
  const home = await mkdtemp(join(scratch, 'home-'))
  const { text, child } = await runProbe(
    'imports',
    { modules: references, timeout: TIME_LIMIT, jobs, sources },
    {
      python: environment.python,
      cwd: scratch,
      variables: inEmptyHome(variablesForProject(caller, { first: environment.scripts }), home),
      timeLimit: 60 + (references.length * TIME_LIMIT) / jobs,
      scratch,
    },
  )
  if (text === undefined)
    throw new Inconclusive(`The modules could not be imported: ${lastLines(child.stderr, 1).join('')}`)
  const attempts = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map(({ module, outcome, seconds, version, error }) => ({
      module,
      outcome,
      seconds,
      version,
      error: readPythonError(error),
    }))
  if (attempts.length < references.length)
    throw new Inconclusive(`Not all modules could be imported: ${lastLines(child.stderr, 1).join('')}`)
  return attempts.sort((a, b) => references.indexOf(a.module) - references.indexOf(b.module))
}
