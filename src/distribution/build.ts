import { constants, existsSync, statSync } from 'node:fs'
import { copyFile, readdir } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, sep } from 'node:path'
import { type Backend, BuildFailed, type BuildFailure, type BuildStep, type WantedWheel } from './backend.ts'
import { readSdist, type Sdist } from './sdist.ts'
import { findUndeclared } from './undeclared-import.ts'
import { readWheel, type Wheel } from './wheel.ts'

export type Build =
  | {
      readonly kind: 'built'
      readonly sdist: Sdist
      readonly wheel: Wheel
      /** How long the wheel took, without the installation of the backend. */
      readonly seconds: number
    }
  | { readonly kind: 'failed'; readonly failure: BuildFailure }

export interface BuildRequest {
  /** The copy of the project to build in. */
  readonly source: string
  /** What the build needs before it can be asked what else it needs (PEP 518). */
  readonly requires: readonly string[]
  readonly backend: Backend
  /** Folder that will hold exactly the sdist and the wheel. */
  readonly output: string
  readonly scratch: string
  /** Keeps what was printed, however the build ends. */
  readonly keepLog: (transcript: string) => Promise<void>
}

/**
 * Builds the sdist, and the wheel from the sdist, by the hooks of PEP 517 in an isolated environment.
 *
 * @throws Inconclusive when the index does not answer, or the machine fails
 */
export function build(request: BuildRequest): Promise<Build> {
  const { source, backend, output, scratch } = request
  return attemptBuild(request, async (unpacked) => {
    const built = await backend.buildBoth(source, output, [unpacked, untouchedIn(scratch)])
    const [sdist, wheel] = await Promise.all([
      readSdist(built.sdist, built.unpacked[1] as string),
      readBuilt(built.wheel, 'wheel from the sdist'),
    ])
    return { kind: 'built', sdist, wheel, seconds: built.seconds }
  })
}

/** Builds with what the backend needs; that it fails is a value, and what was printed is kept all the same. */
async function attemptBuild(
  { source, requires, backend, scratch, keepLog }: BuildRequest,
  act: (unpacked: string) => Promise<Build>,
): Promise<Build> {
  const unpacked = join(scratch, 'unpacked')
  try {
    await backend.require(requires)
    return await act(unpacked)
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error, source, await onlyFolderIn(unpacked)) }
  } finally {
    await keepLog(backend.takeTranscript())
  }
}

/** Where the sdist is unpacked once more, and nothing is built in it before it is built again. */
function untouchedIn(scratch: string): string {
  return join(scratch, 'unpacked again')
}

/** The folder of the project in an sdist that was unpacked; empty where none was. */
async function onlyFolderIn(unpacked: string): Promise<string> {
  const [folder] = await readdir(unpacked).catch(() => [])
  return folder === undefined ? '' : join(unpacked, folder)
}

/** What the wheel is built from for another Python. */
export interface BuildForRequest extends BuildRequest {
  readonly sdist: Sdist
}

/**
 * Builds the wheel from an sdist for another Python, by that Python's backend.
 *
 * @throws Inconclusive when the index does not answer, or the machine fails
 */
export function buildFor(request: BuildForRequest): Promise<Build> {
  const { sdist, backend, output, scratch } = request
  return attemptBuild(request, async (unpacked) => {
    const { wheel, seconds } = await backend.buildFrom(sdist.file, join(scratch, 'wheel'), unpacked)
    const file = await putBeside(wheel, output)
    return { kind: 'built', sdist, wheel: await readBuilt(file, 'wheel from the sdist'), seconds }
  })
}

/** Puts a wheel where the verified files are, unless one of its name is there. Gives where it is. */
async function putBeside(wheel: string, output: string): Promise<string> {
  const file = join(output, basename(wheel))
  return copyFile(wheel, file, constants.COPYFILE_EXCL).then(
    () => file,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return wheel
      throw error
    },
  )
}

/** Seconds. A wheel that took longer to build is not built again for a comparison. */
export const LONGEST_TO_REPEAT = 120

export interface RebuildRequest {
  readonly backend: Backend
  /** Another copy of the project, in which nothing was built yet. */
  readonly source: string
  /** Whether a second build from the sdist has something to be compared with. */
  readonly isRepeatable: boolean
  /** In turn they are built in one start of the backend. */
  readonly pace: 'at once' | 'in turn'
  readonly scratch: string
  readonly keepLog: (transcript: string) => Promise<void>
}

