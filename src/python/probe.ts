import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EnvironmentVariables } from '../process/environment-variables.ts'
import { type ChildResult, run } from '../process/run.ts'

/** The directory of the probes, for the sources and for the bundle in `dist/`. */
export const PROBES = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../probes/' : './probes/', import.meta.url),
)

/** The Python programs that return facts as JSON; the first lines of each document its input and output. */
export type Probe =
  | 'api'
  | 'as_installed_exceptions'
  | 'as_installed_audit_hook'
  | 'as_installed_pytest'
  | 'build'
  | 'create_environments'
  | 'data_references'
  | 'dependencies'
  | 'edit_settings'
  | 'import_messages'
  | 'imports'
  | 'interpreter'
  | 'installed'
  | 'metadata'
  | 'minimum_python'
  | 'module_names'
  | 'native'
  | 'owners'
  | 'pyproject'
  | 'syntax'

/** Absolute path of a probe. */
export function probeFile(probe: Probe): string {
  return join(PROBES, `${probe}.py`)
}

export interface ProbeRun {
  readonly python: string
  readonly cwd: string
  readonly variables: EnvironmentVariables
  /** Seconds. */
  readonly timeout: number
  /** The directory for the request and result files. */
  readonly scratch: string
}

/** The result of a probe. */
export interface ProbeResult {
  /** The content of its result file; undefined if the probe wrote none. */
  readonly text: string | undefined
  readonly child: ChildResult
}

/** Runs a probe with a request. It returns its result in a file, as the code under test may write to stdout. */
export async function runProbe(
  probe: Probe,
  request: object,
  { python, cwd, variables, timeout, scratch }: ProbeRun,
): Promise<ProbeResult> {
  const id = randomUUID()
  const requestFile = join(scratch, `${probe}-${id}.request.json`)
  const resultFile = join(scratch, `${probe}-${id}.result.json`)
  await writeFile(requestFile, JSON.stringify(request))
  const child = await run({
    program: python,
    // Isolated mode: neither the directory of the probe nor the current directory is on sys.path.
    args: ['-I', probeFile(probe), requestFile, resultFile],
    cwd,
    variables,
    timeout,
  })
  const text = await readFile(resultFile, 'utf8').catch(() => '')
  // If the disk is full, the file is empty.
  return { text: text === '' ? undefined : text, child }
}
