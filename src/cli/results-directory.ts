import { readdirSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { removeDirectory } from '../process/scratch.ts'
import { listSome } from '../program/sentence.ts'

/** The directory that a run writes its results to. */
export interface ResultsDirectory {
  /** Absolute. */
  readonly path: string
  /** Whether it is a new directory for temporary files, which users did not request. */
  readonly isTemporary: boolean
}

/** Returns the directory of `out`, or creates a temporary one. */
export async function openResults({ out, environment }: Config): Promise<ResultsDirectory> {
  if (out !== undefined) return { path: out, isTemporary: false }
  const parent = environment.RUNNER_TEMP ?? tmpdir()
  return { path: await mkdtemp(join(parent, 'as-installed-out-')), isTemporary: true }
}

/** Removes results that nobody requested. */
export function discardResults({ path, isTemporary }: ResultsDirectory): void {
  if (isTemporary) removeDirectory(path)
}

/**
 * Names the results that a run leaves behind: `/tmp/as-installed-out-x1 (logs, report.json)`. An empty temporary directory
 * is removed.
 *
 * @returns undefined if there are none
 */
export function describeResults(results: ResultsDirectory): string | undefined {
  const names = entriesOf(results.path)
  if (names.length > 0) return `${results.path} (${listSome(names.sort(), 5)})`
  discardResults(results)
  return undefined
}

function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
