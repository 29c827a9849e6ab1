import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isStringArray, parseTomlLeniently, type TomlTable, table } from '../config/toml.ts'
import type { Metadata } from '../distribution/core-metadata.ts'
import { list } from '../program/sentence.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'
import { type HatchEnvironment, hatchEnvironments } from './hatch-environments.ts'
import type { Ini } from './ini.ts'
import { noxSessions } from './noxfile.ts'
import { poetryRequirements } from './poetry-requirements.ts'
import {
  DEV_FILES,
  includedFile,
  isRequirementsFile,
  type RequirementsDirectory,
  readRequirementsFile,
  relocate,
  requirementArguments,
  TEST_FILES,
} from './requirements-file.ts'
import { toxEnvironments } from './tox-environments.ts'

/** A place that declares test dependencies. */
export interface TestSource {
  /** For the report: `group "test"`. */
  readonly source: string
  /** Lines of a requirements file, as pip and uv read them. */
  readonly lines: readonly string[]
  /** Extras of the package itself. */
  readonly extras: readonly string[]
  /** Where a distribution can be added; undefined if the source is computed or obsolete. */
  readonly declaredIn?: DeclarationSite | undefined
}

/** A list of test dependencies in an editable file. */
export type DeclarationSite = (
  | {
      readonly kind: 'dependency-group' | 'extra' | 'poetry-group' | 'pdm-group' | 'hatch-environment'
      readonly name: string
    }
  | { readonly kind: 'tox'; readonly section: string; readonly file: string }
  | { readonly kind: 'requirements-file'; readonly file: string }
  | { readonly kind: 'settings' }
) & {
  /** Whether it is in the root of the repository, which is not the directory of the project. */
  readonly isInRoot?: boolean
}

/** A directory whose files declare test dependencies: that of the project, or the root of its repository. */
export interface SourceDirectory extends RequirementsDirectory {
  readonly pyproject: TomlTable
  readonly setupCfg: Ini
  /** The extras and requirements of the package; empty for the root of the repository. */
  readonly metadata: Pick<Metadata, 'extras' | 'requirements'>
  /** Normalized names of the packages of the repository. */
  readonly memberNames: ReadonlySet<string>
}

/** The sources of a directory: those with the usual names, the most specific first, and all others. */
export interface TestSources {
  /** Named after tests. */
  readonly forTests: readonly TestSource[]
  /** Named after development. */
  readonly forDevelopment: readonly TestSource[]
  /** Others, which may contain the test runner or a missing dependency. */
  readonly others: readonly TestSource[]
}

const TEST_NAMES = ['test', 'tests', 'testing']
const DEV_NAMES = ['dev', 'develop', 'development']

/** Returns all places in a directory that can declare test dependencies. */
export async function testSourcesIn(place: SourceDirectory): Promise<TestSources> {
  const environments = hatchEnvironments(place.pyproject, await place.read('hatch.toml'))
  const hatch = (names: readonly string[]) =>
    names.flatMap((name) => hatchSource(place, name, environments.get(name)))
  const tox = await toxSources(place)
  const forTests = [
    ...dependencyGroups(place, TEST_NAMES),
    ...extras(place, TEST_NAMES),
    ...toolTables(place, TEST_NAMES),
    ...hatch(['hatch-test', ...TEST_NAMES]),
    ...(await requirementsFiles(place, TEST_FILES)),
    ...tox.filter(({ isBase }) => isBase).map(({ found }) => found),
    ...(await setuptoolsTestsRequire(place)),
  ]
  const forDevelopment = [
    ...dependencyGroups(place, DEV_NAMES),
    ...extras(place, DEV_NAMES),
    ...toolTables(place, DEV_NAMES),
    ...(await pipfile(place)),
    ...hatch(DEV_NAMES),
    ...(await requirementsFiles(place, DEV_FILES)),
    ...hatch(['default']),
  ]
  const known = new Set([...forTests, ...forDevelopment].map(({ source }) => source))
  const others = [
    ...dependencyGroups(place, groupNames(place)),
    ...extras(place, place.metadata.extras),
    ...toolTables(place, toolGroupNames(place)),
    ...hatch([...environments.keys()]),
    ...tox.filter(({ isBase }) => !isBase).map(({ found }) => found),
    ...(await nox(place)),
    ...(await requirementsFiles(place, await otherRequirementsFiles(place))),
    ...(await workflows(place)),
  ].filter(({ source }) => !known.has(source))
  return { forTests, forDevelopment, others }
}

