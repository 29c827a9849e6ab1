import type { Config } from '../config/config.ts'
import { isTexts, table } from '../config/toml.ts'
import type { Metadata } from '../distribution/core-metadata.ts'
import { ConfigurationError } from '../program/errors.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'
import { poetryRequirements } from './poetry-requirements.ts'
import type { Project } from './project.ts'
import { findTestRequirements, type TestRequirements, withPytest } from './test-requirements.ts'

/** What will be installed with a wheel. */
export interface ForWheel {
  /** What the package depends on. */
  readonly runtime: readonly string[]
  /** What the package and its tests depend on, which is installed together. */
  readonly tests: readonly string[]
}

/** Requirements that name what an index has. */
export interface Announced extends ForWheel {
  readonly build: readonly string[]
}

/**
 * What a project will ask the index for, as far as it says so before anything of it runs: what it is built with, and
 * what it and its tests need. What only its backend could tell is not among it.
 */
export async function announcedRequirements(
  project: Project,
  config: Pick<Config, 'testRequirements'>,
): Promise<Announced> {
  const { pyproject, buildSystem, neighbours } = project
  const declared = table(pyproject.project)
  const own = declaredDependencies(project) ?? []
  const optional = Object.entries(table(declared['optional-dependencies']))
  const ofExtras = (wanted: readonly string[]) =>
    optional.flatMap(([name, lines]) => (wanted.includes(normalizeName(name)) && isTexts(lines) ? lines : []))
  const metadata = {
    name: project.name,
    version: '',
    requiresPython: project.requiresPython,
    requirements: [],
    extras: optional.map(([name]) => name),
    classifiers: [],
    descriptionType: undefined,
  }
  const tests = await requirementsOfTests(metadata, project, config)
  // An index need not have the packages of this repository, and may have others by their names.
  const here = [project, ...neighbours].map(({ name }) => normalizeName(name))
  const ofIndex = (lines: readonly string[]) => [
    ...new Set(lines.filter((line) => isOfIndex(line) && !here.includes(parseRequirement(line)?.name ?? ''))),
  ]
  return {
    build: ofIndex(buildSystem.requires),
    runtime: ofIndex(own),
    tests: tests === undefined ? [] : ofIndex([...own, ...together(tests, ofExtras)]),
  }
}

/** What the package depends on, as it is declared; undefined where only its backend can tell. */
export function declaredDependencies({ pyproject, setupCfg }: Project): readonly string[] | undefined {
  const { name, dependencies, dynamic } = table(pyproject.project)
  const poetry = table(table(pyproject.tool).poetry).dependencies
  if (isTexts(dependencies)) return dependencies
  if (poetry !== undefined) return poetryRequirements(table(poetry))
  if (name !== undefined) return isTexts(dynamic) && dynamic.includes('dependencies') ? undefined : []
  const lines = setupCfg.get('options')?.get('install_requires')
  return lines?.split('\n').filter((line) => line.trim() !== '')
}

/** The same as the wheel says it, with all that leads elsewhere. */
export async function requirementsOfWheel(
  metadata: Metadata,
  project: Project,
  config: Pick<Config, 'testRequirements'>,
): Promise<ForWheel> {
  const requirements = metadata.requirements.map((text) => ({ text, extra: parseRequirement(text)?.ofExtra }))
  const own = requirements.flatMap(({ text, extra }) => (extra === undefined ? [text] : []))
  const ofExtras = (wanted: readonly string[]) =>
    requirements.flatMap(({ text, extra }) =>
      extra !== undefined && wanted.includes(normalizeName(extra)) ? [withoutExtra(text)] : [],
    )
  const tests = await requirementsOfTests(metadata, project, config)
  return { runtime: own, tests: tests === undefined ? [] : [...own, ...together(tests, ofExtras)] }
}

/** Undefined where no tests are run, or what was asked for them is not there, which the tests tell. */
async function requirementsOfTests(
  metadata: Metadata,
  project: Project,
  { testRequirements }: Pick<Config, 'testRequirements'>,
): Promise<TestRequirements | undefined> {
  const { skip, requirements } = project.settings.tests
  if (skip !== undefined) return undefined
  try {
    return await findTestRequirements(project, metadata, testRequirements ?? requirements)
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined
    throw error
  }
}

function together(
  { lines, extras }: TestRequirements,
  ofExtras: (wanted: readonly string[]) => readonly string[],
): string[] {
  return withPytest([...lines, ...ofExtras(extras.map(normalizeName))])
}

/** `pytest; python_version < "3.9" and extra == "test"` without the extra, whose marker backends write last. */
function withoutExtra(requirement: string): string {
  return requirement.replace(/\s*(?:;|\band\b)\s*extra\s*==\s*(['"])[^'"]+\1\s*$/, '')
}

/** A path or an address would be built, which runs its code. */
function isOfIndex(line: string): boolean {
  return parseRequirement(line) !== undefined && !/^[^;]*@/.test(line)
}
