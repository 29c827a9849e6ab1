import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Sets a cache directory that all tests of one run share, instead of the user's. */
export default function useTestCache(): void {
  const directory = mkdtempSync(join(tmpdir(), 'as-installed-kept-'))
  process.env.AS_INSTALLED_CACHE_DIR = directory
  process.once('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }))
}
