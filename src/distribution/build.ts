import { constants, existsSync, statSync } from 'node:fs'
import { copyFile, readdir } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, sep } from 'node:path'
import { Inconclusive } from '../program/errors.ts'
import {
  type Backend,
  BuildFailed,
  type BuildFailure,
  type BuildStep,
  type BuiltWheel,
  type WheelRequest,
} from './backend.ts'
import {
  type BuildLocation,
  findInConfiguration,
  importPackagesIn,
  locateBuildError,
} from './build-location.ts'
import { type Deprecation, deprecationsIn } from './deprecations.ts'
import { type IgnoredField, ignoredFieldsIn, SETUP_KEYWORDS } from './ignored-metadata.ts'
import { namesInMessage } from './named-in-message.ts'
import { readSdist, type Sdist } from './sdist.ts'
import { findUndeclaredImport } from './undeclared-import.ts'
import { readWheel, type Wheel } from './wheel.ts'

/** The outcome of a build. */
export type Build =
  | {
      readonly kind: 'built'
      readonly sdist: Sdist
      readonly wheel: Wheel
      /** How long the wheel took, without the installation of build requirements. */
      readonly seconds: number
      /** Why the wheel cannot be built from the sdist, if it was built directly from the source tree instead. */
      readonly sdistFailure?: BuildFailure
      /** What the build backend announces that it will not support any more. */
      readonly deprecations?: readonly BuildDeprecation[]
      /** What setuptools ignores of setup.py and setup.cfg. */
      readonly ignoredMetadata?: readonly IgnoredMetadata[]
    }
  | { readonly kind: 'failed'; readonly failure: BuildFailure }

/** A deprecation with the names in its message. */
export interface BuildDeprecation extends Deprecation {
  readonly names: readonly string[]
  /** The line of setup.cfg, setup.py or MANIFEST.in that contains one of the names. */
  readonly configuration: BuildLocation | undefined
}

/** A field that setuptools ignores. */
export interface IgnoredMetadata extends IgnoredField {
  /** The line of setup.cfg or setup.py that sets it. */
  readonly configuration: BuildLocation | undefined
}

export interface BuildRequest {
  /** The copy of the project to build in. */
  readonly source: string
  /** `build-system.requires` (PEP 518). */
  readonly requires: readonly string[]
  readonly backend: Backend
  /** Directory that receives the sdist and the wheel, and nothing else. */
  readonly output: string
  readonly scratch: string
  /** Writes the output to a log, also if the build failed. */
  readonly writeLog: (transcript: string) => Promise<void>
}

/**
 * Builds the sdist, and the wheel from the sdist, by PEP 517 hooks in an isolated environment. If the wheel cannot be built
 * from the sdist, it is built directly from the source tree, so that the failure hides nothing else.
 *
 * @throws Inconclusive if the package index is unavailable, or the machine fails
 */
export function build(request: BuildRequest): Promise<Build> {
  const { source, backend, output, scratch } = request
  return buildOrFail(request, async (unpacked) => {
    const built = await backend.buildSdistAndWheel(source, output, [unpacked, pristineSdistIn(scratch)])
    const sdist = await readSdist(built.sdist, built.unpacked[1] as string, built.sdistMetadata)
    if (built.wheel instanceof BuildFailed) {
      const failure = failureOf(built.wheel, source, built.unpacked[0] as string)
      return buildFromTreeInstead(request, sdist, failure)
    }
    const wheel = await readBuiltWheel(built.wheel.wheel, 'wheel from the sdist')
    return { kind: 'built', sdist, wheel, seconds: built.wheel.seconds }
  })
}

async function buildFromTreeInstead(
  { source, backend, output }: BuildRequest,
  sdist: Sdist,
  sdistFailure: BuildFailure,
): Promise<Build> {
  const started = performance.now()
  const request = { step: 'wheel from the tree', source, output } as const
  const [tree] = await buildWheels(backend, [request], source).catch((error: Error) => {
    // What is known of the sdist counts, even if the machine fails later.
    if (error instanceof Inconclusive) return []
    throw error
  })
  if (tree?.kind !== 'built') return { kind: 'failed', failure: sdistFailure }
  return {
    kind: 'built',
    sdist,
    wheel: tree.wheel,
    seconds: (performance.now() - started) / 1000,
    sdistFailure,
  }
}

