import { existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type ChildResult, describeEnding, run, succeeded } from '../environment/child.ts'
import type { Environment } from '../environment/environment.ts'
import { type Installer, install } from '../environment/install.ts'
import { runProbe } from '../environment/probe.ts'
import { variablesForProject } from '../environment/variables.ts'
import type { BuildSystem } from '../project/project.ts'
import { lastLines } from '../sentence.ts'
import { type ArtifactFile, readArtifactFile, readWheel, type Wheel } from './wheel.ts'

export type Build =
  | { readonly kind: 'built'; readonly sdist: ArtifactFile; readonly wheel: Wheel }
  | { readonly kind: 'failed'; readonly failure: BuildFailure }

/** The step that failed, and what the backend or the installer said last. */
export interface BuildFailure {
  readonly step: 'build requirements' | 'sdist' | 'wheel from the sdist'
  readonly words: readonly string[]
}

export interface BuildRequest {
  /** The copy of the project to build in. */
  readonly source: string
  readonly buildSystem: BuildSystem
  /** Empty so far: what the backend needs is installed into it. */
  readonly environment: Environment
  readonly installer: Installer
  /** Folder that will hold exactly the sdist and the wheel. */
  readonly output: string
  readonly scratch: string
  /** Seconds since 1970, so that two builds of a commit are the same (reproducible-builds.org, SOURCE_DATE_EPOCH). */
  readonly committedAt: number | undefined
  /** Keeps what was printed, however the build ends. */
  readonly keepLog: (transcript: string) => Promise<void>
  readonly caller: NodeJS.ProcessEnv
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

/** How a build ends before its end; caught in `build` alone. */
class Failed extends Error {
  readonly failure: BuildFailure
  constructor(failure: BuildFailure) {
    super(failure.words.join('\n'))
    this.failure = failure
  }
}

/**
 * Builds the sdist, and the wheel from the sdist, by the hooks of PEP 517 in an isolated environment.
 *
 * @throws Undecided when the index does not answer
 */
export async function build(request: BuildRequest): Promise<Build> {
  const log: string[] = []
  try {
    return { kind: 'built', ...(await buildBoth(request, log)) }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { kind: 'failed', failure: error.failure }
  } finally {
    await request.keepLog(log.join('\n'))
  }
}

async function buildBoth(
  request: BuildRequest,
  log: string[],
): Promise<{ sdist: ArtifactFile; wheel: Wheel }> {
  const { buildSystem, scratch, output } = request
  const unpacked = join(scratch, 'unpacked')
  for (const folder of [output, unpacked]) await mkdir(folder, { recursive: true })

  await require(buildSystem.requires)
  await require((await hook('sdist', 'get_requires_for_build_sdist', request.source)) as string[])
  const sdist = (await hook('sdist', 'build_sdist', request.source, output)) as string
  await unpack(join(output, sdist))
  const [folder] = await readdir(unpacked)
  const fromSdist = join(unpacked, folder ?? '')
  await require((await hook('wheel from the sdist', 'get_requires_for_build_wheel', fromSdist)) as string[])
  const wheel = (await hook('wheel from the sdist', 'build_wheel', fromSdist, output)) as string
  return {
    sdist: await readArtifactFile(join(output, sdist), 'sdist'),
    wheel: await readWheel(join(output, wheel)).catch((error: Error) => {
      throw new Failed({ step: 'wheel from the sdist', words: [error.message] })
    }),
  }

  async function require(requirements: readonly string[]): Promise<void> {
    if (requirements.length === 0) return
    const { environment, installer, caller } = request
    const keepLog = async (transcript: string) => {
      log.push('$ install build requirements', transcript)
    }
    const installation = await install({
      environment,
      installer,
      requirements,
      cwd: scratch,
      caller,
      keepLog,
    })
    if (installation.kind === 'refused')
      throw new Failed({ step: 'build requirements', words: installation.words })
  }

  async function hook(
    step: BuildFailure['step'],
    name: string,
    source: string,
    into?: string,
  ): Promise<unknown> {
    const { backend, backendPath } = buildSystem
    const { environment, committedAt, caller } = request
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
    note(name, child)
    if (text === undefined)
      throw new Failed({
        step,
        words: [`${backend} ${describeEnding(child.ending)}`, ...lastLines(child.stderr, 5)],
      })
    const result: HookResult = JSON.parse(text)
    if (result.ok) return into === undefined ? result.value : fileNamed(result.value, into, name, step)
    log.push(result.traceback)
    throw new Failed({ step, words: lastWords(result, child) })
  }

  /** The file that a hook says it has made (PEP 517: the name of it, in the folder that it was given). */
  function fileNamed(value: unknown, folder: string, hook: string, step: BuildFailure['step']): string {
    if (typeof value === 'string' && existsSync(join(folder, value))) return value
    const words = `${buildSystem.backend} says by ${hook} that it made ${JSON.stringify(value)}, which is no file that it made.`
    throw new Failed({ step, words: [words] })
  }

  async function unpack(sdist: string): Promise<void> {
    const { environment, caller } = request
    const { python } = environment
    const module = sdist.endsWith('.zip') ? 'zipfile' : 'tarfile'
    const child = await run({
      program: python,
      args: ['-I', '-m', module, '-e', sdist, unpacked],
      cwd: scratch,
      variables: variablesForProject(caller),
      timeLimit: TIME_LIMIT,
    })
    note('unpack the sdist', child)
    if (!succeeded(child)) throw new Failed({ step: 'sdist', words: lastLines(child.stderr, 3) })
  }

  function note(what: string, child: ChildResult): void {
    log.push(`$ ${what} (${describeEnding(child.ending)}, ${child.seconds.toFixed(1)} s)`, child.transcript)
  }
}

/** The backend's own last words: what it printed on stderr, and the error that ended it. */
function lastWords(result: Extract<HookResult, { ok: false }>, child: ChildResult): string[] {
  const printed = lastLines(child.stderr, 4)
  const error = result.message === '' ? result.type : `${result.type}: ${result.message}`
  const lines = lastLines(error, 1000).slice(0, 6)
  return [...printed.filter((line) => !lines.includes(line)), ...lines]
}
