import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EnvironmentVariables } from '../process/environment-variables.ts'
import { type ChildResult, run } from '../process/run.ts'

/** Folder of the probes: beside the sources as in the bundle. */
export const PROBES = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../probes/' : './probes/', import.meta.url),
)

/** The small Python programs that bring facts home; each says in its first lines what it reads and writes. */
export type Probe =
  | 'api'
  | 'as_installed_exceptions'
  | 'as_installed_audit_hook'
  | 'as_installed_pytest'
  | 'build'
  | 'create_environments'
  | 'dependencies'
  | 'imports'
  | 'interpreter'
  | 'installed'
  | 'metadata'
  | 'minimum_python'
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
  readonly timeLimit: number
  /** Folder for the request and the result. */
  readonly scratch: string
}

/** What a probe wrote, undefined when it wrote nothing, and how its process went. */
export interface ProbeResult {
  readonly text: string | undefined
  readonly child: ChildResult
}

/** Runs a probe with a request; the result comes by a file, as stdout belongs to the code under test. */
export async function runProbe(
  probe: Probe,
  request: object,
  { python, cwd, variables, timeLimit, scratch }: ProbeRun,
): Promise<ProbeResult> {
  const id = randomUUID()
  const requestFile = join(scratch, `${probe}-${id}.request.json`)
  const resultFile = join(scratch, `${probe}-${id}.result.json`)
  await writeFile(requestFile, JSON.stringify(request))
  const child = await run({
    program: python,
    // Isolated: neither the probe's folder nor the current one is on sys.path.
    args: ['-I', probeFile(probe), requestFile, resultFile],
    cwd,
    variables,
    timeLimit,
  })
  const text = await readFile(resultFile, 'utf8').catch(() => '')
  // On a full disk there is a file with nothing in it.
  return { text: text === '' ? undefined : text, child }
}
