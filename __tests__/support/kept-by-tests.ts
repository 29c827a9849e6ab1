import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What as-installed keeps from run to run, it keeps for one run of the tests, and nothing of it for the user. */
export default function keepForTests(): void {
  const folder = mkdtempSync(join(tmpdir(), 'as-installed-kept-'))
  process.env.AS_INSTALLED_CACHE_DIR = folder
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
}
