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
import { forUv, isIndexForPipAlone } from './index-settings.ts'
import { obstacleIn, refusal, unanswered, unreachable } from './installer-errors.ts'
import type { Interpreter } from './interpreter.ts'
import { normalizeName } from './requirement.ts'
import type { SiblingPins } from './siblings.ts'
import type { Environment } from './virtual-environment.ts'

/** What installs into environments that have no pip of their own. */
export type Installer =
  | { readonly kind: 'uv'; readonly version: string }
  /** pip of the interpreter, told to work in another environment (pip >= 22.3). */
  | {
      readonly kind: 'pip'
      readonly version: string
      readonly python: string
      /** The file by which it runs itself in the other environment, if it has one. */
      readonly runner?: string | undefined
    }
  /** The wheel of pip that comes with the interpreter, run by the environment's own Python. */
  | { readonly kind: 'bundled-pip'; readonly file: string }

/** The first pip that knows `--python` (pip changelog, 22.3). */
const PIP_WITH_PYTHON = '22.3'

/**
 * Decides what installs.
 *
 * @throws ConfigurationError when the installer that was asked for is not there
 * @throws Inconclusive when there is none at all, or it is too old
 */
export async function findInstaller(
  choice: InstallerChoice,
  interpreter: Interpreter,
  caller: NodeJS.ProcessEnv,
): Promise<Installer> {
  return (await findUv(choice, caller)) ?? findPip(interpreter)
}

/**
 * uv, where it is there and may be used.
 *
 * @throws ConfigurationError when it was asked for and is not there
 */
export async function findUv(
  choice: InstallerChoice,
  caller: NodeJS.ProcessEnv,
): Promise<Installer | undefined> {
  const mayBe = choice === 'uv' || (choice === 'auto' && !(await isIndexForPipAlone(caller)))
  if (!mayBe) return undefined
  const uv = await run({
    program: 'uv',
    args: ['--version'],
    cwd: process.cwd(),
    variables: variablesForInstaller(caller),
    timeLimit: 30,
  })
  const version = succeeded(uv) ? /^uv (\S+)/.exec(uv.stdout)?.[1] : undefined
  if (version !== undefined) return { kind: 'uv', version }
  if (choice !== 'uv') return undefined
  const message =
    'installer is uv, but no uv was found on PATH. Install it (astral-sh/setup-uv does), or set installer to auto.'
  throw new ConfigurationError([{ message }])
}

/**
 * pip of the interpreter, or the one that comes with it.
 *
 * @throws Inconclusive when there is none, or it is too old
 */
export function findPip(interpreter: Interpreter): Installer {
  const { executable, pip, pipRunner, bundledPip } = interpreter
  if (pip !== undefined && compare(pip, PIP_WITH_PYTHON) >= 0)
    return { kind: 'pip', version: pip, python: executable, runner: pipRunner }
  if (bundledPip !== undefined) return { kind: 'bundled-pip', file: bundledPip }
  if (pip !== undefined) {
    throw new Inconclusive(
      `pip ${pip} of ${executable} is too old to install into another environment, which needs ${PIP_WITH_PYTHON}. Run "${executable} -m pip install --upgrade pip", or install uv.`,
    )
  }
  throw new Inconclusive(
    `${executable} has neither pip nor ensurepip, and there is no uv on PATH. Install one of them.`,
  )
}

/** What the report says of the installer. */
export function describeInstaller(installer: Installer): string {
  return installer.kind === 'bundled-pip'
    ? 'pip (bundled with Python)'
    : `${installer.kind} ${installer.version}`
}

export type Installation =
  | {
      readonly kind: 'installed'
      /** What the installer told on stderr. */
      readonly said: string
    }
  /** The installer answered that it cannot be done: a defect of what was asked for. */
  | {
      readonly kind: 'refused'
      readonly words: readonly string[]
      /** Addresses of files that are there, and that pip did not take for it: of another platform or Python. */
      readonly passedOver: readonly string[]
    }

export interface InstallRequest {
  readonly installer: Installer
  readonly environment: Environment
  /** Requirements as the installer reads them. */
  readonly requirements: readonly string[]
  readonly options?: readonly string[]
  readonly siblings?: SiblingPins
  /** A folder outside of the project, so that no configuration of the project is picked up. */
  readonly cwd: string
  readonly caller: NodeJS.ProcessEnv
  /** The environment will be written to: its files must be its own and not links into a cache of uv. */
  readonly ownFiles?: boolean
  /** Keeps what was printed, however the installation ends. */
  readonly keepLog?: (transcript: string) => Promise<void>
}

/** Seconds. Large dependencies over a slow line take minutes. */
const TIME_LIMIT = 1200

/**
 * Installs requirements into an environment.
 *
 * @throws Inconclusive when the index does not answer, the disk is full, or the installer was ended
 */
