import { existsSync, realpathSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, delimiter, dirname, isAbsolute, join, resolve } from 'node:path'
import { compare, valid } from '@renovatebot/pep440'
import { isVersion } from '../config/python-versions.ts'
import { variablesForInstaller, variablesForProject } from '../process/environment-variables.ts'
import { run, succeeded } from '../process/run.ts'
import { ConfigurationError, Inconclusive } from '../program/errors.ts'
import { listSome } from '../program/sentence.ts'
import { probeFile } from './probe.ts'
import { isAllowed } from './requires-python.ts'

/** A Python interpreter from which environments can be created. */
export interface Interpreter {
  /** Absolute; the actual executable if it was found through a shim or launcher. */
  readonly executable: string
  readonly version: string
  /** Such as `cpython` or `pypy`. */
  readonly implementation: string
  /** As in the names of wheels: `linux-x86_64`. */
  readonly platform?: string
  /** The version of its pip, if it has one. */
  readonly pip: string | undefined
  /** The file that pip passes to the Python of another environment (`__pip-runner__.py`), if it has one. */
  readonly pipRunner: string | undefined
  /** The wheel of pip for ensurepip, if it has one. */
  readonly bundledPip: string | undefined
  /** Whether it is a free-threaded build (PEP 703), which has a separate ABI for extension modules. */
  readonly isFreeThreaded: boolean
  /** The top-level modules of the standard library; undefined before Python 3.10, which lacks `sys.stdlib_module_names`. */
  readonly standardLibrary: readonly string[] | undefined
}

/** The Python that a user requests. */
export interface PythonRequest {
  /** From `python-version`: a path, a name on PATH, or a version such as `3.12`. */
  readonly python: string | undefined
  readonly requiresPython: string | undefined
}

/** The minimum Python from which environments can be created. */
const MINIMUM = '3.8'

/**
 * Finds the requested interpreter, or else the first one on PATH that Requires-Python allows.
 *
 * @param cwd the directory to which a relative path refers
 * @throws ConfigurationError if the requested interpreter is invalid, unsupported or not allowed
 * @throws Inconclusive if none is found
 */
export async function findInterpreter(
  { python, requiresPython }: PythonRequest,
  caller: NodeJS.ProcessEnv,
  cwd: string,
): Promise<Interpreter> {
  const allowed = (interpreter: Interpreter) => isAllowed(interpreter.version, requiresPython)
  if (python !== undefined) {
    const found = await findRequested(python, caller, cwd)
    if (!allowed(found)) {
      throw new ConfigurationError([
        {
          message: `python-version is ${python} (Python ${found.version}), but the package declares Requires-Python ${requiresPython}. Set it to a version that Requires-Python allows.`,
        },
      ])
    }
    return found
  }
  const rejected: Interpreter[] = []
  for (const candidate of await candidates(caller)) {
    const interpreter = await probeInterpreter(candidate, caller)
    if (interpreter === undefined) continue
    if (isSupported(interpreter) && allowed(interpreter)) return interpreter
    rejected.push(interpreter)
  }
  if (rejected.length === 0) {
    throw new Inconclusive(
      `No Python was found on PATH. Install one${howToInstall(caller)}, or set python-version.`,
    )
  }
  const versions = [...new Set(rejected.map(({ version }) => version))].join(', ')
  throw new Inconclusive(
    `No Python was found that Requires-Python ${requiresPython ?? `>=${MINIMUM}`} allows (found: ${versions}). Install one, or set python-version.`,
  )
}

async function findRequested(python: string, caller: NodeJS.ProcessEnv, cwd: string): Promise<Interpreter> {
  if (isVersion(python) && isTooOld(python)) throw tooOld(`python-version is ${python}`)
  if (!isVersion(python)) {
    const isPath = isAbsolute(python) || /[\\/]/.test(python)
    const found = await probeInterpreter(isPath ? resolve(cwd, python) : python, caller)
    if (found === undefined)
      throw new ConfigurationError([
        {
          message: `python-version is "${python}", but that is not a Python interpreter. Set it to a path, or to a version such as 3.12.`,
        },
      ])
    return checkSupported(found, python)
  }
  const found = (await findInterpreterByVersion(python, caller)) ?? (await findUvManaged(python, caller))
  if (found !== undefined) return checkSupported(found, python)
  const versions = listSome(await installedVersions(caller), 8)
  throw new Inconclusive(
    `Python ${python} was not found${versions === '' ? '' : ` (found: ${versions})`}. Install it${howToInstall(caller)}, or set python-version to its path.`,
  )
}

function howToInstall({ GITHUB_ACTIONS }: NodeJS.ProcessEnv): string {
  return GITHUB_ACTIONS === 'true' ? ' with actions/setup-python' : ''
}

/** The versions of the interpreters on this machine, the newest first. */
async function installedVersions(caller: NodeJS.ProcessEnv): Promise<string[]> {
  const found = await Promise.all(
    (await candidates(caller)).map((candidate) => probeInterpreter(candidate, caller)),
  )
  const versions = new Set(
    found.flatMap((one) => (one !== undefined && isSupported(one) ? [one.version] : [])),
  )
  return [...versions].sort((a, b) => compare(b, a))
}

/** The interpreter of a version that uv has installed; does not download one (uv documentation, `uv python find`). */
async function findUvManaged(version: string, caller: NodeJS.ProcessEnv): Promise<Interpreter | undefined> {
  const { UV_PYTHON_INSTALL_DIR: directory } = caller
  const uv = await run({
    program: 'uv',
    // Only managed ones, as all others were searched before.
    args: ['python', 'find', '--managed-python', '--no-python-downloads', '--no-project', '--quiet', version],
    cwd: process.cwd(),
    variables: {
      ...variablesForInstaller(caller),
      ...(directory === undefined ? {} : { UV_PYTHON_INSTALL_DIR: directory }),
    },
    timeout: 30,
  })
  return succeeded(uv) ? probeInterpreter(uv.stdout.trim(), caller) : undefined
}

