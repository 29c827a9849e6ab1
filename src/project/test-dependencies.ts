import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { isStringArray, parseToml, type TomlTable, table } from '../config/toml.ts'
import type { Metadata } from '../distribution/core-metadata.ts'
import { ConfigurationError } from '../program/errors.ts'
import { list } from '../program/sentence.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'
import { type Ini, parseIni } from './ini.ts'
import { poetryRequirements } from './poetry-requirements.ts'
import type { Project } from './project.ts'

/** The test dependencies of a package, and where they are declared. */
export interface TestDependencies {
  /** For the report: `dependency group "test" of pyproject.toml`. */
  readonly source: string
  /** Lines of a requirements file, as pip and uv read them. */
  readonly lines: readonly string[]
  /** Extras of the package itself. */
  readonly extras: readonly string[]
}

interface Context {
  readonly project: Project
  readonly metadata: Metadata
  readonly read: (file: string) => Promise<string | undefined>
  /** Files that a requirements file includes and that do not exist; filled while the files are read. */
  readonly missingFiles: Set<string>
}

const TEST_NAMES = ['test', 'tests', 'testing']
const DEV_NAMES = ['dev', 'develop', 'development']

const TEST_FILES = [
  'requirements-test.txt',
  'requirements-tests.txt',
  'requirements-testing.txt',
  'requirements_test.txt',
  'requirements_tests.txt',
  'test-requirements.txt',
  'test_requirements.txt',
  'requirements/test.txt',
  'requirements/tests.txt',
  'requirements/testing.txt',
  'requirements/requirements-test.txt',
  'requirements/requirements-tests.txt',
  'requirements/requirements-testing.txt',
  'requirements/test-requirements.txt',
  'requirements.test.txt',
  'tests/requirements.txt',
  'tests/requirements-test.txt',
  'tests/test-requirements.txt',
  'test/requirements.txt',
]
const DEV_FILES = [
  'requirements-dev.txt',
  'requirements_dev.txt',
  'dev-requirements.txt',
  'dev_requirements.txt',
  'requirements/dev.txt',
  'requirements/development.txt',
  'requirements/requirements-dev.txt',
  'requirements/dev-requirements.txt',
  'requirements.dev.txt',
]

/** Whether a file, relative to the project's directory, is a requirements file by its name. */
export function isRequirementsFile(file: string): boolean {
  return /^requirements(?:\/|[-_.]?)[\w.-]*\.txt$/.test(file) || [...TEST_FILES, ...DEV_FILES].includes(file)
}

/** The places where projects declare test dependencies, the most specific first. Only the first that exists is used. */
const SOURCES: readonly ((
  context: Context,
) => Promise<TestDependencies | undefined> | TestDependencies | undefined)[] = [
  (context) => dependencyGroup(context, TEST_NAMES),
  (context) => extra(context, TEST_NAMES),
  (context) => toolTables(context, TEST_NAMES),
  (context) => requirementsFile(context, TEST_FILES),
  tox,
  setuptoolsTestsRequire,
  (context) => dependencyGroup(context, DEV_NAMES),
  (context) => extra(context, DEV_NAMES),
  (context) => toolTables(context, DEV_NAMES),
  (context) => requirementsFile(context, DEV_FILES),
  (context) => hatchEnvironment(context, 'default'),
]

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
  const read = (file: string) => readFile(join(project.directory, file), 'utf8').catch(() => undefined)
  const context = { project, metadata, read, missingFiles: new Set<string>() }
  const found =
    configured === undefined ? await detect(context) : await resolveConfigured(context, configured)
  const missing = [...context.missingFiles]
  const suffix =
    missing.length === 0
      ? ''
      : `, without ${list(missing)}, which ${missing.length > 1 ? 'are' : 'is'} not there`
  const dependencies = withoutSelf(withWorkspaceMembers(found, project), project, metadata)
  return { ...dependencies, source: found.source + suffix }
}

/** Adds pytest to requirements that lack it. */
export function withPytest(lines: readonly string[]): string[] {
  return lines.some((line) => parseRequirement(line)?.name === 'pytest') ? [...lines] : [...lines, 'pytest']
}

async function detect(context: Context): Promise<TestDependencies> {
  for (const read of SOURCES) {
    const found = await read(context)
    if (found !== undefined) return found
  }
  return { source: 'nowhere (pytest alone)', lines: [], extras: [] }
}

