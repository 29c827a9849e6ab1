import { compare, valid } from '@renovatebot/pep440'
import { prefixOf } from '../../../project/project.ts'
import { normalizeName } from '../../../python/requirement.ts'
import type { ProjectSources } from '../sources.ts'

/** The lock files whose entries are `name = "..."` and `version = "..."` (uv, poetry and pdm). */
const LOCK_FILES = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml']
/**
 * Returns the lowest version of a distribution in a lock file of the project, or of a directory around it; undefined if
 * it is not locked. A lock file may have several versions, for different Pythons.
 */
export function lockedVersion(distribution: string, sources: ProjectSources): string | undefined {
  const name = normalizeName(distribution)
  for (const directory of directoriesAround(sources)) {
    for (const file of LOCK_FILES) {
      const path = `${directory}${file}`
      const text = sources.files.includes(path) ? sources.textOf(path) : undefined
      const versions = text === undefined ? [] : versionsInLock(text, name)
      const [lowest] = versions.filter((version) => valid(version) !== null).sort(compare)
      if (lowest !== undefined) return lowest
    }
  }
  return undefined
}

/** A phrase that names the lock file to update when the dependencies change; empty without one. */
export function andLock(sources: ProjectSources): string {
  const file = directoriesAround(sources)
    .flatMap((directory) => LOCK_FILES.map((name) => `${directory}${name}`))
    .find((path) => sources.files.includes(path))
  return file === undefined ? '' : `, and update ${file} afterwards`
}

/** The directory of the project and those around it up to the root, the innermost first, each with a slash at the end. */
function directoriesAround({ project }: ProjectSources): string[] {
  const parts = prefixOf(project).split('/').filter(Boolean)
  return [...parts.keys(), parts.length].reverse().map((length) =>
    parts
      .slice(0, length)
      .map((part) => `${part}/`)
      .join(''),
  )
}

function versionsInLock(text: string, name: string): string[] {
  return text.split(/^\[\[packages?\]\]/m).flatMap((entry) => {
    const [, written = ''] = /^name = "([^"]+)"/m.exec(entry) ?? []
    return normalizeName(written) === name ? (/^version = "([^"]+)"/m.exec(entry)?.[1] ?? []) : []
  })
}
