import { dirname, isAbsolute, join, normalize } from 'node:path/posix'
import { isStringArray, table } from '../config/toml.ts'
import { isPackageName } from '../distribution/top-level-names.ts'
import type { Project } from '../project/project.ts'
import { localRequirement, replaceProjectPlaceholder } from '../project/requirements-file.ts'
import { moduleOf, topLevelModule } from '../python/module-names.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'

/** A project of the checkout, with other files of its directory that declare dependencies. */
export interface PackageSource {
  readonly project: Project
  /** The content of setup.py; undefined if there is none. */
  readonly setupPy: string | undefined
  /** The lines of its requirements files. */
  readonly requirements: readonly string[]
}

/** What needs a dependency; `unknown` for those of a setup.py. */
export type DependencyPurpose = 'build' | 'install' | 'tests' | 'unknown'

/** A dependency that may be a workspace member. */
export interface LocalDependency {
  readonly purpose: DependencyPurpose
  /** Normalized; undefined if the dependency is only a path. */
  readonly name: string | undefined
  /** Relative to the checkout's root; undefined if the dependency is only a name. */
  readonly path: string | undefined
  /** The setting that locates it in this repository, such as `tool.uv.sources`; undefined if there is none. */
  readonly declaredIn: string | undefined
  /** Whether only an extra has it. */
  readonly isOfExtra?: true
  /** Whether it requests extras, as `core[all]` does. */
  readonly hasExtras?: true
}

/** A dependency between two packages, by their paths. */
export interface DependencyEdge {
  readonly from: string
  readonly to: string
  readonly purpose: DependencyPurpose
  /** Whether only extras of `from` have it. */
  readonly isOfExtra?: true
  /** Whether it requests extras of `to`. */
  readonly hasExtras?: true
}

/** A dependency that a setting locates in this repository, although it does not exist. */
export interface MissingWorkspaceDependency {
  /** The path of the package with the setting. */
  readonly from: string
  /** Normalized; undefined if the dependency is only a path. */
  readonly name: string | undefined
  /** Relative to the checkout's root. */
  readonly path: string | undefined
  readonly declaredIn: string
}

/** Whether a wheel can be built from a project, as opposed to an application or a root without a package. */
export function isBuildable({ project, setupPy }: Pick<PackageSource, 'project' | 'setupPy'>): boolean {
  const tool = table(project.pyproject.tool)
  const uv = table(tool.uv)
  const isDisabled =
    uv.package === false ||
    table(tool.poetry)['package-mode'] === false ||
    table(tool.pdm).distribution === false
  if (isDisabled) return false
  return (
    project.pyproject['build-system'] !== undefined ||
    uv.package === true ||
    tool.poetry !== undefined ||
    setupPy !== undefined ||
    project.setupCfg.has('metadata') ||
    project.setupCfg.has('options')
  )
}

/** Patterns of directories, relative to the root of the workspace. */
export interface MemberPatterns {
  readonly members: readonly string[]
  readonly exclude: readonly string[]
  /** Whether this is a workspace of uv, whose root is itself a member. */
  readonly isWorkspace: boolean
}

/** Usual directories of packages, for repositories without workspace settings. */
const USUAL_MEMBERS = ['packages/*', 'services/*', 'libs/*']

/**
 * Returns the patterns of the workspace members: those of uv or hatch, and the usual directories if the root is not a
 * package. Undefined for a single package.
 *
 * @param root undefined if there is no project in the root
 */
export function memberPatterns(root: PackageSource | undefined): MemberPatterns | undefined {
  const tool = table(root?.project.pyproject.tool)
  const uv = table(tool.uv).workspace
  if (uv !== undefined)
    return { members: strings(table(uv).members), exclude: strings(table(uv).exclude), isWorkspace: true }
  if (root !== undefined && isBuildable(root)) return undefined
  const hatchWorkspaces = Object.values(table(table(tool.hatch).envs)).map((environment) =>
    table(table(environment).workspace),
  )
  const hatchMembers = hatchWorkspaces.flatMap(({ members }) =>
    (Array.isArray(members) ? members : []).flatMap((member) =>
      typeof member === 'string' ? [member] : strings([table(member).path]),
    ),
  )
  const exclude = hatchWorkspaces.flatMap((workspace) => strings(workspace.exclude))
  return { members: [...new Set([...hatchMembers, ...USUAL_MEMBERS])], exclude, isWorkspace: false }
}

