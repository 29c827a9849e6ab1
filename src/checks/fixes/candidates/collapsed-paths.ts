import type { ProjectSources } from '../sources.ts'
import type { MissingFiles } from './missing-files.ts'
import { projectFiles } from './project-paths.ts'

/**
 * Returns missing files, with one path with a trailing `/` for each directory of which the wheel has no file. The
 * directory of the top-level package is not replaced by the one that contains it.
 */
export function collapsedPaths(
  { files, root }: Pick<MissingFiles, 'files' | 'root'>,
  sources: ProjectSources,
): string[] {
  const shipped = new Set(sources.wheelFiles)
  const start = root === '' ? 0 : root.length + 1
  const present = projectFiles(sources).filter((file) => shipped.has(file.slice(start)))
  const least = root === '' ? 1 : root.split('/').length + 1
  const outermost = files.map((file) => {
    const parts = file.split('/')
    for (let length = least; length < parts.length; length++) {
      const directory = `${parts.slice(0, length).join('/')}/`
      if (!present.some((one) => one.startsWith(directory))) return directory
    }
    return file
  })
  return [...new Set(outermost)]
}
