import { existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type ChildResult, describeEnding, run, succeeded } from '../environment/child.ts'
import type { Environment } from '../environment/environment.ts'
import { type Installer, install } from '../environment/install.ts'
import { throwIfMachineFailed } from '../environment/machine.ts'
import { runProbe } from '../environment/probe.ts'
import { type FindSiblings, pinsOf } from '../environment/siblings.ts'
import { variablesForProject } from '../environment/variables.ts'
import { type PythonError, parseTraceback } from '../evidence/python-error.ts'
import type { BuildSystem } from '../project/project.ts'
import { lastLines } from '../sentence.ts'

export interface BackendRequest {
  readonly buildSystem: BuildSystem
  /** Empty so far: what the backend needs is installed into it. */
  readonly environment: Environment
  readonly installer: Installer
  readonly scratch: string
  /** Seconds since 1970, so that two builds of a commit are the same (reproducible-builds.org, SOURCE_DATE_EPOCH). */
  readonly committedAt: number | undefined
  readonly caller: NodeJS.ProcessEnv
  readonly siblings: FindSiblings
}

export type BuildStep =
  | 'build requirements'
  | 'sdist'
  | 'wheel from the sdist'
  | 'wheel from the tree'
  | 'second wheel from the sdist'
  | 'wheel of an earlier commit'

/** The step that failed, and what the backend or the installer said last. */
export interface BuildFailure {
  readonly step: BuildStep
  readonly words: readonly string[]
  /** What the step asked for: a file of the checkout that the sdist lacks. Relative to the project, with `/`. */
  readonly absent?: string | undefined
  readonly undeclared?: UndeclaredImport | undefined
}

/** An import by the package itself, which the build ran, of what nothing that configures the build speaks of. */
export interface UndeclaredImport {
  /** Top-level name. */
  readonly module: string
  /** Relative to the project, with `/`. */
  readonly file: string
  /** 1-based. */
  readonly line: number
}

/** How a build ends before its end. */
export class BuildFailed extends Error {
  readonly step: BuildStep
  readonly words: readonly string[]
  /** What the backend raised. */
  readonly error: PythonError | undefined
  constructor(step: BuildStep, words: readonly string[], error?: PythonError) {
    super(words.join('\n'))
    this.step = step
    this.words = words
    this.error = error
  }
}

/** Seconds; compiling a large extension takes that long. */
const TIME_LIMIT = 3600

/** What the probe `build` answers. */
type HookResult =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false
      readonly kind: string
      readonly type: string
      readonly message: string
      readonly traceback: string
    }

/** What is in an environment for builds, and the installation that runs or ran last. */
interface Installed {
  readonly requirements: Set<string>
  last: Promise<void>
}

/** The build backend of a project (PEP 517) in an isolated environment of its own. */
export class Backend {
  readonly #request: BackendRequest
  readonly #installed: Installed
  #log: string[] = []

  constructor(
    request: BackendRequest,
    installed: Installed = { requirements: new Set(), last: Promise.resolve() },
  ) {
    this.#request = request
    this.#installed = installed
  }

