import { importableModules } from '../../distribution/importable-modules.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { moduleOf } from '../../python/module-names.ts'

/** Returns the public import packages of a wheel that can be run by `python -m`: those with a `__main__` module. */
export function packagesWithMain({ files }: Pick<Wheel, 'files'>): string[] {
  const packages = files.flatMap(({ path }) => {
    const [, name] = /^(.+)\.__main__$/.exec(moduleOf(path) ?? '') ?? []
    return name === undefined ? [] : [name]
  })
  // Tests and vendored packages are not for users.
  return importableModules(packages.map((name) => `${name.replaceAll('.', '/')}.py`)).filter(
    (name) => !name.split('.').some((part) => part.startsWith('_')),
  )
}

/** The command as users type it, which is also its name in the settings. */
export function mainModuleCommand(module: string): string {
  return `python -m ${module}`
}
