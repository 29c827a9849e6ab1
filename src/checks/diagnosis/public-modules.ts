import { portionsOf } from '../../distribution/portions.ts'
import { isPackageName } from '../../distribution/top-level-names.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { moduleOf } from '../../python/module-names.ts'

/**
 * Returns the public top-level modules and packages of a wheel; for a namespace package, its outermost packages or, if it
 * has none, its modules.
 */
export function publicModules(wheel: Pick<Wheel, 'files' | 'topLevels'>): string[] {
  const packages = wheel.files
    .flatMap(({ path }) => (/\/__init__\.[^/]+$/.test(path) ? (moduleOf(path) ?? []) : []))
    .sort((a, b) => a.length - b.length)
  const outermost = packages.filter(
    (name, at) => !packages.slice(0, at).some((outer) => name.startsWith(`${outer}.`)),
  )
  const modules = portionsOf(wheel).flatMap((portion) => moduleOf(portion) ?? [])
  const inNamespace = (name: string) => {
    const isInside = (module: string) => module.startsWith(`${name}.`)
    const found = outermost.filter(isInside)
    // A directory of scripts or tests is in the wheel by mistake.
    return found.length > 0 || !isPackageName(name) ? found : modules.filter(isInside)
  }
  return wheel.topLevels
    .flatMap(({ name, kind }) => (kind === 'namespace' ? inNamespace(name) : [name]))
    .filter((module) => !module.split('.').some((part) => part.startsWith('_')))
}
