import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Project, prefixOf } from '../../project/project.ts'

/** The directories of workspace members inside the directory of a project, relative to it. */
export function nestedPackages(project: Project): string[] {
  const inside = prefixOf(project)
  return project.workspaceMembers.flatMap(({ path }) =>
    path !== project.path && path.startsWith(inside) ? [path.slice(inside.length)] : [],
  )
}

/** Configuration files of pytest (pytest documentation, "Configuration file formats"). */
const CONFIGURATION_FILES = [
  'pyproject.toml',
  'pytest.ini',
  '.pytest.ini',
  'pytest.toml',
  '.pytest.toml',
  'tox.ini',
  'setup.cfg',
]

/**
 * Returns `--ignore` options for nested packages, whose test dependencies are not installed. Returns none if
 * `testpaths` or a path in the arguments selects the tests.
 *
 * @param cwd the working directory of pytest
 * @param args the configured arguments for pytest
 */
export async function ignoreNestedPackages(
  project: Project,
  cwd: string,
  args: readonly string[],
): Promise<string[]> {
  const nested = nestedPackages(project)
  const isPath = (arg: string) => existsSync(join(cwd, arg.split('::')[0] ?? ''))
  if (nested.length === 0 || args.some((arg) => !arg.startsWith('-') && isPath(arg))) return []
  const texts = await Promise.all(
    CONFIGURATION_FILES.map((name) => readFile(join(cwd, name), 'utf8').catch(() => '')),
  )
  if (texts.some((text) => /^\s*testpaths\s*=/m.test(text))) return []
  return nested.map((path) => `--ignore=${path}`)
}
