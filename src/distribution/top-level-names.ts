import { normalizeName } from '../python/requirement.ts'
import type { TopLevel, Wheel } from './wheel.ts'

/** Usual names of directories beside the package. Only if a wheel has no others are they its import packages. */
const NOT_A_PACKAGE = new Set(
  'test tests doc docs example examples benchmark benchmarks tool tools script scripts src build dist conftest setup noxfile'.split(
    ' ',
  ),
)

/** Whether a name may be that of an import package, and is not the usual one of another directory. */
export function isPackageName(name: string): boolean {
  return !NOT_A_PACKAGE.has(name)
}

/** The top-level modules of a wheel that are probably in it by mistake, such as `tests`. */
export function strayTopLevels({ metadata, topLevels }: Pick<Wheel, 'metadata' | 'topLevels'>): string[] {
  const own = normalizeName(metadata.name)
  const isStray = ({ name }: TopLevel) => !isPackageName(name) && normalizeName(name) !== own
  return topLevels.every(isStray) ? [] : topLevels.filter(isStray).map(({ name }) => name)
}
