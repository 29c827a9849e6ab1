import { existsSync, realpathSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, delimiter, dirname, isAbsolute, join, resolve } from 'node:path'
import { compare, valid } from '@renovatebot/pep440'
import { isVersion } from '../config/pythons.ts'
import { variablesForInstaller, variablesForProject } from '../process/environment-variables.ts'
import { run, succeeded } from '../process/run.ts'
import { ConfigurationError, Inconclusive } from '../program/errors.ts'
import { probeFile } from './probe.ts'
import { isAllowed } from './requires-python.ts'

/** A Python that environments are made from. */
export interface Interpreter {
  /** Absolute: the real program behind any shim or launcher. */
  readonly executable: string
  readonly version: string
  /** `cpython`, `pypy` */
  readonly implementation: string
  /** Version of the pip that it can import, if it can. */
  readonly pip: string | undefined
  /** The file by which that pip runs itself in another environment, if it has one. */
  readonly pipRunner: string | undefined
  /** The wheel of pip that comes with it for ensurepip, if it does. */
  readonly bundledPip: string | undefined
  /** Built without the global interpreter lock (PEP 703), which makes its extensions another kind. */
  readonly isFreeThreaded: boolean
  /** Undefined before Python 3.10, which does not tell. */
  readonly standardLibrary: readonly string[] | undefined
}

export interface Wanted {
  /** From the `python` option: a path, or a version such as `3.12`. */
  readonly python: string | undefined
  readonly requiresPython: string | undefined
}

const OLDEST = '3.8'
/**
 * Finds the interpreter: the one that was asked for; else the first on PATH that Requires-Python allows.
 *
 * @throws ConfigurationError when what was asked for is not there or not allowed
 * @throws Inconclusive when none is found
 */
export async function findInterpreter(
  { python, requiresPython }: Wanted,
  caller: NodeJS.ProcessEnv,
  cwd: string,
): Promise<Interpreter> {
  const allowed = (interpreter: Interpreter) => isAllowed(interpreter.version, requiresPython)
  if (python !== undefined) {
    const found = await findAsked(python, caller, cwd)
    if (!allowed(found)) {
      throw new ConfigurationError([
        {
          message: `python is ${python} (Python ${found.version}), but the package declares Requires-Python ${requiresPython}. Give one that it allows.`,
        },
      ])
    }
    return found
  }
  const seen: Interpreter[] = []
  for (const candidate of await candidates(caller)) {
    const interpreter = await ask(candidate, caller)
    if (interpreter === undefined) continue
    if (isSupported(interpreter) && allowed(interpreter)) return interpreter
    seen.push(interpreter)
  }
  if (seen.length === 0) {
    throw new Inconclusive(
      'No Python was found on PATH. Install one (actions/setup-python does), or name it by the python option.',
    )
  }
  const versions = [...new Set(seen.map(({ version }) => version))].join(', ')
  throw new Inconclusive(
    `No Python that Requires-Python ${requiresPython ?? `>=${OLDEST}`} allows was found (found: ${versions}). Install one, or name it by the python option.`,
  )
}

async function findAsked(python: string, caller: NodeJS.ProcessEnv, cwd: string): Promise<Interpreter> {
  if (isVersion(python) && isTooOld(python)) throw tooOld(`python is ${python}`)
  if (!isVersion(python)) {
    const isPath = isAbsolute(python) || /[\\/]/.test(python)
    const found = await ask(isPath ? resolve(cwd, python) : python, caller)
    if (found === undefined)
      throw new ConfigurationError([
        {
          message: `python is "${python}", but no Python starts by that name. Give its path, or a version such as 3.12.`,
        },
      ])
    return checkSupported(found, python)
  }
  const found = (await findVersion(python, caller)) ?? (await findManaged(python, caller))
  if (found !== undefined) return checkSupported(found, python)
  throw new Inconclusive(
    `Python ${python} was not found. Install it (actions/setup-python with python-version: '${python}'), or give the path of one.`,
  )
}

/** The one of a version that uv has installed, if it has. This makes uv fetch none (uv documentation, `uv python find`). */
async function findManaged(version: string, caller: NodeJS.ProcessEnv): Promise<Interpreter | undefined> {
  const { UV_PYTHON_INSTALL_DIR: folder } = caller
  const uv = await run({
    program: 'uv',
    // What is not of uv's own making was looked for already.
    args: ['python', 'find', '--managed-python', '--no-python-downloads', '--no-project', '--quiet', version],
    cwd: process.cwd(),
    variables: {
      ...variablesForInstaller(caller),
      ...(folder === undefined ? {} : { UV_PYTHON_INSTALL_DIR: folder }),
    },
    timeLimit: 30,
  })
  return succeeded(uv) ? ask(uv.stdout.trim(), caller) : undefined
}

