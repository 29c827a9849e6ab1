import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { dirname } from 'node:path/posix'
import { type FolderGlob, globOf, isExcluded, isMatch, type Paths, type WantedPath } from '../config/paths.ts'
import { table } from '../config/toml.ts'
import { ConfigurationError, type ConfigurationProblem } from '../program/errors.ts'
import { readProject } from '../project/project.ts'
import { pathInTree } from '../project/source-tree.ts'
import { isRequirementsFile } from '../project/test-requirements.ts'
import { type Checkout, findRepository, readCheckout } from './checkout.ts'
import {
  connect,
  dependenciesOf,
  memberPatterns,
  modulesIn,
  type Source,
  shipsPackage,
  type Workspace,
} from './workspace.ts'

/** The packages of one checkout: those to verify, and those that these may need. */
export interface Packages extends Workspace {
  readonly checkout: Checkout
  /** Paths of those to verify, in the order in which they were asked for. */
  readonly asked: readonly string[]
}

/**
 * Finds the packages that are asked for, and the others of their repositories. Every repository is read once.
 *
 * @param rules the rules that `ignore` in the settings of a package may name; undefined: any
 *
 * @throws ConfigurationError with everything that is wrong with what was asked for, and with what it leads to
 * @throws Inconclusive when a checkout cannot be read
 */
