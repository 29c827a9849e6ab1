import { dirname, isAbsolute, join, normalize } from 'node:path/posix'
import { isTexts, table } from '../config/toml.ts'
import { isPackageName } from '../distribution/top-level-names.ts'
import type { Project } from '../project/project.ts'
import { localRequirement, withProjectFolder } from '../project/test-requirements.ts'
import { moduleOf, topOf } from '../python/module-names.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'

/** A project of the checkout, with what else in its folder tells of dependencies. */
export interface Source {
  readonly project: Project
  /** Undefined where there is none. */
  readonly setupPy: string | undefined
  /** Lines of its files of requirements. */
  readonly requirements: readonly string[]
}

/** What a dependency is needed for: to build the package, to install it, to test it; a setup.py does not tell. */
export type ToolPurpose = 'build' | 'install' | 'tests' | 'unknown'

/** A dependency, as far as it may lead to another package of the repository. */
export interface LocalDependency {
  readonly purpose: ToolPurpose
  /** Normalized; undefined where only a folder is named. */
  readonly name: string | undefined
  /** Relative to the checkout's root; undefined where it is found by its name. */
  readonly path: string | undefined
  /** A setting says that it is in this repository: its place in words, such as `tool.uv.sources`. */
  readonly saidBy: string | undefined
}

/** That one package depends on another, by their paths. */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly purpose: ToolPurpose
}

/** A dependency that a setting says to be in this repository, and that is not. */
export interface MissingSibling {
  /** Path of the package that has the setting. */
  readonly from: string
  /** Normalized name; undefined where a folder is named. */
  readonly name: string | undefined
  /** Relative to the checkout's root. */
  readonly path: string | undefined
  readonly saidBy: string
}

/** Whether a folder holds what makes a wheel, going by its files. */
export function shipsPackage({ project, setupPy }: Pick<Source, 'project' | 'setupPy'>): boolean {
  const tool = table(project.pyproject.tool)
  const uv = table(tool.uv)
  const isTurnedOff =
    uv.package === false ||
    table(tool.poetry)['package-mode'] === false ||
    table(tool.pdm).distribution === false
  if (isTurnedOff) return false
  return (
    project.pyproject['build-system'] !== undefined ||
    uv.package === true ||
    tool.poetry !== undefined ||
    setupPy !== undefined ||
    project.setupCfg.has('metadata') ||
    project.setupCfg.has('options')
  )
}

/** Patterns of folders, relative to the folder that says so. */
export interface MemberPatterns {
  readonly members: readonly string[]
  readonly exclude: readonly string[]
  /** Whether the members are those of a workspace of uv, which its root is one of. */
  readonly isWorkspace: boolean
}

/** Folders that hold the packages of repositories whose root says nothing of them. */
const FOLDERS = ['packages/*', 'services/*', 'libs/*']

/**
 * Where the root of a repository of many packages has them: as uv or hatch is told, else in the usual folders if the
 * root is no package itself. Undefined for a package of its own.
 *
 * @param root undefined where there is no project in the root
 */
export function memberPatterns(root: Source | undefined): MemberPatterns | undefined {
  const tool = table(root?.project.pyproject.tool)
  const uv = table(tool.uv).workspace
  if (uv !== undefined)
    return { members: texts(table(uv).members), exclude: texts(table(uv).exclude), isWorkspace: true }
  if (root !== undefined && shipsPackage(root)) return undefined
  const hatch = Object.values(table(table(tool.hatch).envs)).map((one) => table(table(one).workspace))
  const ofHatch = hatch.flatMap(({ members }) =>
    (Array.isArray(members) ? members : []).flatMap((one) =>
      typeof one === 'string' ? [one] : texts([table(one).path]),
    ),
  )
  const exclude = hatch.flatMap((one) => texts(one.exclude))
  return { members: [...new Set([...ofHatch, ...FOLDERS])], exclude, isWorkspace: false }
}

function texts(value: unknown): string[] {
  return isTexts(value) ? value : []
}

/**
 * Everything that a project names as a dependency.
 *
 * @param inherited `tool.uv.sources` of the root of its workspace
 */
