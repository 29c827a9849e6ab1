import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describeEnding } from '../process/ending.ts'
import { variablesForProject } from '../process/environment-variables.ts'
import { throwIfMachineFailed } from '../process/machine-failure.ts'
import type { ChildResult } from '../process/run.ts'
import { lastLines } from '../program/sentence.ts'
import type { EnvironmentContents } from '../python/environment-cache.ts'
import { type EnvironmentPool, InstallationRefused } from '../python/environment-pool.ts'
import { runProbe } from '../python/probe.ts'
import { type FindSiblings, pinsOf } from '../python/siblings.ts'
import { type PythonError, parseTraceback } from '../python/traceback.ts'
import type { Environment } from '../python/virtual-environment.ts'

/** How a project is built (PEP 517, PEP 518). */
export interface BuildSystem {
  readonly requires: readonly string[]
  readonly backend: string
  readonly backendPath: readonly string[]
}

export interface BackendRequest {
  readonly buildSystem: BuildSystem
  readonly pool: Pick<EnvironmentPool, 'provide' | 'isIntact'>
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

/** An sdist, and the wheel from it. */
export interface BothBuilt {
  readonly sdist: string
  /** The folders of the project in what was unpacked. */
  readonly unpacked: readonly string[]
  readonly wheel: string
  /** That the wheel took. */
  readonly seconds: number
}

/** A wheel that is to be built, of what, and the folder that it goes to. */
export interface WantedWheel {
  readonly step: BuildStep
  readonly source: string
  readonly output: string
}

/** Seconds; compiling a large extension takes that long. */
const TIME_LIMIT = 3600

/** A step of the probe `build`; a source or an sdist that is null is the one that an earlier step made. */
type Call = { readonly step: BuildStep } & (
  | {
      readonly hook: `${'build' | 'get_requires_for_build'}_${'sdist' | 'wheel'}`
      readonly source: string | null
      readonly output: string | null
    }
  | { readonly unpack: string | null; readonly into: readonly string[] }
)

/** What the probe `build` answers. */
interface HookValue {
  readonly ok: true
  readonly value: unknown
  readonly seconds: number
}
type HookResult =
  | HookValue
  | {
      readonly ok: false
      readonly kind: string
      readonly type: string
      readonly message: string
      readonly traceback: string
    }

/** The build backend of a project (PEP 517) in an isolated environment of its own. */
export class Backend {
  readonly #request: BackendRequest
  #requirements: readonly string[] = []
  #log: string[] = []
  /** Set when it has an environment that nobody else gets. */
  #owner: string | undefined

  constructor(request: BackendRequest) {
    this.#request = request
  }

  /** What was printed since it was last asked. */
  takeTranscript(): string {
    const transcript = this.#log.join('\n')
    this.#log = []
    return transcript
  }

  /** Sees to it that what the backend needs is installed where it runs, besides what it needed before. */
  async require(requirements: readonly string[]): Promise<void> {
    this.#requirements = [...new Set([...this.#requirements, ...requirements])]
    await this.#environment()
  }

  async #environment(): Promise<Environment> {
    const keepLog = async (transcript: string) => {
      this.#log.push('$ install build requirements', transcript)
    }
    try {
      return await this.#request.pool.provide(await this.#contents(), keepLog)
    } catch (error) {
      if (error instanceof InstallationRefused) throw new BuildFailed('build requirements', error.words)
      throw error
    }
  }

