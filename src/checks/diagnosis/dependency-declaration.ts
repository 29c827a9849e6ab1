import { isStringArray, table } from '../../config/toml.ts'
import { type Project, pyprojectOf } from '../../project/project.ts'
import type { SourceLocation } from '../rules.ts'

/** A line that declares a dependency, for a fix. */
export interface DependencyDeclaration {
  /** Table and file of the line: `dependencies of [project] in pyproject.toml`. */
  readonly table: string
  /** The line to add to the table. */
  readonly line: string
}

/**
 * Returns the line that declares a dependency in this project.
 *
 * @param unless version specifier of the Pythons that do not need it: `<3.12`
 */
export function declarationFor(
  distribution: string,
  project: Project,
  unless?: string,
): DependencyDeclaration {
  const python = unless === undefined ? undefined : opposite(unless)
  const marker = python === undefined ? '' : `; python_version ${python.replace(/[\d.]+/, " '$&'")}`
  const requirement = distribution + marker
  switch (formatOf(project)) {
    case 'project':
      return { table: 'dependencies of [project] in pyproject.toml', line: `"${requirement}"` }
    case 'poetry':
      return {
        table: '[tool.poetry.dependencies] in pyproject.toml',
        line:
          python === undefined
            ? `${distribution} = "*"`
            : `${distribution} = { version = "*", python = "${python}" }`,
      }
    case 'flit':
      return { table: 'requires of [tool.flit.metadata] in pyproject.toml', line: `"${requirement}"` }
    case 'setup.cfg':
      return { table: 'install_requires of [options] in setup.cfg', line: requirement }
    case 'setup.py':
      return { table: 'install_requires in setup.py', line: `"${requirement}"` }
    default:
      return { table: formatOf(project), line: requirement }
  }
}

/** Returns the table and file in which a project declares its dependencies, for messages. */
export function dependencyTable(project: Project): string {
  return declarationFor('', project).table
}

/** Returns the line of `dependencies` in `[project]`; undefined if a project declares its dependencies elsewhere. */
export function dependenciesLocation(project: Project): SourceLocation | undefined {
  const line = project.lineOf(['project', 'dependencies'])
  return line === undefined ? undefined : { file: pyprojectOf(project), line }
}

/** The format in which a project declares its dependencies, or the requirements file that `dynamic` refers to. */
function formatOf(project: Project): string {
  const declared = table(project.pyproject.project)
  const tool = table(project.pyproject.tool)
  const dynamic = isStringArray(declared.dynamic) && declared.dynamic.includes('dependencies')
  if (project.pyproject.project !== undefined && !dynamic) return 'project'
  const file = [
    table(table(table(tool.setuptools).dynamic).dependencies).file,
    table(table(table(table(tool.hatch).metadata).hooks).requirements_txt).files,
  ]
    .flat()
    .find((name) => typeof name === 'string')
  if (dynamic && typeof file === 'string') return file
  if (tool.poetry !== undefined) return 'poetry'
  if (table(tool.flit).metadata !== undefined) return 'flit'
  return project.setupCfg.has('options') ? 'setup.cfg' : 'setup.py'
}

function opposite(specifier: string): string {
  return specifier.startsWith('<') ? specifier.replace('<', '>=') : specifier.replace('>=', '<')
}
