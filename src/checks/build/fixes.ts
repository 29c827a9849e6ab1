import type { BuildProblem } from '../diagnosis/build-problem.ts'
import type { Packaging } from '../fixes/packaging.ts'

/** The facts of a failed build that determine its fix. */
export interface FailedSetting extends Packaging {
  readonly problem: BuildProblem
  /** `packages in [tool.setuptools]`; null if the message names no setting. */
  readonly setting: string | null
  /** The key or the value that the message names. */
  readonly named: string | null
  /** File and line: `pyproject.toml:12`. */
  readonly place: string | null
  /** Directories that look like import packages: `src/demo`. */
  readonly importPackages: readonly string[]
}

const IN_A_FRESH_CLONE =
  'Run "python -m build" in a fresh clone to reproduce the failure. Commit each file that the build reads, and include it in the sdist.'

/** Returns the fix for a build that failed for a setting or a line of code. */
export function failedBuildFix(facts: FailedSetting): string {
  const { problem, setting, place } = facts
  if (problem === 'several packages') return severalPackagesFix(facts)
  if (problem === 'no package') return noPackageFix(facts)
  if (setting === null) {
    if (place === null) return IN_A_FRESH_CLONE
    return placeFix(problem, place)
  }
  return settingFix(facts, setting)
}

function placeFix(problem: BuildProblem, place: string): string {
  if (/\.(toml|cfg|in):\d+$/.test(place)) return `Correct ${place}.`
  return problem === 'compiler' && !/\.py:\d+$/.test(place)
    ? `Fix the error that the compiler reports at ${place}. If a header is missing, install the system package that contains it.`
    : `Correct ${place}, where the build fails. ${IN_A_FRESH_CLONE}`
}

function settingFix({ problem, named, place, backend }: FailedSetting, setting: string): string {
  const at = place === null ? '' : `, ${place}`
  const isKey = named !== null && setting.startsWith(`${quoteUnlessBare(named)} in `)
  const entry =
    named === null || isKey
      ? `${setting}${at.replace(', ', ' (')}${at && ')'}`
      : `${JSON.stringify(named)} (${setting}${at})`
  switch (problem) {
    case 'duplicate':
      return `Delete ${entry}: another setting includes the same files.`
    case 'missing':
      return `Correct or delete ${entry}: git tracks no such file or directory.`
    case 'superseded':
      return `Delete ${entry}.`
    case 'unknown':
      return `Correct or delete ${entry}: ${backend} does not support it.`
    default:
      return `Correct ${entry}.`
  }
}

const quoteUnlessBare = (key: string) => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key))

/** The directory and the module of an import package, or placeholders. */
function mainPackage({ importPackages }: FailedSetting): { path: string; parent: string; module: string } {
  const path = importPackages[0] ?? 'src/PACKAGE'
  const slash = path.lastIndexOf('/')
  return { path, parent: path.slice(0, Math.max(0, slash)), module: path.slice(slash + 1) }
}

/** The import package has another name than the backend expects. */
function noPackageFix(facts: FailedSetting): string {
  const { path, parent, module } = mainPackage(facts)
  switch (facts.backend) {
    case 'hatchling':
      return `Set the import package:\n[tool.hatch.build.targets.wheel]\npackages = ["${path}"]`
    case 'flit':
      return `Set the import package:\n[tool.flit.module]\nname = "${module}"`
    case 'poetry-core':
      return `Set the import package in [tool.poetry]:\npackages = [{ include = "${module}"${parent === '' ? '' : `, from = "${parent}"`} }]`
    case 'uv_build':
      return `Set the import package and its parent directory:\n[tool.uv.build-backend]\nmodule-name = "${module}"\nmodule-root = "${parent}"`
    default:
      return `Set the import package ${path} in the settings of ${facts.backend}.`
  }
}

/** setuptools refuses to choose between several top-level packages. */
function severalPackagesFix(facts: FailedSetting): string {
  const { module, parent } = mainPackage(facts)
  const where = parent === '' ? '' : `where = ["${parent}"]\n`
  return `Select the import package of the project:\n[tool.setuptools.packages.find]\n${where}include = ["${module}*"]`
}
