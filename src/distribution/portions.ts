import { dirname } from 'node:path/posix'
import { moduleOf } from '../python/module-names.ts'
import type { Wheel } from './wheel.ts'

/**
 * The directories and files of site-packages that belong only to the wheel. Other distributions share its namespace
 * packages (PEP 420), so of those it has only the outermost regular packages and the single modules.
 */
export function portionsOf({ files, topLevels }: Pick<Wheel, 'files' | 'topLevels'>): string[] {
  const regular = new Set(
    files.flatMap(({ path }) => (/\/__init__\.[^/]+$/.test(path) ? [dirname(path)] : [])),
  )
  const portions = files.flatMap(({ path }) => {
    const parts = path.split('/')
    const name = parts[0] as string
    const top = topLevels.find((topLevel) => topLevel.name === (parts.length === 1 ? moduleOf(path) : name))
    if (top === undefined) return []
    for (let length = 1; length < parts.length; length++) {
      const directory = parts.slice(0, length).join('/')
      if (regular.has(directory)) return [directory]
    }
    return [path]
  })
  return [...new Set(portions)]
}
