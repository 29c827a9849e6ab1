import { randomUUID } from 'node:crypto'
import { lstatSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describeEnding } from '../process/ending.ts'
import { variablesForProject } from '../process/environment-variables.ts'
import { throwIfMachineFailed } from '../process/machine-failure.ts'
import type { ChildResult } from '../process/run.ts'
import type { EnvironmentContents } from '../python/environment-cache.ts'
import { type EnvironmentPool, InstallationError } from '../python/environment-pool.ts'
import { runProbe } from '../python/probe.ts'
import { parseRequirement } from '../python/requirement.ts'
import { type FindSiblings, pinsOf } from '../python/siblings.ts'
import { type PythonError, parseTraceback } from '../python/traceback.ts'
import type { Environment } from '../python/virtual-environment.ts'
import type { BuildLocation } from './build-location.ts'
import { tellingLines } from './build-output.ts'
import type { MetadataDescription } from './core-metadata.ts'
import type { WheelDescription } from './wheel.ts'

/** The `[build-system]` of a project (PEP 517, PEP 518). */
export interface BuildSystem {
  readonly requires: readonly string[]
  readonly backend: string
  readonly backendPath: readonly string[]
}

export interface BackendRequest {
  readonly buildSystem: BuildSystem
  readonly pool: Pick<EnvironmentPool, 'provide' | 'isIntact'>
  readonly scratch: string
  /** Seconds since 1970, the SOURCE_DATE_EPOCH of all builds of a commit (reproducible-builds.org). */
  readonly committedAt: number | undefined
  readonly caller: NodeJS.ProcessEnv
  readonly findSiblings: FindSiblings
}

export type BuildStep =
  | 'build requirements'
  | 'sdist'
  | 'wheel from the sdist'
  | 'wheel from the tree'
  | 'second wheel from the sdist'
  | 'wheel of an earlier commit'

/** A step that failed. */
export interface BuildFailure {
  readonly step: BuildStep
  /** The lines of the output of the backend or the installer that state the cause. */
  readonly output: readonly string[]
  /** A file that the step reads and the sdist lacks. Relative to the project, with `/`. */
  readonly missingFile?: string | undefined
  readonly undeclaredImport?: UndeclaredImport | undefined
  /** The names in the output, the longest first: keys and values of settings, paths relative to the project. */
  readonly names?: readonly string[]
  /** The line of the project's own code at which it failed. */
  readonly location?: BuildLocation | undefined
  /** The line of setup.cfg, setup.py or MANIFEST.in that contains one of the names. */
  readonly configuration?: BuildLocation | undefined
  /** The directories of the source tree that look like import packages. */
  readonly importPackages?: readonly string[]
}

/** An import in the package, run by the build, of a module that the configuration of the build does not mention. */
export interface UndeclaredImport {
  /** Top-level module. */
  readonly module: string
  /** Relative to the project, with `/`. */
  readonly file: string
  /** 1-based. */
  readonly line: number
}

/** A step of the build failed. */
export class BuildFailed extends Error {
  readonly step: BuildStep
  /** The lines of the output of the backend or the installer that state the cause. */
  readonly output: readonly string[]
  /** The exception that the backend raised. */
  readonly error: PythonError | undefined
  constructor(step: BuildStep, output: readonly string[], error?: PythonError) {
    super(output.join('\n'))
    this.step = step
    this.output = output
    this.error = error
  }
}

/** A wheel that was built, with its description by the probe `build`. */
export interface BuiltWheel {
  /** Absolute. */
  readonly file: string
  readonly description: WheelDescription
}

/** A wheel that was built from an sdist. */
export interface WheelFromSdist {
  readonly wheel: BuiltWheel
  /** How long the hook took. */
  readonly seconds: number
}

/** An sdist, and the wheel from it or why that cannot be built. */
export interface SdistAndWheel {
  readonly wheel: WheelFromSdist | BuildFailed
  readonly sdist: string
  /** The core metadata of the sdist; null without PKG-INFO. */
  readonly sdistMetadata: MetadataDescription | null
  /** The project directories of the unpacked sdist. */
  readonly unpacked: readonly string[]
}

