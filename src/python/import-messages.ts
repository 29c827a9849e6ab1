import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { withEmptyHome } from '../process/empty-home.ts'
import { variablesForProject } from '../process/environment-variables.ts'
import { IMPORT_TIMEOUT, type ImportRequest } from './import-modules.ts'
import { runProbe } from './probe.ts'

/** A warning about a line of the package, from compiling it or from the import of a public module. */
export interface ImportWarning {
  /** Path relative to site-packages. */
  readonly file: string
  readonly line: number
  /** `DeprecationWarning`. */
  readonly category: string
  readonly message: string
}

/** Text that the import of a public module prints. */
export interface PrintedText {
  readonly file: string
  readonly line: number
  /** The file of the module whose body prints it. */
  readonly module: string
  readonly stream: 'stdout' | 'stderr'
  /** Its first line. */
  readonly text: string
}

/** The fastest of several imports of a module with compiled bytecode. */
export interface ImportTime {
  readonly seconds: number
  /** If it is above the limit: what takes most of the time: its own code, and its imports of other packages with all that these import. */
  readonly slowest: readonly { readonly module: string; readonly seconds: number }[]
}

export interface ImportMessages {
  readonly warnings: readonly ImportWarning[]
  readonly printed: readonly PrintedText[]
  readonly time: ImportTime | undefined
}

interface MessagesRequest {
  /** The installed files whose messages are recorded. */
  readonly files: readonly string[]
  readonly modules: readonly string[]
  /** A module whose import is timed, and the seconds that it may take. */
  readonly timed?: { readonly module: string; readonly limit: number } | undefined
}

/** Imports of a timed module: five are measured, and another one lists what takes most of the time. */
const TIMED_RUNS = 6

/** Records what modules of the package warn of and print when they are imported; no messages if the probe fails. */
export async function readImportMessages(
  { files, modules, timed }: MessagesRequest,
  { environment, scratch, caller }: ImportRequest,
): Promise<ImportMessages> {
  const home = await mkdtemp(join(scratch, 'home-'))
  const sites = [...new Set([environment.purelib, environment.platlib])]
  const { text } = await runProbe(
    'import_messages',
    { files, sites, modules, timeout: IMPORT_TIMEOUT, timed },
    {
      python: environment.python,
      cwd: scratch,
      variables: withEmptyHome(variablesForProject(caller, { firstOnPath: environment.scripts }), home),
      timeout: 60 + (modules.length + (timed === undefined ? 0 : TIMED_RUNS)) * IMPORT_TIMEOUT,
      scratch,
    },
  )
  if (text === undefined) return { warnings: [], printed: [], time: undefined }
  const { warnings, printed, time } = JSON.parse(text)
  return { warnings, printed, time: time ?? undefined }
}
