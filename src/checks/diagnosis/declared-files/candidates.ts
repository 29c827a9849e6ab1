import { type Project, prefixOf } from '../../../project/project.ts'
import { sourceRoots } from '../../../project/source-map.ts'
import type { Contents } from '../../contents/facts.ts'
import type { PackageFacts } from '../../facts.ts'

/** A tracked file that the wheel lacks, inside of its packages or beside them. */
export interface Candidate {
  readonly installed: string
  readonly source: string
  /** The source, relative to the project's directory. */
  readonly file: string
}

/** The files among which those that a setting names are searched. */
export interface Search {
  readonly facts: PackageFacts
  readonly contents: Contents
  readonly candidates: readonly Candidate[]
}

/** Returns the tracked files that the wheel lacks, inside of its packages or beside them. */
export function candidatesIn(project: Project, contents: Contents): Candidate[] {
  const prefix = prefixOf(project)
  const parents = possibleParents(project, contents)
  const beside = contents.besidePackages.flatMap(({ files }) =>
    files.map((source): [string, string] => {
      const parent = parents.find((one) => source.startsWith(one)) ?? ''
      return [source.slice(parent.length), source]
    }),
  )
  return [...contents.unshipped, ...beside].map(([installed, source]) => ({
    installed,
    source,
    file: source.startsWith(prefix) ? source.slice(prefix.length) : source,
  }))
}

/** Returns the project's files in the directory of a package that the wheel lacks entirely. */
export function filesOfMissingPackage(directory: string, project: Project, contents: Contents): Candidate[] {
  const [top = ''] = directory.split('/')
  if (contents.wheel.topLevels.some(({ name }) => name === top)) return []
  const parent = possibleParents(project, contents).find((one) =>
    contents.sources.some(({ path }) => path.startsWith(`${one}${directory}/`)),
  )
  if (parent === undefined) return []
  return contents.sources.flatMap(({ path }) =>
    path.startsWith(`${parent}${directory}/`)
      ? [{ installed: path.slice(parent.length), source: path, file: path.slice(prefixOf(project).length) }]
      : [],
  )
}

/** The directories that may contain import packages, with a trailing slash. */
function possibleParents(project: Project, { sourceMap }: Contents): string[] {
  const prefix = prefixOf(project)
  return [...sourceRoots(sourceMap), `${prefix}src/`, prefix]
}
