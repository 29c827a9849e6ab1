import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from './environment.ts'
import { type Installer, install } from './install.ts'
import { type Interpreter, isAllowed } from './interpreter.ts'
import { PROBES } from './probe.ts'

/** What the tools are for: to read metadata, to render a README in reStructuredText, to read the public API. */
export type Purpose = 'metadata' | 'readme' | 'api'

/** What a tool environment is made of: two with the same key are the same. */
export interface ToolKey {
  /** Without markers: those that hold for the interpreter. */
  readonly requirements: readonly string[]
  /** Version of its interpreter. */
  readonly python: string
}

/** The key of the tool environment that an interpreter makes for some purposes. */
export async function toolKey(
  purposes: readonly Purpose[],
  { version }: Pick<Interpreter, 'version'>,
): Promise<ToolKey> {
  const files = purposes.map((purpose) => join(PROBES, `${purpose}-requirements.txt`))
  const text = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n')
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

export interface ToolboxRequest {
  readonly interpreter: Interpreter
  /** Empty so far, of the interpreter. */
  readonly environment: Environment
  readonly installer: Installer
  readonly cwd: string
  readonly caller: NodeJS.ProcessEnv
  readonly keepLog: (name: string, transcript: string) => Promise<void>
}

/** The tool environment of a run, which is filled as things are needed. */
export class Toolbox {
  readonly #request: ToolboxRequest
  readonly #fetched = new Map<Purpose, Promise<Tools>>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(request: ToolboxRequest) {
    this.#request = request
  }

  /**
   * Has what some purposes need. An index that answers and has not all of it, as a private one may, leaves the tools
   * unavailable: what needs them is skipped by name, for no run of anything can mend that.
   *
   * @throws Undecided when the index does not answer
   */
  async fetch(purposes: readonly Purpose[]): Promise<Tools> {
    const missing = purposes.filter((purpose) => !this.#fetched.has(purpose))
    if (missing.length > 0) {
      // Two installers at once would be in each other's way.
      const turn = this.#last.catch(() => undefined).then(() => this.#install(missing))
      this.#last = turn
      for (const purpose of missing) this.#fetched.set(purpose, turn)
    }
    const all = await Promise.all(purposes.map((purpose) => this.#fetched.get(purpose) as Promise<Tools>))
    return (
      all.find(({ kind }) => kind === 'unavailable') ?? {
        kind: 'ready',
        environment: this.#request.environment,
      }
    )
  }

  /** When nothing is being installed any more. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined)
  }

  async #install(purposes: readonly Purpose[]): Promise<Tools> {
    const { interpreter, keepLog, ...request } = this.#request
    const { requirements } = await toolKey(purposes, interpreter)
    const installation = await install({
      ...request,
      requirements,
      options: ['--no-deps', '--only-binary', ':all:'],
      keepLog: (transcript) => keepLog(`tools-${purposes.join('-')}`, transcript),
    })
    if (installation.kind === 'installed') return { kind: 'ready', environment: request.environment }
    const said = installation.words.at(-1) ?? 'the installer refused'
    return { kind: 'unavailable', reason: `the package index lacks the tools for it: ${said}` }
  }
}