  /** Another one in the same environment, to build something else at the same time: it keeps a log of its own. */
  besides(): Backend {
    return new Backend(this.#request, this.#installed)
  }

  /** Whether it is what another project is built with. */
  serves(other: BuildSystem): boolean {
    const key = ({ requires, backend, backendPath }: BuildSystem) =>
      JSON.stringify([[...requires].sort(), backend, backendPath])
    return key(this.#request.buildSystem) === key(other)
  }

  /** What was printed since it was last asked. */
  takeTranscript(): string {
    const transcript = this.#log.join('\n')
    this.#log = []
    return transcript
  }

  /** Installs what is not installed yet of what the backend needs. */
  require(requirements: readonly string[]): Promise<void> {
    // Two installers at once would be in each other's way.
    const turn = this.#installed.last.catch(() => undefined).then(() => this.#install(requirements))
    this.#installed.last = turn
    return turn
  }

  async #install(requirements: readonly string[]): Promise<void> {
    const { environment, installer, scratch, caller } = this.#request
    const wanted = requirements.filter((requirement) => !this.#installed.requirements.has(requirement))
    if (wanted.length === 0) return
    const keepLog = async (transcript: string) => {
      this.#log.push('$ install build requirements', transcript)
    }
    const siblings = pinsOf(await this.#request.siblings(wanted), wanted)
    const request = { environment, installer, requirements: wanted, siblings, cwd: scratch, caller, keepLog }
    const installation = await install(request)
    if (installation.kind === 'refused') throw new BuildFailed('build requirements', installation.words)
    for (const requirement of wanted) this.#installed.requirements.add(requirement)
  }

  /** Builds the wheel of a folder, with what the backend says that it needs for that, and gives its path. */
  async buildWheel(step: BuildStep, source: string, output: string): Promise<string> {
    await mkdir(output, { recursive: true })
    await this.require((await this.#hook(step, 'get_requires_for_build_wheel', source)) as string[])
    return join(output, (await this.#hook(step, 'build_wheel', source, output)) as string)
  }

  /** Builds the sdist of a folder, with what the backend says that it needs for that, and gives its path. */
  async buildSdist(source: string, output: string): Promise<string> {
    await mkdir(output, { recursive: true })
    await this.require((await this.#hook('sdist', 'get_requires_for_build_sdist', source)) as string[])
    return join(output, (await this.#hook('sdist', 'build_sdist', source, output)) as string)
  }

  /** Unpacks an sdist into a folder, and gives the folder of the project in it. */
  async unpack(sdist: string, into: string): Promise<string> {
    await mkdir(into, { recursive: true })
    const { environment, caller, scratch } = this.#request
    const module = sdist.endsWith('.zip') ? 'zipfile' : 'tarfile'
    const child = await run({
      program: environment.python,
      args: ['-I', '-m', module, '-e', sdist, into],
      cwd: scratch,
      variables: variablesForProject(caller),
      timeLimit: TIME_LIMIT,
    })
    this.#note('unpack the sdist', child)
    if (!succeeded(child)) {
      throwIfMachineFailed('To unpack the sdist', child.ending, child.stderr)
      throw new BuildFailed('sdist', lastLines(child.stderr, 3))
    }
    const [folder] = await readdir(into)
    return join(into, folder ?? '')
  }

  async #hook(step: BuildStep, name: string, source: string, into?: string): Promise<unknown> {
    const { buildSystem, environment, committedAt, caller, scratch } = this.#request
    const { backend, backendPath } = buildSystem
    const { text, child } = await runProbe(
      'build',
      { source, backend, backend_path: backendPath, hook: name, output: into ?? null, config_settings: {} },
      {
        python: environment.python,
        cwd: source,
        variables: {
          ...variablesForProject(caller, { first: environment.scripts }),
          ...(committedAt === undefined ? {} : { SOURCE_DATE_EPOCH: String(committedAt) }),
        },
        timeLimit: TIME_LIMIT,
        scratch,
      },
    )
    this.#note(name, child)
    const program = `${backend}, asked to ${name.replaceAll('_', ' ')},`
    if (text === undefined) {
      throwIfMachineFailed(program, child.ending, child.stderr)
      const words = [`${backend} ${describeEnding(child.ending)}`, ...lastLines(child.stderr, 5)]
      throw new BuildFailed(step, words)
    }
    const result: HookResult = JSON.parse(text)
    if (!result.ok) {
      this.#log.push(result.traceback)
      throwIfMachineFailed(program, child.ending, `${result.traceback}\n${child.stderr}`)
      throw new BuildFailed(step, lastWords(result, child), parseTraceback(result.traceback))
    }
    if (into === undefined) return result.value
    // A hook gives the name of the file that it made in the folder that it was given.
    if (typeof result.value === 'string' && existsSync(join(into, result.value))) return result.value
    const said = JSON.stringify(result.value)
    throw new BuildFailed(step, [
      `${backend} says by ${name} that it made ${said}, which is no file that it made.`,
    ])
  }

  #note(what: string, child: ChildResult): void {
    this.#log.push(
      `$ ${what} (${describeEnding(child.ending)}, ${child.seconds.toFixed(1)} s)`,
      child.transcript,
    )
  }
}

/** The backend's own last words: what it printed on stderr, and the error that ended it. */
function lastWords(result: Extract<HookResult, { ok: false }>, child: ChildResult): string[] {
  const printed = lastLines(child.stderr, 4)
  const error = result.message === '' ? result.type : `${result.type}: ${result.message}`
  const lines = lastLines(error, 1000).slice(0, 6)
  return [...printed.filter((line) => !lines.includes(line)), ...lines]
}
