import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseTomlLeniently } from '../config/toml.ts'
import type { Metadata } from '../distribution/core-metadata.ts'
import { ConfigurationError } from '../program/errors.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'
import { parseIni } from './ini.ts'
import type { Project } from './project.ts'
import {
  includedFile,
  localRequirement,
  readRequirementsFile,
  relocate,
  replaceProjectPlaceholder,
} from './requirements-file.ts'
import {
  dependencyGroups,
  extras,
  namesPytest,
  type SourceDirectory,
  type TestSource,
  testSourcesIn,
} from './test-sources.ts'

/** The test dependencies of a package, and where they are declared. */
export interface TestDependencies extends TestSource {
  /** The other sources of dependencies, which may contain missing test dependencies. */
  readonly alternatives: readonly TestSource[]
}

/**
 * Finds the test dependencies: the configured ones, or else those that the project declares.
 *
 * @param configured requirements, `-r FILE`, `[group]` or `[extra]`; undefined: detect them
 * @throws ConfigurationError if a configured file, group or extra does not exist
 */
export async function findTestDependencies(
  project: Project,
  metadata: Metadata,
  configured: readonly string[] | undefined,
): Promise<TestDependencies> {
  const places = await directoriesOf(project, metadata)
  const found =
    configured === undefined
      ? withBuildRequirements(await detect(places, metadata), project)
      : { ...(await resolveConfigured(project, places, configured)), alternatives: [] }
  const complete = (source: TestSource) =>
    withoutSelf(withWorkspaceMembers(source, project), project, metadata)
  return { ...complete(found), alternatives: found.alternatives.map(complete) }
}

/** Adds pytest to requirements that lack it. */
export function withPytest(lines: readonly string[]): string[] {
  return lines.some((line) => parseRequirement(line)?.name === 'pytest') ? [...lines] : [...lines, 'pytest']
}

/** The directory of the project and, if that is another one, the root of its repository. */
async function directoriesOf(project: Project, metadata: Metadata): Promise<readonly SourceDirectory[]> {
  const memberNames = new Set(project.workspaceMembers.map(({ name }) => normalizeName(name)))
  const reader = (directory: string) => (file: string) =>
    readFile(join(directory, file), 'utf8').catch(() => undefined)
  const own: SourceDirectory = {
    directory: project.directory,
    isProject: true,
    read: reader(project.directory),
    pyproject: project.pyproject,
    setupCfg: project.setupCfg,
    metadata,
    memberNames,
  }
  if (project.path === '.') return [own]
  const root = rootOf(project)
  const read = reader(root)
  return [
    own,
    {
      directory: root,
      isProject: false,
      read,
      pyproject: parseTomlLeniently((await read('pyproject.toml')) ?? ''),
      setupCfg: parseIni((await read('setup.cfg')) ?? ''),
      metadata: { extras: [], requirements: [] },
      memberNames,
    },
  ]
}

function rootOf(project: Pick<Project, 'directory' | 'path'>): string {
  return project.path === '.' ? project.directory : project.directory.slice(0, -project.path.length)
}

/**
 * Chooses the first source that names pytest; if none does, the first with a usual name. A source named after tests is
 * used in any case, as the test runner may be declared elsewhere.
 */
async function detect(places: readonly SourceDirectory[], metadata: Metadata): Promise<TestDependencies> {
  const sources = await Promise.all(
    places.map(async (place) => {
      const found = await testSourcesIn(place)
      const named = (all: readonly TestSource[]) => (place.isProject ? all : all.map(inRoot))
      return {
        forTests: named(found.forTests),
        usual: named([...found.forTests, ...found.forDevelopment]),
        others: named(found.others),
      }
    }),
  )
  const all = sources.flatMap(({ usual, others }) => [...usual, ...others])
  const hasPytest = (source: TestSource) => namesPytest(source, metadata)
  const ofTests = sources[0]?.forTests[0]
  const first = all.find(hasPytest) ?? sources.flatMap(({ usual }) => usual)[0]
  if (first === undefined) return { ...NO_SOURCE, alternatives: all }
  const isBeside = ofTests !== undefined && ofTests !== first && hasPytest(first) && !hasPytest(ofTests)
  const chosen = isBeside ? joinSources([ofTests, first]) : first
  return { ...chosen, alternatives: all.filter((one) => one !== first && one !== ofTests) }
}

/**
 * Adds the build requirements as the last alternative: suites that collect setup.py, or use pkg_resources, expect
 * setuptools in each environment, as venv installed it before Python 3.12.
 */
function withBuildRequirements(found: TestDependencies, { buildSystem }: Project): TestDependencies {
  const source = { source: 'requires of [build-system]', lines: buildSystem.requires, extras: [] }
  return { ...found, alternatives: [...found.alternatives, source] }
}

