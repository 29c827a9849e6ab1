import { topLevelModule } from './module-names.ts'
import { normalizeName } from './requirement.ts'

/** Distribution -> modules that it removed -> the first version without them. */
const REMOVED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // https://setuptools.pypa.io/en/stable/history.html
  setuptools: { pkg_resources: '82' },
}

/** The first version of a distribution that no longer has a module which it had for years; undefined if none is known. */
export function removedIn(distribution: string, module: string): string | undefined {
  return REMOVED[normalizeName(distribution)]?.[topLevelModule(module)]
}
