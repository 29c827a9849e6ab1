import { isTexts, table } from '../../config/toml.ts'
import type { Project } from '../../project/project.ts'

/** How a project declares its dependencies, for a fix that can be pasted. */
export interface Declaration {
  /** Where, in words: `dependencies of [project] in pyproject.toml`. */
  readonly table: string
  /** The line to add there. */
  readonly line: string
}

/**
 * What declares a dependency in this project.
 *
 * @param unless the Pythons that do not need it, as a version specifier such as `<3.12`
 */
export function declare(distribution: string, project: Project, unless?: string): Declaration {
  const python = unless === undefined ? undefined : opposite(unless)
  const marker = python === undefined ? '' : `; python_version ${python.replace(/[\d.]+/, " '$&'")}`
  const requirement = distribution + marker
  switch (placeOf(project)) {
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
      return { table: placeOf(project), line: requirement }
  }
}

/** Where a project declares its dependencies, in words. */
export function dependencyTable(project: Project): string {
  return declare('', project).table
}

/** Which of the places it is, or the file of requirements that is read for them. */
function placeOf(project: Project): string {
  const declared = table(project.pyproject.project)
  const tool = table(project.pyproject.tool)
  const dynamic = isTexts(declared.dynamic) && declared.dynamic.includes('dependencies')
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