/** A wheel to build. */
export interface WheelRequest {
  readonly step: BuildStep
  /** The project directory to build it from. */
  readonly source: string
  /** The directory to write it to. */
  readonly output: string
}

/** Seconds; compiling a large extension may take that long. */
const TIMEOUT = 3600

/** A step of the probe `build`; null is the source or the sdist that an earlier step made. */
type ProbeStep = { readonly step: BuildStep } & (
  | {
      readonly hook: `${'build' | 'get_requires_for_build'}_${'sdist' | 'wheel'}`
      readonly source: string | null
      readonly output: string | null
    }
  | { readonly unpack: string | null; readonly into: readonly string[] }
)

/** The results of the probe `build`. */
interface StepValue {
  readonly ok: true
  readonly value: unknown
  readonly description?: unknown
  readonly seconds: number
}
type StepResult =
  | StepValue
  | {
      readonly ok: false
      readonly kind: string
      readonly type: string
      readonly message: string
      readonly traceback: string
    }

/** The build backend of a project (PEP 517), in an isolated environment. */
export class Backend {
  readonly #request: BackendRequest
  #requirements: readonly string[] = []
  #log: string[] = []
  /** Set if the environment is not shared with other backends. */
  #owner: string | undefined

  constructor(request: BackendRequest) {
    this.#request = request
  }

  /** Returns the output since the last call. */
  takeTranscript(): string {
    const transcript = this.#log.join('\n')
    this.#log = []
    return transcript
  }

  /**
   * Installs requirements into the environment of the backend, in addition to earlier ones.
   *
   * @throws BuildFailed if they cannot be installed
   */
  async install(requirements: readonly string[]): Promise<void> {
    // The installer would take an option for its own, such as --target (PEP 518).
    const invalid = requirements.filter((text) => parseRequirement(text) === undefined)
    if (invalid.length > 0)
      throw new BuildFailed(
        'build requirements',
        invalid.map((text) => `${JSON.stringify(text)} is not a dependency specifier (PEP 508)`),
      )
    this.#requirements = [...new Set([...this.#requirements, ...requirements])]
    await this.#environment()
  }

