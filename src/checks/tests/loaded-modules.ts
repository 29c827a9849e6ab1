import { sep } from 'node:path'
import type { Wheel } from '../../distribution/wheel.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { LoadedModules } from './facts.ts'

/**
 * Parts the modules of a wheel.
 *
 * @param files absolute paths of the modules that ran, with links followed
 * @param folders where the wheel was installed, with links followed
 */
export function loadedModules(
  { files: shipped }: Pick<Wheel, 'files'>,
  files: readonly string[],
  folders: readonly string[],
): LoadedModules {
  const ran = new Set(
    files.flatMap((file) => {
      const folder = folders.find((one) => file.startsWith(one + sep))
      return folder === undefined ? [] : (moduleOf(file.slice(folder.length + 1).replaceAll('\\', '/')) ?? [])
    }),
  )
  const modules = new Set(shipped.flatMap(({ path }) => (isTestPath(path) ? [] : (moduleOf(path) ?? []))))
  const sorted = [...modules].sort()
  return {
    loaded: sorted.filter((module) => ran.has(module)),
    notLoaded: sorted.filter((module) => !ran.has(module)),
  }
}
