import type { EntryPoint } from '../../distribution/entry-points.ts'
import { isPublicTopLevel, publicNames } from '../../distribution/importable-modules.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { normalizeName } from '../../python/requirement.ts'

/** Returns the import package with the name of the distribution, or the only public one. */
export function mainPackage(wheel: Wheel): string | undefined {
  const tops = publicNames(wheel).filter(isPublicTopLevel)
  return tops.find((top) => isSameName(top, wheel.metadata.name)) ?? (tops.length === 1 ? tops[0] : undefined)
}

/** Returns the console script with the name of the distribution or of its main package, or the only one. */
export function mainScript(wheel: Wheel): EntryPoint | undefined {
  const scripts = wheel.entryPoints.filter(({ group }) => group === 'console_scripts')
  const names = [wheel.metadata.name, mainPackage(wheel)]
  const sameName = names.flatMap((name) =>
    name === undefined ? [] : scripts.filter((script) => isSameName(script.name, name)),
  )
  return sameName[0] ?? (scripts.length === 1 ? scripts[0] : undefined)
}

function isSameName(name: string, other: string): boolean {
  return normalizeName(name) === normalizeName(other)
}
