import { isStringArray, table } from '../config/toml.ts'
import { type Project, valueAt } from './project.ts'

/**
 * The directories that the configuration names as those of the import packages, relative to the project's directory,
 * with a trailing slash. The root of the project is excluded.
 */
export function declaredSourceDirectories(project: Pick<Project, 'pyproject' | 'setupCfg'>): string[] {
  const at = (...path: string[]) => valueAt(project, path)
  const setuptools = table(at('tool', 'setuptools'))
  const poetry = at('tool', 'poetry', 'packages')
  const found = [
    table(setuptools['package-dir'])[''],
    table(table(setuptools.packages).find).where,
    at('tool', 'maturin', 'python-source'),
    at('tool', 'pdm', 'build', 'package-dir'),
    at('tool', 'uv', 'build-backend', 'module-root'),
    ...(Array.isArray(poetry) ? poetry.map((one) => table(one).from) : []),
    project.setupCfg.get('options.packages.find')?.get('where'),
  ].flatMap((value) => (isStringArray(value) ? value : typeof value === 'string' ? [value] : []))
  const directories = found.map((one) =>
    one
      .trim()
      .replace(/^\.?\//, '')
      .replace(/\/+$/, ''),
  )
  return [...new Set(directories)].filter((one) => one !== '' && one !== '.').map((one) => `${one}/`)
}
