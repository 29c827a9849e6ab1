import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * The cache directory of as-installed: `AS_INSTALLED_CACHE_DIR`, or a directory in the user's cache directory (XDG Base
 * Directory specification; the usual place on macOS and Windows).
 */
export function cacheDirectory(caller: NodeJS.ProcessEnv): string {
  const { AS_INSTALLED_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = caller
  if (AS_INSTALLED_CACHE_DIR) return resolve(AS_INSTALLED_CACHE_DIR)
  const home = caller.HOME ?? homedir()
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'as-installed')
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'as-installed', 'Cache')
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'as-installed')
    : join(home, '.cache', 'as-installed')
}
