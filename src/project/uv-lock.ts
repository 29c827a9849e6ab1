import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dirname, normalize } from 'node:path/posix'
import { parseToml } from '../config/toml.ts'
import type { SourceTree } from './source-tree.ts'

/** What a lock file says of the project itself. */
export interface LockedVersion {
  /** Null where the entry has none: then the build finds it. */
  readonly version: string | null
  /** Relative to the checkout's root. */
  readonly file: string
  /** 1-based. */
  readonly line: number
}

/**
 * The entry of a project in the `uv.lock` that git tracks: beside it, or above it at the root of its workspace. Other
 * lock files have no version of the project itself.
 *
 * @param path of the project, relative to the checkout's root
 */
export async function readUvLock(checkout: SourceTree, path: string): Promise<LockedVersion | undefined> {
  for (let folder = path; ; folder = dirname(folder)) {
    const file = folder === '.' ? 'uv.lock' : `${folder}/uv.lock`
    if (checkout.files.includes(file)) {
      const text = await readFile(join(checkout.root, file), 'utf8').catch(() => '')
      const found = entryOf(text, (source) => normalize(`${folder}/${source}`) === normalize(path))
      if (found !== undefined) return { ...found, file }
    }
    if (folder === '.') return undefined
  }
}

/** Such a file may have thousands of entries: only what looks like that of a project in this repository is parsed. */
function entryOf(
  text: string,
  isSource: (path: string) => boolean,
): { version: string | null; line: number } | undefined {
  let line = 1
  for (const entry of text.split(/^(?=\[\[package\]\])/m)) {
    const lines = entry.split('\n')
    if (/^source = \{ (?:editable|virtual|directory) = /m.test(entry)) {
      const { version, source } = parsed(entry)
      if (source !== undefined && isSource(source)) {
        const at = lines.findIndex((one) => one.startsWith('version = '))
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

function parsed(entry: string): Entry {
  try {
    const [{ version, source }] = parseToml(entry).table.package as [
      { version?: string; source: Readonly<Record<string, string>> },
    ]
    return { ...(version === undefined ? {} : { version }), source: Object.values(source)[0] as string }
  } catch {
    // uv itself refuses it.
    return {}
  }
}