const NO_SOURCE: TestSource = { source: 'nowhere (pytest only)', lines: [], extras: [] }

function inRoot(source: TestSource): TestSource {
  const { declaredIn } = source
  return {
    ...source,
    source: `${source.source} of the repository root`,
    declaredIn: declaredIn && { ...declaredIn, isInRoot: true },
  }
}

/** Joins sources into one; dependencies are added to the first one. */
export function joinSources(sources: readonly TestSource[]): TestSource {
  return {
    source: sources.map(({ source }) => source).join(', and '),
    lines: [...new Set(sources.flatMap(({ lines }) => lines))],
    extras: [...new Set(sources.flatMap((one) => one.extras))],
    declaredIn: sources[0]?.declaredIn,
  }
}

async function resolveConfigured(
  { name }: Project,
  places: readonly SourceDirectory[],
  configured: readonly string[],
): Promise<TestSource> {
  const problems: { message: string }[] = []
  const found: TestSource[] = []
  const add = (source: Pick<TestSource, 'lines' | 'extras'>) => found.push({ ...source, source: '' })
  for (const item of configured) {
    const named = /^\[([\w.-]+)\]$/.exec(item)?.[1]
    const file = includedFile(item)
    if (named !== undefined) {
      const sources = places.flatMap((place) => [
        ...dependencyGroups(place, [named]),
        ...extras(place, [named]),
      ])
      if (sources[0] === undefined)
        problems.push({
          message: `[${named}] in the test dependencies is neither a dependency group nor an extra of ${name}.`,
        })
      else add(sources[0])
    } else if (file !== undefined) {
      const place = await firstWith(file, places)
      if (place === undefined)
        problems.push({
          message: `"${item}" in the test dependencies names a file that is not in the directory of ${name}.`,
        })
      else add({ lines: await readRequirementsFile(place, file), extras: [] })
    } else add({ lines: [relocate(places[0] as SourceDirectory, '.', item)], extras: [] })
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  return {
    source: 'the configuration',
    lines: found.flatMap(({ lines }) => lines),
    extras: found.flatMap((one) => one.extras),
    declaredIn: { kind: 'settings' },
  }
}

/** The first directory with a file: paths in the configuration may be relative to the root of the repository. */
async function firstWith(
  file: string,
  places: readonly SourceDirectory[],
): Promise<SourceDirectory | undefined> {
  for (const place of places) if ((await place.read(file)) !== undefined) return place
  return undefined
}

/** Replaces paths of workspace members by their names: a path would install the source tree of the checkout. */
function withWorkspaceMembers(found: TestSource, project: Project): TestSource {
  if (project.workspaceMembers.length === 0) return found
  const root = rootOf(project)
  const byDirectory = new Map(project.workspaceMembers.map(({ name, path }) => [resolve(root, path), name]))
  const memberNames = new Set(project.workspaceMembers.map(({ name }) => normalizeName(name)))
  const lines = found.lines.map((line) => {
    const marker = /(;.*)$/.exec(line)?.[1] ?? ''
    const requirement = parseRequirement(line)
    const extras = (names: readonly string[]) => (names.length > 0 ? `[${names.join(',')}]` : '')
    if (requirement !== undefined)
      return memberNames.has(requirement.name) && /^[^;]*@/.test(line)
        ? `${requirement.name}${extras(requirement.extras)} ${marker}`.trim()
        : line
    const local = localRequirement(replaceProjectPlaceholder(line))
    const name = local && byDirectory.get(resolve(project.directory, local.path))
    const isOtherMember = name !== undefined && normalizeName(name) !== normalizeName(project.name)
    return isOtherMember ? `${name}${extras(local?.extras ?? [])} ${marker}`.trim() : line
  })
  // A placeholder of hatch that remains is a path outside of the repository.
  return { ...found, lines: lines.filter((line) => !/\{(?:root|home)\b/.test(line)) }
}

/**
 * Replaces lines that name the project itself (`-e .`, `.[test]`, `name[test]`) by their extras: they would install the
 * source tree instead of the wheel.
 */
function withoutSelf(found: TestSource, project: Project, metadata: Metadata): TestSource {
  const name = normalizeName(metadata.name || project.name)
  const extras = new Set(found.extras)
  const lines = found.lines.filter((line) => {
    const local = localRequirement(replaceProjectPlaceholder(line))
    const requirement = local === undefined ? parseRequirement(line) : undefined
    const isSelf =
      local === undefined
        ? requirement?.name === name
        : resolve(project.directory, local.path) === resolve(project.directory)
    if (!isSelf) return true
    for (const extra of local?.extras ?? requirement?.extras ?? []) extras.add(extra)
    return false
  })
  const declaredExtras = new Set(metadata.extras.map(normalizeName))
  return { ...found, lines, extras: [...extras].filter((item) => declaredExtras.has(normalizeName(item))) }
}
