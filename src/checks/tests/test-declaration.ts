import { table } from '../../config/toml.ts'
import { fileOf, type Project, pyprojectOf } from '../../project/project.ts'
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
 * @param source of the installed test dependencies, as in the report
 */
export function testDeclarationFor(distribution: string, source: string, project: Project): TestDeclaration {
  const quoted = `"${distribution}"`
  const inPyproject = (place: string, line: string, path: readonly string[]): TestDeclaration => {
    const number = project.lineOf(path)
    const where = number === undefined ? undefined : { file: pyprojectOf(project), line: number }
    return { place: `${place} in pyproject.toml`, line, where }
  }
  const named = (kind: string) => new RegExp(`^${kind} "([^"]+)"`).exec(source)?.[1]
  const group = named('dependency group')
  if (group !== undefined && !source.includes('repository root'))
    return inPyproject(`"${group}" of [dependency-groups]`, quoted, ['dependency-groups', group])
  const extra = named('extra')
  if (extra !== undefined && table(project.pyproject.project)['optional-dependencies'] !== undefined)
    return inPyproject(`"${extra}" of [project.optional-dependencies]`, quoted, [
      'project',
      'optional-dependencies',
      extra,
    ])
  if (extra !== undefined) return { place: `the extra "${extra}"`, line: distribution, where: undefined }
  const poetry = named('poetry group')
  if (poetry !== undefined) {
    const path = ['tool', 'poetry', 'group', poetry, 'dependencies']
    return inPyproject(`[${path.join('.')}]`, `${distribution} = "*"`, path)
  }
  const pdm = named('pdm group')
  if (pdm !== undefined)
    return inPyproject(`"${pdm}" of [tool.pdm.dev-dependencies]`, quoted, [
      'tool',
      'pdm',
      'dev-dependencies',
      pdm,
    ])
  const hatch = named('hatch environment')
  if (hatch !== undefined)
    return { place: `the dependencies of the hatch environment "${hatch}"`, line: quoted, where: undefined }
  const tox = /^(\[testenv[^\]]*\]) of (\S+)/.exec(source)
  if (tox !== null)
    return {
      place: `deps of ${tox[1]} in ${tox[2]}`,
      line: distribution,
      where: { file: fileOf(project, tox[2] as string) },
    }
  const file = /^([\w./-]+\.(?:txt|in))\b/.exec(source)?.[1]
  if (file !== undefined) return { place: file, line: distribution, where: { file: fileOf(project, file) } }
  if (source.startsWith('the configuration'))
    return inPyproject('"requirements" of [tool.as-installed.tests]', quoted, [
      'tool',
      'as-installed',
      'tests',
      'requirements',
    ])
  return inPyproject('[dependency-groups]', `test = ["pytest", ${quoted}]`, ['dependency-groups'])
}
