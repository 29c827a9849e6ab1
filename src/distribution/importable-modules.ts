import { moduleOf } from '../python/module-names.ts'
import { portionsOf } from './portions.ts'
import type { Wheel } from './wheel.ts'

/** Folders and files whose import means nothing: tests, vendored code, templates, programs. */
export const NOT_TO_IMPORT =
  /(^|\.)(tests?|testing|conftest|test_[^.]*|[^.]*_tests?|_?vendor(ed)?|_?vendored_packages|third_party|extern(al)?|examples?|benchmarks?|docs?|templates?|migrations|__main__)(\.|$)/

/**
 * The modules among installed files whose import tells something. A `.py` beside its compiled form is left out, as
 * the compiled one is what Python takes.
 */
export function importableModules(paths: readonly string[]): string[] {
  const modules = paths.flatMap((path) => moduleOf(path) ?? [])
  return [...new Set(modules)]
    .filter(
      (module) =>
        !NOT_TO_IMPORT.test(module.slice(module.indexOf('.') + 1 || module.length)) &&
        !/^(tests?|conftest)(\.|$)/.test(module),
    )
    .sort()
}

/**
 * The names that users import: the top-level ones, without a leading underscore. A namespace is shared with other
 * distributions; where the wheel has one package in it and nothing else, that package stands for it.
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

/** True for the top-level names that users import: a leading underscore says that one is private. */
export function isPublicTopLevel(module: string): boolean {
  return !module.includes('.') && !module.startsWith('_')
}
