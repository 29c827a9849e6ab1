import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Project, prefixOf } from '../../project/project.ts'

/** Folders of other packages that lie in that of a project, relative to it. */
export function nestedPackages(project: Project): string[] {
  const inside = prefixOf(project)
  return project.neighbours.flatMap(({ path }) =>
    path !== project.path && path.startsWith(inside) ? [path.slice(inside.length)] : [],
  )
}

/** Files with settings of pytest (pytest documentation, "Configuration file formats"). */
const SETTINGS = [
  'pyproject.toml',
  'pytest.ini',
  '.pytest.ini',
  'pytest.toml',
  '.pytest.toml',
  'tox.ini',
  'setup.cfg',
]

/**
 * What keeps pytest from the tests of packages that lie in the folder of another: they are run with what these need,
 * which is not here. Nothing, where the project says by `testpaths`, or whoever runs it by a path, which tests to run.
 *
 * @param cwd the folder that the tests run in
 * @param args for pytest, as they were given
 */
export async function withoutNestedTests(
  project: Project,
  cwd: string,
  args: readonly string[],
): Promise<string[]> {
  const nested = nestedPackages(project)
  const isPath = (arg: string) => existsSync(join(cwd, arg.split('::')[0] ?? ''))
  if (nested.length === 0 || args.some((arg) => !arg.startsWith('-') && isPath(arg))) return []
  const texts = await Promise.all(SETTINGS.map((name) => readFile(join(cwd, name), 'utf8').catch(() => '')))
  if (texts.some((text) => /^\s*testpaths\s*=/m.test(text))) return []
  return nested.map((path) => `--ignore=${path}`)
}
