import { isStringArray, type TomlPath, table } from '../../config/toml.ts'
import { fileOf, type Project, pyprojectOf, valueAt } from '../../project/project.ts'
import type { SourceLocation } from '../rules.ts'

/** A pattern of `package-data`. */
export interface PackageData {
  /** Dotted name of the package; `*` for all. */
  readonly package: string
  /** Relative to the directory of the package. */
  readonly pattern: string
  /** `package-data of [tool.setuptools]` */
  readonly setting: string
  readonly where: SourceLocation
}

/** Returns the patterns of `package-data` in pyproject.toml, setup.cfg, and as literals in setup.py. */
export function packageDataOf(project: Project, setupPy: string | undefined): PackageData[] {
  return [...inPyproject(project), ...inSetupCfg(project), ...inSetupPy(project, setupPy ?? '')]
}

function inPyproject(project: Project): PackageData[] {
  const at = ['tool', 'setuptools', 'package-data']
  return Object.entries(table(valueAt(project, at))).flatMap(([name, patterns]) =>
    (isStringArray(patterns) ? patterns : []).map((pattern, i) => {
      const path: TomlPath = [...at, name, i]
      return {
        package: name === '' ? '*' : name,
        pattern,
        setting: 'package-data of [tool.setuptools]',
        where: { file: pyprojectOf(project), line: project.lineOf(path) ?? project.lineOf([...at, name]) },
      }
    }),
  )
}

function inSetupCfg(project: Project): PackageData[] {
  return [...(project.setupCfg.get('options.package_data') ?? [])].flatMap(([name, value]) =>
    value
      .split(/[\n,]+/)
      .map((one) => one.trim())
      .filter(Boolean)
      .map((pattern) => ({
        package: name === '' ? '*' : name,
        pattern,
        setting: '[options.package_data]',
        where: { file: fileOf(project, 'setup.cfg') },
      })),
  )
}

function inSetupPy(project: Project, text: string): PackageData[] {
  const found = /\bpackage_data\s*=\s*\{([^{}]*)\}/.exec(text)
  if (found === null) return []
  const line = text.slice(0, found.index).split('\n').length
  const where = { file: fileOf(project, 'setup.py'), line }
  return [...(found[1] ?? '').matchAll(/(['"])([\w.*-]*)\1\s*:\s*[[(]([^\])]*)[\])]/g)].flatMap(
    ([, , name = '', list = '']) =>
      [...list.matchAll(/(['"])([^'"\n]+)\1\s*(?=,|$)/g)].map(([, , pattern = '']) => ({
        package: name === '' ? '*' : name,
        pattern,
        setting: 'package_data',
        where,
      })),
  )
}