/** Installs the build requirements and builds; returns failures of the build as a value. */
async function buildOrFail(
  { source, requires, backend, scratch, writeLog }: BuildRequest,
  act: (unpacked: string) => Promise<Build>,
): Promise<Build> {
  const unpacked = join(scratch, 'unpacked')
  let transcript = ''
  try {
    await backend.install(requires)
    const built = await act(unpacked)
    transcript = backend.takeTranscript()
    if (built.kind === 'failed') return built
    const deprecations = deprecationsOf(transcript, source)
    return { ...built, deprecations, ignoredMetadata: ignoredMetadataOf(transcript, source) }
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error, source, await projectDirectoryIn(unpacked)) }
  } finally {
    await writeLog(transcript || backend.takeTranscript())
  }
}

function deprecationsOf(transcript: string, source: string): BuildDeprecation[] {
  return deprecationsIn(transcript).map((deprecation) => {
    const { message, paragraphs } = deprecation
    const names = namesInMessage([message, ...paragraphs], [source])
    return { ...deprecation, names, configuration: findInConfiguration(names, source) }
  })
}

function ignoredMetadataOf(transcript: string, source: string): IgnoredMetadata[] {
  return ignoredFieldsIn(transcript).map((ignored) => {
    const keyword = SETUP_KEYWORDS[ignored.field] ?? ignored.field
    return { ...ignored, configuration: findInConfiguration([keyword], source) }
  })
}

/** Where the sdist is unpacked a second time, for the second build. */
function pristineSdistIn(scratch: string): string {
  return join(scratch, 'unpacked again')
}

/** The project directory of an unpacked sdist; empty if none was unpacked. */
async function projectDirectoryIn(unpacked: string): Promise<string> {
  const [directory] = await readdir(unpacked).catch(() => [])
  return directory === undefined ? '' : join(unpacked, directory)
}

export interface BuildFromSdistRequest extends BuildRequest {
  readonly sdist: Sdist
}

/**
 * Builds the wheel from an existing sdist, with the backend of another Python.
 *
 * @throws Inconclusive if the package index is unavailable, or the machine fails
 */
export function buildFromSdist(request: BuildFromSdistRequest): Promise<Build> {
  const { sdist, backend, output, scratch } = request
  return buildOrFail(request, async (unpacked) => {
    const { wheel, seconds } = await backend.buildWheelFromSdist(sdist.file, join(scratch, 'wheel'), unpacked)
    const copy = { ...wheel, file: await copyUnlessExists(wheel.file, output) }
    return { kind: 'built', sdist, wheel: await readBuiltWheel(copy, 'wheel from the sdist'), seconds }
  })
}

/** Copies a wheel to a directory unless that has a file of the same name. Returns the copy, or else the original. */
async function copyUnlessExists(wheel: string, directory: string): Promise<string> {
  const copy = join(directory, basename(wheel))
  return copyFile(wheel, copy, constants.COPYFILE_EXCL).then(
    () => copy,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return wheel
      throw error
    },
  )
}

/** Seconds. A wheel that took longer to build is not built again only to compare it. */
export const MAX_SECONDS_TO_REPEAT = 120

export interface RebuildRequest {
  readonly backend: Backend
  /** Another copy of the project, in which nothing was built. */
  readonly source: string
  /** Whether to build a second wheel from the sdist. */
  readonly isRepeatable: boolean
  /** Sequential builds share one process of the probe. */
  readonly schedule: 'parallel' | 'sequential'
  readonly scratch: string
  readonly writeLog: (transcript: string) => Promise<void>
}

/** Another wheel of the same project, to compare with the verified one. */
export type Rebuild =
  | { readonly kind: 'built'; readonly wheel: Wheel }
  | { readonly kind: 'failed'; readonly failure: BuildFailure }

export interface Rebuilds {
  /** Built directly from the source tree. */
  readonly fromSourceTree: Rebuild
  /** Built from the sdist in another directory; undefined if it was not requested. */
  readonly second: Rebuild | undefined
}

/**
 * Builds the wheel directly from the source tree, and a second time from the sdist.
 *
 * @throws Inconclusive if the package index is unavailable, or the machine fails
 */
export async function rebuild({
  backend,
  source,
  isRepeatable,
  schedule,
  scratch,
  writeLog,
}: RebuildRequest): Promise<Rebuilds> {
  const pristine = await projectDirectoryIn(pristineSdistIn(scratch))
  const request = (step: BuildStep, from: string): WheelRequest => ({
    step,
    source: from,
    output: join(scratch, 'rebuilt', step),
  })
  const requests = [
    request('wheel from the tree', source),
    ...(isRepeatable ? [request('second wheel from the sdist', pristine)] : []),
  ]
  const processes = schedule === 'sequential' ? [requests] : requests.map((one) => [one])
  try {
    const rebuilds = await Promise.all(processes.map((some) => buildWheels(backend, some, source)))
    const [fromSourceTree, second] = rebuilds.flat()
    return { fromSourceTree: fromSourceTree as Rebuild, second }
  } finally {
    await writeLog(backend.takeTranscript())
  }
}

