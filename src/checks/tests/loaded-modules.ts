import { sep } from 'node:path'
import type { Wheel } from '../../distribution/wheel.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { LoadedModules } from './facts.ts'

/**
 * Splits the modules of a wheel, except tests, into those that ran and the others.
 *
 * @param files real paths of the modules that ran
 * @param sitePackages real paths of the directories that the wheel was installed into
 */
export function loadedModules(
  { files: shipped }: Pick<Wheel, 'files'>,
  files: readonly string[],
  sitePackages: readonly string[],
): LoadedModules {
  const ran = new Set(
    files.flatMap((file) => {
      const directory = sitePackages.find((path) => file.startsWith(path + sep))
      return directory === undefined
        ? []
        : (moduleOf(file.slice(directory.length + 1).replaceAll('\\', '/')) ?? [])
    }),
  )
  const modules = new Set(shipped.flatMap(({ path }) => (isTestPath(path) ? [] : (moduleOf(path) ?? []))))
  const sorted = [...modules].sort()
  return {
    loaded: sorted.filter((module) => ran.has(module)),
    notLoaded: sorted.filter((module) => !ran.has(module)),
  }
}