export async function findPackages(
  { wanted, excluded, expandsRoots }: Paths,
  rules?: readonly string[],
): Promise<Packages[]> {
  const problems: ConfigurationProblem[] = []
  const repositories = new Map<string, Repository>()
  for (const one of wanted) {
    const repository = await repositoryAt('folder' in one ? one.folder : one.base, repositories, {
      excluded,
      rules,
    })
    try {
      const mayExpand = expandsRoots && wanted.length === 1
      for (const path of await repository.find(one, mayExpand)) repository.asked.add(path)
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error
      problems.push(...error.problems)
    }
  }
  const found: Packages[] = []
  for (const repository of repositories.values()) {
    if (repository.asked.size > 0) found.push(await repository.connect())
    problems.push(...repository.problems)
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  // Over nothing every verdict would be a pass.
  if (found.length === 0)
    throw new ConfigurationError([{ message: 'path takes away all that it names. Name a package.' }])
  return found
}

async function repositoryAt(
  folder: string,
  known: Map<string, Repository>,
  options: RepositoryOptions,
): Promise<Repository> {
  const root = findRepository(folder) ?? folder
  const here = [...known.values()].find(({ checkout }) => checkout.root === root) ?? known.get(root)
  if (here !== undefined) return here
  const made = new Repository(await readCheckout(root), options)
  known.set(root, made)
  return made
}

interface RepositoryOptions {
  readonly excluded: readonly FolderGlob[]
  readonly rules: readonly string[] | undefined
}

/** One checkout in which packages are looked for. */
class Repository {
  readonly checkout: Checkout
  readonly asked = new Set<string>()
  readonly problems: ConfigurationProblem[] = []
  readonly #excluded: readonly FolderGlob[]
  readonly #rules: readonly string[] | undefined
  /** Folder relative to the root -> its files that tell of dependencies. */
  readonly #folders: ReadonlyMap<string, readonly string[]>
  readonly #sources = new Map<string, Promise<Source>>()

  constructor(checkout: Checkout, { excluded, rules }: RepositoryOptions) {
    this.checkout = checkout
    this.#excluded = excluded
    this.#rules = rules
    const folders = new Map<string, string[]>()
    for (const file of checkout.files)
      if (/(^|\/)(pyproject\.toml|setup\.py|setup\.cfg)$/.test(file)) folders.set(dirname(file), [])
    for (const file of checkout.files.filter((one) => one.endsWith('.txt'))) {
      const owner = [dirname(file), dirname(dirname(file))].find(
        (folder) => folders.has(folder) && isRequirementsFile(inFolder(folder, file)),
      )
      if (owner !== undefined) folders.get(owner)?.push(inFolder(owner, file))
    }
    this.#folders = folders
  }

  /**
   * The packages that a line of `path` stands for, by their paths in the checkout.
   *
   * @param mayExpand the root of a workspace stands for its members, as it is the only line
   * @throws ConfigurationError when it stands for none, or one cannot be read
   */
  async find(wanted: WantedPath, mayExpand: boolean): Promise<string[]> {
    if ('folder' in wanted) {
      const path = pathInTree(this.checkout, wanted.folder)
      const members = mayExpand ? await this.#membersOf(path, this.problems) : []
      if (members.length > 0) return members
      // One that was named is read even if git does not track it yet, and told what is wrong with it.
      await this.#read(path)
      return isExcluded(this.#excluded, wanted.folder) ? [] : [path]
    }
    const found = await this.#matching([wanted], [], this.problems)
    if (found.length > 0) return found
    const kinds = 'a [build-system], a setup.py, or a setup.cfg'
    throw new ConfigurationError([
      {
        message: `path has "${wanted.text}", which matches no Python package: no folder that git tracks and that has ${kinds}. Mend the pattern.`,
      },
    ])
  }

  /** All that was found, and how it depends on each other. */
  async connect(): Promise<Packages> {
    const known = new Set(this.asked)
    const roots = new Set(['.', ...(await Promise.all([...known].map((path) => this.#rootOf(path))))])
    for (const root of roots) for (const path of await this.#membersOf(root)) known.add(path)
    const sources = new Map<string, Source>()
    const inherited = new Map<string, unknown>()
    // Folders that dependencies name, and those that these name in turn.
    for (const path of known) {
      const source = await this.#readIf(path)
      if (source === undefined || !(this.asked.has(path) || shipsPackage(source))) continue
      const root = await this.#readIf(await this.#rootOf(path))
      sources.set(path, source)
      inherited.set(path, table(table(root?.project.pyproject.tool).uv).sources)
      for (const { path: named } of dependenciesOf(source, inherited.get(path))) {
        const folder = [named, named && dirname(named)].find((one) => one && this.#folders.has(one))
        if (folder !== undefined && !this.#isExcluded(folder)) known.add(folder)
      }
    }
    const { missing, ...workspace } = connect(this.#acquainted([...sources.values()]), (path) =>
      inherited.get(path),
    )
    return {
      ...workspace,
      sources: withRings(workspace),
      // What is there and is no package, or was taken away, is meant to come from elsewhere.
      missing: missing.filter(
        ({ path }) => path === undefined || !existsSync(join(this.checkout.root, path)),
      ),
      checkout: this.checkout,
      asked: [...this.asked],
    }
  }

  /** The same, each knowing the others. */
  #acquainted(sources: readonly Source[]): Source[] {
    if (sources.length < 2) return [...sources]
    const paths = sources.map(({ project }) => project.path)
    const files = new Map(paths.map((path): [string, string[]] => [path, []]))
    for (const file of this.checkout.files) {
      let folder = dirname(file)
      while (!files.has(folder) && folder !== '.') folder = dirname(folder)
      files.get(folder)?.push(inFolder(folder, file))
    }
    const neighbours = sources.map(({ project: { name, path } }) => ({
      name,
      path,
      modules: modulesIn(files.get(path) ?? []),
    }))
    return sources.map((source) => ({ ...source, project: { ...source.project, neighbours } }))
  }

  /** The folder above a package, or its own, that is the root of a workspace of uv; else the root of the checkout. */
  async #rootOf(path: string): Promise<string> {
    for (let folder = path; folder !== '.'; folder = dirname(folder)) {
      const tool = table((await this.#readIf(folder))?.project.pyproject.tool)
      if (table(tool.uv).workspace !== undefined) return folder
    }
    return '.'
  }

  /** The packages that a folder holds as the root of a workspace; none where it is none. */
  async #membersOf(path: string, problems?: ConfigurationProblem[]): Promise<string[]> {
    const root = await this.#readIf(path)
    const patterns = memberPatterns(root)
    if (patterns === undefined) return []
    const base = resolve(this.checkout.root, path)
    const globs = (texts: readonly string[]) => texts.map((text) => globOf(text, base))
    const members = await this.#matching(globs(patterns.members), globs(patterns.exclude), problems)
    // The root of a workspace of uv is a member of it.
    const isMember = patterns.isWorkspace && root !== undefined && shipsPackage(root)
    return isMember && !this.#isExcluded(path) ? [path, ...members.filter((one) => one !== path)] : members
  }

  /**
   * The packages in folders that match a pattern, in the order of their paths.
   *
   * @param problems where what is wrong with one of them is told, if it is asked for
   */
  async #matching(
    globs: readonly FolderGlob[],
    exclude: readonly FolderGlob[],
    problems?: ConfigurationProblem[],
  ): Promise<string[]> {
    const { root } = this.checkout
    const folders = [...this.#folders.keys()].filter((path) => {
      const folder = resolve(root, path)
      return (
        globs.some((glob) => isMatch(glob, folder)) && !this.#isExcluded(path) && !isExcluded(exclude, folder)
      )
    })
    const sources = await Promise.all(folders.sort().map((path) => this.#readIf(path, problems)))
    return sources.flatMap((source) =>
      source !== undefined && shipsPackage(source) ? [source.project.path] : [],
    )
  }

  #isExcluded(path: string): boolean {
    return isExcluded(this.#excluded, resolve(this.checkout.root, path))
  }

  /** What is in a folder; undefined where there is no project, or none that can be read. */
  async #readIf(path: string, problems?: ConfigurationProblem[]): Promise<Source | undefined> {
    if (!this.#folders.has(path) && !this.#sources.has(path)) return undefined
    return this.#read(path).catch((error) => {
      if (!(error instanceof ConfigurationError)) throw error
      problems?.push(...error.problems)
      return undefined
    })
  }

  #read(path: string): Promise<Source> {
    const known = this.#sources.get(path) ?? this.#readSource(path)
    this.#sources.set(path, known)
    return known
  }

  async #readSource(path: string): Promise<Source> {
    const { checkout } = this
    const folder = resolve(checkout.root, path)
    const read = (name: string) => readFile(join(folder, name), 'utf8').catch(() => undefined)
    const [project, setupPy, ...requirements] = await Promise.all([
      readProject(checkout, folder, this.#rules),
      read('setup.py'),
      ...(this.#folders.get(path) ?? []).map(read),
    ])
    const lines = requirements.flatMap((text) => (text ?? '').split(/\r?\n/)).map((line) => line.trim())
    return { project, setupPy, requirements: lines }
  }
}

/** The packages, each knowing by way of which others it needs itself. */
function withRings({ sources, cycles }: Pick<Workspace, 'sources' | 'cycles'>): Source[] {
  const names = new Map(sources.map(({ project }) => [project.path, project.name]))
  return sources.map((source) => {
    const cycle = cycles.find((paths) => paths.includes(source.project.path))
    if (cycle === undefined) return source
    const at = cycle.indexOf(source.project.path)
    const others = [...cycle.slice(at + 1), ...cycle.slice(0, at)]
    const ring = others.flatMap((path) => names.get(path) ?? [])
    return { ...source, project: { ...source.project, ring } }
  })
}

/** A file of the checkout, relative to a folder of it. */
function inFolder(folder: string, file: string): string {
  return folder === '.' ? file : file.slice(folder.length + 1)
}
