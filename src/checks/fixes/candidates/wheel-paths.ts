import { moduleOf } from '../../../python/module-names.ts'
import type { ProjectSources } from '../sources.ts'
import { shippedTopLevels } from './missing-files.ts'
import { directoryOf, joinPath, nameOf, projectFiles } from './project-paths.ts'

/**
 * Returns the source of an installed path, relative to the project's directory: beside those of the wheel, or else in
 * `src` or the project's directory; undefined if there is no tracked file.
 */
export function sourceOf(installed: string, sources: ProjectSources): string | undefined {
  const files = new Set(projectFiles(sources))
  const [top = ''] = installed.split('/')
  const own = shippedTopLevels(sources).filter((path) => nameOf(path) === top)
  const roots = new Set([...own.map(directoryOf), ...shippedTopLevels(sources).map(directoryOf), 'src', ''])
  return [...roots].map((root) => joinPath(root, installed)).find((file) => files.has(file))
}

/** Returns the installed directory of the package of a data file: the innermost one with a module in the wheel. */
export function packageOf(installed: string, { wheelFiles }: Pick<ProjectSources, 'wheelFiles'>): string {
  const packages = new Set(
    wheelFiles.flatMap((path) => (moduleOf(path) === undefined ? [] : [directoryOf(path)])),
  )
  let directory = directoryOf(installed)
  while (directory.includes('/') && !packages.has(directory)) directory = directoryOf(directory)
  return directory
}
