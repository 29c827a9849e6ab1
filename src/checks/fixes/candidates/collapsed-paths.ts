import { staysBehind } from '../../diagnosis/stay-behind.ts'
import type { ProjectSources } from '../sources.ts'
import type { MissingFiles } from './missing-files.ts'
import { directoryOf, joinPath, nameOf, projectFiles } from './project-paths.ts'

/**
 * Returns missing files, with one path with a trailing `/` for each directory of which the wheel has no file. A directory
 * with tests and other files that are not meant for the wheel has patterns such as `demo/*.py` instead. The directory of
 * the top-level package is not replaced by the one that contains it.
 */
export function collapsedPaths(
  { files, root }: Pick<MissingFiles, 'files' | 'root'>,
  sources: ProjectSources,
): string[] {
  const shipped = new Set(sources.wheelFiles)
  const own = new Set(files)
  const start = root === '' ? 0 : root.length + 1
  const unwanted = projectFiles(sources).filter((file) => staysBehind(file) && !own.has(file))
  const keeping = [...projectFiles(sources).filter((file) => shipped.has(file.slice(start))), ...unwanted]
  const least = root === '' ? 1 : root.split('/').length + 1
  const outermost = files.map((file) => {
    const parts = file.split('/')
    for (let length = least; length < parts.length; length++) {
      const directory = `${parts.slice(0, length).join('/')}/`
      if (!keeping.some((one) => one.startsWith(directory))) return directory
    }
    return file
  })
  return withPatterns([...new Set(outermost)], unwanted)
}

/** Replaces several files of a directory with the same extension by a pattern, unless it matches unwanted files. */
function withPatterns(paths: readonly string[], unwanted: readonly string[]): string[] {
  const patternOf = (path: string) => {
    const [extension] = /\.[^./]+$/.exec(nameOf(path)) ?? []
    return extension === undefined || path.endsWith('/') ? path : joinPath(directoryOf(path), `*${extension}`)
  }
  const excluded = new Set(unwanted.map(patternOf))
  const counts = new Map<string, number>()
  for (const path of paths) counts.set(patternOf(path), (counts.get(patternOf(path)) ?? 0) + 1)
  const replaced = paths.map((path) => {
    const pattern = patternOf(path)
    return (counts.get(pattern) ?? 0) > 1 && !excluded.has(pattern) ? pattern : path
  })
  return [...new Set(replaced)]
}
