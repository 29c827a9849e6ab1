import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { dirname } from 'node:path/posix'
import {
  type DirectoryGlob,
  globOf,
  isExcluded,
  isMatch,
  type Paths,
  type RequestedPath,
} from '../config/paths.ts'
import { table } from '../config/toml.ts'
import { ConfigurationError, type ConfigurationProblem } from '../program/errors.ts'
import { readProject } from '../project/project.ts'
import { isRequirementsFile } from '../project/requirements-file.ts'
import { pathInSourceTree } from '../project/source-tree.ts'
import { type Checkout, findRepositoryRoot, readCheckout } from './checkout.ts'
import {
  dependenciesOf,
  importableModules,
  isBuildable,
  memberPatterns,
  type PackageSource,
  resolveWorkspace,
  type Workspace,
} from './workspace.ts'

/** The packages of one checkout: the requested ones, and others that these may depend on. */
export interface RepositoryPackages extends Workspace {
  readonly checkout: Checkout
  /** Paths of the requested packages, in the order of `path`. */
  readonly requested: readonly string[]
}

/**
 * Finds the requested packages, and the others of their repositories.
 *
 * @param rules the rules that `ignore` in the settings of a package may name; undefined: any
 * @throws ConfigurationError with all problems of `path` and of the requested packages
 * @throws Inconclusive if git cannot read a checkout
 */
