import { moduleOf } from '../python/module-names.ts'
import { portionsOf } from './portions.ts'
import type { Wheel } from './wheel.ts'

/** Modules that need not be importable: tests, vendored code, templates, programs. */
const NOT_IMPORTABLE =
  /(^|\.)(tests?|testing|conftest|test_[^.]*|[^.]*_tests?|_?vendor(ed)?|_?vendored_packages|third_party|extern(al)?|examples?|benchmarks?|docs?|templates?|migrations|__main__)(\.|$)/

/** The dotted names of modules among installed files, without those that need not be importable. Sorted. */
export function importableModules(paths: readonly string[]): string[] {
  const modules = paths.flatMap((path) => moduleOf(path) ?? [])
  return [...new Set(modules)]
    .filter(
      (module) =>
        !NOT_IMPORTABLE.test(module.slice(module.indexOf('.') + 1 || module.length)) &&
        !/^(tests?|conftest)(\.|$)/.test(module),
    )
    .sort()
}

/**
 * The names that users import: top-level modules without a leading underscore. A namespace package, which other
 * distributions share (PEP 420), is replaced by the package of the wheel in it, if that is the only one.
 */
export function publicNames(wheel: Pick<Wheel, 'files' | 'topLevels'>): string[] {
  return wheel.topLevels.flatMap(({ name, kind }) => {
    if (kind !== 'namespace') return [name].filter(isPublicTopLevel)
    const portions = portionsOf(wheel).filter((portion) => portion.startsWith(`${name}/`))
    const [only = ''] = portions
    const isPackage = portions.length === 1 && moduleOf(only) === undefined
    return isPackage && !/(^|\/)_/.test(only) ? [only.replaceAll('/', '.')] : []
  })
}

/** Whether a dotted name is a top-level module without a leading underscore, which means private (PEP 8). */
export function isPublicTopLevel(module: string): boolean {
  return !module.includes('.') && !module.startsWith('_')
}
