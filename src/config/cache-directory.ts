import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Where what is kept lies: as `AS_INSTALLED_CACHE_DIR` says, else among the user's caches (XDG Base Directory
 * specification; Apple and Microsoft have places of their own).
 */
export function cacheFolder(caller: NodeJS.ProcessEnv): string {
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
