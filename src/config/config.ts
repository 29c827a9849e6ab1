import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigurationError, type ConfigurationProblem } from '../program/errors.ts'
import { didYouMean } from '../program/nearest.ts'
import { list } from '../program/sentence.ts'
import { cacheDirectory } from './cache-directory.ts'
import { CACHE_CHOICES, type CacheChoice, cachesEnvironments } from './cache-policy.ts'
import { EVENT_CHOICES, type Event } from './event.ts'
import { eventOf } from './event-options.ts'
import { FAIL_ON, type FailOn } from './fail-on.ts'
import { FORMAT_NAMES, type FormatOutput, readFormats } from './formats.ts'
import { type Mode, readMode } from './mode.ts'
import { resolveAliases } from './option-aliases.ts'
import { COLOR_CHOICES, type ColorChoice, type GivenOptions, OPTIONS, type OptionName } from './options.ts'
import { type Paths, readPaths } from './paths.ts'
import { readPythons } from './python-versions.ts'
import { readEvent, readWorkflowFile } from './read-event.ts'
import { VERSION_POLICIES, type VersionPolicy } from './version-policy.ts'
import { readWorkflowRun, type WorkflowRun } from './workflow-run.ts'

export type InstallerChoice = 'auto' | 'pip' | 'uv'

/** The longest timeout: eleven days. A timer of Node.js fires at once if it is set to more than 24 days. */
export const MAX_SECONDS = 1_000_000

/** The complete and valid configuration of a run. */
export interface Config {
  /** Absolute: the directory that relative paths start from. */
  readonly directory: string
  /** The packages to verify. */
  readonly paths: Paths
  /** Whether to verify only packages that changed since the base of the event, and those that depend on them. */
  readonly changedOnly: boolean
  /** Names of the checks to run, with those that they need; undefined: all. */
  readonly checks: readonly string[] | undefined
  /** Names of the checks to skip, with those that need them. */
  readonly skippedChecks: readonly string[]
  /** Whether to try fixes for what fails. */
  readonly triesFixes: boolean
  /** What to do with the fixes on the command line: apply them to the checkout, or print only them. */
  readonly fixes: 'report' | 'apply' | 'apply-to-dirty' | 'print'
  /** Paths or versions, as given; a package is verified with each. Empty: detect one. */
  readonly pythons: readonly string[]
  readonly installer: InstallerChoice
  /** Whether to verify with the lower bounds of the dependencies too. */
  readonly lowestDirect: boolean
  /** Whether to verify with pre-releases of the dependencies too. */
  readonly prerelease: boolean
  /** Whether to verify with each extra on its own too. */
  readonly eachExtra: boolean
  /** Undefined: detect them in the project. */
  readonly testRequirements: readonly string[] | undefined
  readonly pytestArgs: readonly string[]
  /** Seconds; undefined: the setting of the package, or the default. */
  readonly testTimeLimit: number | undefined
  /** Undefined: the setting of the package, or the default. */
  readonly versionPolicy: VersionPolicy | undefined
  /** Undefined: the setting of the package, or `error`. */
  readonly failOn: FailOn | undefined
  /** Whether to check the package index too for the version. */
  readonly checksIndex: boolean
  /** Whether to use the cache of GitHub Actions, and to cache environments on this machine. */
  readonly cache: CacheChoice
  readonly passEnv: readonly string[]
  readonly out: string | undefined
  readonly json: string | undefined
  /** Other formats to write the report in. */
  readonly formats: readonly FormatOutput[]
  readonly timings: boolean
  /** How much to print on the command line. */
  readonly verbosity: 'quiet' | 'normal' | 'verbose'
  readonly color: ColorChoice
  /** For environments of later runs; undefined: they are not cached. */
  readonly cacheDirectory: string | undefined
  readonly mode: Mode
  readonly event: Event
  /** Undefined outside of GitHub. */
  readonly workflowRun: WorkflowRun | undefined
  /** The file of the running workflow, relative to the root of the repository; undefined outside of GitHub. */
  readonly workflowFile: string | undefined
  /** The environment variables of the caller, which child processes get a part of. */
  readonly environment: NodeJS.ProcessEnv
}

/**
 * Creates the configuration of a run from its options and environment variables.
 *
 * @throws ConfigurationError with all problems
 */