async function resolveConfigured(context: Context, configured: readonly string[]): Promise<TestDependencies> {
  const problems: { message: string }[] = []
  const lines: string[] = []
  const extras: string[] = []
  for (const item of configured) {
    const named = /^\[([\w.-]+)\]$/.exec(item)?.[1]
    const file = /^(?:-r|--requirement)[ =]?(.+)$/.exec(item)?.[1]?.trim()
    if (named !== undefined) {
      const group = dependencyGroup(context, [named])
      const namedExtra = extra(context, [named])
      if (group === undefined && namedExtra === undefined)
        problems.push({
          message: `Test requirement [${named}] names neither a dependency group nor an extra of ${context.project.name}.`,
        })
      lines.push(...(group?.lines ?? []))
      extras.push(...(group === undefined ? (namedExtra?.extras ?? []) : []))
    } else if (file !== undefined) {
      if ((await context.read(file)) === undefined)
        problems.push({
          message: `Test requirement "${item}" names a file that is not in the folder of ${context.project.name}.`,
        })
      else lines.push(...(await flatten(context, file)))
    } else lines.push(relocate(context, '.', item))
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  return { source: 'the configuration', lines, extras }
}

/** Reads the first dependency group that exists (PEP 735). */
function dependencyGroup({ project }: Context, names: readonly string[]): TestDependencies | undefined {
  const groups = new Map(
    Object.entries(table(project.pyproject['dependency-groups'])).map(([name, value]) => [
      normalizeName(name),
      value,
    ]),
  )
  const name = names.find((candidate) => groups.has(normalizeName(candidate)))
  if (name === undefined) return undefined
  const expand = (group: string, seen: readonly string[]): string[] => {
    const entries = groups.get(group)
    if (!Array.isArray(entries) || seen.includes(group)) return []
    return entries.flatMap((entry) => {
      if (typeof entry === 'string') return [entry]
      const included = table(entry)['include-group']
      return typeof included === 'string' ? expand(normalizeName(included), [...seen, group]) : []
    })
  }
  return { source: `dependency group "${name}"`, lines: expand(normalizeName(name), []), extras: [] }
}

function extra({ metadata }: Context, names: readonly string[]): TestDependencies | undefined {
  const wanted = names.map(normalizeName)
  const name = metadata.extras.find((candidate) => wanted.includes(normalizeName(candidate)))
  return name === undefined ? undefined : { source: `extra "${name}"`, lines: [], extras: [name] }
}

function workspaceMemberNames({ workspaceMembers }: Project): Set<string> {
  return new Set(workspaceMembers.map(({ name }) => normalizeName(name)))
}

/** Reads the tables of poetry, pdm, hatch and uv, which are older than PEP 735. */
function toolTables(context: Context, names: readonly string[]): TestDependencies | undefined {
  const tool = table(context.project.pyproject.tool)
  const poetry = table(tool.poetry)
  for (const name of names) {
    const group = table(table(table(poetry.group)[name]).dependencies)
    if (Object.keys(group).length > 0)
      return {
        source: `poetry group "${name}"`,
        lines: poetryRequirements(group, workspaceMemberNames(context.project)),
        extras: [],
      }
    const pdm = table(table(tool.pdm)['dev-dependencies'])[name]
    if (isStringArray(pdm)) return { source: `pdm group "${name}"`, lines: pdm, extras: [] }
    const hatch =
      (name === 'test' ? hatchEnvironment(context, 'hatch-test') : undefined) ??
      hatchEnvironment(context, name)
    if (hatch !== undefined) return hatch
  }
  if (!names.includes('dev')) return undefined
  const poetryDev = table(poetry['dev-dependencies'])
  if (Object.keys(poetryDev).length > 0)
    return {
      source: 'tool.poetry.dev-dependencies',
      lines: poetryRequirements(poetryDev, workspaceMemberNames(context.project)),
      extras: [],
    }
  const uv = table(tool.uv)['dev-dependencies']
  return isStringArray(uv) ? { source: 'tool.uv.dev-dependencies', lines: uv, extras: [] } : undefined
}

/** The default dependencies of `hatch test` (hatch documentation, "Testing"). */
const HATCH_TEST_DEPENDENCIES = [
  'coverage[toml]',
  'pytest',
  'pytest-mock',
  'pytest-rerunfailures',
  'pytest-xdist[psutil]',
]

/** Reads an environment of hatch, which inherits from its `template`, by default `default`. */
function hatchEnvironment(context: Context, name: string): TestDependencies | undefined {
  const environments = table(table(table(context.project.pyproject.tool).hatch).envs)
  if (environments[name] === undefined) return undefined
  const own = table(environments[name])
  const template = typeof own.template === 'string' ? own.template : 'default'
  const inherited: TomlTable =
    name === 'hatch-test'
      ? { dependencies: HATCH_TEST_DEPENDENCIES }
      : template === name
        ? {}
        : table(environments[template])
  const environment = { ...inherited, ...own }
  const listOf = (key: string) => (isStringArray(environment[key]) ? environment[key] : [])
  const groups = listOf('dependency-groups').flatMap(
    (group) => dependencyGroup(context, [group])?.lines ?? [],
  )
  const lines = [...listOf('dependencies'), ...listOf('extra-dependencies'), ...groups].filter(
    // `{root:uri}` is used for the paths of other packages.
    (line) => !line.includes('{') || context.project.workspaceMembers.length > 0,
  )
  const extras = listOf('features')
  return lines.length + extras.length === 0
    ? undefined
    : { source: `hatch environment "${name}"`, lines, extras }
}

async function requirementsFile(
  context: Context,
  files: readonly string[],
): Promise<TestDependencies | undefined> {
  for (const file of files) {
    if ((await context.read(file)) !== undefined)
      return { source: file, lines: await flatten(context, file), extras: [] }
  }
  return undefined
}

/** The lines of a requirements file and of the files that it includes, without comments. */
async function flatten(context: Context, file: string, seen: readonly string[] = []): Promise<string[]> {
  const content = await context.read(file)
  if (content === undefined) {
    context.missingFiles.add(file)
    return []
  }
  const lines: string[] = []
  for (const raw of content.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim()
    const included = /^(?:-r|--requirement)[ =]?(.+)$/.exec(line)?.[1]
    if (included !== undefined) {
      const path = join(dirname(file), included.trim())
      if (path !== file && !seen.includes(path))
        lines.push(...(await flatten(context, path, [...seen, file])))
    } else if (line !== '') lines.push(relocate(context, dirname(file), line))
  }
  return lines
}

/** Rewrites a line so that it means the same in a requirements file in another directory. */
function relocate({ project }: Context, directory: string, line: string): string {
  return (
    line
      .replace(/^(-c|--constraint)[ =]?(.+)$/, (_, option, path) =>
        /^\w+:\/\//.test(path.trim())
          ? `${option} ${path.trim()}`
          : `${option} ${resolve(project.directory, directory, path.trim())}`,
      )
      // A single hash makes pip require hashes for everything, and the wheel under test has none ("Hash-checking mode").
      .replace(/\s+--hash[ =]\S+/g, '')
  )
}

/** Reads the base environment of tox from each file that can configure tox. */
async function tox(context: Context): Promise<TestDependencies | undefined> {
  const { pyproject, setupCfg } = context.project
  const inPyproject = table(table(pyproject.tool).tox)
  const legacy = inPyproject.legacy_tox_ini
  const inis: [string, Ini][] = [
    ['tox.ini', parseIni((await context.read('tox.ini')) ?? '')],
    ['setup.cfg', setupCfg],
    ['pyproject.toml', parseIni(typeof legacy === 'string' ? legacy : '')],
  ]
  for (const [file, ini] of inis) {
    const environment = ini.get('testenv')
    if (environment === undefined) continue
    const values = (key: string) => (environment.get(key) ?? '').split(/[\n,]/).map((value) => value.trim())
    const found = await toxEnvironment(context, {
      deps: (environment.get('deps') ?? '').split('\n').flatMap((line) => substitute(line, ini)),
      extras: values('extras').filter(Boolean),
      groups: values('dependency_groups').filter(Boolean),
    })
    if (found !== undefined) return { source: `[testenv] of ${file}`, ...found }
  }
  const tomls: [string, TomlTable][] = [
    ['tox.toml', parseTomlLeniently((await context.read('tox.toml')) ?? '')],
    ['pyproject.toml', inPyproject],
  ]
  for (const [file, toml] of tomls) {
    const environment = table(toml.env_run_base)
    const values = (key: string) => (isStringArray(environment[key]) ? environment[key] : [])
    const found = await toxEnvironment(context, {
      deps: values('deps'),
      extras: values('extras'),
      groups: values('dependency_groups'),
    })
    if (found !== undefined) return { source: `env_run_base of ${file}`, ...found }
  }
  return undefined
}

/** Replaces a reference such as `{[base]deps}` by the lines of that key. */
function substitute(line: string, ini: Ini): string[] {
  const [, section = '', key = ''] = /^\{\[([^\]]+)\](\w+)\}$/.exec(line) ?? []
  return section === '' ? [line] : (ini.get(section)?.get(key) ?? '').split('\n')
}

