import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { isTexts, parseToml, type TomlTable, table } from '../config/toml.ts'
import type { Metadata } from '../distribution/core-metadata.ts'
import { ConfigurationError } from '../program/errors.ts'
import { list } from '../program/sentence.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'
import { type Ini, parseIni } from './ini.ts'
import { poetryRequirements } from './poetry-requirements.ts'
import type { Project } from './project.ts'

/** What the tests need beside the package, and where that was read. */
export interface TestRequirements {
  /** For the report: `dependency group "test" of pyproject.toml`. */
  readonly source: string
  /** Lines as the installers read them in a requirements file. */
  readonly lines: readonly string[]
  /** Extras of the package itself. */
  readonly extras: readonly string[]
}

interface Context {
  readonly project: Project
  readonly metadata: Metadata
  readonly read: (file: string) => Promise<string | undefined>
  /** Files that a requirements file names and that are not there; what is read adds to it. */
  readonly absent: Set<string>
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

/** Whether a file, relative to the project's folder, is one of those by their names. */
export function isRequirementsFile(file: string): boolean {
  return /^requirements(?:\/|[-_.]?)[\w.-]*\.txt$/.test(file) || [...TEST_FILES, ...DEV_FILES].includes(file)
}

/** The places where projects declare what their tests need, the most telling first; the first that is there counts. */
const PLACES: readonly ((
  context: Context,
) => Promise<TestRequirements | undefined> | TestRequirements | undefined)[] = [
  (context) => dependencyGroup(context, TEST_NAMES),
  (context) => extra(context, TEST_NAMES),
  (context) => toolTables(context, TEST_NAMES),
  (context) => requirementFile(context, TEST_FILES),
  tox,
  testsRequire,
  (context) => dependencyGroup(context, DEV_NAMES),
  (context) => extra(context, DEV_NAMES),
  (context) => toolTables(context, DEV_NAMES),
  (context) => requirementFile(context, DEV_FILES),
  (context) => hatchEnvironment(context, 'default'),
]

/**
 * What the tests need: as asked for, else as found in the project.
 *
 * @param asked requirements, `-r FILE`, `[group]` or `[extra]`; undefined: find them
 * @throws ConfigurationError when something that was asked for is not there
 */
export async function findTestRequirements(
  project: Project,
  metadata: Metadata,
  asked: readonly string[] | undefined,
): Promise<TestRequirements> {
  const read = (file: string) => readFile(join(project.folder, file), 'utf8').catch(() => undefined)
  const context = { project, metadata, read, absent: new Set<string>() }
  const found = asked === undefined ? await firstPlace(context) : await resolveAsked(context, asked)
  const absent = [...context.absent]
  const lack =
    absent.length === 0
      ? ''
      : `, without ${list(absent)}, which ${absent.length > 1 ? 'are' : 'is'} not there`
  const own = withoutSelf(withNeighbours(found, project), project, metadata)
  return { ...own, source: found.source + lack }
}

/** The same, with pytest where nothing names it. */
export function withPytest(lines: readonly string[]): string[] {
  return lines.some((line) => parseRequirement(line)?.name === 'pytest') ? [...lines] : [...lines, 'pytest']
}

async function firstPlace(context: Context): Promise<TestRequirements> {
  for (const place of PLACES) {
    const found = await place(context)
    if (found !== undefined) return found
  }
  return { source: 'nowhere (pytest alone)', lines: [], extras: [] }
}

async function resolveAsked(context: Context, asked: readonly string[]): Promise<TestRequirements> {
  const problems: { message: string }[] = []
  const lines: string[] = []
  const extras: string[] = []
  for (const item of asked) {
    const named = /^\[([\w.-]+)\]$/.exec(item)?.[1]
    const file = /^(?:-r|--requirement)[ =]?(.+)$/.exec(item)?.[1]?.trim()
    if (named !== undefined) {
      const group = dependencyGroup(context, [named])
      const ofExtra = extra(context, [named])
      if (group === undefined && ofExtra === undefined)
        problems.push({
          message: `Test requirement [${named}] names neither a dependency group nor an extra of ${context.project.name}.`,
        })
      lines.push(...(group?.lines ?? []))
      extras.push(...(group === undefined ? (ofExtra?.extras ?? []) : []))
    } else if (file !== undefined) {
      if ((await context.read(file)) === undefined)
        problems.push({
          message: `Test requirement "${item}" names a file that is not in the folder of ${context.project.name}.`,
        })
      else lines.push(...(await flatten(context, file)))
    } else lines.push(fromFolder(context, '.', item))
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  return { source: 'the configuration', lines, extras }
}

/** PEP 735. */
function dependencyGroup({ project }: Context, names: readonly string[]): TestRequirements | undefined {
  const groups = new Map(
    Object.entries(table(project.pyproject['dependency-groups'])).map(([name, value]) => [
      normalizeName(name),
      value,
    ]),
  )
  const name = names.find((candidate) => groups.has(normalizeName(candidate)))
  if (name === undefined) return undefined
  const resolve = (group: string, seen: readonly string[]): string[] => {
    const entries = groups.get(group)
    if (!Array.isArray(entries) || seen.includes(group)) return []
    return entries.flatMap((entry) => {
      if (typeof entry === 'string') return [entry]
      const included = table(entry)['include-group']
      return typeof included === 'string' ? resolve(normalizeName(included), [...seen, group]) : []
    })
  }
  return { source: `dependency group "${name}"`, lines: resolve(normalizeName(name), []), extras: [] }
}

function extra({ metadata }: Context, names: readonly string[]): TestRequirements | undefined {
  const wanted = names.map(normalizeName)
  const name = metadata.extras.find((candidate) => wanted.includes(normalizeName(candidate)))
  return name === undefined ? undefined : { source: `extra "${name}"`, lines: [], extras: [name] }
}

function neighboursOf({ neighbours }: Project): Set<string> {
  return new Set(neighbours.map(({ name }) => normalizeName(name)))
}

/** The tables of tools that came before PEP 735: poetry, pdm, hatch, uv. */
function toolTables(context: Context, names: readonly string[]): TestRequirements | undefined {
  const tool = table(context.project.pyproject.tool)
  const poetry = table(tool.poetry)
  for (const name of names) {
    const group = table(table(table(poetry.group)[name]).dependencies)
    if (Object.keys(group).length > 0)
      return {
        source: `poetry group "${name}"`,
        lines: poetryRequirements(group, neighboursOf(context.project)),
        extras: [],
      }
    const pdm = table(table(tool.pdm)['dev-dependencies'])[name]
    if (isTexts(pdm)) return { source: `pdm group "${name}"`, lines: pdm, extras: [] }
    const hatch =
      (name === 'test' ? hatchEnvironment(context, 'hatch-test') : undefined) ??
      hatchEnvironment(context, name)
    if (hatch !== undefined) return hatch
  }
  if (!names.includes('dev')) return undefined
  const old = table(poetry['dev-dependencies'])
  if (Object.keys(old).length > 0)
    return {
      source: 'tool.poetry.dev-dependencies',
      lines: poetryRequirements(old, neighboursOf(context.project)),
      extras: [],
    }
  const uv = table(tool.uv)['dev-dependencies']
  return isTexts(uv) ? { source: 'tool.uv.dev-dependencies', lines: uv, extras: [] } : undefined
}

/** What `hatch test` installs where the project does not say (hatch documentation, "Testing"). */
const OF_HATCH_TEST = [
  'coverage[toml]',
  'pytest',
  'pytest-mock',
  'pytest-rerunfailures',
  'pytest-xdist[psutil]',
]

/** An environment of hatch, with what it inherits: from its template, else from `default`. */
function hatchEnvironment(context: Context, name: string): TestRequirements | undefined {
  const environments = table(table(table(context.project.pyproject.tool).hatch).envs)
  if (environments[name] === undefined) return undefined
  const own = table(environments[name])
  const template = typeof own.template === 'string' ? own.template : 'default'
  const inherited: TomlTable =
    name === 'hatch-test'
      ? { dependencies: OF_HATCH_TEST }
      : template === name
        ? {}
        : table(environments[template])
  const environment = { ...inherited, ...own }
  const texts = (key: string) => (isTexts(environment[key]) ? environment[key] : [])
  const groups = texts('dependency-groups').flatMap((group) => dependencyGroup(context, [group])?.lines ?? [])
  const lines = [...texts('dependencies'), ...texts('extra-dependencies'), ...groups].filter(
    // What hatch puts in the place of `{root:uri}` leads to other projects.
    (line) => !line.includes('{') || context.project.neighbours.length > 0,
  )
  const extras = texts('features')
  return lines.length + extras.length === 0
    ? undefined
    : { source: `hatch environment "${name}"`, lines, extras }
}

async function requirementFile(
  context: Context,
  files: readonly string[],
): Promise<TestRequirements | undefined> {
  for (const file of files) {
    if ((await context.read(file)) !== undefined)
      return { source: file, lines: await flatten(context, file), extras: [] }
  }
  return undefined
}

/** The lines of a requirements file and of those that it includes, without comments. */
async function flatten(context: Context, file: string, seen: readonly string[] = []): Promise<string[]> {
  const content = await context.read(file)
  if (content === undefined) {
    context.absent.add(file)
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
    } else if (line !== '') lines.push(fromFolder(context, dirname(file), line))
  }
  return lines
}

/** A line as it must be to mean the same in a requirements file that lies elsewhere. */
function fromFolder({ project }: Context, folder: string, line: string): string {
  return (
    line
      .replace(/^(-c|--constraint)[ =]?(.+)$/, (_, option, path) =>
        /^\w+:\/\//.test(path.trim())
          ? `${option} ${path.trim()}`
          : `${option} ${resolve(project.folder, folder, path.trim())}`,
      )
      // With one hash the installers ask for a hash of everything, and the wheel under test has none.
      .replace(/\s+--hash[ =]\S+/g, '')
  )
}

/** The environment of tox that all others derive from, in each of the files that tox reads. */
async function tox(context: Context): Promise<TestRequirements | undefined> {
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
      deps: (environment.get('deps') ?? '').split('\n').flatMap((line) => substituted(line, ini)),
      extras: values('extras').filter(Boolean),
      groups: values('dependency_groups').filter(Boolean),
    })
    if (found !== undefined) return { source: `[testenv] of ${file}`, ...found }
  }
  const tomls: [string, TomlTable][] = [
    ['tox.toml', tomlOrNothing((await context.read('tox.toml')) ?? '')],
    ['pyproject.toml', inPyproject],
  ]
  for (const [file, toml] of tomls) {
    const environment = table(toml.env_run_base)
    const values = (key: string) => (isTexts(environment[key]) ? environment[key] : [])
    const found = await toxEnvironment(context, {
      deps: values('deps'),
      extras: values('extras'),
      groups: values('dependency_groups'),
    })
    if (found !== undefined) return { source: `env_run_base of ${file}`, ...found }
  }
  return undefined
}

