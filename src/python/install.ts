import { randomUUID } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { compare, valid } from '@renovatebot/pep440'
import type { InstallerChoice } from '../config/config.ts'
import { describeEnding } from '../process/ending.ts'
import { variablesForInstaller } from '../process/environment-variables.ts'
import { run, succeeded } from '../process/run.ts'
import { ConfigurationError, Inconclusive } from '../program/errors.ts'
import { lastLines } from '../program/sentence.ts'
import { isIndexForPipOnly, translateForUv } from './index-settings.ts'
import { errorLines, externalErrorIn, fetchErrors, transientFetchErrors } from './installer-errors.ts'
import type { Interpreter } from './interpreter.ts'
import { normalizeName } from './requirement.ts'
import type { SiblingPins } from './siblings.ts'
import type { Environment } from './virtual-environment.ts'

/** The program that installs into environments, which do not contain pip. */
export type Installer =
  | { readonly kind: 'uv'; readonly version: string }
  /** The pip of the interpreter, with its option `--python` (pip >= 22.3). */
  | {
      readonly kind: 'pip'
      readonly version: string
      readonly python: string
      /** The file that pip passes to the Python of the environment (`__pip-runner__.py`), if it has one. */
      readonly runner?: string | undefined
    }
  /** The wheel of pip for ensurepip, which the Python of the environment runs. */
  | { readonly kind: 'bundled-pip'; readonly file: string }

/** The first version with the option `--python` (pip changelog). */
const MINIMUM_PIP = '22.3'

/**
 * Finds the installer for an interpreter.
 *
 * @throws ConfigurationError if the configured installer is not found
 * @throws Inconclusive if no installer is found, or pip is too old
 */
export async function findInstaller(
  choice: InstallerChoice,
  interpreter: Interpreter,
  caller: NodeJS.ProcessEnv,
): Promise<Installer> {
  return (await findUv(choice, caller)) ?? findPip(interpreter)
}

/**
 * Finds uv on PATH; undefined if it is not there, or the configuration does not permit it.
 *
 * @throws ConfigurationError if it is configured and not found
 * @throws Inconclusive if it is configured and does not end by itself
 */
export async function findUv(
  choice: InstallerChoice,
  caller: NodeJS.ProcessEnv,
): Promise<Installer | undefined> {
  const isPermitted = choice === 'uv' || (choice === 'auto' && !(await isIndexForPipOnly(caller)))
  if (!isPermitted) return undefined
  const uv = await run({
    program: 'uv',
    args: ['--version'],
    cwd: process.cwd(),
    variables: variablesForInstaller(caller),
    timeout: 30,
  })
  const version = succeeded(uv) ? /^uv (\S+)/.exec(uv.stdout)?.[1] : undefined
  if (version !== undefined) return { kind: 'uv', version }
  if (choice !== 'uv') return undefined
  const { kind } = uv.ending
  // It exists, but an overloaded machine did not let it end.
  if (kind === 'timed-out' || kind === 'killed')
    throw new Inconclusive(`"uv --version" ${describeEnding(uv.ending)}. Run again.`)
  const message =
    'installer is uv, but uv was not found on PATH. Install it (such as with astral-sh/setup-uv), or set installer to auto.'
  throw new ConfigurationError([{ message }])
}

/**
 * Finds the pip of an interpreter, or the one that is bundled with it for ensurepip.
 *
 * @throws Inconclusive if there is none, or it is too old
 */
export function findPip(interpreter: Interpreter): Installer {
  const { executable, pip, pipRunner, bundledPip } = interpreter
  if (pip !== undefined && compare(pip, MINIMUM_PIP) >= 0)
    return { kind: 'pip', version: pip, python: executable, runner: pipRunner }
  if (bundledPip !== undefined) return { kind: 'bundled-pip', file: bundledPip }
  if (pip !== undefined) {
    throw new Inconclusive(
      `pip ${pip} of ${executable} is too old: pip ${MINIMUM_PIP} or newer is required to install into another environment. Run "${executable} -m pip install --upgrade pip", or install uv.`,
    )
  }
  throw new Inconclusive(
    `${executable} has neither pip nor ensurepip, and uv is not on PATH. Install one of them.`,
  )
}

