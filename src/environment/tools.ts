import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from './environment.ts'
import { type Installer, install } from './install.ts'
import { type Interpreter, isAllowed } from './interpreter.ts'
import { PROBES } from './probe.ts'

/** What the tools are for: the probes that read metadata, and the one that reads the public API. */
export type Purpose = 'metadata' | 'api'

/** What a tool environment is made of: two with the same key are the same. */
export interface ToolKey {
  /** Without markers: those that hold for the interpreter. */
  readonly requirements: readonly string[]
  /** Version of its interpreter. */
  readonly python: string
}

/** The key of the tool environment that an interpreter makes for a purpose. */
export async function toolKey(purpose: Purpose, { version }: Pick<Interpreter, 'version'>): Promise<ToolKey> {
  const text = await readFile(join(PROBES, `${purpose}-requirements.txt`), 'utf8')
  const minor = version.split('.').slice(0, 2).join('.')
  const requirements = text.split(/\r?\n/).flatMap((line) => {
    const [, requirement, marker] = /^(\w[^;]*)(?:; python_version (.+))?$/.exec(line) ?? []
    const holds = marker === undefined || isAllowed(minor, marker.replaceAll('"', ''))
    return requirement !== undefined && holds ? [requirement] : []
  })
  return { requirements, python: version }
}

/** An environment of ours in which the probes find the libraries that they need, or why there is none. */
export type Tools =
  | { readonly kind: 'ready'; readonly environment: Environment }
  | { readonly kind: 'unavailable'; readonly reason: string }

export interface ToolRequest {
  readonly key: ToolKey
  /** Empty so far, of the interpreter that the key names. */
  readonly environment: Environment
  readonly installer: Installer
  readonly cwd: string
  readonly caller: NodeJS.ProcessEnv
  readonly keepLog: (transcript: string) => Promise<void>
}

/**
 * Fills a tool environment. An index that answers and has not all of it, as a private one may, leaves the tools
 * unavailable: what needs them is skipped by name, for no run of anything can mend that.
 *
 * @throws Undecided when the index does not answer
 */
export async function installTools({ key, ...request }: ToolRequest): Promise<Tools> {
  const installation = await install({
    ...request,
    requirements: key.requirements,
    options: ['--no-deps', '--only-binary', ':all:'],
  })
  if (installation.kind === 'installed') return { kind: 'ready', environment: request.environment }
  const said = installation.words.at(-1) ?? 'the installer refused'
  return { kind: 'unavailable', reason: `the package index lacks the tools for it: ${said}` }
}