/** The normalized names of the distributions that a source requires, including those of its extras. */
export function distributionsIn(
  { lines, extras: named }: TestSource,
  { requirements }: Pick<Metadata, 'requirements'>,
): Set<string> {
  const all = requirements.flatMap((text) => parseRequirement(text) ?? [])
  const found = new Set(lines.flatMap((line) => parseRequirement(line)?.name ?? []))
  const seen = new Set<string>()
  const add = (extra: string) => {
    const normalized = normalizeName(extra)
    if (seen.has(normalized)) return
    seen.add(normalized)
    for (const { name, ofExtra, extras: nested } of all) {
      if (ofExtra === undefined || normalizeName(ofExtra) !== normalized) continue
      found.add(name)
      // An extra can include others of the same package: demo[test].
      nested.forEach(add)
    }
  }
  named.forEach(add)
  return found
}

/** Whether a source names pytest, or a plugin that requires it. */
export function namesPytest(source: TestSource, metadata: Pick<Metadata, 'requirements'>): boolean {
  return [...distributionsIn(source, metadata)].some(
    (name) => name === 'pytest' || name.startsWith('pytest-'),
  )
}

function groupNames({ pyproject }: SourceDirectory): string[] {
  return Object.keys(table(pyproject['dependency-groups']))
}

/** Reads dependency groups (PEP 735) by name. */
export function dependencyGroups(
  { pyproject }: Pick<SourceDirectory, 'pyproject'>,
  names: readonly string[],
): TestSource[] {
  const groups = new Map(
    Object.entries(table(pyproject['dependency-groups'])).map(([name, value]) => [
      normalizeName(name),
      value,
    ]),
  )
  const expand = (group: string, seen: readonly string[]): string[] => {
    const entries = groups.get(group)
    if (!Array.isArray(entries) || seen.includes(group)) return []
    return entries.flatMap((entry) => {
      if (typeof entry === 'string') return [entry]
      const included = table(entry)['include-group']
      return typeof included === 'string' ? expand(normalizeName(included), [...seen, group]) : []
    })
  }
  return names
    .filter((name) => groups.has(normalizeName(name)))
    .map((name) => ({
      source: `group "${name}"`,
      lines: expand(normalizeName(name), []),
      extras: [],
      declaredIn: { kind: 'dependency-group', name },
    }))
}

/** Reads extras of the package by name. */
export function extras(
  { metadata }: Pick<SourceDirectory, 'metadata'>,
  names: readonly string[],
): TestSource[] {
  const wanted = names.map(normalizeName)
  return metadata.extras
    .filter((name) => wanted.includes(normalizeName(name)))
    .map((name) => ({
      source: `extra "${name}"`,
      lines: [],
      extras: [name],
      declaredIn: { kind: 'extra', name },
    }))
}

function toolGroupNames({ pyproject }: SourceDirectory): string[] {
  const tool = table(pyproject.tool)
  return [
    ...Object.keys(table(table(tool.poetry).group)),
    ...Object.keys(table(table(tool.pdm)['dev-dependencies'])),
    ...Object.keys(table(table(tool.pixi).feature)),
  ]
}

