import { existsSync, realpathSync, statSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import type { ConfigurationProblem } from '../program/errors.ts'

/** A pattern of folders, below a folder that has a name. */
export interface FolderGlob {
  /** As the user wrote it. */
  readonly text: string
  /** Absolute: below it all matches lie. */
  readonly base: string
  /** What the rest of a path must match; empty for the folder itself. */
  readonly glob: string
}

/** One line of `path`: a folder (absolute), or a pattern of folders. */
export type WantedPath = { readonly folder: string } | FolderGlob

/** What `path` asks for, in its order, and the packages that it takes away again (`!packages/old`). */
export interface Paths {
  readonly wanted: readonly WantedPath[]
  readonly excluded: readonly FolderGlob[]
  /** The root of a workspace, alone, stands for its members; else each folder for itself. */
  readonly expandsRoots: boolean
}

/**
 * Reads the lines of `path`. Which packages a pattern stands for is seen in the checkout, later.
 *
 * @param problems what is wrong is added to them
 */
export function readPaths(
  lines: readonly string[],
  cwd: string,
  problems: ConfigurationProblem[],
  expandsRoots = true,
): Paths {
  const excluded = lines.filter((line) => line.startsWith('!')).map((line) => globOf(line.slice(1), cwd))
  const given = lines.filter((line) => !line.startsWith('!'))
  const wanted = (given.length === 0 ? ['.'] : given).map((line): WantedPath => {
    // A folder may be called so.
    const isGlob = picomatch.scan(line).isGlob && !existsSync(resolve(cwd, line))
    return isGlob ? globOf(line, cwd) : { folder: existingFolder(line, cwd, problems) }
  })
  const key = (one: WantedPath) => ('folder' in one ? one.folder : one.text)
  return {
    wanted: wanted.filter((one, at) => wanted.findIndex((other) => key(other) === key(one)) === at),
    excluded,
    expandsRoots,
  }
}

/** Whether a folder is one of those that a pattern stands for. */
export function isMatch({ base, glob }: FolderGlob, folder: string): boolean {
  if (glob === '') return folder === base
  const path = relative(base, folder).split(sep).join('/')
  return path !== '' && !path.startsWith('..') && picomatch(glob)(path)
}

/** Whether a folder was taken away: itself, or one that it lies in. */
export function isExcluded(excluded: readonly FolderGlob[], folder: string): boolean {
  return excluded.some((one) => {
    for (let here = folder; ; here = resolve(here, '..')) {
      if (isMatch(one, here)) return true
      if (here === one.base || here === resolve(here, '..')) return false
    }
  })
}

/** A pattern, parted into the folder that it begins with and the rest. */
export function globOf(text: string, cwd: string): FolderGlob {
  const { base, glob } = picomatch.scan(text)
  const folder = resolve(cwd, base)
  return {
    text,
    base: existsSync(folder) ? realpathSync(folder) : folder,
    glob: glob.replace(/\/+$/, ''),
  }
}

function existingFolder(path: string, cwd: string, problems: ConfigurationProblem[]): string {
  const absolute = resolve(cwd, path)
  if (!existsSync(absolute)) {
    problems.push({
      message: `There is nothing at ${path}: give the folder that holds the package's pyproject.toml.`,
    })
    return absolute
  }
  if (!statSync(absolute).isDirectory()) {
    problems.push({
      message: `${path} is a file: give the folder that holds the package's pyproject.toml.`,
    })
  }
  return realpathSync(absolute)
}
