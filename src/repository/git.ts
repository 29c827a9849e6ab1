import { processEnvironment } from '../config/process-environment.ts'
import { type EnvironmentVariables, variablesForGit } from '../process/environment-variables.ts'
import { type ChildResult, run, succeeded } from '../process/run.ts'
import { Inconclusive } from '../program/errors.ts'
import { lastLines } from '../program/sentence.ts'

/** Seconds: the fetch of a large repository may take minutes. */
const TIMEOUT = 300
/** Bytes: enough for a list of a million files. */
const OUTPUT_LIMIT = 128 * 1024 * 1024

/** Options of a git command besides its arguments. */
export interface GitOptions {
  /** Environment variables to add to those of the caller. */
  readonly variables?: EnvironmentVariables
  /** Written to stdin. */
  readonly input?: string
  /** Of the output; `latin1` for output that is not text, in which each character is one byte. */
  readonly encoding?: 'utf8' | 'latin1'
}

/** Runs git in a directory. If git is missing or fails, this is part of the result. */
export function tryGit(
  cwd: string,
  args: readonly string[],
  { variables, input, encoding }: GitOptions = {},
): Promise<ChildResult> {
  return run({
    program: 'git',
    // A container may run as another user than the owner of the checkout; the commands used here run no hooks of it.
    args: ['-c', 'safe.directory=*', '-c', 'core.quotePath=false', ...args],
    cwd,
    variables: { ...variablesForGit(processEnvironment()), ...variables },
    ...(input === undefined ? {} : { input }),
    ...(encoding === undefined ? {} : { encoding }),
    timeout: TIMEOUT,
    captureLimit: OUTPUT_LIMIT,
  })
}

/**
 * Runs git in a directory and returns its output.
 *
 * @throws Inconclusive if git is missing or fails
 */
export async function git(cwd: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  const result = await tryGit(cwd, args, options)
  if (result.ending.kind === 'not-started') {
    throw new Inconclusive(
      `Cannot run git in ${cwd}: ${result.ending.reason}. Install git and add it to PATH.`,
    )
  }
  if (!succeeded(result)) {
    const stderr = lastLines(result.stderr, 2).join(' ')
    throw new Inconclusive(`"git ${args.join(' ')}" failed in ${cwd}: ${stderr}`)
  }
  return result.stdout
}

/** Splits the output of a git command with `-z`. */
export function splitNul(output: string): string[] {
  return output.split('\0').filter(Boolean)
}