  async #contents(): Promise<EnvironmentContents> {
    const requirements = this.#requirements
    const siblings = pinsOf(await this.#request.siblings(requirements), requirements)
    return { requirements, siblings, owner: this.#owner }
  }

  /**
   * Takes an environment of its own if the shared one is not what it was, and says whether it did. Backends run in it,
   * and what one of them has deleted or replaced must not be told as the fault of another.
   */
  async #leaveIfBroken(environment: Environment): Promise<boolean> {
    if (this.#owner !== undefined) return false
    if (await this.#request.pool.isIntact(await this.#contents(), environment)) return false
    this.#log.push('$ the environment was broken while it was used, and another one is made')
    this.#owner = randomUUID()
    return true
  }

  /**
   * Builds wheels of folders, one after another in one start of the backend, each with what the backend says that it
   * needs for that. Gives the path of each, or why there is none.
   */
  async buildWheels(wanted: readonly WantedWheel[]): Promise<(string | BuildFailed)[]> {
    const ended: (string | BuildFailed)[] = []
    for (const { output } of wanted) await mkdir(output, { recursive: true })
    while (ended.length < wanted.length) {
      const left = wanted.slice(ended.length)
      const done: HookValue[] = []
      const failure = await this.#run(left.flatMap(callsFor), done).then(() => undefined, buildFailedOrThrow)
      const built = left.slice(0, Math.floor(done.length / CALLS_FOR_ONE))
      ended.push(
        ...built.map(({ output }, at) => join(output, done[(at + 1) * CALLS_FOR_ONE - 1]?.value as string)),
      )
      if (failure !== undefined) ended.push(failure)
    }
    return ended
  }

  /**
   * Builds the sdist of a folder, and from it the wheel, with what the backend says that it needs for them.
   *
   * @param into folders to unpack the sdist into: the wheel is built in the first
   */
  async buildBoth(source: string, output: string, into: readonly string[]): Promise<BothBuilt> {
    await mkdir(output, { recursive: true })
    const step = 'wheel from the sdist'
    const [, sdist, unpacked, , wheel] = await this.#run([
      { step: 'sdist', hook: 'get_requires_for_build_sdist', source, output: null },
      { step: 'sdist', hook: 'build_sdist', source, output },
      { step: 'sdist', unpack: null, into },
      { step, hook: 'get_requires_for_build_wheel', source: null, output: null },
      { step, hook: 'build_wheel', source: null, output },
    ])
    return {
      sdist: join(output, sdist?.value as string),
      unpacked: unpacked?.value as readonly string[],
      wheel: join(output, wheel?.value as string),
      seconds: wheel?.seconds ?? 0,
    }
  }

  /**
   * Builds the wheel from an sdist that was built before.
   *
   * @param into a new folder to unpack the sdist into
   */
  async buildFrom(
    sdist: string,
    output: string,
    into: string,
  ): Promise<Pick<BothBuilt, 'wheel' | 'seconds'>> {
    await mkdir(output, { recursive: true })
    const step = 'wheel from the sdist'
    const [, , wheel] = await this.#run([
      { step, unpack: sdist, into: [into] },
      { step, hook: 'get_requires_for_build_wheel', source: null, output: null },
      { step, hook: 'build_wheel', source: null, output },
    ])
    return { wheel: join(output, wheel?.value as string), seconds: wheel?.seconds ?? 0 }
  }

  /**
   * Runs hooks one after another, and installs in between what they ask for.
   *
   * @param done is added to as they are done, so that who waits knows how far they came before one failed
   */
  async #run(calls: readonly Call[], done: HookValue[] = []): Promise<readonly HookValue[]> {
    while (done.length < calls.length) {
      const left = withSource(calls, done).slice(done.length)
      const environment = await this.#environment()
      const { results, child } = await this.#start(left, environment)
      const isDone = results.length === left.length || isAsking(left[results.length - 1])
      if (!(isDone && results.every(({ ok }) => ok)) && (await this.#leaveIfBroken(environment))) {
        done.push(...results.filter((result) => result.ok))
        continue
      }
      for (const [i, result] of results.entries()) done.push(accept(left[i] as Call, result, child))
      const last = left[results.length - 1]
      const wanted = isAsking(last) ? (done.at(-1)?.value as string[]) : []
      const next = left[results.length]
      if (next !== undefined && !this.#lacks(wanted)) throw endedIn(next, this.#request.buildSystem, child)
      await this.require(wanted)
    }
    return done
  }

  #lacks(requirements: readonly string[]): boolean {
    return requirements.some((requirement) => !this.#requirements.includes(requirement))
  }

  async #start(
    calls: readonly Call[],
    environment: Environment,
  ): Promise<{ results: HookResult[]; child: ChildResult }> {
    const { buildSystem, committedAt, caller, scratch } = this.#request
    const { backend, backendPath } = buildSystem
    const { text, child } = await runProbe(
      'build',
      {
        backend,
        backend_path: backendPath,
        installed: this.#requirements,
        steps: calls.map(({ step: _, ...call }) => call),
      },
      {
        python: environment.python,
        cwd: scratch,
        variables: {
          ...variablesForProject(caller, { first: environment.scripts }),
          ...(committedAt === undefined ? {} : { SOURCE_DATE_EPOCH: String(committedAt) }),
        },
        timeLimit: TIME_LIMIT,
        scratch,
      },
    )
    const results: HookResult[] = text === undefined ? [] : JSON.parse(text).done
    this.#log.push(
      `$ build (${describeEnding(child.ending)}, ${child.seconds.toFixed(1)} s)`,
      child.transcript,
      ...results.flatMap((result) => (result.ok ? [] : [result.traceback])),
    )
    return { results, child }
  }
}

