import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import type { ConfigurationProblem } from '../program/errors.ts'
import { nearest } from '../program/nearest.ts'

/** A glob pattern of directories. */
export interface DirectoryGlob {
  /** As given. */
  readonly text: string
  /** Absolute: the directory at the beginning of the pattern, which contains all matches. */
  readonly base: string
  /** The pattern for paths relative to the base; empty for the base itself. */
  readonly glob: string
}

/** One line of `path`: an absolute directory, or a pattern of directories. */
export type RequestedPath = { readonly directory: string } | DirectoryGlob

/** The packages that `path` requests, in order, and those that it excludes (`!packages/old`). */
export interface Paths {
  readonly requested: readonly RequestedPath[]
  readonly excluded: readonly DirectoryGlob[]
  /** Whether the root of a workspace, if it is the only line, is expanded to the workspace members. */
  readonly expandsWorkspaces: boolean
}

/**
 * Reads the lines of `path`. Patterns are resolved later, in the checkout.
 *
 * @param problems receives the problems
 */
export function readPaths(
  lines: readonly string[],
  cwd: string,
  problems: ConfigurationProblem[],
  expandsWorkspaces = true,
): Paths {
  const excluded = lines.filter((line) => line.startsWith('!')).map((line) => globOf(line.slice(1), cwd))
  const given = lines.filter((line) => !line.startsWith('!'))
  const requested = (given.length === 0 ? ['.'] : given).map((line): RequestedPath => {
    // The name of a directory may contain special characters.
    const isGlob = picomatch.scan(line).isGlob && !existsSync(resolve(cwd, line))
    return isGlob ? globOf(line, cwd) : { directory: existingDirectory(line, cwd, problems) }
  })
  const key = (path: RequestedPath) => ('directory' in path ? path.directory : path.text)
  return {
    requested: requested.filter(
      (path, at) => requested.findIndex((other) => key(other) === key(path)) === at,
    ),
    excluded,
    expandsWorkspaces,
  }
}

/** Whether a directory matches a pattern. */
export function isMatch({ base, glob }: DirectoryGlob, directory: string): boolean {
  if (glob === '') return directory === base
  const path = relative(base, directory).split(sep).join('/')
  return path !== '' && !path.startsWith('..') && picomatch(glob)(path)
}

/** Whether a directory, or a parent directory of it, is excluded. */
export function isExcluded(excluded: readonly DirectoryGlob[], directory: string): boolean {
  return excluded.some((glob) => {
    for (let current = directory; ; current = resolve(current, '..')) {
      if (isMatch(glob, current)) return true
      if (current === glob.base || current === resolve(current, '..')) return false
    }
  })
}

/** Splits a pattern into the directory at its beginning and the rest. */
export function globOf(text: string, cwd: string): DirectoryGlob {
  const { base, glob } = picomatch.scan(text)
  const directory = resolve(cwd, base)
  return {
    text,
    base: existsSync(directory) ? realpathSync(directory) : directory,
    glob: glob.replace(/\/+$/, ''),
  }
}

/** The commands of the command line, for which a path may be mistaken. */
const COMMANDS = ['plan', 'gate', 'init']

/** The directories beside a path, in the form of the path. */
function siblingsOf(path: string, cwd: string): string[] {
  const parent = resolve(cwd, path, '..')
  try {
    return readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => relative(cwd, resolve(parent, name)) || '.')
  } catch {
    return []
  }
}

function existingDirectory(path: string, cwd: string, problems: ConfigurationProblem[]): string {
  const absolute = resolve(cwd, path)
  if (!existsSync(absolute)) {
    const best = nearest(path, [...siblingsOf(path, cwd), ...COMMANDS])
    const hint = best === undefined ? '' : ` (did you mean ${best}?)`
    problems.push({
      message: `${path} does not exist${hint}. Name the directory with the package's pyproject.toml.`,
    })
    return absolute
  }
  if (!statSync(absolute).isDirectory()) {
    problems.push({
      message: `${path} is a file. Name the directory with the package's pyproject.toml.`,
    })
  }
  return realpathSync(absolute)
}