/** Another wheel of the same project, to compare the first one with. */
export type Rebuild =
  | { readonly kind: 'built'; readonly wheel: Wheel }
  | { readonly kind: 'failed'; readonly failure: BuildFailure }

export interface Rebuilds {
  readonly fromTree: Rebuild
  /** From the sdist as the first one was, in another folder and later; undefined where it was not asked for. */
  readonly again: Rebuild | undefined
}

/**
 * Builds the wheel from the tree, and once more from the sdist.
 *
 * @throws Inconclusive when the index does not answer
 */
export async function rebuild({
  backend,
  source,
  isRepeatable,
  pace,
  scratch,
  keepLog,
}: RebuildRequest): Promise<Rebuilds> {
  const untouched = await onlyFolderIn(untouchedIn(scratch))
  const want = (step: BuildStep, from: string): WantedWheel => ({
    step,
    source: from,
    output: join(scratch, 'rebuilt', step),
  })
  const wanted = [
    want('wheel from the tree', source),
    ...(isRepeatable ? [want('second wheel from the sdist', untouched)] : []),
  ]
  const starts = pace === 'in turn' ? [wanted] : wanted.map((one) => [one])
  try {
    const built = await Promise.all(starts.map((some) => buildEach(backend, some, source)))
    const [fromTree, again] = built.flat()
    return { fromTree: fromTree as Rebuild, again }
  } finally {
    await keepLog(backend.takeTranscript())
  }
}

/** Builds wheels one after another; that one fails is a value. */
async function buildEach(
  backend: Backend,
  wanted: readonly WantedWheel[],
  source: string,
): Promise<Rebuild[]> {
  const built = await backend.buildWheels(wanted)
  return Promise.all(built.map((file, at) => readRebuilt(file, wanted[at] as WantedWheel, source)))
}

async function readRebuilt(
  built: string | BuildFailed,
  { step }: WantedWheel,
  source: string,
): Promise<Rebuild> {
  try {
    if (typeof built !== 'string') throw built
    return { kind: 'built', wheel: await readBuilt(built, step) }
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error, source, '') }
  }
}

/**
 * Builds the wheel of another commit from its tree.
 *
 * @throws Inconclusive when the index does not answer
 */
export async function buildEarlier(
  backend: Backend,
  { source, requires, output, keepLog }: Pick<BuildRequest, 'source' | 'requires' | 'output' | 'keepLog'>,
): Promise<Rebuild> {
  const step = 'wheel of an earlier commit'
  try {
    await backend.require(requires)
    const [rebuild] = await buildEach(backend, [{ step, source, output }], source)
    return rebuild as Rebuild
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error, source, '') }
  } finally {
    await keepLog(backend.takeTranscript())
  }
}

/** A backend may give something that is no wheel. */
function readBuilt(file: string, step: BuildStep): Promise<Wheel> {
  return readWheel(file).catch((error: Error) => {
    throw new BuildFailed(step, [error.message])
  })
}

function failureOf(error: unknown, source: string, unpacked: string): BuildFailure {
  if (!(error instanceof BuildFailed)) throw error
  const { step, words } = error
  const absent = unpacked === '' ? undefined : absentFrom(unpacked, source, words.join('\n'))
  const undeclared = error.error && findUndeclared(error.error, unpacked === '' ? source : unpacked)
  return { step, words, absent, undeclared }
}

/** What an error names: a module; a text in quotes; a word that can only be a path. */
const NAMES = /No module named ['"]([\w.]+)['"]|['"]([^'"\n]+)['"]|([^\s'"]*[./][^\s'"]*[^\s'".,:;])/g

/** The last file that an error names, that the checkout has and the unpacked sdist lacks. */
export function absentFrom(unpacked: string, source: string, error: string): string | undefined {
  const named = [...error.matchAll(NAMES)].flatMap(([, module, quoted, path]) => {
    if (module === undefined) return [quoted ?? path ?? '']
    const file = module.replaceAll('.', '/')
    return [`${file}/__init__.py`, `${file}.py`]
  })
  return named
    .map((name) => (isAbsolute(name) ? relative(unpacked, name) : name).split(sep).join('/'))
    .findLast((path) => {
      if (path === '' || isAbsolute(path) || path.split('/').includes('..')) return false
      const isThere = statSync(join(source, path), { throwIfNoEntry: false })?.isFile() === true
      return isThere && !existsSync(join(unpacked, path))
    })
}
