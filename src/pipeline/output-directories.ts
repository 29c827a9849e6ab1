import { join } from 'node:path'
import type { Project } from '../project/project.ts'
import type { SelectedPackages } from '../repository/select-packages.ts'

/** Returns the output directory of a package. */
export type OutputDirectories = (project: Pick<Project, 'directory'>) => string

/**
 * Chooses an output directory for each requested package: that of the run for a single one. Otherwise it is named like
 * its path in the repository or, for the root, like the package. Packages of several repositories can have the same path
 * or name, and then get a number.
 *
 * @param directory the output directory of the run
 */
export function outputDirectories(
  chosen: readonly Pick<SelectedPackages, 'sources' | 'requested'>[],
  directory: string,
): OutputDirectories {
  const packages = chosen.flatMap(({ sources, requested }) =>
    sources.map(({ project }) => project).filter(({ path }) => requested.includes(path)),
  )
  if (packages.length === 1) return () => directory
  const isInRoot = ({ path }: Project) => path === '.'
  const names = new Map<string, string>()
  const taken = new Set<string>()
  // A path is never changed for the name of the package in the root.
  for (const project of [...packages.filter((one) => !isInRoot(one)), ...packages.filter(isInRoot)]) {
    const wanted = isInRoot(project) ? project.name : project.path
    let name = wanted
    // Some file systems ignore case.
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}-${number}`
    taken.add(name.toLowerCase())
    names.set(project.directory, name)
  }
  return (project) => join(directory, names.get(project.directory) ?? '')
}