export async function findPackages(
  { requested, excluded, expandsWorkspaces }: Paths,
  rules?: readonly string[],
): Promise<RepositoryPackages[]> {
  const problems: ConfigurationProblem[] = []
  const finders = new Map<string, PackageFinder>()
  for (const item of requested) {
    const finder = await finderFor('directory' in item ? item.directory : item.base, finders, {
      excluded,
      rules,
    })
    try {
      const mayExpand = expandsWorkspaces && requested.length === 1
      for (const path of await finder.find(item, mayExpand)) finder.requested.add(path)
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error
      problems.push(...error.problems)
    }
  }
  const found: RepositoryPackages[] = []
  for (const finder of finders.values()) {
    if (finder.requested.size > 0) found.push(await finder.resolve())
    problems.push(...finder.problems)
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  // Otherwise a run without packages would pass.
  if (found.length === 0)
    throw new ConfigurationError([
      { message: 'path excludes all packages that it selects. Remove an exclusion.' },
    ])
  return found
}

async function finderFor(
  directory: string,
  finders: Map<string, PackageFinder>,
  options: FinderOptions,
): Promise<PackageFinder> {
  const root = findRepositoryRoot(directory) ?? directory
  const existing = [...finders.values()].find(({ checkout }) => checkout.root === root) ?? finders.get(root)
  if (existing !== undefined) return existing
  const finder = new PackageFinder(await readCheckout(root), options)
  finders.set(root, finder)
  return finder
}

interface FinderOptions {
  readonly excluded: readonly DirectoryGlob[]
  readonly rules: readonly string[] | undefined
}

/** Finds the packages of one checkout. */
class PackageFinder {
  readonly checkout: Checkout
  readonly requested = new Set<string>()
  readonly problems: ConfigurationProblem[] = []
  readonly #excluded: readonly DirectoryGlob[]
  readonly #rules: readonly string[] | undefined
  /** Directory of a project, relative to the root -> its requirements files. */
  readonly #directories: ReadonlyMap<string, readonly string[]>
  readonly #sources = new Map<string, Promise<PackageSource>>()

  constructor(checkout: Checkout, { excluded, rules }: FinderOptions) {
    this.checkout = checkout
    this.#excluded = excluded
    this.#rules = rules
    const directories = new Map<string, string[]>()
    for (const file of checkout.files)
      if (/(^|\/)(pyproject\.toml|setup\.py|setup\.cfg)$/.test(file)) directories.set(dirname(file), [])
    for (const file of checkout.files.filter((one) => one.endsWith('.txt'))) {
      const owner = [dirname(file), dirname(dirname(file))].find(
        (directory) => directories.has(directory) && isRequirementsFile(relativeTo(directory, file)),
      )
      if (owner !== undefined) directories.get(owner)?.push(relativeTo(owner, file))
    }
    this.#directories = directories
  }

  /**
   * Finds the packages that a line of `path` names, as paths relative to the root.
   *
   * @param mayExpand whether the root of a workspace is expanded to its members
   * @throws ConfigurationError if no package matches or one cannot be read
   */
  async find(requested: RequestedPath, mayExpand: boolean): Promise<string[]> {
    if ('directory' in requested) {
      const path = pathInSourceTree(this.checkout, requested.directory)
      const members = mayExpand ? await this.#membersOf(path, this.problems) : []
      if (members.length > 0) return members
      // Unlike a match of a pattern, this may be untracked, and its problems are reported.
      await this.#read(path)
      return isExcluded(this.#excluded, requested.directory) ? [] : [path]
    }
    const found = await this.#matching([requested], [], this.problems)
    if (found.length > 0) return found
    const kinds = 'a [build-system], a setup.py, or a setup.cfg'
    throw new ConfigurationError([
      {
        message: `path has "${requested.text}", which matches no Python package: no directory tracked by git that contains ${kinds}. Correct the pattern.`,
      },
    ])
  }

  /** Resolves the dependencies of the requested packages within the repository. */
  async resolve(): Promise<RepositoryPackages> {
    const paths = new Set(this.requested)
    const roots = new Set(['.', ...(await Promise.all([...paths].map((path) => this.#rootOf(path))))])
    for (const root of roots) for (const path of await this.#membersOf(root)) paths.add(path)
    const sources = new Map<string, PackageSource>()
    const inherited = new Map<string, unknown>()
    // Iterating over a set includes items that are added meanwhile, so this follows transitive path dependencies.
    for (const path of paths) {
      const source = await this.#readIf(path)
      if (source === undefined || !(this.requested.has(path) || isBuildable(source))) continue
      const root = await this.#readIf(await this.#rootOf(path))
      sources.set(path, source)
      inherited.set(path, table(table(root?.project.pyproject.tool).uv).sources)
      for (const { path: dependency } of dependenciesOf(source, inherited.get(path))) {
        const directory = [dependency, dependency && dirname(dependency)].find(
          (candidate) => candidate && this.#directories.has(candidate),
        )
        if (directory !== undefined && !this.#isExcluded(directory)) paths.add(directory)
      }
    }
    const { missing, ...workspace } = resolveWorkspace(
      this.#withWorkspaceMembers([...sources.values()]),
      (path) => inherited.get(path),
    )
    return {
      ...workspace,
      sources: withDependencyCycles(workspace),
      // An existing directory that is excluded or not a package was excluded on purpose.
      missing: missing.filter(
        ({ path }) => path === undefined || !existsSync(join(this.checkout.root, path)),
      ),
      checkout: this.checkout,
      requested: [...this.requested],
    }
  }

  /** Sets `workspaceMembers` of the projects. */
  #withWorkspaceMembers(sources: readonly PackageSource[]): PackageSource[] {
    if (sources.length < 2) return [...sources]
    const paths = sources.map(({ project }) => project.path)
    const files = new Map(paths.map((path): [string, string[]] => [path, []]))
    for (const file of this.checkout.files) {
      let directory = dirname(file)
      while (!files.has(directory) && directory !== '.') directory = dirname(directory)
      files.get(directory)?.push(relativeTo(directory, file))
    }
    const workspaceMembers = sources.map(({ project: { name, path } }) => ({
      name,
      path,
      modules: importableModules(files.get(path) ?? []),
    }))
    return sources.map((source) => ({ ...source, project: { ...source.project, workspaceMembers } }))
  }

  /** The root of the uv workspace that a package belongs to, otherwise the root of the checkout. */
  async #rootOf(path: string): Promise<string> {
    for (let directory = path; directory !== '.'; directory = dirname(directory)) {
      const tool = table((await this.#readIf(directory))?.project.pyproject.tool)
      if (table(tool.uv).workspace !== undefined) return directory
    }
    return '.'
  }

  /** The members of the workspace with this root; empty if the directory is not a workspace root. */
  async #membersOf(path: string, problems?: ConfigurationProblem[]): Promise<string[]> {
    const root = await this.#readIf(path)
    const patterns = memberPatterns(root)
    if (patterns === undefined) return []
    const base = resolve(this.checkout.root, path)
    const globs = (texts: readonly string[]) => texts.map((text) => globOf(text, base))
    const members = await this.#matching(globs(patterns.members), globs(patterns.exclude), problems)
    // uv documentation, "Using workspaces": the root is itself a member.
    const isMember = patterns.isWorkspace && root !== undefined && isBuildable(root)
    return isMember && !this.#isExcluded(path)
      ? [path, ...members.filter((member) => member !== path)]
      : members
  }

  /**
   * The packages in directories that match a pattern, sorted by path.
   *
   * @param problems receives the problems of packages that cannot be read; undefined: these are ignored
   */
  async #matching(
    globs: readonly DirectoryGlob[],
    exclude: readonly DirectoryGlob[],
    problems?: ConfigurationProblem[],
  ): Promise<string[]> {
    const { root } = this.checkout
    const directories = [...this.#directories.keys()].filter((path) => {
      const directory = resolve(root, path)
      return (
        globs.some((glob) => isMatch(glob, directory)) &&
        !this.#isExcluded(path) &&
        !isExcluded(exclude, directory)
      )
    })
    const sources = await Promise.all(directories.sort().map((path) => this.#readIf(path, problems)))
    return sources.flatMap((source) =>
      source !== undefined && isBuildable(source) ? [source.project.path] : [],
    )
  }

  #isExcluded(path: string): boolean {
    return isExcluded(this.#excluded, resolve(this.checkout.root, path))
  }

  /** Reads the project in a directory; undefined without one, or if it cannot be read. */
  async #readIf(path: string, problems?: ConfigurationProblem[]): Promise<PackageSource | undefined> {
    if (!this.#directories.has(path) && !this.#sources.has(path)) return undefined
    return this.#read(path).catch((error) => {
      if (!(error instanceof ConfigurationError)) throw error
      problems?.push(...error.problems)
      return undefined
    })
  }

  #read(path: string): Promise<PackageSource> {
    const source = this.#sources.get(path) ?? this.#readSource(path)
    this.#sources.set(path, source)
    return source
  }

  async #readSource(path: string): Promise<PackageSource> {
    const { checkout } = this
    const directory = resolve(checkout.root, path)
    const read = (name: string) => readFile(join(directory, name), 'utf8').catch(() => undefined)
    const [project, setupPy, ...requirements] = await Promise.all([
      readProject(checkout, directory, this.#rules),
      read('setup.py'),
      ...(this.#directories.get(path) ?? []).map(read),
    ])
    const lines = requirements.flatMap((text) => (text ?? '').split(/\r?\n/)).map((line) => line.trim())
    return { project, setupPy, requirements: lines }
  }
}

/** Sets `dependencyCycle` of the projects. */
function withDependencyCycles({ sources, cycles }: Pick<Workspace, 'sources' | 'cycles'>): PackageSource[] {
  const names = new Map(sources.map(({ project }) => [project.path, project.name]))
  return sources.map((source) => {
    const cycle = cycles.find((paths) => paths.includes(source.project.path))
    if (cycle === undefined) return source
    const at = cycle.indexOf(source.project.path)
    const others = [...cycle.slice(at + 1), ...cycle.slice(0, at)]
    const dependencyCycle = others.flatMap((path) => names.get(path) ?? [])
    return { ...source, project: { ...source.project, dependencyCycle } }
  })
}

/** The path of a file of the checkout, relative to one of its directories. */
function relativeTo(directory: string, file: string): string {
  return directory === '.' ? file : file.slice(directory.length + 1)
}
