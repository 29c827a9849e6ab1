import type { EntryPoint } from '../../distribution/entry-points.ts'
import { isPublicTopLevel, publicNames } from '../../distribution/importable-modules.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { normalizeName } from '../../python/requirement.ts'

/** The package that speaks for the distribution: of its name, or the only one. */
export function mainPackage(wheel: Wheel): string | undefined {
  const tops = publicNames(wheel).filter(isPublicTopLevel)
  return tops.find((top) => isCalled(top, wheel.metadata.name)) ?? (tops.length === 1 ? tops[0] : undefined)
}

/** The console script that speaks for the distribution: of its name, of that of its package, or the only one. */
export function mainScript(wheel: Wheel): EntryPoint | undefined {
  const scripts = wheel.entryPoints.filter(({ group }) => group === 'console_scripts')
  const names = [wheel.metadata.name, mainPackage(wheel)]
  const own = names.flatMap((name) =>
    name === undefined ? [] : scripts.filter((script) => isCalled(script.name, name)),
  )
  return own[0] ?? (scripts.length === 1 ? scripts[0] : undefined)
}

function isCalled(name: string, distribution: string): boolean {
  return normalizeName(name) === normalizeName(distribution)
}
