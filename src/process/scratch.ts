import { chmodSync, readdirSync, rmSync } from 'node:fs'
import { mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Calls `act` with a temporary directory, and removes the directory afterwards or when the process exits. */
export async function withScratch<T>(act: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'as-installed-')))
  const cleanUp = () => removeDirectory(scratch)
  process.once('exit', cleanUp)
  try {
    return await act(scratch)
  } finally {
    removeDirectory(scratch)
    process.removeListener('exit', cleanUp)
  }
}

/**
 * Removes a directory in which other programs ran, even if they left read-only directories in it. Files that still
 * cannot be removed are ignored, as no verdict may depend on them. Synchronous, because removing thousands of small
 * files asynchronously takes several times as long.
 */
export function removeDirectory(directory: string): void {
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  try {
    remove()
  } catch {
    try {
      makeWritable(directory)
      remove()
    } catch {
      // The operating system cleans up its temporary directory.
    }
  }
}

function makeWritable(directory: string): void {
  chmodSync(directory, 0o700)
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.isDirectory()) makeWritable(join(directory, entry.name))
}