export async function install(request: InstallRequest): Promise<Installation> {
  const { installer, environment, options = [], siblings } = request
  const requirements = [...request.requirements, ...(installer.kind === 'uv' ? [] : (siblings?.forPip ?? []))]
  const log = join(environment.root, `pip-${randomUUID()}.log`)
  const child = await runInstaller(request, 'install', [
    ...(installer.kind === 'uv' ? [] : [...PIP_OPTIONS, `--log=${log}`]),
    ...options,
    ...(await constraintsOf(siblings, environment)),
    ...requirements,
  ])
  await request.keepLog?.(child.transcript)
  if (child.ending.kind !== 'exited') throw new Inconclusive(`The installer ${describeEnding(child.ending)}.`)
  const told = await linesOf(log)
  // It tells how the index was asked, in an environment that may be kept.
  await rm(log, { force: true })
  const obstacle = obstacleIn(succeeded(child) ? unanswered(told) : [child.stderr, ...unreachable(told)])
  if (obstacle !== undefined) {
    throw new Inconclusive(
      `${obstacle.what} while installing ${requirements.slice(0, 3).join(', ')}: ${obstacle.line}. ${obstacle.mend}`,
    )
  }
  if (succeeded(child)) return { kind: 'installed', said: child.stderr }
  return { kind: 'refused', words: refusal(child), passedOver: passedOver(told) }
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

/** How the installers say that an index has no such version. */
const NOT_THERE =
  /No matching distribution found|there is no version of|was not found in the (?:package registry|cache)|was not found in the provided package locations/i

/**
 * Whether the package index has a version of a distribution already.
 *
 * @throws Inconclusive when the index does not answer, after what the installer tries again by itself
 */
export async function isOnIndex(
  request: Omit<InstallRequest, 'requirements' | 'options'>,
  name: string,
  version: string,
): Promise<boolean> {
  const options = ['--dry-run', '--no-deps']
  const answer = await install({ ...request, requirements: [`${name}==${version}`], options })
  if (answer.kind === 'installed') return true
  const isThere = answer.passedOver.some((address) => isFileOf(basename(address), name, version))
  // What is there and cannot be installed here is there.
  return isThere || !answer.words.some((line) => NOT_THERE.test(line))
}

/** Whether a file is one of a version of a distribution, by its name (PEP 427, PEP 625). */
function isFileOf(file: string, name: string, version: string): boolean {
  const [, its = '', of = ''] = /^(.+?)-(\d[^-]*?)(?:-.+\.whl|\.tar\.gz|\.zip)$/.exec(file) ?? []
  return normalizeName(its) === normalizeName(name) && valid(of) !== null && compare(of, version) === 0
}

const PIP_OPTIONS = ['--no-compile', '--no-warn-script-location', '--no-input', '--progress-bar=off']

/** What pip tells nobody but its log; nothing for what writes none. */
async function linesOf(log: string): Promise<string[]> {
  const text = await readFile(log, 'utf8').catch(() => '')
  return text.split(/\r?\n/).map((line) => line.replace(/^\d{4}-\d\d-\d\dT\S+ +/, ''))
}

/** Addresses of files that are there, and that pip did not take: of another platform or Python. */
function passedOver(log: readonly string[]): string[] {
  return log.flatMap((line) => /^Skipping link: .*: (\S+) \(from /.exec(line)?.[1] ?? [])
}

/** How pip begins to tell what the installed set says against itself, which it looks for at the end of each run. */
const PIP_CONFLICTS = /^ERROR: pip's dependency resolver does not currently take into account.*$/m

/** What the set that was installed says against itself. */
export async function contradictions(
  request: Omit<InstallRequest, 'requirements' | 'options'>,
  { said }: Extract<Installation, { kind: 'installed' }>,
): Promise<string[]> {
  const told =
    request.installer.kind === 'uv' ? await checkByUv(request) : (said.split(PIP_CONFLICTS)[1] ?? '')
  return lastLines(told, 50).filter((line) => / requires |is not supported on this platform/.test(line))
}

async function checkByUv(request: Omit<InstallRequest, 'requirements' | 'options'>): Promise<string> {
  const child = await runInstaller(request, 'check', [])
  return succeeded(child) ? '' : `${child.stdout}\n${child.stderr}`
}

function runInstaller(
  { installer, environment, cwd, caller, ownFiles }: Omit<InstallRequest, 'requirements' | 'options'>,
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
      ...(installer.kind === 'uv' ? forUv(variables) : variables),
      ...QUIET,
      ...(ownFiles ? { UV_LINK_MODE: 'copy' } : {}),
      // What an installer that is ended leaves behind is removed with the environment.
      TMPDIR: environment.root,
      TEMP: environment.root,
      TMP: environment.root,
    },
    timeLimit: TIME_LIMIT,
  })
}

/** Neither installer may ask its own index for a newer version of itself, or colour what we read. */
const QUIET = { PIP_DISABLE_PIP_VERSION_CHECK: '1', NO_COLOR: '1', UV_NO_PROGRESS: '1' }

function commandOf(installer: Installer, environment: Environment, subcommand: string): string[] {
  switch (installer.kind) {
    case 'uv':
      return ['uv', 'pip', subcommand, '--python', environment.python]
    case 'pip':
      // As pip would start itself, which takes as long again.
      return installer.runner === undefined
        ? [installer.python, '-m', 'pip', '--python', environment.python, subcommand]
        : [environment.python, installer.runner, subcommand]
    case 'bundled-pip':
      return [environment.python, `${installer.file}/pip`, subcommand]
  }
}
