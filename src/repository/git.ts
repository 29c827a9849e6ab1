import { processEnvironment } from '../config/process-environment.ts'
import { type EnvironmentVariables, variablesForGit } from '../process/environment-variables.ts'
import { type ChildResult, run, succeeded } from '../process/run.ts'
import { Inconclusive } from '../program/errors.ts'
import { lastLines } from '../program/sentence.ts'

/** Seconds. A fetch of a large repository may take minutes; nothing else does. */
const TIME_LIMIT = 300
/** Bytes: a list of a million files has to fit. */
const KEEP = 128 * 1024 * 1024

/** What a git command is given besides its arguments. */
export interface GitInput {
  /** Environment variables besides the caller's. */
  readonly variables?: EnvironmentVariables
  /** What it reads from stdin. */
  readonly input?: string
}

/** Runs git in a folder. Absent git, or a failing command, is part of the result. */
export function tryGit(
  cwd: string,
  args: readonly string[],
  { variables, input }: GitInput = {},
): Promise<ChildResult> {
  return run({
    program: 'git',
    // Containers check out as another user; what we read there is not run as a hook or a filter.
    args: ['-c', 'safe.directory=*', '-c', 'core.quotePath=false', ...args],
    cwd,
    variables: { ...variablesForGit(processEnvironment()), ...variables },
    ...(input === undefined ? {} : { input }),
    timeLimit: TIME_LIMIT,
    keep: KEEP,
  })
}

/**
 * Runs git in a folder and gives what it printed.
 *
 * @throws Inconclusive when git is not there or fails
 */
export async function git(cwd: string, args: readonly string[], more: GitInput = {}): Promise<string> {
  const result = await tryGit(cwd, args, more)
  if (result.ending.kind === 'not-started') {
    throw new Inconclusive(
      `git could not be started in ${cwd}: ${result.ending.reason}. Install git and put it on PATH.`,
    )
  }
  if (!succeeded(result)) {
    const words = lastLines(result.stderr, 2).join(' ')
    throw new Inconclusive(`"git ${args.join(' ')}" failed in ${cwd}: ${words}`)
  }
  return result.stdout
}

/** The items of output that was asked for with `-z`. */
export function items(output: string): string[] {
  return output.split('\0').filter(Boolean)
}
