import { isStringArray, parseTomlLeniently, type TomlTable, table } from '../config/toml.ts'

/** The dependencies of an environment of hatch. */
export interface HatchEnvironment {
  readonly dependencies: readonly string[]
  /** Extras of the package. */
  readonly features: readonly string[]
  readonly groups: readonly string[]
}

/** The default dependencies of `hatch test` (hatch documentation, "Testing"). */
const HATCH_TEST_DEPENDENCIES = [
  'coverage[toml]',
  'pytest',
  'pytest-mock',
  'pytest-rerunfailures',
  'pytest-xdist[psutil]',
]

/**
 * Returns the environments of hatch by name.
 *
 * @param hatchToml text of hatch.toml, whose tables precede those of `[tool.hatch]` ("Project configuration")
 */
export function hatchEnvironments(pyproject: TomlTable, hatchToml = ''): Map<string, HatchEnvironment> {
  const inPyproject = table(table(pyproject.tool).hatch)
  const environments = table({ ...inPyproject, ...parseTomlLeniently(hatchToml) }.envs)
  return new Map(Object.keys(environments).map((name) => [name, environmentOf(name, environments)]))
}

function environmentOf(name: string, environments: TomlTable): HatchEnvironment {
  const environment = withInherited(name, environments, [])
  const listOf = (key: string) => (isStringArray(environment[key]) ? environment[key] : [])
  return {
    dependencies: [...listOf('dependencies'), ...listOf('extra-dependencies')],
    features: listOf('features'),
    groups: listOf('dependency-groups'),
  }
}

/** An environment inherits from its `template`, by default `default`. */
function withInherited(name: string, environments: TomlTable, heirs: readonly string[]): TomlTable {
  const own = table(environments[name])
  if (name === 'hatch-test') return { dependencies: HATCH_TEST_DEPENDENCIES, ...own }
  const template = typeof own.template === 'string' ? own.template : 'default'
  if (template === name || heirs.includes(template)) return own
  return { ...withInherited(template, environments, [...heirs, name]), ...own }
}