/** A line, or the lines of the key that it stands for: `{[base]deps}`. */
function substituted(line: string, ini: Ini): string[] {
  const [, section = '', key = ''] = /^\{\[([^\]]+)\](\w+)\}$/.exec(line) ?? []
  return section === '' ? [line] : (ini.get(section)?.get(key) ?? '').split('\n')
}

function tomlOrNothing(content: string): TomlTable {
  try {
    return parseToml(content).table
  } catch {
    return {}
  }
}

async function toxEnvironment(
  context: Context,
  { deps, extras, groups }: { readonly [part in 'deps' | 'extras' | 'groups']: readonly string[] },
): Promise<Pick<TestRequirements, 'lines' | 'extras'> | undefined> {
  const lines: string[] = []
  for (const line of deps) {
    const included = /^(?:-r|--requirement)[ =]?(?:\{(?:toxinidir|tox_root)\}\/)?(.+)$/.exec(line)?.[1]
    if (included !== undefined) lines.push(...(await flatten(context, included.trim())))
    // Lines with a factor (`py38: x`) or a substitution are for some environments of tox only.
    else if (line !== '' && !/^[\w,{}.!-]+:\s|[{}]/.test(line)) lines.push(fromFolder(context, '.', line))
  }
  lines.push(...groups.flatMap((name) => dependencyGroup(context, [name])?.lines ?? []))
  return lines.length + extras.length === 0 ? undefined : { lines, extras }
}

