import type { Config } from '../config/config.ts'
import { isStringArray, table } from '../config/toml.ts'
import type { Metadata } from '../distribution/core-metadata.ts'
import { ConfigurationError } from '../program/errors.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'
import { poetryRequirements } from './poetry-requirements.ts'
import type { Project } from './project.ts'
import { findTestDependencies, type TestDependencies, withPytest } from './test-dependencies.ts'

/** The requirements that are installed together with a wheel. */
export interface InstallRequirements {
  /** The dependencies of the package. */
  readonly runtime: readonly string[]
  /** The dependencies of the package and of its tests, which are resolved together. */
  readonly tests: readonly string[]
}

/** The requirements that a project declares statically and that come from the package index. */
export interface DeclaredRequirements extends InstallRequirements {
  readonly build: readonly string[]
}

/** Reads the requirements that a project declares in its configuration files, so without its build backend. */
export async function declaredRequirements(
  project: Project,
  config: Pick<Config, 'testRequirements'>,
): Promise<DeclaredRequirements> {
  const { pyproject, buildSystem, workspaceMembers } = project
  const declared = table(pyproject.project)
  const dependencies = declaredDependencies(project) ?? []
  const optional = Object.entries(table(declared['optional-dependencies']))
  const requirementsOfExtras = (wanted: readonly string[]) =>
    optional.flatMap(([name, lines]) =>
      wanted.includes(normalizeName(name)) && isStringArray(lines) ? lines : [],
    )
  const metadata = {
    name: project.name,
    version: '',
    requiresPython: project.requiresPython,
    // The source of test dependencies depends on which of them names pytest.
    requirements: optional.flatMap(([name, lines]) =>
      (isStringArray(lines) ? lines : []).map(
        (line) => `${line}${line.includes(';') ? ' and' : ';'} extra == "${name}"`,
      ),
    ),
    extras: optional.map(([name]) => name),
    classifiers: [],
    descriptionType: undefined,
  }
  const tests = await findTestDependenciesToInstall(metadata, project, config)
  // The index may lack the workspace members, or have unrelated projects of the same names.
  const memberNames = [project, ...workspaceMembers].map(({ name }) => normalizeName(name))
  const fromIndex = (lines: readonly string[]) => [
    ...new Set(
      lines.filter((line) => isFromIndex(line) && !memberNames.includes(parseRequirement(line)?.name ?? '')),
    ),
  ]
  return {
    build: fromIndex(buildSystem.requires),
    runtime: fromIndex(dependencies),
    tests:
      tests === undefined ? [] : fromIndex([...dependencies, ...expandExtras(tests, requirementsOfExtras)]),
  }
}

/** The dependencies that the package declares statically; undefined if they are dynamic (PEP 621). */
export function declaredDependencies({ pyproject, setupCfg }: Project): readonly string[] | undefined {
  const { name, dependencies, dynamic } = table(pyproject.project)
  const poetry = table(table(pyproject.tool).poetry).dependencies
  if (isStringArray(dependencies)) return dependencies
  if (poetry !== undefined) return poetryRequirements(table(poetry))
  if (name !== undefined) return isStringArray(dynamic) && dynamic.includes('dependencies') ? undefined : []
  const lines = setupCfg.get('options')?.get('install_requires')
  return lines?.split('\n').filter((line) => line.trim() !== '')
}

/** Reads the requirements from the metadata of the built wheel, including paths and URLs. */
export async function wheelRequirements(
  metadata: Metadata,
  project: Project,
  config: Pick<Config, 'testRequirements'>,
): Promise<InstallRequirements> {
  const requirements = metadata.requirements.map((text) => ({ text, extra: parseRequirement(text)?.ofExtra }))
  const dependencies = requirements.flatMap(({ text, extra }) => (extra === undefined ? [text] : []))
  const requirementsOfExtras = (wanted: readonly string[]) =>
    requirements.flatMap(({ text, extra }) =>
      extra !== undefined && wanted.includes(normalizeName(extra)) ? [withoutExtra(text)] : [],
    )
  const tests = await findTestDependenciesToInstall(metadata, project, config)
  return {
    runtime: dependencies,
    tests: tests === undefined ? [] : [...dependencies, ...expandExtras(tests, requirementsOfExtras)],
  }
}

/** Undefined if the tests are skipped, or if their configuration is invalid, which the check of the tests reports. */
async function findTestDependenciesToInstall(
  metadata: Metadata,
  project: Project,
  config: Pick<Config, 'testRequirements'>,
): Promise<TestDependencies | undefined> {
  const { skip, requirements } = project.settings.tests
  if (skip !== undefined) return undefined
  try {
    return await findTestDependencies(project, metadata, config.testRequirements ?? requirements)
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined
    throw error
  }
}

function expandExtras(
  { lines, extras }: TestDependencies,
  requirementsOfExtras: (wanted: readonly string[]) => readonly string[],
): string[] {
  return withPytest([...lines, ...requirementsOfExtras(extras.map(normalizeName))])
}

/** Removes `extra == "test"` from `pytest; python_version < "3.9" and extra == "test"`: backends write it last. */
function withoutExtra(requirement: string): string {
  return requirement.replace(/\s*(?:;|\band\b)\s*extra\s*==\s*(['"])[^'"]+\1\s*$/, '')
}

/** Excludes paths and URLs: to resolve one, installers build it, which runs its code. */
function isFromIndex(line: string): boolean {
  return parseRequirement(line) !== undefined && !/^[^;]*@/.test(line)
}