/** The name and version of an installer, for the report. */
export function describeInstaller(installer: Installer): string {
  return installer.kind === 'bundled-pip'
    ? 'pip (bundled with Python)'
    : `${installer.kind} ${installer.version}`
}

/** The result of an installation; `refused` if the requirements cannot be installed. */
export type Installation =
  | {
      readonly kind: 'installed'
      readonly stderr: string
    }
  | {
      readonly kind: 'refused'
      /** The relevant lines of the installer output. */
      readonly output: readonly string[]
      /** URLs of files on the index that pip skipped, as they are for another platform or Python. */
      readonly skippedLinks: readonly string[]
    }

export interface InstallRequest {
  readonly installer: Installer
  readonly environment: Environment
  /** Requirement specifiers as on the command line of pip. */
  readonly requirements: readonly string[]
  readonly options?: readonly string[]
  readonly siblings?: SiblingPins
  /** A directory outside the project, as uv reads the configuration of a project. */
  readonly cwd: string
  readonly caller: NodeJS.ProcessEnv
  /** Seconds; by default enough for large dependencies on a slow network. */
  readonly timeout?: number
  /** Copy files instead of linking them to the cache of uv, as programs may write to them. */
  readonly ownFiles?: boolean
  /** Writes the output to a log, also if the installation fails. */
  readonly writeLog?: (transcript: string) => Promise<void>
}

/** Seconds. */
const TIMEOUT = 1200

/**
 * Installs requirements into an environment.
 *
 * @throws Inconclusive if the index cannot be reached, the disk is full, or the installer was killed or timed out
 */
export async function install(request: InstallRequest): Promise<Installation> {
  const { installer, environment, options = [], siblings } = request
  const requirements = [
    ...request.requirements,
    ...(installer.kind === 'uv' ? [] : (siblings?.pipRequirements ?? [])),
  ]
  const log = join(environment.root, `pip-${randomUUID()}.log`)
  const child = await runInstaller(request, 'install', [
    ...(installer.kind === 'uv' ? [] : [...PIP_OPTIONS, `--log=${log}`]),
    ...options,
    ...(await constraintsOf(siblings, environment)),
    ...requirements,
  ])
  await request.writeLog?.(child.transcript)
  if (child.ending.kind !== 'exited') throw new Inconclusive(`The installer ${describeEnding(child.ending)}.`)
  const logLines = await linesOf(log)
  // The log contains index URLs, and the environment may be cached.
  await rm(log, { force: true })
  const externalError = externalErrorIn(
    succeeded(child) ? transientFetchErrors(logLines) : [child.stderr, ...fetchErrors(logLines)],
  )
  if (externalError !== undefined) {
    throw new Inconclusive(
      `${externalError.problem} while installing ${requirements.slice(0, 3).join(', ')}: ${externalError.line}. ${externalError.fix}`,
    )
  }
  if (succeeded(child)) return { kind: 'installed', stderr: child.stderr }
  return { kind: 'refused', output: errorLines(child), skippedLinks: skippedLinks(logLines) }
}

async function constraintsOf(
  siblings: SiblingPins | undefined,
  { root }: Environment,
): Promise<readonly string[]> {
  if (siblings === undefined || siblings.constraints.length === 0) return []
  const file = join(root, `siblings-${randomUUID()}.txt`)
  await writeFile(file, siblings.constraints.map((line) => `${line}\n`).join(''))
  return ['--constraint', file]
}

/** The error messages of pip and uv if an index does not have a version. */
const NOT_FOUND =
  /No matching distribution found|there is no version of|was not found in the (?:package registry|cache)|was not found in the provided package locations/i

/**
 * Whether the package index has a version of a distribution.
 *
 * @throws Inconclusive if the index cannot be reached, after the retries of the installer
 */
