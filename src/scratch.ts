import { rmSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Works with a temporary folder that is removed afterwards, also when the process is asked to end in the midst of it. */
export async function withScratch<T>(act: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'as-installed-')))
  const tidy = () => rmSync(scratch, { recursive: true, force: true })
  process.once('exit', tidy)
  try {
    return await act(scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
    process.removeListener('exit', tidy)
  }
}
