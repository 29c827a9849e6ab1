import { staysBehind } from '../../diagnosis/stay-behind.ts'
import type { ProjectSources } from '../sources.ts'
import type { MissingFiles } from './missing-files.ts'
import { projectFiles } from './project-paths.ts'

/**
 * Returns missing files, with one path with a trailing `/` for each directory of which the wheel has no file, unless the
 * directory has tests and other files that are not meant for the wheel. The directory of the top-level package is not
 * replaced by the one that contains it.
 */
export function collapsedPaths(
  { files, root }: Pick<MissingFiles, 'files' | 'root'>,
  sources: ProjectSources,
): string[] {
  const shipped = new Set(sources.wheelFiles)
  const own = new Set(files)
  const start = root === '' ? 0 : root.length + 1
  const keeping = projectFiles(sources).filter(
    (file) => shipped.has(file.slice(start)) || (staysBehind(file) && !own.has(file)),
  )
  const least = root === '' ? 1 : root.split('/').length + 1
  const outermost = files.map((file) => {
    const parts = file.split('/')
    for (let length = least; length < parts.length; length++) {
      const directory = `${parts.slice(0, length).join('/')}/`
      if (!keeping.some((one) => one.startsWith(directory))) return directory
    }
    return file
  })
  return [...new Set(outermost)]
}
