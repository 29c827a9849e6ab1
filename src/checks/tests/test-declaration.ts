import { table } from '../../config/toml.ts'
import { fileOf, type Project, pyprojectOf } from '../../project/project.ts'
import type { DeclarationSite } from '../../project/test-sources.ts'
import type { SourceLocation } from '../rules.ts'

/** The line that declares a test dependency, for a fix. */
export interface TestDeclaration {
  /** Where to add it: `"test" of [dependency-groups] in pyproject.toml`. */
  readonly place: string
  readonly line: string
  readonly where: SourceLocation | undefined
}

/**
 * Returns the line that adds a distribution where a project declares its test dependencies.
 *
 * @param site undefined: the project declares none that can be extended
 */
export function testDeclarationFor(
  distribution: string,
  site: DeclarationSite | undefined,
  project: Project,
): TestDeclaration {
  const quoted = `"${distribution}"`
  const inPyproject = (place: string, line: string, path: readonly string[]): TestDeclaration => {
    const number = project.lineOf(path)
    const where = number === undefined ? undefined : { file: pyprojectOf(project), line: number }
    return { place: `${place} in pyproject.toml`, line, where }
  }
  const inFile = (place: string, file: string): TestDeclaration => ({
    place,
    line: distribution,
    where: { file: site?.isInRoot === true ? file : fileOf(project, file) },
  })
  const newGroup = () =>
    inPyproject('[dependency-groups]', `test = ["pytest", ${quoted}]`, ['dependency-groups'])
  switch (site?.kind) {
    case undefined:
      return newGroup()
    case 'dependency-group':
      return site.isInRoot === true
        ? newGroup()
        : inPyproject(`"${site.name}" of [dependency-groups]`, quoted, ['dependency-groups', site.name])
    case 'extra':
      return table(project.pyproject.project)['optional-dependencies'] === undefined
        ? { place: `the extra "${site.name}"`, line: distribution, where: undefined }
        : inPyproject(`"${site.name}" of [project.optional-dependencies]`, quoted, [
            'project',
            'optional-dependencies',
            site.name,
          ])
    case 'poetry-group': {
      const path = ['tool', 'poetry', 'group', site.name, 'dependencies']
      return inPyproject(`[${path.join('.')}]`, `${distribution} = "*"`, path)
    }
    case 'pdm-group': {
      const path = ['tool', 'pdm', 'dev-dependencies', site.name]
      return inPyproject(`"${site.name}" of [tool.pdm.dev-dependencies]`, quoted, path)
    }
    case 'hatch-environment':
      return {
        place: `the dependencies of the hatch environment "${site.name}"`,
        line: quoted,
        where: undefined,
      }
    case 'tox':
      return inFile(`deps of ${site.section} in ${site.file}`, site.file)
    case 'requirements-file':
      return inFile(site.file, site.file)
    case 'settings':
      return inPyproject('"requirements" of [tool.as-installed.tests]', quoted, [
        'tool',
        'as-installed',
        'tests',
        'requirements',
      ])
  }
}
