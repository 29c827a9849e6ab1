import { normalizeName, parseRequirement } from '../artifact/metadata.ts'
import type { Config } from '../config/config.ts'
import { poetryRequirements } from '../project/poetry-requirements.ts'
import { isTexts, type Project, table } from '../project/project.ts'
import { findTestRequirements } from '../project/test-requirements.ts'

/** Requirements that name what an index has. */
export interface Announced {
  readonly build: readonly string[]
  /** Of the package and of its tests, which are installed together. */
  readonly run: readonly string[]
}

/**
 * What a project will ask the index for, as far as it says so before anything of it runs: what it is built with, and
 * what it and its tests need. What only its backend could tell is not among it.
 *
 * @param siblings names of the packages of this repository, which the index need not have
 * @throws ConfigurationError when the test requirements that were asked for are not there
 */
export async function announcedRequirements(
  project: Project,
  config: Pick<Config, 'testRequirements'>,
  siblings: readonly string[] = [],
): Promise<Announced> {
  const { pyproject, settings, buildSystem } = project
  const declared = table(pyproject.project)
  const poetry = table(table(table(pyproject.tool).poetry).dependencies)
  const own = isTexts(declared.dependencies) ? declared.dependencies : poetryRequirements(poetry)
  const tests = settings.tests.skip === undefined ? await testRequirements(project, config) : []
  const here = [project.name, ...siblings].map(normalizeName)
  const fromElsewhere = (line: string) => !here.includes(parseRequirement(line)?.name ?? '')
  return {
    build: ofIndex(buildSystem.requires).filter(fromElsewhere),
    run: ofIndex([...own, ...tests]).filter(fromElsewhere),
  }
}

async function testRequirements(
  project: Project,
  config: Pick<Config, 'testRequirements'>,
): Promise<string[]> {
  const extras = Object.entries(table(table(project.pyproject.project)['optional-dependencies']))
  const metadata = {
    name: project.name,
    version: '',
    requiresPython: project.requiresPython,
    requirements: [],
    extras: extras.map(([name]) => name),
    classifiers: [],
    descriptionType: undefined,
  }
  const asked = config.testRequirements ?? project.settings.tests.requirements
  const found = await findTestRequirements(project, metadata, asked)
  const wanted = found.extras.map(normalizeName)
  const ofExtras = extras.flatMap(([name, lines]) =>
    wanted.includes(normalizeName(name)) && isTexts(lines) ? lines : [],
  )
  return [...found.lines, ...ofExtras, 'pytest']
}

/** A path or an address would be built, which runs its code. */
function ofIndex(lines: readonly string[]): string[] {
  const named = lines.filter((line) => parseRequirement(line) !== undefined && !/^[^;]*@/.test(line))
  return [...new Set(named)]
}
