import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ShippedFile, TopLevel } from '../distribution/wheel.ts'
import { inParallel } from '../process/concurrency.ts'

/** A file of the checkout, with the digest of its content. */
export interface SourceFile {
  /** Relative to the checkout's root, with `/`. */
  readonly path: string
  /** Hexadecimal. */
  readonly sha256: string
}

/** The sources of installed files, found by comparing files, independent of the build backend. */
export interface SourceMap {
  /** The path in the checkout of an installed file; undefined if the build generated it. */
  readonly sourceOf: (installed: string) => string | undefined
  /** The source of each import package (a directory) and each top-level module (a file), by name. */
  readonly roots: ReadonlyMap<string, string>
}

/** The directories that contain the import packages and modules, with a trailing slash; empty for the root. */
export function sourceRoots({ roots }: Pick<SourceMap, 'roots'>): string[] {
  return [...new Set([...roots.values()].map((root) => root.slice(0, root.lastIndexOf('/') + 1)))]
}

/** Reads the digests of files of the checkout. Missing files (deleted, uninitialized submodules) are skipped. */
export async function readSources(root: string, paths: readonly string[]): Promise<SourceFile[]> {
  const read = async (path: string): Promise<SourceFile[]> => {
    const content = await readFile(join(root, path)).catch(() => undefined)
    return content === undefined ? [] : [{ path, sha256: createHash('sha256').update(content).digest('hex') }]
  }
  return (await inParallel(paths, read)).flat()
}

/**
 * Maps installed files to their sources: the file with the same content whose path has the longest common ending; if
 * the build changed the content, the file in a directory of the same name and with the same file name.
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
    const sameContent = closest(path, byContent.get(sha256) ?? [], 1)
    const sameName = closest(
      path,
      byName.get(path.split('/').at(-1) as string) ?? [],
      path.includes('/') ? 2 : 1,
    )
    const source = sameContent ?? sameName
    if (source !== undefined) found.set(path, source)
  }
  const roots = new Map<string, string>()
  for (const { name, kind } of topLevels) {
    const root = kind === 'module' ? found.get(`${name}.py`) : rootOf(name, found)
    if (root !== undefined) roots.set(name, root)
  }
  // Files of equal content, such as an empty __init__.py, belong to the directory of their package.
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
  for (const source of sources) {
    const paths = groups.get(key(source)) ?? []
    groups.set(key(source), paths)
    paths.push(source.path)
  }
  return groups
}

/**
 * The candidate that has the most last path components in common with a path; of equals, the shortest.
 *
 * @param minimum components that it must have in common
 */
function closest(path: string, candidates: readonly string[], minimum: number): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, shared: commonEnding(path, candidate) }))
    .filter(({ shared }) => shared >= minimum)
    .sort((a, b) => b.shared - a.shared || a.candidate.length - b.candidate.length)
  return ranked[0]?.candidate
}

function commonEnding(a: string, b: string): number {
  const [left, right] = [a.split('/').reverse(), b.split('/').reverse()]
  let shared = 0
  while (shared < left.length && left[shared] === right[shared]) shared++
  return shared
}

/** The directory that most files of an import package come from. */
function rootOf(name: string, found: ReadonlyMap<string, string>): string | undefined {
  const counts = new Map<string, number>()
  for (const [installed, source] of found) {
    if (!installed.startsWith(`${name}/`)) continue
    const rest = installed.slice(name.length)
    if (!source.endsWith(rest)) continue
    const root = source.slice(0, -rest.length)
    counts.set(root, (counts.get(root) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

/** The files of the checkout inside the wheel's import packages that the wheel lacks, by the path they would have in it. */
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