function strings(value: unknown): string[] {
  return isStringArray(value) ? value : []
}

/**
 * Returns all dependencies that a project declares: for building, installing and testing.
 *
 * @param inherited `tool.uv.sources` of the root of its workspace
 */
export function dependenciesOf(source: PackageSource, inherited: unknown = {}): LocalDependency[] {
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
  // `tool.uv.sources` applies to a name wherever it is required (uv documentation, "Managing dependencies").
  const located = (dependency: LocalDependency): LocalDependency => {
    const entries = dependency.name === undefined ? [] : (sources.get(dependency.name) ?? [])
    const [path] = strings(entries.map((entry) => entry.path).filter(Boolean)).flatMap(
      (written) => relativeToRoot(project, written) ?? [],
    )
    if (path !== undefined) return { ...dependency, path, declaredIn: 'tool.uv.sources' }
    if (entries.some(({ workspace }) => workspace === true))
      return { ...dependency, declaredIn: 'tool.uv.sources' }
    return dependency
  }
  const lines = (purpose: DependencyPurpose, value: unknown): LocalDependency[] =>
    (Array.isArray(value) ? value : []).flatMap((line) =>
      typeof line === 'string' ? parseDependency(line, purpose, project) : [],
    )
  const values = (value: unknown) => Object.values(table(value))
  const poetry = table(tool.poetry)
  const hatch = table(tool.hatch)
  return [
    ...lines('build', buildSystem.requires),
    ...lines('install', declared.dependencies),
    ...values(declared['optional-dependencies']).flatMap((extra) => lines('install', extra).map(ofExtra)),
    ...poetryDependencies('install', poetry.dependencies, project),
    ...lines('install', setupCfg.get('options')?.get('install_requires')?.split('\n')),
    ...[...(setupCfg.get('options.extras_require')?.values() ?? [])].flatMap((extra) =>
      lines('install', extra.split('\n')).map(ofExtra),
    ),
    // setup.py is not executed, so every string that parses as a requirement counts.
    ...lines(
      'unknown',
      [...(setupPy ?? '').matchAll(/["']([^"'\n]+)["']/g)].map(([, text]) => text),
    ),
    ...values(pyproject['dependency-groups']).flatMap((group) => lines('tests', group)),
    ...values(poetry.group).flatMap((group) =>
      poetryDependencies('tests', table(group).dependencies, project),
    ),
    ...poetryDependencies('tests', poetry['dev-dependencies'], project),
    ...values(table(tool.pdm)['dev-dependencies']).flatMap((group) => lines('tests', group)),
    ...lines('tests', table(tool.uv)['dev-dependencies']),
    ...values(hatch.envs).flatMap((environment) => [
      ...lines('tests', table(environment).dependencies),
      ...lines('tests', table(environment)['extra-dependencies']),
    ]),
    ...lines('tests', requirements),
  ].map(located)
}

function ofExtra(dependency: LocalDependency): LocalDependency {
  return { ...dependency, isOfExtra: true }
}

function poetryDependencies(
  purpose: DependencyPurpose,
  dependencies: unknown,
  project: Project,
): LocalDependency[] {
  return Object.entries(table(dependencies)).flatMap(([name, value]) =>
    [value].flat().map((constraint): LocalDependency => {
      const [path] = strings([table(constraint).path]).flatMap(
        (written) => relativeToRoot(project, written) ?? [],
      )
      const declaredIn = path === undefined ? undefined : 'tool.poetry'
      return {
        ...{ purpose, name: normalizeName(name), path, declaredIn },
        ...(table(constraint).optional === true ? { isOfExtra: true as const } : {}),
        ...(strings(table(constraint).extras).length > 0 ? { hasExtras: true as const } : {}),
      }
    }),
  )
}

