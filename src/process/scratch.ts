import { chmodSync, readdirSync, rmSync } from 'node:fs'
import { mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Works with a temporary folder that is removed afterwards, also when the process is asked to end in the midst of it. */
export async function withScratch<T>(act: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'as-installed-')))
  const tidy = () => removeFolder(scratch)
  process.once('exit', tidy)
  try {
    return await act(scratch)
  } finally {
    removeFolder(scratch)
    process.removeListener('exit', tidy)
  }
}

/**
 * Removes a folder in which other people's programs ran, at once: of thousands of small files that takes a
 * fraction of the time of removing them one by one. Also where one of them has forbidden it, as tests of read-only
 * folders do. What cannot be removed even so stays: no verdict may depend on it.
 */
export function removeFolder(folder: string): void {
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    remove()
  } catch {
    try {
      allowAll(folder)
      remove()
    } catch {
      // It concerns the temporary folder of the machine alone.
    }
  }
}

function allowAll(folder: string): void {
  chmodSync(folder, 0o700)
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) allowAll(join(folder, entry.name))
}