/** Reads the tables of poetry, pdm, pixi, uv and rye, which are older than PEP 735. */
function toolTables({ pyproject, memberNames }: SourceDirectory, names: readonly string[]): TestSource[] {
  const tool = table(pyproject.tool)
  const poetry = table(tool.poetry)
  const source = (name: string, lines: readonly string[], declaredIn?: DeclarationSite): TestSource[] =>
    lines.length === 0 ? [] : [{ source: name, lines, extras: [], declaredIn }]
  const found = names.flatMap((name) => {
    const group = table(table(table(poetry.group)[name]).dependencies)
    const pdm = table(table(tool.pdm)['dev-dependencies'])[name]
    const pixi = table(table(table(tool.pixi).feature)[name])
    const fromPixi = { ...table(pixi.dependencies), ...table(pixi['pypi-dependencies']) }
    return [
      ...source(`poetry group "${name}"`, poetryRequirements(group, memberNames), {
        kind: 'poetry-group',
        name,
      }),
      ...source(`pdm group "${name}"`, isStringArray(pdm) ? pdm : [], { kind: 'pdm-group', name }),
      ...source(`pixi feature "${name}"`, poetryRequirements(withoutConda(fromPixi), memberNames)),
    ]
  })
  if (!names.includes('dev')) return found
  const poetryDev = table(poetry['dev-dependencies'])
  const [uv, rye] = [table(tool.uv), table(tool.rye)].map((one) => one['dev-dependencies'])
  return [
    ...found,
    ...source('tool.poetry.dev-dependencies', poetryRequirements(poetryDev, memberNames)),
    ...source('tool.uv.dev-dependencies', isStringArray(uv) ? uv : []),
    ...source('tool.rye.dev-dependencies', isStringArray(rye) ? rye : []),
  ]
}

/** conda packages that are not distributions on PyPI. */
function withoutConda(dependencies: TomlTable): TomlTable {
  return Object.fromEntries(Object.entries(dependencies).filter(([name]) => !/^(python|pip|git)$/.test(name)))
}

async function pipfile(place: SourceDirectory): Promise<TestSource[]> {
  const packages = table(parseTomlLeniently((await place.read('Pipfile')) ?? '')['dev-packages'])
  const lines = poetryRequirements(packages, place.memberNames)
  return lines.length === 0 ? [] : [{ source: 'dev-packages of Pipfile', lines, extras: [] }]
}

function hatchSource(
  place: SourceDirectory,
  name: string,
  environment: HatchEnvironment | undefined,
): TestSource[] {
  if (environment === undefined) return []
  const { dependencies, features, groups } = environment
  const lines = [...dependencies, ...dependencyGroups(place, groups).flatMap((group) => group.lines)].filter(
    // `{root:uri}` is used for the paths of other packages.
    (line) => !line.includes('{') || place.memberNames.size > 0,
  )
  return lines.length + features.length === 0
    ? []
    : [
        {
          source: `hatch environment "${name}"`,
          lines,
          extras: features,
          declaredIn: { kind: 'hatch-environment', name },
        },
      ]
}

async function requirementsFiles(place: SourceDirectory, files: readonly string[]): Promise<TestSource[]> {
  const found: TestSource[] = []
  for (const file of files) {
    if ((await place.read(file)) === undefined) continue
    const missingFiles = new Set<string>()
    const lines = await readRequirementsFile(place, file, missingFiles)
    found.push({
      source: file + describeMissing(missingFiles),
      lines,
      extras: [],
      declaredIn: { kind: 'requirements-file', file },
    })
  }
  return found
}

/** For the report: the files that a source includes and that do not exist. */
function describeMissing(files: ReadonlySet<string>): string {
  if (files.size === 0) return ''
  return `, without ${list([...files])}, which ${files.size > 1 ? 'are' : 'is'} not there`
}

/** The requirements files with other names, except that of the package's own dependencies. */
async function otherRequirementsFiles({ directory }: SourceDirectory): Promise<string[]> {
  const directories = ['.', 'requirements', 'ci', '.ci', '.github']
  const names = await Promise.all(
    directories.map(async (name) =>
      (await readdir(join(directory, name)).catch(() => []))
        .filter((file) => /requirements.*\.(txt|in)$/i.test(file) || isRequirementsFile(`${name}/${file}`))
        .map((file) => (name === '.' ? file : `${name}/${file}`)),
    ),
  )
  return names.flat().sort()
}