function buildFailedOrThrow(error: unknown): BuildFailed {
  if (error instanceof BuildFailed) return error
  throw error
}

/** How many calls it takes to build a wheel. */
const CALLS_FOR_ONE = 2

function callsFor({ step, source, output }: WantedWheel): Call[] {
  return [
    { step, hook: 'get_requires_for_build_wheel', source, output: null },
    { step, hook: 'build_wheel', source, output },
  ]
}

function isAsking(call: Call | undefined): boolean {
  return call !== undefined && 'hook' in call && call.output === null
}

/** The calls with the folder of the sdist that was unpacked, once it is known. */
function withSource(calls: readonly Call[], done: readonly HookValue[]): Call[] {
  const unpacked = done[calls.findIndex((call) => 'unpack' in call)]?.value as readonly string[] | undefined
  return calls.map((call) =>
    'hook' in call && call.source === null ? { ...call, source: unpacked?.[0] ?? null } : call,
  )
}

/** @throws BuildFailed where the step failed, or did not do what it says */
function accept(call: Call, result: HookResult, child: ChildResult): HookValue {
  const said = saidLast(child)
  if (!result.ok) {
    throwIfMachineFailed(nameOf(call), child.ending, `${result.traceback}\n${said}`)
    throw new BuildFailed(call.step, lastWords(result, said), parseTraceback(result.traceback))
  }
  if (!('hook' in call) || call.output === null) return result
  // A hook gives the name of the file that it made in the folder that it was given.
  if (typeof result.value === 'string' && existsSync(join(call.output, result.value))) return result
  const value = JSON.stringify(result.value)
  throw new BuildFailed(call.step, [
    `The build backend says by ${call.hook} that it made ${value}, which is no file that it made.`,
  ])
}

/** How a step ends that has no result: the backend ended the process, or something else did. */
function endedIn(call: Call, { backend }: BuildSystem, child: ChildResult): BuildFailed {
  const said = saidLast(child)
  throwIfMachineFailed(nameOf(call), child.ending, said)
  return new BuildFailed(call.step, [`${backend} ${describeEnding(child.ending)}`, ...lastLines(said, 5)])
}

function nameOf(call: Call): string {
  return 'hook' in call
    ? `The build backend, asked to ${call.hook.replaceAll('_', ' ')},`
    : 'To unpack the sdist'
}

/** What was printed on stderr since the last step began. */
function saidLast({ stderr }: ChildResult): string {
  return stderr.split(/^\$ (?:build_|get_requires_for_build_|unpack )\w.*$/m).at(-1) ?? ''
}

/** The backend's own last words: what it printed on stderr, and the error that ended it. */
function lastWords(result: Extract<HookResult, { ok: false }>, said: string): string[] {
  const printed = lastLines(said, 4)
  const error = result.message === '' ? result.type : `${result.type}: ${result.message}`
  const lines = lastLines(error, 1000).slice(0, 6)
  return [...printed.filter((line) => !lines.includes(line)), ...lines]
}
