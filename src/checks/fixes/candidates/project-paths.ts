import { isStringArray } from '../../../config/toml.ts'
import { fileOf, prefixOf, pyprojectOf, valueAt } from '../../../project/project.ts'
import { memoized } from '../../diagnosis/memoized.ts'
import type { ProjectSources } from '../sources.ts'
import type { SettingPlace } from './edits.ts'

/** Returns the path of a file of the checkout, relative to the project's directory, as its settings need it. */
export function inProject({ project }: Pick<ProjectSources, 'project'>, file: string): string {
  const prefix = prefixOf(project)
  return file.startsWith(prefix) ? file.slice(prefix.length) : file
}

/** Returns the tracked files of the project, relative to its directory. */
export const projectFiles = memoized(({ project, files }: ProjectSources): readonly string[] => {
  const prefix = prefixOf(project)
  return files.flatMap((file) => (file.startsWith(prefix) ? [file.slice(prefix.length)] : []))
})

/** Returns a setting of pyproject.toml. */
export function inPyproject({ project }: Pick<ProjectSources, 'project'>, ...path: string[]): SettingPlace {
  return { file: pyprojectOf(project), path }
}

/** Returns a setting of setup.cfg. */
export function inSetupCfg({ project }: Pick<ProjectSources, 'project'>, ...path: string[]): SettingPlace {
  return { file: fileOf(project, 'setup.cfg'), path }
}

/** Returns an argument of `setup()` in setup.py. */
export function inSetupPy({ project }: Pick<ProjectSources, 'project'>, ...path: string[]): SettingPlace {
  return { file: fileOf(project, 'setup.py'), path }
}

/** Returns a list of strings in pyproject.toml; undefined if the setting does not exist or is something else. */
export function stringsAt(
  { project }: Pick<ProjectSources, 'project'>,
  ...path: string[]
): readonly string[] | undefined {
  const value = valueAt(project, path)
  return isStringArray(value) ? value : undefined
}

/** Returns the directory of a path; empty for the top. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0))
}

/** Returns a path in a directory, which can be empty. */
export function joinPath(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`
}

/** Returns the last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