/** Parses a requirement that has a name, a path, or both; empty for other lines. */
function parseDependency(line: string, purpose: DependencyPurpose, project: Project): LocalDependency[] {
  const requirement = parseRequirement(line)
  const url = requirement === undefined ? line : /@\s*([^;]+)/.exec(line)?.[1]?.trim()
  const local = url === undefined ? undefined : localRequirement(replaceProjectPlaceholder(url))
  const path = local && relativeToRoot(project, local.path)
  if (requirement === undefined)
    return path === undefined ? [] : [{ purpose, name: undefined, path, declaredIn: undefined }]
  const { name, extras, ofExtra: extra } = requirement
  return [
    {
      ...{ purpose, name, path, declaredIn: undefined },
      ...(extra === undefined ? {} : { isOfExtra: true as const }),
      ...(extras.length === 0 ? {} : { hasExtras: true as const }),
    },
  ]
}

/** Converts a path relative to a project to one relative to the root; undefined for archives and paths outside of it. */
function relativeToRoot({ path }: Pick<Project, 'path'>, written: string): string | undefined {
  const inside = normalize(join(path, written)).replace(/\/$/, '')
  const isArchive = /\.(whl|zip|tar\.\w+)$/.test(inside)
  return isAbsolute(written) || inside.startsWith('..') || isArchive ? undefined : inside
}

/** The project that a path names, by its directory or by a file in it. */
function projectAt(path: string, projects: ReadonlyMap<string, unknown>): string | undefined {
  return [path, dirname(path)].find((directory) => projects.has(directory))
}

/** The packages of a repository, and the dependencies between them. */
export interface Workspace {
  readonly sources: readonly PackageSource[]
  readonly edges: readonly DependencyEdge[]
  readonly missing: readonly MissingWorkspaceDependency[]
  /** Dependency cycles, as paths of packages in order: `a`, `b` for a -> b -> a. */
  readonly cycles: readonly (readonly string[])[]
}

/**
 * Resolves the dependencies between the packages of a repository, by path or else by name.
 *
 * @param inherited `tool.uv.sources` of the root of the workspace of a package, by its path
 */
export function resolveWorkspace(
  sources: readonly PackageSource[],
  inherited: (path: string) => unknown = () => undefined,
): Workspace {
  const byPath = new Map(sources.map(({ project }) => [project.path, project]))
  const byName = packagesByName(sources)
  const edges = new Map<string, DependencyEdge>()
  const missing = new Map<string, MissingWorkspaceDependency>()
  for (const source of sources) {
    const from = source.project.path
    for (const dependency of dependenciesOf(source, inherited(from))) {
      const { purpose, name, path, declaredIn } = dependency
      const directory = path === undefined ? undefined : projectAt(path, byPath)
      const sameName = (byName.get(name ?? '') ?? []).map(({ project }) => project.path)
      // If several packages have the same name, the dependency may be on any of them.
      const targets = directory === undefined ? sameName : [directory]
      if (targets.length === 0 && declaredIn !== undefined)
        missing.set(`${from} ${path ?? name}`, { from, name, path, declaredIn })
      if (targets.includes(from)) continue
      for (const to of targets) {
        const key = `${from} ${to} ${purpose}`
        edges.set(key, withDependency(edges.get(key), { from, to, purpose }, dependency))
      }
    }
  }
  const allEdges = [...edges.values()]
  return { sources, edges: allEdges, missing: [...missing.values()], cycles: findCycles(allEdges) }
}

/** An edge for one more dependency with the same purpose. */
function withDependency(
  before: DependencyEdge | undefined,
  { from, to, purpose }: DependencyEdge,
  { isOfExtra, hasExtras }: LocalDependency,
): DependencyEdge {
  const isOnlyOfExtras = isOfExtra === true && (before === undefined || before.isOfExtra === true)
  return {
    ...{ from, to, purpose },
    ...(isOnlyOfExtras ? { isOfExtra: true } : {}),
    ...(hasExtras === true || before?.hasExtras === true ? { hasExtras: true } : {}),
  }
}

