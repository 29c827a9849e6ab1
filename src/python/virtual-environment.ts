import { pathToFileURL } from 'node:url'
import { variablesForProject } from '../process/environment-variables.ts'
import { succeeded } from '../process/run.ts'
import { Inconclusive } from '../program/errors.ts'
import { lastLines } from '../program/sentence.ts'
import type { Interpreter } from './interpreter.ts'
import { type ProbeRun, runProbe } from './probe.ts'
import { normalizeName } from './requirement.ts'

/** A virtual environment without pip and setuptools. All paths are absolute. */
export interface Environment {
  readonly root: string
  readonly python: string
  /** Where executables are installed. */
  readonly scripts: string
  readonly purelib: string
  readonly platlib: string
}

/** An environment that is not there yet. */
export interface NewEnvironment {
  readonly root: string
  readonly like: Model
}

/** What is installed in this environment is in another one as well: the same files, where the file system has links. */
export interface Model {
  readonly environment: Environment
  /** Milliseconds since 1970: what was written to it later is not of it. */
  readonly completed: number
}

/**
 * Creates environments, several in one start of the interpreter.
 *
 * @param wanted a root stands for an empty one
 * @throws Inconclusive when the interpreter cannot create them, or a model is not what it was
 */
export async function createEnvironments(
  interpreter: Interpreter,
  wanted: readonly (string | NewEnvironment)[],
  scratch: string,
  caller: NodeJS.ProcessEnv,
): Promise<Environment[]> {
  const environments = wanted.map((one) => {
    if (typeof one === 'string') return { root: one, like: null }
    const { environment, completed } = one.like
    return { root: one.root, like: { root: environment.root, completed } }
  })
  const { text, child } = await runProbe(
    'create_environments',
    { environments },
    {
      python: interpreter.executable,
      cwd: scratch,
      variables: variablesForProject(caller),
      timeLimit: 120,
      scratch,
    },
  )
  if (text === undefined || !succeeded(child)) {
    const words = lastLines(child.stderr, 1).join('')
    throw new Inconclusive(
      `${interpreter.executable} cannot create a virtual environment: ${words}. Use another Python by the python option.`,
    )
  }
  return JSON.parse(text)
}

/** A distribution that is installed in an environment. */
export interface InstalledDistribution {
  readonly name: string
  readonly version: string
  readonly requires: readonly string[]
  readonly direct_url: {
    url?: string
    archive_info?: { hash?: string; hashes?: { sha256?: string } }
    dir_info?: { editable?: boolean }
  } | null
}

/** What an environment holds, read back from its files. */
export interface Inventory {
  readonly distributions: readonly InstalledDistribution[]
  /** Importable name -> distributions whose files it comes from. */
  readonly providers: Readonly<Record<string, readonly string[]>>
  readonly pth: readonly { readonly file: string; readonly lines: readonly string[] }[]
  readonly editable: readonly string[]
  /** Files of the distribution under test, as its RECORD lists them. */
  readonly record:
    | readonly {
        readonly path: string
        readonly file: string
        /** Of what is there; null where nothing is. */
        readonly sha256: string | null
      }[]
    | null
  readonly scripts: readonly string[]
  /** File in the scripts folder -> distributions that brought it. */
  readonly programs: Readonly<Record<string, readonly string[]>>
}

/**
 * Reads back what an environment holds.
 *
 * @throws Inconclusive when its interpreter does not answer
 */
export async function takeInventory(
  environment: Environment,
  distribution: string,
  probe: Omit<ProbeRun, 'python'>,
): Promise<Inventory> {
  const { text, child } = await runProbe(
    'installed',
    { distribution },
    { ...probe, python: environment.python },
  )
  if (text === undefined || !succeeded(child)) {
    throw new Inconclusive(
      `The environment ${environment.root} cannot be read back: ${lastLines(child.stderr, 1).join('')}`,
    )
  }
  return JSON.parse(text)
}

/** A wheel as a file. */
export interface WheelFile {
  /** Absolute. */
  readonly file: string
  /** Hexadecimal. */
  readonly sha256: string
}

/** What an environment must hold: this wheel, and nothing of the checkout that it was built from. */
export interface Expected {
  readonly wheel: WheelFile & {
    readonly metadata: { readonly name: string }
    /** Relative to site-packages, with `/`. */
    readonly files: readonly { readonly path: string; readonly sha256: string }[]
  }
  /** Absolute. */
  readonly checkout: string
}

/** What is wrong with the identity of the wheel in an environment; nothing when it is the wheel under test. */
export function identityProblems(inventory: Inventory, { wheel, checkout }: Expected): string[] {
  const name = normalizeName(wheel.metadata.name)
  const installed = inventory.distributions.find((distribution) => normalizeName(distribution.name) === name)
  if (installed === undefined) return [`${name} is not installed`]
  const digests = new Map((inventory.record ?? []).map(({ path, sha256 }) => [path, sha256]))
  const changed = wheel.files.find(({ path, sha256 }) => digests.get(path) !== sha256)
  const paths = inventory.pth.flatMap(({ lines }) => lines).filter((line) => line.startsWith(checkout))
  return [
    ...originProblems(installed, wheel),
    ...(changed === undefined ? [] : [`${changed.path} is not as in the wheel`]),
    ...paths.map((path) => `${path} is on the import path`),
  ]
}

/** What is wrong with where a distribution was installed from; nothing when it was this file. */
export function originProblems(
  { name, version, direct_url: url }: InstalledDistribution,
  wheel: WheelFile,
): string[] {
  if (url === null) return [`${name} ${version} was installed from the index`]
  if (url.dir_info !== undefined)
    return [`${name} was installed from the folder ${url.url}${url.dir_info.editable ? ', editable' : ''}`]
  const hash = url.archive_info?.hashes?.sha256 ?? url.archive_info?.hash?.replace(/^sha256=/, '')
  // uv does not note the digest of a local file.
  const same = hash === undefined ? url.url === pathToFileURL(wheel.file).href : hash === wheel.sha256
  return same ? [] : [`${name} was installed from ${url.url}`]
}
