import type { Wheel } from '../../distribution/wheel.ts'
import { moduleOf } from '../../python/module-names.ts'

/** Returns the public top-level modules and packages of a wheel; for a namespace package, its outermost packages. */
export function publicModules({ files, topLevels }: Pick<Wheel, 'files' | 'topLevels'>): string[] {
  const packages = files
    .flatMap(({ path }) => (/\/__init__\.[^/]+$/.test(path) ? (moduleOf(path) ?? []) : []))
    .sort((a, b) => a.length - b.length)
  const outermost = packages.filter(
    (name, at) => !packages.slice(0, at).some((outer) => name.startsWith(`${outer}.`)),
  )
  return topLevels
    .flatMap(({ name, kind }) =>
      kind === 'namespace' ? outermost.filter((module) => module.startsWith(`${name}.`)) : [name],
    )
    .filter((module) => !module.split('.').some((part) => part.startsWith('_')))
}