async function toxSources(
  place: SourceDirectory,
): Promise<{ readonly isBase: boolean; readonly found: TestSource }[]> {
  const { pyproject, setupCfg } = place
  const [toxIni, toxToml] = await Promise.all([place.read('tox.ini'), place.read('tox.toml')])
  const environments = toxEnvironments({ toxIni, toxToml, setupCfg, pyproject })
  return Promise.all(
    environments.map(async ({ section, file, isIni, isBase, lines, extras: named, groups }) => {
      const missingFiles = new Set<string>()
      const expanded = await expandLines(place, lines, groups, missingFiles)
      return {
        isBase,
        found: {
          source: `${section} of ${file}${describeMissing(missingFiles)}`,
          lines: expanded,
          extras: named,
          declaredIn: isIni ? { kind: 'tox', section, file } : undefined,
        },
      }
    }),
  )
}

async function nox(place: SourceDirectory): Promise<TestSource[]> {
  const sessions = noxSessions((await place.read('noxfile.py')) ?? '')
  const found = await Promise.all(
    sessions.map(async ({ name, lines, extras: named, groups }) => ({
      source: `session "${name}" of noxfile.py`,
      lines: [
        ...(await expandLines(place, lines, groups)),
        ...toolTables(place, groups).flatMap((group) => group.lines),
      ],
      extras: named,
    })),
  )
  // Sessions for documentation may install pytest too.
  const isTest = ({ source }: TestSource) => /test|unit|cov|"py/.test(source)
  return [...found.filter(isTest), ...found.filter((one) => !isTest(one))]
}

/**
 * Expands the files that lines include, and the groups.
 *
 * @param missingFiles the set to add the included files to that do not exist
 */
async function expandLines(
  place: SourceDirectory,
  lines: readonly string[],
  groups: readonly string[] = [],
  missingFiles = new Set<string>(),
): Promise<string[]> {
  const expanded = await Promise.all(
    lines.map(async (line) => {
      const included = includedFile(line)
      return included === undefined
        ? [relocate(place, '.', line)]
        : await readRequirementsFile(place, included, missingFiles)
    }),
  )
  return [...expanded.flat(), ...dependencyGroups(place, groups).flatMap((group) => group.lines)]
}

/** Reads the dependencies of the removed command `setup.py test`. */
async function setuptoolsTestsRequire(place: SourceDirectory): Promise<TestSource[]> {
  const value = place.setupCfg.get('options')?.get('tests_require')
  const inSetupPy = /\btests?_require(?:s|ments)?\s*=\s*(\[[^\]]*\])/.exec(
    (await place.read('setup.py')) ?? '',
  )?.[1]
  const lines = value
    ? value.split(value.includes('\n') ? '\n' : ';').map((line) => line.trim())
    : [...(inSetupPy ?? '').matchAll(/(["'])((?:(?!\1).)+)\1/g)].map(([, , text = '']) => text)
  return lines.length === 0
    ? []
    : [
        {
          source: `tests_require of ${value ? 'setup.cfg' : 'setup.py'}`,
          lines: lines.filter(Boolean),
          extras: [],
        },
      ]
}

/** Reads the `pip install` commands of GitHub workflows. */
async function workflows(place: SourceDirectory): Promise<TestSource[]> {
  const directory = '.github/workflows'
  const names = await readdir(join(place.directory, directory)).catch(() => [])
  const found = await Promise.all(
    names
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map(async (name) => {
        const text = ((await place.read(`${directory}/${name}`)) ?? '').replace(/\\\r?\n/g, ' ')
        const installs = [...text.matchAll(/\bpip3? install\s+([^\n;&|#]+)/g)]
        // An expression of GitHub or a variable of the shell has no value here.
        const lines = installs.flatMap(([, args = '']) =>
          args.includes('$') ? [] : requirementArguments(args.trim().split(/\s+/)),
        )
        return {
          source: `pip install in ${directory}/${name}`,
          lines: await expandLines(place, lines),
          extras: [],
        }
      }),
  )
  return found.filter(({ lines }) => lines.length > 0)
}