/** The first interpreter of a version such as `3.12`; undefined if the machine has none. */
export async function findInterpreterByVersion(
  version: string,
  caller: NodeJS.ProcessEnv,
): Promise<Interpreter | undefined> {
  for (const candidate of await candidates(caller, version)) {
    const interpreter = await probeInterpreter(candidate, caller)
    if (interpreter !== undefined && `${interpreter.version}.`.startsWith(`${version}.`)) return interpreter
  }
  return undefined
}

function checkSupported(interpreter: Interpreter, python: string): Interpreter {
  if (isSupported(interpreter)) return interpreter
  throw tooOld(`python-version is ${python} (Python ${interpreter.version})`)
}

function tooOld(what: string): ConfigurationError {
  const message = `${what}, but Python ${MINIMUM} or newer is required. Set it to a newer version.`
  return new ConfigurationError([{ message }])
}

/** `3` means any Python 3, and is not too old. */
function isTooOld(version: string): boolean {
  return compare(version, MINIMUM) < 0 && !MINIMUM.startsWith(`${version}.`)
}

function isSupported({ version }: Interpreter): boolean {
  return valid(version) !== null && !isTooOld(version)
}

/** Existing programs on PATH, in the runner's tool cache and in pyenv that may be the Python, the most likely first. */
async function candidates(caller: NodeJS.ProcessEnv, version?: string): Promise<string[]> {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  // The variables that setup-python uses; older runners set the second.
  const toolCache = caller.RUNNER_TOOL_CACHE ?? caller.AGENT_TOOLSDIRECTORY ?? ''
  const directories = (caller.PATH ?? caller.Path ?? '')
    .split(delimiter)
    .filter((directory) => directory !== '')
  const shims = directories.filter(
    (directory) =>
      basename(directory) === 'shims' && existsSync(join(dirname(resolve(directory)), 'versions')),
  )
  // In containers, HOME may belong to another user than the pyenv on PATH.
  const pyenvRoots = [
    caller.PYENV_ROOT ?? join(caller.HOME ?? '', '.pyenv'),
    ...shims.map((directory) => dirname(resolve(directory))),
  ]
  // A shim of pyenv is slow, and fails for all versions but the selected one.
  const onPath =
    version === undefined ? directories : directories.filter((directory) => !shims.includes(directory))
  const minor = version?.split('.').slice(0, 2).join('.')
  const named = (...names: string[]) =>
    names.flatMap((name) => onPath.map((directory) => join(directory, name + suffix)))
  const installed = await Promise.all([
    versionsIn(join(toolCache, 'Python'), version, (directory) => {
      const arch = join(directory, process.arch)
      return process.platform === 'win32' ? join(arch, 'python.exe') : join(arch, 'bin', 'python')
    }),
    ...[...new Set(pyenvRoots)].map((root) =>
      versionsIn(join(root, 'versions'), version, (directory) =>
        process.platform === 'win32' ? join(directory, 'python.exe') : join(directory, 'bin', 'python'),
      ),
    ),
  ])
  const plain = named('python3', 'python')
  const all =
    version === undefined
      ? [...plain, ...named(...NEWEST_FIRST.map((minor) => `python3.${minor}`)), ...installed.flat()]
      : // Programs with the version in their path are the most likely.
        [...named(`python${minor}`), ...installed.flat(), ...plain]
  const existing = all.filter((file) => existsSync(file))
  const seen = new Set<string>()
  // PATH may contain several links to the same program.
  return existing.filter((file) => seen.size < seen.add(realpathSync(file)).size)
}

const NEWEST_FIRST = [14, 13, 12, 11, 10, 9, 8]

/** The programs in the subdirectories that are named by a version, the newest first. */
async function versionsIn(
  directory: string,
  version: string | undefined,
  programIn: (directory: string) => string,
): Promise<string[]> {
  if (!isAbsolute(directory)) return []
  const names = await readdir(directory).catch(() => [])
  return names
    .filter((name) => valid(name) !== null && (version === undefined || `${name}.`.startsWith(`${version}.`)))
    .sort((a, b) => compare(b, a))
    .map((name) => programIn(join(directory, name)))
}

/** Runs the interpreter probe with a program; undefined if it is not a Python. */
async function probeInterpreter(
  program: string,
  caller: NodeJS.ProcessEnv,
): Promise<Interpreter | undefined> {
  // Python 2 has no -I; it is probed in order to report that it is too old.
  for (const isolated of [['-I'], ['-E', '-s']]) {
    const result = await run({
      program,
      args: [...isolated, probeFile('interpreter')],
      cwd: process.cwd(),
      variables: variablesForProject(caller),
      timeout: 30,
    })
    if (!succeeded(result)) {
      if (/unknown option:? -I/i.test(result.stderr)) continue
      return undefined
    }
    try {
      const facts = JSON.parse(result.stdout)
      return {
        executable: facts.executable,
        version: facts.version,
        implementation: facts.implementation,
        platform: facts.platform,
        pip: facts.pip ?? undefined,
        pipRunner: facts.pip_runner ?? undefined,
        bundledPip: facts.ensurepip_pip ?? undefined,
        isFreeThreaded: facts.free_threaded ?? false,
        standardLibrary: facts.stdlib_modules ?? undefined,
      }
    } catch {
      return undefined
    }
  }
  return undefined
}
