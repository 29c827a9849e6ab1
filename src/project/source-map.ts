import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ShippedFile, TopLevel } from '../distribution/wheel.ts'

/** A file of the checkout and what is in it. */
export interface SourceFile {
  /** Relative to the checkout's root, with `/`. */
  readonly path: string
  /** Of the content; hexadecimal. */
  readonly sha256: string
}

/** Where what is installed comes from. No backend's configuration is read for this: the files tell. */
export interface SourceMap {
  /** Path in the checkout of an installed file; undefined for what the build generated. */
  readonly sourceOf: (installed: string) => string | undefined
  /** Source of each shipped top-level name: a folder, or a file for a single module. */
  readonly roots: ReadonlyMap<string, string>
}

/** Reads the digests of files of the checkout; those that are not there (deleted, submodules) are left out. */
export async function readSources(root: string, paths: readonly string[]): Promise<SourceFile[]> {
  const read = async (path: string): Promise<SourceFile[]> => {
    const content = await readFile(join(root, path)).catch(() => undefined)
    return content === undefined ? [] : [{ path, sha256: createHash('sha256').update(content).digest('hex') }]
  }
  const all: SourceFile[] = []
  // One after the other in batches: a checkout may have more files than may be open at once.
  for (let i = 0; i < paths.length; i += 64)
    all.push(...(await Promise.all(paths.slice(i, i + 64).map(read))).flat())
  return all
}

/**
 * Maps installed files to their sources: among the files with the same content the one with the longest common
 * ending of the path; else, as it was changed on the way, the one that ends with the same folder and name.
 */
export function mapSources(
  files: readonly ShippedFile[],
  topLevels: readonly TopLevel[],
  sources: readonly SourceFile[],
): SourceMap {
  const byContent = group(sources, (source) => source.sha256)
  const byName = group(sources, (source) => source.path.split('/').at(-1) as string)
  const found = new Map<string, string>()
  for (const { path, sha256 } of files) {
    const twin = closest(path, byContent.get(sha256) ?? [], 1)
    const namesake = closest(
      path,
      byName.get(path.split('/').at(-1) as string) ?? [],
      path.includes('/') ? 2 : 1,
    )
    const source = twin ?? namesake
    if (source !== undefined) found.set(path, source)
  }
  const roots = new Map<string, string>()
  for (const { name, kind } of topLevels) {
    const root = kind === 'module' ? found.get(`${name}.py`) : rootOf(name, found)
    if (root !== undefined) roots.set(name, root)
  }
  // Among twins that are as close, the one in the folder of its package: an empty __init__.py has many.
  for (const { path, sha256 } of files) {
    const slash = path.indexOf('/')
    const root = roots.get(path.slice(0, Math.max(slash, 0)))
    const expected = root === undefined ? undefined : `${root}${path.slice(slash)}`
    if (expected !== undefined && byContent.get(sha256)?.includes(expected)) found.set(path, expected)
  }
  return { sourceOf: (installed) => found.get(installed), roots }
}

function group(sources: readonly SourceFile[], key: (source: SourceFile) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const source of sources) groups.set(key(source), [...(groups.get(key(source)) ?? []), source.path])
  return groups
}

/** The candidate that shares the longest ending with a path, at least so many parts; the shortest of equals. */
function closest(path: string, candidates: readonly string[], least: number): string | undefined {
  const rated = candidates
    .map((candidate) => ({ candidate, shared: commonEnding(path, candidate) }))
    .filter(({ shared }) => shared >= least)
    .sort((a, b) => b.shared - a.shared || a.candidate.length - b.candidate.length)
  return rated[0]?.candidate
}

function commonEnding(a: string, b: string): number {
  const [left, right] = [a.split('/').reverse(), b.split('/').reverse()]
  let shared = 0
  while (shared < left.length && left[shared] === right[shared]) shared++
  return shared
}

/** The folder from which most files of a package come. */
function rootOf(name: string, found: ReadonlyMap<string, string>): string | undefined {
  const votes = new Map<string, number>()
  for (const [installed, source] of found) {
    if (!installed.startsWith(`${name}/`)) continue
    const rest = installed.slice(name.length)
    if (!source.endsWith(rest)) continue
    const root = source.slice(0, -rest.length)
    votes.set(root, (votes.get(root) ?? 0) + 1)
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0]
}

/** The files of a checkout that lie inside a shipped package without being shipped, by where they would be installed. */
export function unshippedFiles(
  sourceMap: SourceMap,
  topLevels: readonly TopLevel[],
  shipped: ReadonlySet<string>,
  files: readonly string[],
): Map<string, string> {
  const found = new Map<string, string>()
  for (const { name, kind } of topLevels) {
    const root = sourceMap.roots.get(name)
    if (root === undefined || kind === 'module') continue
    for (const file of files) {
      if (!file.startsWith(`${root}/`)) continue
      const installed = `${name}${file.slice(root.length)}`
      if (!shipped.has(installed) && !file.endsWith('.pyc')) found.set(installed, file)
    }
  }
  return found
}
