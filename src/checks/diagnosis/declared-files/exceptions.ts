import { type Exclusion, wheelExclusion } from '../exclusion-reason.ts'
import { staysBehind } from '../stay-behind.ts'
import type { Candidate, Search } from './candidates.ts'
import type { Declaration, DeclaredFile } from './declaration.ts'

/**
 * Returns whether the project means an exclusion that contradicts a declaration: some other files that the pattern names
 * are in the wheel, or the exclusion is the more specific one.
 */
export function isException({ excludedBy }: Exclusion, pattern: string, isPartlyShipped: boolean): boolean {
  const [excluded = ''] = (excludedBy?.pattern ?? '').split(/\s+/).slice(-1)
  const isDirectory = isLiteral(pattern) && !/\.\w+$/.test(pattern)
  return (
    isPartlyShipped ||
    (isLiteral(excluded) && !isLiteral(pattern)) ||
    /(^|\/)\*+$/.test(pattern) ||
    isDirectory
  )
}

function isLiteral(pattern: string): boolean {
  return !/[*?[{]/.test(pattern)
}

/**
 * Returns the files that a declaration names, except those that the project excludes on purpose.
 *
 * @param isNamed whether the declaration names an installed path
 */
export function withoutExceptions(
  named: readonly Candidate[],
  declaration: Declaration,
  isNamed: (installed: string) => boolean,
  { facts, contents }: Search,
): DeclaredFile[] {
  if (named.length === 0) return []
  const isPartlyShipped = contents.wheel.files.some(({ path }) => isNamed(path))
  return named.flatMap(({ installed, source }) => {
    const exclusion = wheelExclusion(facts, contents, installed, source)
    return exclusion?.excludedBy !== undefined &&
      (staysBehind(installed) || isException(exclusion, declaration.pattern, isPartlyShipped))
      ? []
      : [{ installed, source, declaration }]
  })
}
