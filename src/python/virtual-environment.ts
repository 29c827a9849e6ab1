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
  /** The directory of console scripts and executables. */
  readonly scripts: string
  readonly purelib: string
  readonly platlib: string
}

/** An environment to create with the installed files of a template. */
export interface NewEnvironment {
  readonly root: string
  readonly template: EnvironmentTemplate
}

/** An environment whose installed files are hard-linked into new ones, or copied if the file system has no links. */
export interface EnvironmentTemplate {
  readonly environment: Environment
  /** When its installation was complete, in milliseconds since 1970; if a file was changed later, the template is not used. */
  readonly completed: number
}

/**
 * Creates environments, all of them in one process of the interpreter.
 *
 * @param requests for each environment its root, if it is to be empty, or its root and a template
 * @throws Inconclusive if the interpreter cannot create them, or the files of a template have changed
 */
export async function createEnvironments(
  interpreter: Interpreter,
  requests: readonly (string | NewEnvironment)[],
  scratch: string,
  caller: NodeJS.ProcessEnv,
): Promise<Environment[]> {
  const environments = requests.map((one) => {
    if (typeof one === 'string') return { root: one, like: null }
    const { environment, completed } = one.template
    return { root: one.root, like: { root: environment.root, completed } }
  })
  const { text, child } = await runProbe(
    'create_environments',
    { environments },
    {
      python: interpreter.executable,
      cwd: scratch,
      variables: variablesForProject(caller),
      timeout: 120,
      scratch,
    },
  )
  if (text === undefined || !succeeded(child)) {
    const reason = lastLines(child.stderr, 1).join('')
    throw new Inconclusive(
      `${interpreter.executable} cannot create a virtual environment: ${reason}. Set python-version to another Python.`,
    )
  }
  return JSON.parse(text)
}

/** A distribution that is installed in an environment. */
export interface InstalledDistribution {
  readonly name: string
  readonly version: string
  readonly requires: readonly string[]
  /** Absent or null if it is not declared. */
  readonly requires_python?: string | null | undefined
  readonly direct_url: {
    url?: string
    archive_info?: { hash?: string; hashes?: { sha256?: string } }
    dir_info?: { editable?: boolean }
  } | null
}

/** A file that the distribution under test and another one both installed. */
export interface InstalledCollision {
  /** As in RECORD: relative to site-packages, with `/`. */
  readonly path: string
  /** The name of the other distribution. */
  readonly owner: string
  /** Whether both have the same content. */
  readonly same: boolean
  /** Whether it is the `__init__.py` of a namespace package in the style of pkgutil or pkg_resources. */
  readonly namespace: boolean
}

/** The contents of an environment, read from its files. */
export interface Inventory {
  readonly distributions: readonly InstalledDistribution[]
  /** Import name -> distributions that provide it. */
  readonly providers: Readonly<Record<string, readonly string[]>>
  readonly pth: readonly { readonly file: string; readonly lines: readonly string[] }[]
  readonly editable: readonly string[]
  /** The files in the RECORD of the distribution under test. */
  readonly record:
    | readonly {
        readonly path: string
        readonly file: string
        /** Of the installed file; null if it does not exist. */
        readonly sha256: string | null
      }[]
    | null
  readonly scripts: readonly string[]
  readonly collisions: readonly InstalledCollision[]
  /** File in the scripts directory -> distributions that installed it. */
  readonly programs: Readonly<Record<string, readonly string[]>>
}

/**
 * Reads the contents of an environment.
 *
 * @param distribution the name of the distribution under test
 * @throws Inconclusive if the probe fails
 */
export async function readInventory(
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
      `Failed to read the environment ${environment.root}: ${lastLines(child.stderr, 1).join('')}`,
    )
  }
  return JSON.parse(text)
}

/** A wheel file. */
export interface WheelFile {
  /** Absolute. */
  readonly file: string
  /** Hexadecimal. */
  readonly sha256: string
}

/** The wheel that must be installed in an environment, and the checkout that must not be on its import path. */
export interface ExpectedWheel {
  readonly wheel: WheelFile & {
    readonly metadata: { readonly name: string }
    /** Relative to site-packages, with `/`. */
    readonly files: readonly { readonly path: string; readonly sha256: string }[]
  }
  /** Absolute. */
  readonly checkout: string
}

/** The differences between an environment and what it must contain; empty if it has the wheel under test. */
export function identityProblems(inventory: Inventory, { wheel, checkout }: ExpectedWheel): string[] {
  const name = normalizeName(wheel.metadata.name)
  const installed = inventory.distributions.find((distribution) => normalizeName(distribution.name) === name)
  if (installed === undefined) return [`${name} is not installed`]
  const digests = new Map((inventory.record ?? []).map(({ path, sha256 }) => [path, sha256]))
  const changed = wheel.files.find(({ path, sha256 }) => digests.get(path) !== sha256)
  const paths = inventory.pth.flatMap(({ lines }) => lines).filter((line) => line.startsWith(checkout))
  return [
    ...originProblems(installed, wheel),
    ...(changed === undefined ? [] : [`${changed.path} differs from the file in the wheel`]),
    ...paths.map((path) => `${path} is on the import path`),
  ]
}

/** Problems with the origin of a distribution according to its `direct_url.json` (PEP 610); empty if it is this wheel. */
export function originProblems(
  { name, version, direct_url: url }: InstalledDistribution,
  wheel: WheelFile,
): string[] {
  if (url === null) return [`${name} ${version} was installed from the index`]
  if (url.dir_info !== undefined)
    return [`${name} was installed from the directory ${url.url}${url.dir_info.editable ? ', editable' : ''}`]
  const hash = url.archive_info?.hashes?.sha256 ?? url.archive_info?.hash?.replace(/^sha256=/, '')
  // uv does not record the digest of a local file.
  const same = hash === undefined ? url.url === pathToFileURL(wheel.file).href : hash === wheel.sha256
  return same ? [] : [`${name} was installed from ${url.url}`]
}
