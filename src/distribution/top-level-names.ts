import { normalizeName } from '../python/requirement.ts'
import type { TopLevel, Wheel } from './wheel.ts'

/** Names that say what a folder of a repository is for. They are a package only where they are all that ships. */
const NOT_A_PACKAGE = new Set(
  'test tests doc docs example examples benchmark benchmarks tool tools script scripts src build dist conftest setup noxfile'.split(
    ' ',
  ),
)

/** Whether a name may be that of an import package, and does not say what else a folder is for. */
export function isPackageName(name: string): boolean {
  return !NOT_A_PACKAGE.has(name)
}

/** The top-level names of a wheel that are not the project's own. */
export function strayNames({ metadata, topLevels }: Pick<Wheel, 'metadata' | 'topLevels'>): string[] {
  const own = normalizeName(metadata.name)
  const isStray = ({ name }: TopLevel) => !isPackageName(name) && normalizeName(name) !== own
  return topLevels.every(isStray) ? [] : topLevels.filter(isStray).map(({ name }) => name)
}
