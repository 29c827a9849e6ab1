import type { PackageContext } from '../checks/context.ts'
import type { StageResult } from '../checks/stage.ts'
import { completed } from '../checks/stage.ts'
import type { Build } from '../distribution/build.ts'
import { inParallel } from '../process/concurrency.ts'
import { Inconclusive } from '../program/errors.ts'
import { list } from '../program/sentence.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'
import type { SiblingWheel } from '../python/siblings.ts'
import {
  normalizedNameOf,
  type PackageSource,
  packagesByName,
  reachableFrom,
  type Workspace,
} from '../repository/workspace.ts'

/** The wheel of a workspace member, or why it could not be built. */
type SiblingBuild = SiblingWheel | { readonly failure: string }

/**
 * The wheels of the workspace members, each built once, when it is first needed. A package that depends on a member is
 * verified with this wheel, and not with the checkout or with a distribution of the same name on the index.
 */
export class SiblingWheels {
  readonly #workspace: Workspace
  readonly #buildAt: (path: string) => Promise<StageResult<Build>>
  readonly #byName: ReadonlyMap<string, readonly PackageSource[]>
  readonly #builds = new Map<string, Promise<SiblingBuild>>()

  /** @param buildAt builds the package at a path, once */
  constructor(workspace: Workspace, buildAt: (path: string) => Promise<StageResult<Build>>) {
    this.#workspace = workspace
    this.#buildAt = buildAt
    this.#byName = packagesByName(workspace.sources)
  }

  /** Builds all members that packages depend on, directly or not, in parallel. */
  async buildDependencies(paths: readonly string[]): Promise<void> {
    const edges = this.#workspace.edges.filter(({ purpose }) => purpose === 'install')
    await inParallel([...reachableFrom(paths, edges, 'needs')], (path) => this.#wheelAt(path))
  }

  /** The functions that find the workspace members that a package needs. */
  of(path: string): Pick<PackageContext, 'findSiblings' | 'findSiblingsForBuild'> {
    return {
      findSiblings: (requirements) => this.siblings(path, requirements),
      findSiblingsForBuild: (requirements) => this.siblingsForBuild(path, requirements),
    }
  }

  /** Waits until a package is built, or its build has failed. */
  async wheelOf(path: string): Promise<void> {
    await this.#wheelAt(path)
  }

  /**
   * The wheels of the members that requirements name, and of those that these depend on.
   *
   * @param path the package with the requirements
   * @throws Inconclusive when a member is missing or cannot be built
   */
  async siblings(path: string, requirements: readonly string[]): Promise<SiblingWheel[]> {
    this.#checkMissing(path, requirements)
    const found = new Map<string, SiblingWheel>()
    let pending = this.#membersNamed(path, requirements).filter(({ project }) => project.path !== path)
    await this.buildDependencies(pending.map((source) => source.project.path))
    while (pending.length > 0) {
      const wheels = await inParallel(pending, async (source) => {
        const build = await this.#wheelAt(source.project.path)
        if ('failure' in build) throw new Inconclusive(build.failure)
        return build
      })
      for (const [index, wheel] of wheels.entries())
        found.set(normalizedNameOf(pending[index] as PackageSource), wheel)
      const next = wheels.flatMap((wheel, index) =>
        this.#membersNamed((pending[index] as PackageSource).project.path, wheel.requirements),
      )
      pending = [...new Set(next)].filter(
        (source) => source.project.path !== path && !found.has(normalizedNameOf(source)),
      )
    }
    return [...found.values()]
  }

  /**
   * The wheels of the members that a package needs in its build environment.
   *
   * @throws Inconclusive when a member is missing, cannot be built, or depends on the package itself
   */
  async siblingsForBuild(path: string, requirements: readonly string[]): Promise<SiblingWheel[]> {
    const edges = this.#workspace.edges.filter(({ purpose }) => purpose === 'build' || purpose === 'install')
    for (const { project } of this.#membersNamed(path, requirements)) {
      if (project.path === path) continue
      if (!reachableFrom([project.path], edges, 'needs').has(path)) continue
      throw new Inconclusive(
        `Building the package requires ${project.name} of this repository, which depends on the package. Remove one of the two requirements.`,
      )
    }
    return this.siblings(path, requirements)
  }

  /** The members that the requirements of a package name. */
  #membersNamed(path: string, requirements: readonly string[]): PackageSource[] {
    const names = new Set(requirements.flatMap((text) => parseRequirement(text)?.name ?? []))
    return [...names].flatMap((name) => this.#memberNamed(path, normalizeName(name)) ?? [])
  }

  /** @throws Inconclusive when several members have the name, and no setting selects one */
  #memberNamed(path: string, name: string): PackageSource | undefined {
    const { edges } = this.#workspace
    const all = this.#byName.get(name) ?? []
    const paths = all.map(({ project }) => project.path)
    const [meant, ...others] = paths.includes(path)
      ? [path]
      : paths.filter((to) => edges.some((edge) => edge.from === path && edge.to === to))
    if (all.length > 1 && (meant === undefined || others.length > 0)) {
      throw new Inconclusive(
        `The package depends on ${name}, but several packages of this repository have this name (${list(paths)}). Give them different names, set the directory of the dependency (tool.uv.sources), or exclude one in path (!${paths[0]}).`,
      )
    }
    return all.find(({ project }) => all.length === 1 || project.path === meant)
  }

  #checkMissing(path: string, requirements: readonly string[]): void {
    const named = new Set(requirements.map((text) => parseRequirement(text)?.name))
    const missing = this.#workspace.missing.filter(({ from, name }) => from === path && named.has(name))
    if (missing.length === 0) return
    const names = missing.map((one) => `${one.path ?? one.name} (${one.declaredIn})`)
    throw new Inconclusive(
      `The package depends on ${list(names)} in this repository, which does not exist. Check it out, or correct the setting.`,
    )
  }

  #wheelAt(path: string): Promise<SiblingBuild> {
    const known = this.#builds.get(path) ?? this.#buildSibling(path)
    this.#builds.set(path, known)
    return known
  }

  /** Never rejects, because the promise may never be awaited. */
  async #buildSibling(path: string): Promise<SiblingBuild> {
    try {
      return this.#siblingOf(path, await this.#buildAt(path))
    } catch (error) {
      // The report of that package has the details, if it is verified.
      return this.#failed(path, (error as Error).message)
    }
  }

  #siblingOf(path: string, result: StageResult<Build>): SiblingBuild {
    const build = completed(result)
    if (build?.kind === 'built') {
      const { file, sha256, metadata } = build.wheel
      return {
        file,
        sha256,
        name: metadata.name,
        version: metadata.version,
        requirements: metadata.requirements,
      }
    }
    const reason = build?.failure.output.at(-1) ?? (result.kind === 'inconclusive' ? result.reason : '')
    return this.#failed(path, reason)
  }

  #failed(path: string, reason: string): SiblingBuild {
    const name = this.#workspace.sources.find(({ project }) => project.path === path)?.project.name
    return { failure: `The required workspace member ${name} (${path}) cannot be built: ${reason}` }
  }
}
