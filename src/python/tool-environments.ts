import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EnvironmentContents } from './environment-cache.ts'
import { type EnvironmentPool, InstallationError } from './environment-pool.ts'
import type { Interpreter } from './interpreter.ts'
import { PROBES } from './probe.ts'
import { isAllowed } from './requires-python.ts'
import type { Environment } from './virtual-environment.ts'

/**
 * The purpose of a tool environment: reading metadata, also with a README in reStructuredText, or the public API; or
 * auditing extension modules.
 */
export type ToolPurpose = 'metadata' | 'readme' | 'api' | 'native'

const REQUIREMENTS_FILES: Readonly<Record<ToolPurpose, readonly string[]>> = {
  metadata: ['metadata-requirements.txt'],
  readme: ['metadata-requirements.txt', 'readme-requirements.txt'],
  api: ['api-requirements.txt'],
  native: ['native-requirements.txt'],
}

/** The contents of a tool environment; they include all transitive dependencies, so that nothing needs to be resolved. */
export async function toolRequirements(
  purpose: ToolPurpose,
  { version }: Pick<Interpreter, 'version'>,
): Promise<EnvironmentContents> {
  const texts = await Promise.all(
    REQUIREMENTS_FILES[purpose].map((file) => readFile(join(PROBES, file), 'utf8')),
  )
  const minor = version.split('.').slice(0, 2).join('.')
  const requirements = texts
    .flatMap((text) => text.split(/\r?\n/))
    .flatMap((line) => {
      const [, requirement, marker] = /^(\w[^;]*)(?:; python_version (.+))?$/.exec(line) ?? []
      const applies = marker === undefined || isAllowed(minor, marker.replaceAll('"', ''))
      return requirement !== undefined && applies ? [requirement] : []
    })
  return { requirements, options: ['--no-deps', '--only-binary', ':all:'] }
}

/** An environment with the libraries that the probes import, or the reason why there is none. */
export type ToolEnvironment =
  | { readonly kind: 'ready'; readonly environment: Environment }
  | { readonly kind: 'unavailable'; readonly reason: string }

/**
 * Provides the tool environment for a purpose. It is unavailable if the index lacks a library, as a private one may: a
 * retry would not change that, so the checks that need it are skipped.
 *
 * @throws Inconclusive if the index cannot be reached
 */
export async function provideToolEnvironment(
  purpose: ToolPurpose,
  {
    interpreter,
    pool,
  }: { readonly interpreter: Interpreter; readonly pool: Pick<EnvironmentPool, 'provide'> },
  writeLog: (transcript: string) => Promise<void>,
): Promise<ToolEnvironment> {
  try {
    const contents = await toolRequirements(purpose, interpreter)
    if (contents.requirements.length === 0)
      return { kind: 'unavailable', reason: `its tools do not support Python ${interpreter.version}` }
    const environment = await pool.provide(contents, writeLog)
    return { kind: 'ready', environment }
  } catch (error) {
    if (!(error instanceof InstallationError)) throw error
    const reason = error.output.at(-1) ?? 'the installation failed'
    return { kind: 'unavailable', reason: `its tools are not on the package index: ${reason}` }
  }
}
