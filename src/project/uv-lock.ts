import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dirname, normalize } from 'node:path/posix'
import { parseToml } from '../config/toml.ts'
import type { SourceTree } from './source-tree.ts'

/** The entry of a project in a lock file. */
export interface LockedVersion {
  /** Null if the version is dynamic, which uv does not lock. */
  readonly version: string | null
  /** Relative to the checkout's root. */
  readonly file: string
  /** 1-based. */
  readonly line: number
}

/**
 * Reads the entry of a project from the tracked `uv.lock` in its directory, or in the root of its workspace. Lock files
 * of other tools have no entry for the project itself.
 *
 * @param path the directory of the project, relative to the checkout's root
 */
export async function readUvLock(checkout: SourceTree, path: string): Promise<LockedVersion | undefined> {
  for (let directory = path; ; directory = dirname(directory)) {
    const file = directory === '.' ? 'uv.lock' : `${directory}/uv.lock`
    if (checkout.files.includes(file)) {
      const text = await readFile(join(checkout.root, file), 'utf8').catch(() => '')
      const found = findEntry(text, (source) => normalize(`${directory}/${source}`) === normalize(path))
      if (found !== undefined) return { ...found, file }
    }
    if (directory === '.') return undefined
  }
}

/** Parses only the entries with a local source, as a lock file may have thousands of others. */
function findEntry(
  text: string,
  isSource: (path: string) => boolean,
): { version: string | null; line: number } | undefined {
  let line = 1
  for (const entry of text.split(/^(?=\[\[package\]\])/m)) {
    const lines = entry.split('\n')
    if (/^source = \{ (?:editable|virtual|directory) = /m.test(entry)) {
      const { version, source } = parseEntry(entry)
      if (source !== undefined && isSource(source)) {
        const at = lines.findIndex((text) => text.startsWith('version = '))
        return { version: version ?? null, line: line + Math.max(at, 0) }
      }
    }
    line += lines.length - 1
  }
  return undefined
}

interface Entry {
  readonly version?: string
  readonly source?: string
}

function parseEntry(entry: string): Entry {
  try {
    const [{ version, source }] = parseToml(entry).table.package as [
      { version?: string; source: Readonly<Record<string, string>> },
    ]
    return { ...(version === undefined ? {} : { version }), source: Object.values(source)[0] as string }
  } catch {
    // A merge conflict, for example, which uv itself rejects.
    return {}
  }
}