/** Returns an empty table for invalid TOML. */
function parseTomlLeniently(content: string): TomlTable {
  try {
    return parseToml(content).table
  } catch {
    return {}
  }
}

async function toxEnvironment(
  context: Context,
  { deps, extras, groups }: { readonly [part in 'deps' | 'extras' | 'groups']: readonly string[] },
): Promise<Pick<TestDependencies, 'lines' | 'extras'> | undefined> {
  const lines: string[] = []
  for (const line of deps) {
    const included = /^(?:-r|--requirement)[ =]?(?:\{(?:toxinidir|tox_root)\}\/)?(.+)$/.exec(line)?.[1]
    if (included !== undefined) lines.push(...(await flatten(context, included.trim())))
    // A factor (`py38: x`) or a substitution selects particular environments of tox.
    else if (line !== '' && !/^[\w,{}.!-]+:\s|[{}]/.test(line)) lines.push(relocate(context, '.', line))
  }
  lines.push(...groups.flatMap((name) => dependencyGroup(context, [name])?.lines ?? []))
  return lines.length + extras.length === 0 ? undefined : { lines, extras }
}

/** Reads the dependencies of the removed command `setup.py test`. */
function setuptoolsTestsRequire({ project }: Context): TestDependencies | undefined {
  const value = project.setupCfg.get('options')?.get('tests_require')
  return value
    ? {
        source: 'tests_require of setup.cfg',
        lines: value
          .split(value.includes('\n') ? '\n' : ';')
          .map((line) => line.trim())
          .filter(Boolean),
        extras: [],
      }
    : undefined
}

