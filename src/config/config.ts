import { resolve } from 'node:path'
import { ConfigurationError, type ConfigurationProblem } from '../program/errors.ts'
import { list } from '../program/sentence.ts'
import { cacheFolder } from './cache-directory.ts'
import { CACHE_CHOICES, type CacheChoice, keepsEnvironments } from './cache-policy.ts'
import { type Event, readEvent, readWorkflowFile } from './event.ts'
import { type Mode, readMode } from './mode.ts'
import { type GivenOptions, OPTIONS, type OptionName } from './options.ts'
import { type Paths, readPaths } from './paths.ts'
import { readPythons } from './pythons.ts'
import { VERSION_POLICIES, type VersionPolicy } from './version-policy.ts'
import { readRun, type WorkflowRun } from './workflow-run.ts'

export type InstallerChoice = 'auto' | 'pip' | 'uv'

/** The longest time limit: eleven days. Timers of Node.js that are set beyond 24 days fire at once. */
export const MOST_SECONDS = 1_000_000

/** What a run does, complete and valid. */
export interface Config {
  /** Where the packages are. */
  readonly paths: Paths
  /** Only the packages that changed since the base of the event, and those that depend on them. */
  readonly changedOnly: boolean
  /** Paths or versions, each as it was given: a package is verified with every one. None: one is to be found. */
  readonly pythons: readonly string[]
  readonly installer: InstallerChoice
  /** Also with the lowest versions of what is declared. */
  readonly lowest: boolean
  /** Also with each extra alone. */
  readonly eachExtra: boolean
  /** Undefined: to be found in the project. */
  readonly testRequirements: readonly string[] | undefined
  readonly pytestArgs: readonly string[]
  /** Seconds; undefined: the package's own setting, or the default. */
  readonly testTimeLimit: number | undefined
  /** Undefined: the package's own setting, or the default. */
  readonly versionPolicy: VersionPolicy | undefined
  /** Also ask the package index whether it has the version. */
  readonly asksIndex: boolean
  /** Of GitHub Actions; there is none elsewhere. */
  readonly cache: CacheChoice
  readonly passEnv: readonly string[]
  readonly out: string | undefined
  readonly json: string | undefined
  readonly timings: boolean
  /** A folder for what is kept from run to run; undefined: nothing is. */
  readonly kept: string | undefined
  readonly mode: Mode
  readonly event: Event
  /** Undefined outside of GitHub. */
  readonly run: WorkflowRun | undefined
  /** The file of the workflow that runs, relative to the repository's root; undefined outside of GitHub. */
  readonly workflow: string | undefined
  /** The caller's environment variables, of which children get a part. */
  readonly environment: NodeJS.ProcessEnv
}

/**
 * Makes the configuration of a run.
 *
 * @throws ConfigurationError with everything that is wrong
 */
export function makeConfig(given: GivenOptions, environment: NodeJS.ProcessEnv, cwd: string): Config {
  const problems: ConfigurationProblem[] = []
  const value = (name: OptionName) =>
    (given[name] ?? '').trim() || OPTIONS.find((option) => option.name === name)?.default || ''
  const lines = (name: OptionName) =>
    value(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean)
  const optional = (name: OptionName) => value(name) || undefined
  const oneOf = <const T extends string>(name: OptionName, allowed: readonly T[]): T | undefined => {
    const text = optional(name)
    const found = allowed.find((item) => item === text)
    if (text !== undefined && found === undefined) {
      problems.push({ message: `${name} is "${text}", but it must be ${list(allowed, 'or')}.` })
    }
    return found
  }
  const seconds = (name: OptionName): number => {
    const number = Number(value(name))
    if (!(number > 0 && number <= MOST_SECONDS))
      problems.push({
        message: `${name} is "${value(name)}", but it must be a number of seconds above 0 and at most ${MOST_SECONDS}.`,
      })
    return number
  }
  const yesOrNo = (name: OptionName): boolean => oneOf(name, ['true', 'false']) === 'true'
  const absoluteIfGiven = (name: OptionName) => {
    const path = optional(name)
    return path === undefined ? undefined : resolve(cwd, path)
  }

  const run = readRun(environment)
  const cache = oneOf('cache', CACHE_CHOICES) ?? 'auto'
  const problem = (message: string) => problems.push({ message })
  const mode = readMode({ given, value, lines, path: absoluteIfGiven, oneOf, problem }, run !== undefined)
  // The plan has chosen what is in a cell.
  const isOfCell = isCell({ mode })
  const config: Config = {
    paths: readPaths(lines('path'), cwd, problems, !isOfCell),
    changedOnly: yesOrNo('changed-only') && !isOfCell,
    pythons: readPythons(lines('python')),
    installer: oneOf('installer', ['auto', 'pip', 'uv']) ?? 'auto',
    lowest: oneOf('resolution', ['highest', 'lowest-direct']) === 'lowest-direct',
    eachExtra: oneOf('extras', ['as-needed', 'each']) === 'each',
    testRequirements: optional('test-requirements') === undefined ? undefined : lines('test-requirements'),
    pytestArgs: lines('pytest-args'),
    testTimeLimit: optional('test-time-limit') === undefined ? undefined : seconds('test-time-limit'),
    versionPolicy: oneOf('version-policy', VERSION_POLICIES),
    asksIndex: oneOf('taken-on', ['tags', 'index']) === 'index',
    cache,
    kept: keepsEnvironments(cache, environment) ? cacheFolder(environment) : undefined,
    passEnv: lines('pass-env'),
    out: absoluteIfGiven('out'),
    json: absoluteIfGiven('json'),
    timings: yesOrNo('timings'),
    mode,
    event: readEvent(environment),
    run,
    workflow: readWorkflowFile(environment),
    environment,
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  return config
}

/** Whether the run verifies what a plan has put into one job. */
export function isCell({ mode }: Pick<Config, 'mode'>): boolean {
  return mode.kind === 'verify' && mode.cell !== undefined
}
