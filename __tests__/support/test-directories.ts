import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Sets directories that all tests of one run share: the cache, instead of the user's, and tools of the tests. */
export default function useTestDirectories(): void {
  const directory = mkdtempSync(join(tmpdir(), 'as-installed-kept-'))
  process.env.AS_INSTALLED_CACHE_DIR = join(directory, 'cache')
  process.env.TEST_TOOLS_DIR = join(directory, 'tools')
  process.once('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }))
}
