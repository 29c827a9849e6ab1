import { normalizeName, parseRequirement } from '../artifact/metadata.ts'
import type { Config } from '../config/config.ts'
import { poetryRequirements } from '../project/poetry-requirements.ts'
import { isTexts, type Project, table } from '../project/project.ts'
import { findTestRequirements } from '../project/test-requirements.ts'

/**
 * What a project will ask the index for, as far as it says so before anything of it runs: what it is built with, and
 * what it and its tests need. What only its backend could tell is not among it, nor what is no name of an index.
 *
 * @throws ConfigurationError when the test requirements that were asked for are not there
 */
export async function announcedRequirements(
  project: Project,
  config: Pick<Config, 'testRequirements'>,
): Promise<{ build: string[]; run: string[] }> {
  const { pyproject, settings, buildSystem } = project
  const declared = table(pyproject.project)
  const poetry = table(table(table(pyproject.tool).poetry).dependencies)
  const extras = table(declared['optional-dependencies'])
  const metadata = {
    name: project.name,
    version: '',
    requiresPython: project.requiresPython,
    requirements: [],
    extras: Object.keys(extras),
    classifiers: [],
  }
  const asked = config.testRequirements ?? settings.tests.requirements
  const tests = await findTestRequirements(project, metadata, asked)
  const ofExtras = tests.extras.flatMap((name) =>
    Object.entries(extras).flatMap(([extra, lines]) =>
      normalizeName(extra) === normalizeName(name) && isTexts(lines) ? lines : [],
    ),
  )
  const own = isTexts(declared.dependencies) ? declared.dependencies : poetryRequirements(poetry)
  const run = ofIndex([
    ...own,
    ...ofExtras,
    ...(settings.tests.skip === undefined ? [...tests.lines, 'pytest'] : []),
  ])
  return {
    build: ofIndex(buildSystem.requires),
    run: run.filter((line) => parseRequirement(line)?.name !== normalizeName(project.name)),
  }
}

/** Those that name what an index has; a path or an address would be built, which runs its code. */
function ofIndex(lines: readonly string[]): string[] {
  return lines.filter((line) => parseRequirement(line) !== undefined && !/^[^;]*@/.test(line))
}
