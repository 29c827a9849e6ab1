import { prefixOf } from '../../../project/project.ts'
import type { Search } from './candidates.ts'

/** Returns whether a pattern names the directory of a whole import package, or one around it. */
export function isWholePackage(pattern: string, { facts, contents }: Search): boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/((^|\/)\*\*?)*\/?$/, '')
  if (bare === '' || bare === '.') return true
  // Relative to the project's directory.
  const roots = [...contents.sourceMap.roots.values()].map((root) =>
    root.slice(prefixOf(facts.project).length),
  )
  return roots.some((root) => root === bare || root.startsWith(`${bare}/`))
}