export function dependenciesOf(source: Source, inherited: unknown = {}): LocalDependency[] {
  const { project, setupPy, requirements } = source
  const { pyproject, setupCfg, buildSystem } = project
  const declared = table(pyproject.project)
  const tool = table(pyproject.tool)
  const sources = new Map(
    Object.entries({ ...table(inherited), ...table(table(tool.uv).sources) }).map(([name, value]) => [
      normalizeName(name),
      [value].flat().map(table),
    ]),
  )
  // What uv is told of a name holds for it wherever it stands.
  const located = (dependency: LocalDependency): LocalDependency => {
    const said = dependency.name === undefined ? [] : (sources.get(dependency.name) ?? [])
    const [path] = texts(said.map((one) => one.path).filter(Boolean)).flatMap(
      (one) => inRoot(project, one) ?? [],
    )
    if (path !== undefined) return { ...dependency, path, saidBy: 'tool.uv.sources' }
    if (said.some(({ workspace }) => workspace === true)) return { ...dependency, saidBy: 'tool.uv.sources' }
    return dependency
  }
  const lines = (purpose: ToolPurpose, value: unknown): LocalDependency[] =>
    (Array.isArray(value) ? value : []).flatMap((line) =>
      typeof line === 'string' ? dependencyIn(line, purpose, project) : [],
    )
  const values = (of: unknown) => Object.values(table(of))
  const poetry = table(tool.poetry)
  const hatch = table(tool.hatch)
  return [
    ...lines('build', buildSystem.requires),
    ...lines('install', declared.dependencies),
    ...values(declared['optional-dependencies']).flatMap((extra) => lines('install', extra)),
    ...ofPoetry('install', poetry.dependencies, project),
    ...lines('install', setupCfg.get('options')?.get('install_requires')?.split('\n')),
    ...[...(setupCfg.get('options.extras_require')?.values() ?? [])].flatMap((extra) =>
      lines('install', extra.split('\n')),
    ),
    // What a program says can only be guessed at: every text in it that reads as a requirement.
    ...lines(
      'unknown',
      [...(setupPy ?? '').matchAll(/["']([^"'\n]+)["']/g)].map(([, text]) => text),
    ),
    ...values(pyproject['dependency-groups']).flatMap((group) => lines('tests', group)),
    ...values(poetry.group).flatMap((group) => ofPoetry('tests', table(group).dependencies, project)),
    ...ofPoetry('tests', poetry['dev-dependencies'], project),
    ...values(table(tool.pdm)['dev-dependencies']).flatMap((group) => lines('tests', group)),
    ...lines('tests', table(tool.uv)['dev-dependencies']),
    ...values(hatch.envs).flatMap((one) => [
      ...lines('tests', table(one).dependencies),
      ...lines('tests', table(one)['extra-dependencies']),
    ]),
    ...lines('tests', requirements),
  ].map(located)
}

function ofPoetry(purpose: ToolPurpose, dependencies: unknown, project: Project): LocalDependency[] {
  return Object.entries(table(dependencies)).flatMap(([name, value]) =>
    [value].flat().map((one): LocalDependency => {
      const [path] = texts([table(one).path]).flatMap((written) => inRoot(project, written) ?? [])
      const saidBy = path === undefined ? undefined : 'tool.poetry'
      return { purpose, name: normalizeName(name), path, saidBy }
    }),
  )
}

/** A line that names a package, a folder, or both. */
function dependencyIn(line: string, purpose: ToolPurpose, project: Project): LocalDependency[] {
  const requirement = parseRequirement(line)
  const url = requirement === undefined ? line : /@\s*([^;]+)/.exec(line)?.[1]?.trim()
  const local = url === undefined ? undefined : localRequirement(withProjectFolder(url))
  const path = local && inRoot(project, local.path)
  if (requirement === undefined)
    return path === undefined ? [] : [{ purpose, name: undefined, path, saidBy: undefined }]
  return [{ purpose, name: requirement.name, path, saidBy: undefined }]
}

/** A path that is written from a project's folder, from the root of its checkout; undefined where it leads elsewhere. */
function inRoot({ path }: Pick<Project, 'path'>, written: string): string | undefined {
  const inside = normalize(join(path, written)).replace(/\/$/, '')
  const isArchive = /\.(whl|zip|tar\.\w+)$/.test(inside)
  return isAbsolute(written) || inside.startsWith('..') || isArchive ? undefined : inside
}

/** The folder of a project that a path leads to: itself, or that of a file in it. */
function folderOf(path: string, known: ReadonlyMap<string, unknown>): string | undefined {
  return [path, dirname(path)].find((folder) => known.has(folder))
}

/** How the packages of a repository depend on each other. */
export interface Workspace {
  readonly sources: readonly Source[]
  readonly edges: readonly Edge[]
  readonly missing: readonly MissingSibling[]
  /** Paths of packages that depend on each other in a ring, in order: `a`, `b` for a -> b -> a. */
  readonly cycles: readonly (readonly string[])[]
}

/**
 * Connects the packages of a repository: by the folders that their dependencies name, else by their names.
 *
 * @param inherited `tool.uv.sources` of the root of the workspace of a package, by its path
 */