/** The placeholders of hatch (`{root:uri}`) and pdm (`${PROJECT_ROOT}`) for the project's directory or a parent of it. */
const PROJECT_PLACEHOLDER = /(?:file:\/*)?(?:\{(?:root|home)((?::\w+)*)\}|\$\{PROJECT_ROOT\})/

/** Replaces a placeholder for the project's directory in a requirement by a relative path. */
export function replaceProjectPlaceholder(line: string): string {
  return line.replace(
    PROJECT_PLACEHOLDER,
    (_, modifiers = '') => `.${'/..'.repeat(modifiers.split(':parent').length - 1)}`,
  )
}

/** A requirement on a local directory or file. */
export interface LocalRequirement {
  /** `-e ` or empty. */
  readonly option: string
  readonly path: string
  readonly extras: readonly string[]
  /** Extras, fragment and marker, as written. */
  readonly rest: string
}

/** Parses a line of a requirements file that begins with a path or a `file:` URL; undefined for other lines. */
export function localRequirement(line: string): LocalRequirement | undefined {
  const [, option, path, rest = ''] =
    /^(-e|--editable)?[ =]?\s*["']?(?:file:(?:\/\/)?)?((?:\.|\/|[A-Za-z]:[\\/])[^\s[\];#"']*)(.*?)["']?$/.exec(
      line,
    ) ?? []
  if (path === undefined) return undefined
  const extras = (/^\s*\[([^\]]*)\]/.exec(rest)?.[1] ?? '').split(',').map((name) => name.trim())
  return { option: option === undefined ? '' : '-e ', path, extras: extras.filter(Boolean), rest }
}

/** Replaces paths of workspace members by their names: a path would install the source tree of the checkout. */
function withWorkspaceMembers(found: TestDependencies, project: Project): TestDependencies {
  if (project.workspaceMembers.length === 0) return found
  const root = project.path === '.' ? project.directory : project.directory.slice(0, -project.path.length)
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
function withoutSelf(found: TestDependencies, project: Project, metadata: Metadata): TestDependencies {
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
