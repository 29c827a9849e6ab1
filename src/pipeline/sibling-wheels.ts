import type { PackageContext } from '../checks/context.ts'
import type { StageResult } from '../checks/stage.ts'
import { completed } from '../checks/stage.ts'
import type { Build } from '../distribution/build.ts'
import { inParallel } from '../process/concurrency.ts'
import { Inconclusive } from '../program/errors.ts'
import { list } from '../program/sentence.ts'
import { normalizeName, parseRequirement } from '../python/requirement.ts'
import type { SiblingWheel } from '../python/siblings.ts'
import { byNames, nameOf, reachableFrom, type Source, type Workspace } from '../repository/workspace.ts'

/** A sibling that was built, or why there is none. */
type Kept = SiblingWheel | { readonly why: string }

/**
 * The packages of one repository, as they are built in this run: each once, by whoever needs it first. Who depends on
 * a sibling gets its wheel from here, and neither the checkout nor what an index has under its name.
 */
export class SiblingWheels {
  readonly #workspace: Workspace
  readonly #buildAt: (path: string) => Promise<StageResult<Build>>
  readonly #byName: ReadonlyMap<string, readonly Source[]>
  readonly #kept = new Map<string, Promise<Kept>>()

  /** @param buildAt builds the package at a path, unless it was built before */
  constructor(workspace: Workspace, buildAt: (path: string) => Promise<StageResult<Build>>) {
    this.#workspace = workspace
    this.#buildAt = buildAt
    this.#byName = byNames(workspace.sources)
  }

  /** Builds what the declarations of a package lead to while it is built itself, and not one after the other later. */
  async buildAhead(paths: readonly string[]): Promise<void> {
    const edges = this.#workspace.edges.filter(({ purpose }) => purpose === 'install')
    await inParallel([...reachableFrom(paths, edges, 'needs')], (path) => this.#wheelAt(path))
  }

  /** How the package at a path gets its siblings. */
  of(path: string): Pick<PackageContext, 'siblings' | 'siblingsForBuild'> {
    return {
      siblings: (requirements) => this.siblings(path, requirements),
      siblingsForBuild: (requirements) => this.siblingsForBuild(path, requirements),
    }
  }

  /** Waits for the wheel of a package; how its build ended does not matter. */
  async wheelOf(path: string): Promise<void> {
    await this.#wheelAt(path)
  }

  /**
   * The siblings that requirements name, and those that these need in turn.
   *
   * @param path of the package that has the requirements
   * @throws Inconclusive when one is not there or cannot be built
   */
  async siblings(path: string, requirements: readonly string[]): Promise<SiblingWheel[]> {
    this.#checkThatAllAreThere(path, requirements)
    const found = new Map<string, SiblingWheel>()
    let waiting = this.#named(path, requirements).filter(({ project }) => project.path !== path)
    await this.buildAhead(waiting.map((source) => source.project.path))
    while (waiting.length > 0) {
      const wheels = await inParallel(waiting, async (source) => {
        const kept = await this.#wheelAt(source.project.path)
        if ('why' in kept) throw new Inconclusive(kept.why)
        return kept
      })
      for (const [at, wheel] of wheels.entries()) found.set(nameOf(waiting[at] as Source), wheel)
      const next = wheels.flatMap((wheel, at) =>
        this.#named((waiting[at] as Source).project.path, wheel.requirements),
      )
      waiting = [...new Set(next)].filter(
        (source) => source.project.path !== path && !found.has(nameOf(source)),
      )
    }
    return [...found.values()]
  }

  /**
   * The siblings that a package needs to be built at all.
   *
   * @throws Inconclusive when one is not there or cannot be built, or needs that package itself
   */
  async siblingsForBuild(path: string, requirements: readonly string[]): Promise<SiblingWheel[]> {
    const edges = this.#workspace.edges.filter(({ purpose }) => purpose === 'build' || purpose === 'install')
    for (const { project } of this.#named(path, requirements)) {
      if (project.path === path) continue
      if (!reachableFrom([project.path], edges, 'needs').has(path)) continue
      throw new Inconclusive(
        `To build it takes ${project.name} of this repository, which needs it in turn. Take one of the two requirements away.`,
      )
    }
    return this.siblings(path, requirements)
  }

  /** The packages that requirements of the one at a path name. */
  #named(path: string, requirements: readonly string[]): Source[] {
    const names = new Set(requirements.flatMap((text) => parseRequirement(text)?.name ?? []))
    return [...names].flatMap((name) => this.#oneNamed(path, normalizeName(name)) ?? [])
  }

  /** @throws Inconclusive when several have the name, and no setting says which one is meant */
  #oneNamed(path: string, name: string): Source | undefined {
    const { edges } = this.#workspace
    const all = this.#byName.get(name) ?? []
    const paths = all.map(({ project }) => project.path)
    const [meant, ...others] = paths.includes(path)
      ? [path]
      : paths.filter((to) => edges.some((edge) => edge.from === path && edge.to === to))
    if (all.length > 1 && (meant === undefined || others.length > 0)) {
      throw new Inconclusive(
        `It depends on ${name}, and several packages of this repository are called so (${list(paths)}). Give each a name of its own, say which by its folder (tool.uv.sources), or take one away from path (!${paths[0]}).`,
      )
    }
    return all.find(({ project }) => all.length === 1 || project.path === meant)
  }

  #checkThatAllAreThere(path: string, requirements: readonly string[]): void {
    const named = new Set(requirements.map((text) => parseRequirement(text)?.name))
    const missing = this.#workspace.missing.filter(({ from, name }) => from === path && named.has(name))
    if (missing.length === 0) return
    const names = missing.map((one) => `${one.path ?? one.name} (${one.saidBy})`)
    throw new Inconclusive(
      `It depends on ${list(names)} in this repository, and there is no such package. Check it out, or mend the setting.`,
    )
  }

  #wheelAt(path: string): Promise<Kept> {
    const known = this.#kept.get(path) ?? this.#make(path)
    this.#kept.set(path, known)
    return known
  }

  /** Never rejects: who waits for it may do so later, or not at all. */
  async #make(path: string): Promise<Kept> {
    try {
      return this.#keep(path, await this.#buildAt(path))
    } catch (error) {
      // Its own verification tells more of it, if it is verified.
      return this.#broken(path, (error as Error).message)
    }
  }

  #keep(path: string, result: StageResult<Build>): Kept {
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
    const reason = build?.failure.words.at(-1) ?? (result.kind === 'inconclusive' ? result.reason : '')
    return this.#broken(path, reason)
  }

  #broken(path: string, reason: string): Kept {
    const name = this.#workspace.sources.find(({ project }) => project.path === path)?.project.name
    return { why: `${name} of this repository (${path}), which it needs, could not be built: ${reason}` }
  }
}
