import { dirname } from 'node:path/posix'
import { moduleOf } from '../python/module-names.ts'
import type { Wheel } from './wheel.ts'

/**
 * The folders and files of site-packages that are the wheel's alone. A namespace package is shared with other
 * distributions, so only what lies in it is the wheel's: the topmost regular packages and single modules.
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
      const folder = parts.slice(0, length).join('/')
      if (regular.has(folder)) return [folder]
    }
    return [path]
  })
  return [...new Set(portions)]
}