export async function isOnIndex(
  request: Omit<InstallRequest, 'requirements' | 'options'>,
  name: string,
  version: string,
): Promise<boolean> {
  const options = ['--dry-run', '--no-deps']
  const result = await install({ ...request, requirements: [`${name}==${version}`], options })
  if (result.kind === 'installed') return true
  if (result.skippedLinks.some((url) => isFileOf(basename(url), name, version))) return true
  // Any other error is about a version that exists, but cannot be installed here.
  return !result.output.some((line) => NOT_FOUND.test(line))
}

/** Whether a file name belongs to a version of a distribution (PEP 427, PEP 625). */
function isFileOf(file: string, name: string, version: string): boolean {
  const [, fileDistribution = '', fileVersion = ''] =
    /^(.+?)-(\d[^-]*?)(?:-.+\.whl|\.tar\.gz|\.zip)$/.exec(file) ?? []
  return (
    normalizeName(fileDistribution) === normalizeName(name) &&
    valid(fileVersion) !== null &&
    compare(fileVersion, version) === 0
  )
}

const PIP_OPTIONS = ['--no-compile', '--no-warn-script-location', '--no-input', '--progress-bar=off']

/** The lines of a log of pip without timestamps; empty for uv, which writes none. */
async function linesOf(log: string): Promise<string[]> {
  const text = await readFile(log, 'utf8').catch(() => '')
  return text.split(/\r?\n/).map((line) => line.replace(/^\d{4}-\d\d-\d\dT\S+ +/, ''))
}

function skippedLinks(log: readonly string[]): string[] {
  return log.flatMap((line) => /^Skipping link: .*: (\S+) \(from /.exec(line)?.[1] ?? [])
}

/** The first line of the conflicts that pip finds in the installed distributions at the end of each run. */
const PIP_CONFLICTS = /^ERROR: pip's dependency resolver does not currently take into account.*$/m

/** The conflicting dependencies of the installed distributions, as `pip check` reports them, one per line. */
export async function dependencyConflicts(
  request: Omit<InstallRequest, 'requirements' | 'options'>,
  { stderr }: Extract<Installation, { kind: 'installed' }>,
): Promise<string[]> {
  const output =
    request.installer.kind === 'uv' ? await checkWithUv(request) : (stderr.split(PIP_CONFLICTS)[1] ?? '')
  return lastLines(output, 50).filter((line) => / requires |is not supported on this platform/.test(line))
}

async function checkWithUv(request: Omit<InstallRequest, 'requirements' | 'options'>): Promise<string> {
  const child = await runInstaller(request, 'check', [])
  return succeeded(child) ? '' : `${child.stdout}\n${child.stderr}`
}

function runInstaller(
  {
    installer,
    environment,
    cwd,
    caller,
    ownFiles,
    timeout = TIMEOUT,
  }: Omit<InstallRequest, 'requirements' | 'options'>,
  subcommand: string,
  args: readonly string[],
) {
  const [program, ...before] = commandOf(installer, environment, subcommand)
  const variables = variablesForInstaller(caller)
  return run({
    program: program as string,
    args: [...before, ...args],
    cwd,
    variables: {
      ...(installer.kind === 'uv' ? translateForUv(variables) : variables),
      ...QUIET_VARIABLES,
      ...(ownFiles ? { UV_LINK_MODE: 'copy' } : {}),
      // Temporary files of a killed installer are then removed with the environment.
      TMPDIR: environment.root,
      TEMP: environment.root,
      TMP: environment.root,
    },
    timeout,
  })
}

/** No check for a newer pip, and no colors or progress bars in the output, which is parsed. */
const QUIET_VARIABLES = { PIP_DISABLE_PIP_VERSION_CHECK: '1', NO_COLOR: '1', UV_NO_PROGRESS: '1' }

function commandOf(installer: Installer, environment: Environment, subcommand: string): string[] {
  switch (installer.kind) {
    case 'uv':
      return ['uv', 'pip', subcommand, '--python', environment.python]
    case 'pip':
      // Runs pip in the environment directly, as `pip --python` would do in a second process.
      return installer.runner === undefined
        ? [installer.python, '-m', 'pip', '--python', environment.python, subcommand]
        : [environment.python, installer.runner, subcommand]
    case 'bundled-pip':
      return [environment.python, `${installer.file}/pip`, subcommand]
  }
}