export function connect(
  sources: readonly Source[],
  inherited: (path: string) => unknown = () => undefined,
): Workspace {
  const byPath = new Map(sources.map(({ project }) => [project.path, project]))
  const byName = byNames(sources)
  const edges = new Map<string, Edge>()
  const missing = new Map<string, MissingSibling>()
  for (const source of sources) {
    const from = source.project.path
    for (const { purpose, name, path, saidBy } of dependenciesOf(source, inherited(from))) {
      const folder = path === undefined ? undefined : folderOf(path, byPath)
      const named = (byName.get(name ?? '') ?? []).map(({ project }) => project.path)
      // Which of several is meant where they have one name cannot be known: what changes any of them counts.
      const all = folder === undefined ? named : [folder]
      if (all.length === 0 && saidBy !== undefined)
        missing.set(`${from} ${path ?? name}`, { from, name, path, saidBy })
      if (all.includes(from)) continue
      for (const to of all) edges.set(`${from} ${to} ${purpose}`, { from, to, purpose })
    }
  }
  const all = [...edges.values()]
  return { sources, edges: all, missing: [...missing.values()], cycles: cyclesIn(all) }
}

/** Folders of a project from which its modules are imported. */
const ROOTS = ['src/', 'lib/', 'python/', '']

/**
 * What the files of a project have to import: the topmost packages, and single modules of a folder for sources. What
 * its wheel will have is known only when it is built.
 *
 * @param files relative to the project's folder
 */
export function modulesIn(files: readonly string[]): string[] {
  const root = ROOTS.find((folder) => files.some((file) => file.startsWith(folder) && file.endsWith('.py')))
  const modules = files.flatMap((file) => {
    if (!file.startsWith(root ?? '') || !file.endsWith('.py')) return []
    const path = file.slice((root ?? '').length)
    // Programs of the repository lie beside the packages.
    const isPackage = path.endsWith('/__init__.py')
    const module = isPackage || (root !== '' && !path.includes('/')) ? moduleOf(path) : undefined
    return module !== undefined && isPackageName(topOf(module)) ? [module] : []
  })
  const sorted = [...new Set(modules)].sort((a, b) => a.length - b.length)
  return sorted.filter((name, at) => !sorted.slice(0, at).some((outer) => name.startsWith(`${outer}.`)))
}

/** The normalized name of a package; a setup.py is read for it where nothing else says. */
export function nameOf({ project, setupPy }: Pick<Source, 'project' | 'setupPy'>): string {
  const declared = table(project.pyproject.project).name ?? table(table(project.pyproject.tool).poetry).name
  const isDeclared = typeof declared === 'string' || project.setupCfg.get('metadata')?.has('name')
  const inSetup = isDeclared ? undefined : /\bname\s*=\s*["']([\w.-]+)["']/.exec(setupPy ?? '')?.[1]
  return normalizeName(inSetup ?? project.name)
}

/** The packages of each name: nothing keeps two folders of a repository from having the same one. */
export function byNames(sources: readonly Source[]): Map<string, Source[]> {
  const found = new Map<string, Source[]>()
  for (const source of sources) {
    const name = nameOf(source)
    found.set(name, [...(found.get(name) ?? []), source])
  }
  return found
}

/** Everything that some packages need, directly or by way of others; those themselves included. */
export function reachableFrom(
  start: readonly string[],
  edges: readonly Edge[],
  direction: 'needs' | 'needed-by',
): Set<string> {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const [here, there] = direction === 'needs' ? [from, to] : [to, from]
    next.set(here, [...(next.get(here) ?? []), there])
  }
  const found = new Set(start)
  // A set gives what is added to it while it is gone through, too.
  for (const path of found) for (const other of next.get(path) ?? []) found.add(other)
  return found
}

/** Paths in the order in which those that others need come first; in a ring as they were. */
export function inOrder(paths: readonly string[], edges: readonly Edge[]): string[] {
  const needs = new Map<string, string[]>()
  for (const { from, to } of edges) needs.set(from, [...(needs.get(from) ?? []), to])
  const wanted = new Set(paths)
  const done = new Set<string>()
  const ordered: string[] = []
  const visit = (path: string) => {
    if (done.has(path)) return
    done.add(path)
    for (const other of needs.get(path) ?? []) visit(other)
    if (wanted.has(path)) ordered.push(path)
  }
  for (const path of paths) visit(path)
  return ordered
}

/** The rings in which packages depend on each other, each once; what only tests need makes none. */
function cyclesIn(edges: readonly Edge[]): string[][] {
  const needs = new Map<string, string[]>()
  for (const { from, to, purpose } of edges)
    if (purpose === 'build' || purpose === 'install') needs.set(from, [...(needs.get(from) ?? []), to])
  const done = new Set<string>()
  const found = new Map<string, string[]>()
  const visit = (path: string, above: readonly string[]) => {
    const at = above.indexOf(path)
    if (at >= 0) {
      const ring = above.slice(at)
      found.set([...ring].sort().join(' '), ring)
    } else if (!done.has(path)) {
      for (const other of needs.get(path) ?? []) visit(other, [...above, path])
      done.add(path)
    }
  }
  for (const path of needs.keys()) visit(path, [])
  return [...found.values()]
}