/** Builds wheels sequentially; returns failures of the builds as values. */
async function buildWheels(
  backend: Backend,
  requests: readonly WheelRequest[],
  source: string,
): Promise<Rebuild[]> {
  const outcomes = await backend.buildWheels(requests)
  return Promise.all(
    outcomes.map((outcome, i) => readRebuild(outcome, (requests[i] as WheelRequest).step, source)),
  )
}

async function readRebuild(
  outcome: BuiltWheel | BuildFailed,
  step: BuildStep,
  source: string,
): Promise<Rebuild> {
  try {
    if (outcome instanceof BuildFailed) throw outcome
    return { kind: 'built', wheel: await readBuiltWheel(outcome, step) }
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error, source, '') }
  }
}

/**
 * Builds the wheel of an earlier commit in the same way as the verified one, from its sdist; if that fails, directly
 * from its source tree.
 *
 * @throws Inconclusive if the package index is unavailable, or the machine fails
 */
export async function buildEarlier(
  backend: Backend,
  { source, requires, output, writeLog }: Pick<BuildRequest, 'source' | 'requires' | 'output' | 'writeLog'>,
): Promise<Rebuild> {
  const step = 'wheel of an earlier commit'
  try {
    await backend.install(requires)
    const fromSdist = await buildEarlierFromSdist(backend, source, output)
    if (fromSdist !== undefined) return { kind: 'built', wheel: fromSdist }
    const fromTree = { step, source, output: join(output, 'from source tree') } as const
    const [rebuild] = await buildWheels(backend, [fromTree], source)
    return rebuild as Rebuild
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error, source, '') }
  } finally {
    await writeLog(backend.takeTranscript())
  }
}

/** Undefined if the sdist or the wheel from it cannot be built. */
async function buildEarlierFromSdist(
  backend: Backend,
  source: string,
  output: string,
): Promise<Wheel | undefined> {
  try {
    const { wheel } = await backend.buildSdistAndWheel(source, output, [join(output, 'unpacked')])
    return wheel instanceof BuildFailed
      ? undefined
      : await readBuiltWheel(wheel.wheel, 'wheel of an earlier commit')
  } catch (error) {
    if (error instanceof BuildFailed) return undefined
    throw error
  }
}

/** @throws BuildFailed if the backend wrote a file that is not a wheel */
function readBuiltWheel({ file, description }: BuiltWheel, step: BuildStep): Promise<Wheel> {
  return readWheel(file, description).catch((error: Error) => {
    throw new BuildFailed(step, [error.message])
  })
}

function failureOf(error: unknown, source: string, unpacked: string): BuildFailure {
  if (!(error instanceof BuildFailed)) throw error
  const { step, output } = error
  const missingFile = unpacked === '' ? undefined : fileMissingFromSdist(unpacked, source, output.join('\n'))
  const undeclaredImport =
    error.error && findUndeclaredImport(error.error, unpacked === '' ? source : unpacked)
  const roots = [source, unpacked].filter((root) => root !== '')
  const names = namesInMessage(output, roots)
  return {
    step,
    output: output.map((line) => roots.reduce((text, root) => text.replaceAll(`${root}${sep}`, ''), line)),
    missingFile,
    undeclaredImport,
    names,
    location: locateBuildError(error.error, output, roots),
    configuration: findInConfiguration(names, source),
    importPackages: importPackagesIn(source),
  }
}

/** In an error message: a module, quoted text, or a word with a character of a path. */
const NAMES = /No module named ['"]([\w.]+)['"]|['"]([^'"\n]+)['"]|([^\s'"]*[./][^\s'"]*[^\s'".,:;])/g

/** The last file that an error message mentions and that only the checkout has, not the unpacked sdist. */
export function fileMissingFromSdist(unpacked: string, source: string, error: string): string | undefined {
  const named = [...error.matchAll(NAMES)].flatMap(([, module, quoted, path]) => {
    if (module === undefined) return [quoted ?? path ?? '']
    const file = module.replaceAll('.', '/')
    return [`${file}/__init__.py`, `${file}.py`]
  })
  return named
    .map((name) => (isAbsolute(name) ? relative(unpacked, name) : name).split(sep).join('/'))
    .findLast((path) => {
      if (path === '' || isAbsolute(path) || path.split('/').includes('..')) return false
      const isInCheckout = statSync(join(source, path), { throwIfNoEntry: false })?.isFile() === true
      return isInCheckout && !existsSync(join(unpacked, path))
    })
}
