import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where a user's caches are kept (XDG Base Directory specification; Apple and Microsoft have places of their own). */
export function cacheFolder(caller: NodeJS.ProcessEnv): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = caller
  const home = caller.HOME ?? homedir()
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'as-installed')
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'as-installed', 'Cache')
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'as-installed')
    : join(home, '.cache', 'as-installed')
}
