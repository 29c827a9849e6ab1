import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EnvironmentContents } from './environment-cache.ts'
import { type EnvironmentPool, InstallationRefused } from './environment-pool.ts'
import type { Interpreter } from './interpreter.ts'
import { PROBES } from './probe.ts'
import { isAllowed } from './requires-python.ts'
import type { Environment } from './virtual-environment.ts'

/** What the tools are for: to read metadata, and a README in reStructuredText with it; to read the public API. */
export type ToolPurpose = 'metadata' | 'readme' | 'api'

const FILES: Readonly<Record<ToolPurpose, readonly string[]>> = {
  metadata: ['metadata-requirements.txt'],
  readme: ['metadata-requirements.txt', 'readme-requirements.txt'],
  api: ['api-requirements.txt'],
}

/** What an environment for a purpose holds; nothing is resolved. */
export async function toolRequirements(
  purpose: ToolPurpose,
  { version }: Pick<Interpreter, 'version'>,
): Promise<EnvironmentContents> {
  const texts = await Promise.all(FILES[purpose].map((file) => readFile(join(PROBES, file), 'utf8')))
  const minor = version.split('.').slice(0, 2).join('.')
  const requirements = texts
    .flatMap((text) => text.split(/\r?\n/))
    .flatMap((line) => {
      const [, requirement, marker] = /^(\w[^;]*)(?:; python_version (.+))?$/.exec(line) ?? []
      const holds = marker === undefined || isAllowed(minor, marker.replaceAll('"', ''))
      return requirement !== undefined && holds ? [requirement] : []
    })
  return { requirements, options: ['--no-deps', '--only-binary', ':all:'] }
}

/** An environment of ours in which the probes find the libraries that they need, or why there is none. */
export type ToolEnvironment =
  | { readonly kind: 'ready'; readonly environment: Environment }
  | { readonly kind: 'unavailable'; readonly reason: string }

/**
 * Gets the tools for a purpose. An index that answers and has not all of them, as a private one may, leaves them
 * unavailable: what needs them is skipped by name, for no run of anything can mend that.
 *
 * @throws Inconclusive when the index does not answer
 */
export async function provideTools(
  purpose: ToolPurpose,
  {
    interpreter,
    pool,
  }: { readonly interpreter: Interpreter; readonly pool: Pick<EnvironmentPool, 'provide'> },
  keepLog: (transcript: string) => Promise<void>,
): Promise<ToolEnvironment> {
  try {
    const environment = await pool.provide(await toolRequirements(purpose, interpreter), keepLog)
    return { kind: 'ready', environment }
  } catch (error) {
    if (!(error instanceof InstallationRefused)) throw error
    const said = error.words.at(-1) ?? 'the installer refused'
    return { kind: 'unavailable', reason: `the package index lacks the tools for it: ${said}` }
  }
}