/** The first interpreter of a version such as `3.12`, if the machine has one. */
export async function findVersion(
  version: string,
  caller: NodeJS.ProcessEnv,
): Promise<Interpreter | undefined> {
  for (const candidate of await candidates(caller, version)) {
    const interpreter = await ask(candidate, caller)
    if (interpreter !== undefined && `${interpreter.version}.`.startsWith(`${version}.`)) return interpreter
  }
  return undefined
}

function checkSupported(interpreter: Interpreter, python: string): Interpreter {
  if (isSupported(interpreter)) return interpreter
  throw tooOld(`python is ${python} (Python ${interpreter.version})`)
}

function tooOld(what: string): ConfigurationError {
  const message = `${what}, but environments can be made from Python ${OLDEST} on only. Give a newer one.`
  return new ConfigurationError([{ message }])
}

/** `3` stands for any Python 3. */
function isTooOld(version: string): boolean {
  return compare(version, OLDEST) < 0 && !OLDEST.startsWith(`${version}.`)
}

function isSupported({ version }: Interpreter): boolean {
  return valid(version) !== null && !isTooOld(version)
}

/** Programs that may be a Python, the most likely first: PATH, the runner's tool cache, pyenv's versions. */
async function candidates(caller: NodeJS.ProcessEnv, version?: string): Promise<string[]> {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  // As setup-python finds it: the second name is that of older runners.
  const toolCache = caller.RUNNER_TOOL_CACHE ?? caller.AGENT_TOOLSDIRECTORY ?? ''
  const folders = (caller.PATH ?? caller.Path ?? '').split(delimiter).filter((folder) => folder !== '')
  const shims = folders.filter(
    (folder) => basename(folder) === 'shims' && existsSync(join(dirname(resolve(folder)), 'versions')),
  )
  // Where it is on PATH it may belong to somebody else than HOME does, as in containers.
  const pyenvs = [
    caller.PYENV_ROOT ?? join(caller.HOME ?? '', '.pyenv'),
    ...shims.map((folder) => dirname(resolve(folder))),
  ]
  // Of a version that is asked for by number, what pyenv puts on PATH only says, slowly, that it is not the set one.
  const onPath = version === undefined ? folders : folders.filter((folder) => !shims.includes(folder))
  const minor = version?.split('.').slice(0, 2).join('.')
  const named = (...names: string[]) =>
    names.flatMap((name) => onPath.map((folder) => join(folder, name + suffix)))
  const installed = await Promise.all([
    versionsBelow(join(toolCache, 'Python'), version, (folder) => {
      const arch = join(folder, process.arch)
      return process.platform === 'win32' ? join(arch, 'python.exe') : join(arch, 'bin', 'python')
    }),
    ...[...new Set(pyenvs)].map((pyenv) =>
      versionsBelow(join(pyenv, 'versions'), version, (folder) =>
        process.platform === 'win32' ? join(folder, 'python.exe') : join(folder, 'bin', 'python'),
      ),
    ),
  ])
  const plain = named('python3', 'python')
  const all =
    version === undefined
      ? [...plain, ...named(...NEWEST_FIRST.map((minor) => `python3.${minor}`)), ...installed.flat()]
      : // What has the version in its name is likelier to be of it.
        [...named(`python${minor}`), ...installed.flat(), ...plain]
  const there = all.filter((file) => existsSync(file))
  const seen = new Set<string>()
  // The same program may be on PATH more than once.
  return there.filter((file) => seen.size < seen.add(realpathSync(file)).size)
}

const NEWEST_FIRST = [14, 13, 12, 11, 10, 9, 8]

async function versionsBelow(
  folder: string,
  version: string | undefined,
  program: (folder: string) => string,
): Promise<string[]> {
  if (!isAbsolute(folder)) return []
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => valid(name) !== null && (version === undefined || `${name}.`.startsWith(`${version}.`)))
    .sort((a, b) => compare(b, a))
    .map((name) => program(join(folder, name)))
}

/** Starts a program and lets it tell what it is; undefined when it is no Python. */
async function ask(program: string, caller: NodeJS.ProcessEnv): Promise<Interpreter | undefined> {
  // Python 2 has no -I, and is asked all the same: that it is too old is a better answer than none.
  for (const isolated of [['-I'], ['-E', '-s']]) {
    const result = await run({
      program,
      args: [...isolated, probeFile('interpreter')],
      cwd: process.cwd(),
      variables: variablesForProject(caller),
      timeLimit: 30,
    })
    if (!succeeded(result)) {
      if (/unknown option:? -I/i.test(result.stderr)) continue
      return undefined
    }
    try {
      const told = JSON.parse(result.stdout)
      return {
        executable: told.executable,
        version: told.version,
        implementation: told.implementation,
        pip: told.pip ?? undefined,
        pipRunner: told.pip_runner ?? undefined,
        bundledPip: told.ensurepip_pip ?? undefined,
        isFreeThreaded: told.free_threaded ?? false,
        standardLibrary: told.stdlib_modules ?? undefined,
      }
    } catch {
      return undefined
    }
  }
  return undefined
}