/** Directories of a project that may contain its import packages. */
const PACKAGE_ROOTS = ['src/', 'lib/', 'python/', '']

/**
 * Guesses the import packages and top-level modules of a project from its files, as its wheel is not built yet. A module
 * counts only in a directory such as `src`.
 *
 * @param files relative to the project's directory
 */
export function importableModules(files: readonly string[]): string[] {
  const root = PACKAGE_ROOTS.find((directory) =>
    files.some((file) => file.startsWith(directory) && file.endsWith('.py')),
  )
  const modules = files.flatMap((file) => {
    if (!file.startsWith(root ?? '') || !file.endsWith('.py')) return []
    const path = file.slice((root ?? '').length)
    // Modules beside the packages are usually scripts of the repository, such as noxfile.py.
    const isPackage = path.endsWith('/__init__.py')
    const module = isPackage || (root !== '' && !path.includes('/')) ? moduleOf(path) : undefined
    return module !== undefined && isPackageName(topLevelModule(module)) ? [module] : []
  })
  const sorted = [...new Set(modules)].sort((a, b) => a.length - b.length)
  return sorted.filter((name, at) => !sorted.slice(0, at).some((outer) => name.startsWith(`${outer}.`)))
}

/** The normalized name of a package, with that of setup.py if no other file declares one. */
export function normalizedNameOf({ project, setupPy }: Pick<PackageSource, 'project' | 'setupPy'>): string {
  const declared = table(project.pyproject.project).name ?? table(table(project.pyproject.tool).poetry).name
  const isDeclared = typeof declared === 'string' || project.setupCfg.get('metadata')?.has('name')
  const setupPyName = isDeclared ? undefined : /\bname\s*=\s*["']([\w.-]+)["']/.exec(setupPy ?? '')?.[1]
  return normalizeName(setupPyName ?? project.name)
}

/** The packages by normalized name, which need not be unique in a repository. */
export function packagesByName(sources: readonly PackageSource[]): Map<string, PackageSource[]> {
  const found = new Map<string, PackageSource[]>()
  for (const source of sources) {
    const name = normalizedNameOf(source)
    found.set(name, [...(found.get(name) ?? []), source])
  }
  return found
}

/** The transitive dependencies (or dependents) of some packages, including these themselves. */
export function reachableFrom(
  paths: readonly string[],
  edges: readonly DependencyEdge[],
  direction: 'needs' | 'needed-by',
): Set<string> {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const [start, end] = direction === 'needs' ? [from, to] : [to, from]
    next.set(start, [...(next.get(start) ?? []), end])
  }
  const found = new Set(paths)
  // Iterating over a set includes items that are added meanwhile.
  for (const path of found) for (const other of next.get(path) ?? []) found.add(other)
  return found
}

/** Sorts paths so that dependencies come first. */
export function inDependencyOrder(paths: readonly string[], edges: readonly DependencyEdge[]): string[] {
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

/** Finds the dependency cycles, each once. Test dependencies are ignored, as they do not affect installation. */
function findCycles(edges: readonly DependencyEdge[]): string[][] {
  const needs = new Map<string, string[]>()
  for (const { from, to, purpose } of edges)
    if (purpose === 'build' || purpose === 'install') needs.set(from, [...(needs.get(from) ?? []), to])
  const done = new Set<string>()
  const found = new Map<string, string[]>()
  const visit = (path: string, dependents: readonly string[]) => {
    const at = dependents.indexOf(path)
    if (at >= 0) {
      const cycle = dependents.slice(at)
      found.set([...cycle].sort().join(' '), cycle)
    } else if (!done.has(path)) {
      for (const other of needs.get(path) ?? []) visit(other, [...dependents, path])
      done.add(path)
    }
  }
  for (const path of needs.keys()) visit(path, [])
  return [...found.values()]
}
