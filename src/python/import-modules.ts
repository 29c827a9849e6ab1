import { mkdtemp } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { withEmptyHome } from '../process/empty-home.ts'
import { variablesForProject } from '../process/environment-variables.ts'
import { Inconclusive } from '../program/errors.ts'
import { lastLines } from '../program/sentence.ts'
import { runProbe } from './probe.ts'
import { type PythonError, readPythonError } from './traceback.ts'
import type { Environment } from './virtual-environment.ts'

/** The result of importing one module or attribute in a new process. */
export interface ImportAttempt {
  readonly outcome: 'imported' | 'failed' | 'exited' | 'killed' | 'timed-out'
  readonly seconds: number
  readonly error: PythonError | undefined
  /** The `__version__` of the module. */
  readonly version?: string | null
  /** The import fails repeatedly, but succeeds in the same environment with the checkout's sources first on `sys.path`. */
  readonly importsFromSources?: boolean
  /** The import of a name failed, and the source of the module that it is imported from does not contain the name. */
  readonly isNameAbsent?: boolean
  /** The import fails by design: a statement at the top level raises the exception, or reads the arguments of a program. */
  readonly isDeliberate?: boolean
}

/** Seconds, for each import. */
export const IMPORT_TIMEOUT = 30

export interface ImportRequest {
  readonly environment: Environment
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
  /** A directory to prepend to `sys.path`. */
  readonly sources?: string
  /** Packages that are Django apps: each import begins with the least settings for them. */
  readonly djangoApps?: readonly string[]
}

/**
 * Imports modules and attributes, each in a new process with an empty working directory and home.
 *
 * @param references dotted module names, or object references `package.module:attribute` as in entry points
 * @throws Inconclusive if the probe fails
 */
export async function importModules(
  references: readonly string[],
  { environment, scratch, caller, sources, djangoApps }: ImportRequest,
): Promise<(ImportAttempt & { readonly module: string })[]> {
  if (references.length === 0) return []
  const jobs = availableParallelism()
  const home = await mkdtemp(join(scratch, 'home-'))
  const { text, child } = await runProbe(
    'imports',
    { modules: references, timeout: IMPORT_TIMEOUT, jobs, sources, apps: djangoApps },
    {
      python: environment.python,
      cwd: scratch,
      variables: withEmptyHome(variablesForProject(caller, { firstOnPath: environment.scripts }), home),
      // The probe may repeat failed imports.
      timeout: 60 + (2 * references.length * IMPORT_TIMEOUT) / jobs,
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