export function makeConfig(
  options: GivenOptions,
  environment: NodeJS.ProcessEnv,
  startDirectory: string,
): Config {
  const problems: ConfigurationProblem[] = []
  const problem = (message: string) => problems.push({ message })
  const given = resolveAliases(options, problem)
  const cwd = readDirectory(given['working-directory'], startDirectory, problem)
  const value = (name: OptionName) =>
    (given[name] ?? '').trim() || OPTIONS.find((option) => option.name === name)?.default || ''
  const lines = (name: OptionName) =>
    value(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean)
  const words = (name: OptionName) => [
    ...new Set(lines(name).flatMap((line) => line.split(/[\s,]+/).filter(Boolean))),
  ]
  const optional = (name: OptionName) => value(name) || undefined
  const oneOf = <const T extends string>(name: OptionName, allowed: readonly T[]): T | undefined => {
    const text = optional(name)
    const found = allowed.find((item) => item === text)
    if (text !== undefined && found === undefined) {
      problems.push({
        message:
          `${name} is "${text}", but it must be ${list(allowed, 'or')}. ${didYouMean(text, allowed)}`.trim(),
      })
    }
    return found
  }
  const seconds = (name: OptionName): number => {
    const number = Number(value(name))
    if (!(number > 0 && number <= MAX_SECONDS))
      problems.push({
        message: `${name} is "${value(name)}", but it must be a number of seconds above 0 and at most ${MAX_SECONDS}.`,
      })
    return number
  }
  const isTrue = (name: OptionName): boolean => oneOf(name, ['true', 'false']) === 'true'
  const absolutePath = (name: OptionName) => {
    const path = optional(name)
    return path === undefined ? undefined : resolve(cwd, path)
  }

  const workflowRun = readWorkflowRun(environment)
  const cache = oneOf('cache', CACHE_CHOICES) ?? 'auto'
  const mode = readMode(
    { given, value, lines, path: absolutePath, oneOf, problem },
    workflowRun !== undefined,
  )
  // The plan has already selected the packages of a job.
  const isPlanned = isMatrixJob({ mode })
  const resolution = oneOf('resolution', ['highest', 'lowest-direct', 'prerelease'])
  const event = eventOf(
    readEvent(environment),
    { event: oneOf('event', EVENT_CHOICES), tag: optional('tag'), base: optional('base') },
    problem,
  )
  const config: Config = {
    directory: cwd,
    paths: readPaths(lines('path'), cwd, problems, !isPlanned),
    changedOnly: isTrue('changed-only') && !isPlanned,
    checks: optional('checks') === undefined ? undefined : words('checks'),
    skippedChecks: words('skip'),
    triesFixes: !isTrue('no-fix-check'),
    fixes: isTrue('diff')
      ? 'print'
      : !isTrue('fix')
        ? 'report'
        : isTrue('allow-dirty')
          ? 'apply-to-dirty'
          : 'apply',
    pythons: readPythons(mode.kind === 'verify' ? lines('python-version') : []),
    installer: oneOf('installer', ['auto', 'pip', 'uv']) ?? 'auto',
    lowestDirect: resolution === 'lowest-direct',
    prerelease: resolution === 'prerelease',
    eachExtra: oneOf('extras', ['as-needed', 'each']) === 'each',
    testRequirements: optional('test-requirements') === undefined ? undefined : lines('test-requirements'),
    pytestArgs: lines('pytest-args'),
    testTimeLimit: optional('test-time-limit') === undefined ? undefined : seconds('test-time-limit'),
    versionPolicy: oneOf('version-policy', VERSION_POLICIES),
    failOn: oneOf('fail-on', FAIL_ON),
    checksIndex: oneOf('taken-on', ['tags', 'index']) === 'index',
    cache,
    cacheDirectory: cachesEnvironments(cache, environment, event) ? cacheDirectory(environment) : undefined,
    passEnv: lines('pass-env'),
    out: absolutePath('out'),
    json: absolutePath('json'),
    formats: readFormats(
      lines('format'),
      lines('output'),
      (file) => resolve(cwd, file),
      problem,
      // Events are written while packages are verified, which only one mode does.
      mode.kind === 'gate' ? FORMAT_NAMES.filter((name) => name !== 'jsonl') : FORMAT_NAMES,
    ),
    timings: isTrue('timings'),
    verbosity: isTrue('quiet') ? 'quiet' : isTrue('verbose') ? 'verbose' : 'normal',
    color: oneOf('color', COLOR_CHOICES) ?? 'auto',
    mode,
    event,
    workflowRun,
    workflowFile: readWorkflowFile(environment),
    environment,
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  return config
}

/** Whether the run is a job of a planned matrix. */
export function isMatrixJob({ mode }: Pick<Config, 'mode'>): boolean {
  return mode.kind === 'verify' && mode.cell !== undefined
}

/** The directory that relative paths start from. */
function readDirectory(given: string | undefined, start: string, problem: (message: string) => void): string {
  const directory = resolve(start, given?.trim() || '.')
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    problem(`working-directory is "${given?.trim()}", which is not a directory.`)
  return directory
}