/** What setuptools once read for `setup.py test`. */
function testsRequire({ project }: Context): TestRequirements | undefined {
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

/** How hatch and pdm write the folder of the project, or a folder above it, as a path or a URL. */
const PROJECT_FOLDER = /(?:file:\/*)?(?:\{(?:root|home)((?::\w+)*)\}|\$\{PROJECT_ROOT\})/

/** A requirement without what tools put in the place of the project's folder. */
export function withProjectFolder(line: string): string {
  return line.replace(
    PROJECT_FOLDER,
    (_, modifiers = '') => `.${'/..'.repeat(modifiers.split(':parent').length - 1)}`,
  )
}

/** A requirement that is a folder, or a file, of this machine. */
export interface LocalRequirement {
  /** `-e ` or nothing. */
  readonly option: string
  readonly path: string
  readonly extras: readonly string[]
  /** Extras, fragment and marker, as written. */
  readonly rest: string
}

/** Reads a line of a requirements file that begins with a path, or with a URL of one. */
export function localRequirement(line: string): LocalRequirement | undefined {
  const [, option, path, rest = ''] =
    /^(-e|--editable)?[ =]?\s*["']?(?:file:(?:\/\/)?)?((?:\.|\/|[A-Za-z]:[\\/])[^\s[\];#"']*)(.*?)["']?$/.exec(
      line,
    ) ?? []
  if (path === undefined) return undefined
  const extras = (/^\s*\[([^\]]*)\]/.exec(rest)?.[1] ?? '').split(',').map((name) => name.trim())
  return { option: option === undefined ? '' : '-e ', path, extras: extras.filter(Boolean), rest }
}

/** Another package of the repository is meant by its name, however it is found: its folder would be the checkout's. */
function withNeighbours(found: TestRequirements, project: Project): TestRequirements {
  if (project.neighbours.length === 0) return found
  const root = project.path === '.' ? project.folder : project.folder.slice(0, -project.path.length)
  const byFolder = new Map(project.neighbours.map(({ name, path }) => [resolve(root, path), name]))
  const names = new Set(project.neighbours.map(({ name }) => normalizeName(name)))
  const lines = found.lines.map((line) => {
    const marker = /(;.*)$/.exec(line)?.[1] ?? ''
    const requirement = parseRequirement(line)
    const extras = (of: readonly string[]) => (of.length > 0 ? `[${of.join(',')}]` : '')
    if (requirement !== undefined)
      return names.has(requirement.name) && /^[^;]*@/.test(line)
        ? `${requirement.name}${extras(requirement.extras)} ${marker}`.trim()
        : line
    const local = localRequirement(withProjectFolder(line))
    const name = local && byFolder.get(resolve(project.folder, local.path))
    const isOther = name !== undefined && normalizeName(name) !== normalizeName(project.name)
    return isOther ? `${name}${extras(local?.extras ?? [])} ${marker}`.trim() : line
  })
  // What hatch puts in the place of `{root:uri}` leads out of the repository.
  return { ...found, lines: lines.filter((line) => !/\{(?:root|home)\b/.test(line)) }
}

/**
 * Lines that name the project itself (`-e .`, `.[test]`, `name[test]`, its folder) would put its source in the place
 * of the wheel. They count for their extras alone.
 */
function withoutSelf(found: TestRequirements, project: Project, metadata: Metadata): TestRequirements {
  const name = normalizeName(metadata.name || project.name)
  const extras = new Set(found.extras)
  const lines = found.lines.filter((line) => {
    const local = localRequirement(withProjectFolder(line))
    const requirement = local === undefined ? parseRequirement(line) : undefined
    const self =
      local === undefined
        ? requirement?.name === name
        : resolve(project.folder, local.path) === resolve(project.folder)
    if (!self) return true
    for (const extra of local?.extras ?? requirement?.extras ?? []) extras.add(extra)
    return false
  })
  const known = new Set(metadata.extras.map(normalizeName))
  return { ...found, lines, extras: [...extras].filter((item) => known.has(normalizeName(item))) }
}