  async #environment(): Promise<Environment> {
    const writeLog = async (transcript: string) => {
      this.#log.push('$ install build requirements', transcript)
    }
    try {
      return await this.#request.pool.provide(await this.#contents(), writeLog)
    } catch (error) {
      if (error instanceof InstallationError) throw new BuildFailed('build requirements', error.output)
      throw error
    }
  }

  async #contents(): Promise<EnvironmentContents> {
    const requirements = this.#requirements
    const siblings = pinsOf(await this.#request.findSiblings(requirements), requirements)
    return { requirements, siblings, owner: this.#owner }
  }

  /**
   * Replaces a shared environment by an unshared one if a backend has removed files from it, so that no project is
   * reported for the damage that another one did.
   *
   * @returns whether it was replaced
   */
  async #replaceIfBroken(environment: Environment): Promise<boolean> {
    if (this.#owner !== undefined) return false
    if (await this.#request.pool.isIntact(await this.#contents(), environment)) return false
    this.#log.push('$ create a new environment, as a backend removed files from the shared one')
    this.#owner = randomUUID()
    return true
  }

  /**
   * Builds wheels sequentially in one process of the probe, and installs the requirements of each.
   *
   * @returns for each request, the wheel or the error
   */
  async buildWheels(requests: readonly WheelRequest[]): Promise<(BuiltWheel | BuildFailed)[]> {
    const outcomes: (BuiltWheel | BuildFailed)[] = []
    for (const { output } of requests) await mkdir(output, { recursive: true })
    while (outcomes.length < requests.length) {
      const remaining = requests.slice(outcomes.length)
      const values: StepValue[] = []
      const failure = await this.#run(remaining.flatMap(wheelSteps), values).then(
        () => undefined,
        buildFailedOrThrow,
      )
      const built = remaining.slice(0, Math.floor(values.length / STEPS_PER_WHEEL))
      outcomes.push(
        ...built.map(({ output }, i) => builtWheel(output, values[(i + 1) * STEPS_PER_WHEEL - 1])),
      )
      if (failure !== undefined) outcomes.push(failure)
    }
    return outcomes
  }

  /**
   * Builds the sdist of a project directory, and the wheel from the sdist.
   *
   * @param into directories to unpack the sdist into: the wheel is built in the first
   * @throws BuildFailed if the sdist cannot be built
   */
  async buildSdistAndWheel(source: string, output: string, into: readonly string[]): Promise<SdistAndWheel> {
    await mkdir(output, { recursive: true })
    const step = 'wheel from the sdist'
    const values: StepValue[] = []
    const failure = await this.#run(
      [
        { step: 'sdist', hook: 'get_requires_for_build_sdist', source, output: null },
        { step: 'sdist', hook: 'build_sdist', source, output },
        { step: 'sdist', unpack: null, into },
        { step, hook: 'get_requires_for_build_wheel', source: null, output: null },
        { step, hook: 'build_wheel', source: null, output },
      ],
      values,
    ).then(() => undefined, buildFailedOrThrow)
    const [, sdist, unpacked, , wheel] = values
    if (failure !== undefined && unpacked === undefined) throw failure
    return {
      sdist: join(output, sdist?.value as string),
      sdistMetadata: unpacked?.description as MetadataDescription | null,
      unpacked: unpacked?.value as readonly string[],
      wheel: failure ?? { wheel: builtWheel(output, wheel), seconds: wheel?.seconds ?? 0 },
    }
  }

  /**
   * Builds the wheel from an existing sdist.
   *
   * @param into a new directory to unpack the sdist into
   * @throws BuildFailed if a step failed
   */
  async buildWheelFromSdist(sdist: string, output: string, into: string): Promise<WheelFromSdist> {
    await mkdir(output, { recursive: true })
    const step = 'wheel from the sdist'
    const [, , wheel] = await this.#run([
      { step, unpack: sdist, into: [into] },
      { step, hook: 'get_requires_for_build_wheel', source: null, output: null },
      { step, hook: 'build_wheel', source: null, output },
    ])
    return { wheel: builtWheel(output, wheel), seconds: wheel?.seconds ?? 0 }
  }

  /**
   * Runs steps in order. The probe stops at a hook that returns requirements; they are installed, and the probe starts
   * again with the next step.
   *
   * @param values receives the value of each step, so that the caller has them if a later step fails
   */
  async #run(steps: readonly ProbeStep[], values: StepValue[] = []): Promise<readonly StepValue[]> {
    while (values.length < steps.length) {
      const remaining = withSource(steps, values).slice(values.length)
      const environment = await this.#environment()
      const { results, child } = await this.#start(remaining, environment)
      const last = remaining[results.length - 1]
      const isRegular = results.length === remaining.length || returnsRequirements(last)
      if (!(isRegular && results.every(({ ok }) => ok)) && (await this.#replaceIfBroken(environment))) {
        values.push(...results.filter((result) => result.ok))
        continue
      }
      for (const [i, result] of results.entries())
        values.push(valueOrThrow(remaining[i] as ProbeStep, result, child))
      const required = returnsRequirements(last) ? (values.at(-1)?.value as string[]) : []
      const next = remaining[results.length]
      if (next !== undefined && !this.#lacks(required))
        throw failureWithoutResult(next, this.#request.buildSystem, child)
      await this.install(required)
    }
    return values
  }

  #lacks(requirements: readonly string[]): boolean {
    return requirements.some((requirement) => !this.#requirements.includes(requirement))
  }

  async #start(
    steps: readonly ProbeStep[],
    environment: Environment,
  ): Promise<{ results: StepResult[]; child: ChildResult }> {
    const { buildSystem, committedAt, caller, scratch } = this.#request
    const { backend, backendPath } = buildSystem
    const { text, child } = await runProbe(
      'build',
      {
        backend,
        backend_path: backendPath,
        installed: this.#requirements,
        steps: steps.map(({ step: _, ...step }) => step),
      },
      {
        python: environment.python,
        cwd: scratch,
        variables: {
          ...variablesForProject(caller, { firstOnPath: environment.scripts }),
          ...(committedAt === undefined ? {} : { SOURCE_DATE_EPOCH: String(committedAt) }),
        },
        timeout: TIMEOUT,
        scratch,
      },
    )
    const results: StepResult[] = text === undefined ? [] : JSON.parse(text).done
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

function builtWheel(output: string, built: StepValue | undefined): BuiltWheel {
  return {
    file: join(output, built?.value as string),
    description: built?.description as WheelDescription,
  }
}

/** The number of steps that `wheelSteps` returns. */
const STEPS_PER_WHEEL = 2

function wheelSteps({ step, source, output }: WheelRequest): ProbeStep[] {
  return [
    { step, hook: 'get_requires_for_build_wheel', source, output: null },
    { step, hook: 'build_wheel', source, output },
  ]
}

function returnsRequirements(step: ProbeStep | undefined): boolean {
  return step !== undefined && 'hook' in step && step.output === null
}

/** The steps with the project directory of the unpacked sdist as their source, if it is unpacked already. */
function withSource(steps: readonly ProbeStep[], values: readonly StepValue[]): ProbeStep[] {
  const unpacked = values[steps.findIndex((step) => 'unpack' in step)]?.value as readonly string[] | undefined
  return steps.map((step) =>
    'hook' in step && step.source === null ? { ...step, source: unpacked?.[0] ?? null } : step,
  )
}

/** @throws BuildFailed if the step failed, or returned a file that does not exist */
function valueOrThrow(step: ProbeStep, result: StepResult, child: ChildResult): StepValue {
  const stderr = stderrOfLastStep(child)
  if (!result.ok) {
    throwIfMachineFailed(nameOf(step), child.ending, `${result.traceback}\n${stderr}`)
    throw new BuildFailed(step.step, causeOf(result, stderr), parseTraceback(result.traceback))
  }
  if (!('hook' in step) || step.output === null) return result
  if (isWrittenFile(result.value, step.output)) return result
  throw new BuildFailed(step.step, [
    `The hook ${step.hook} of the build backend returned ${JSON.stringify(result.value)}, which is not the name of a file in the output directory (PEP 517).`,
  ])
}

/** Whether a value is the name of a regular file in a directory: not a path out of it, and not a link. */
function isWrittenFile(value: unknown, directory: string): value is string {
  if (typeof value !== 'string' || value !== basename(value) || value.includes('\\')) return false
  return lstatSync(join(directory, value), { throwIfNoEntry: false })?.isFile() === true
}

/** The failure of a step without a result, because the process of the backend ended. */
function failureWithoutResult(step: ProbeStep, { backend }: BuildSystem, child: ChildResult): BuildFailed {
  const stderr = stderrOfLastStep(child)
  throwIfMachineFailed(nameOf(step), child.ending, stderr)
  return new BuildFailed(step.step, [
    `${backend} ${describeEnding(child.ending)}`,
    ...tellingLines(stderr, ''),
  ])
}

function nameOf(step: ProbeStep): string {
  return 'hook' in step ? `The hook ${step.hook} of the build backend` : 'Unpacking the sdist'
}

function stderrOfLastStep({ stderr }: ChildResult): string {
  return stderr.split(/^\$ (?:build_|get_requires_for_build_|unpack )\w.*$/m).at(-1) ?? ''
}

/** The lines of the output and of the exception that state the cause. */
function causeOf({ type, message }: Extract<StepResult, { ok: false }>, stderr: string): string[] {
  // The message of SystemExit is a status, or what setuptools prints as "error: ...".
  const isStatus = type === 'SystemExit' && /^\d*$/.test(message) && stderr.trim() !== ''
  const exception = type === 'SystemExit' && !/^\d*$/.test(message) ? message : `${type}: ${message}`
  return tellingLines(stderr, isStatus ? '' : exception.replace(/: $/, ''))
}
