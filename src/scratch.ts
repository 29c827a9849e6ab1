import { rmSync } from 'node:fs'
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

/** Removes a folder at once: of thousands of small files that takes a fraction of the time of removing them one by one. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
