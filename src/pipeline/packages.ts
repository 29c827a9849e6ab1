import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { PackageContext } from '../checks/context.ts'
import type { StageResult } from '../checks/stage.ts'
import type { Config } from '../config/config.ts'
import { policyFor } from '../config/version-policy.ts'
import type { Build } from '../distribution/build.ts'
import { Logs } from '../process/logs.ts'
import { oncePerKey } from '../process/once-per-key.ts'
import { Timeline } from '../process/timeline.ts'
import type { Toolchains } from '../python/toolchain.ts'
import type { Chosen } from '../repository/choose-packages.ts'
import { Copies } from '../repository/copies.ts'
import { inOrder, reachableFrom } from '../repository/workspace.ts'
import type { StageGraph } from './graph.ts'
import type { Progress } from './progress.ts'
import { SiblingWheels } from './sibling-wheels.ts'
import { packageGraph } from './verify-package.ts'

/** What the packages of a run have in common. */
export interface Run {
  readonly config: Config
  readonly progress: Progress
  readonly secrets: readonly string[]
  /** The output directory: each package has its own in it, unless there is one only. */
  readonly directory: string
  readonly scratch: string
  readonly toolchains: Toolchains
  /** Whether one package was requested, of all repositories. */
  readonly isSingle: boolean
}

/** A package that is to be verified. */
export interface PackageRun {
  readonly context: PackageContext
  readonly timeline: Timeline
  readonly graph: () => StageGraph<PackageContext>
  /** Builds the workspace members that the package needs. */
  readonly buildSiblings: () => Promise<void>
  /** Waits until its wheel is built, for other packages that need it, and forgets everything else. */
  readonly release: () => Promise<void>
}

/** The packages of one repository that are to be verified, those that others need first. */
export function packageRuns(chosen: Chosen, run: Run): PackageRun[] {
  const { edges, verified } = chosen
  const contextOf = contexts(chosen, run, (path) => siblings.of(path))
  const timelineOf = oncePerKey((_path: string) => new Timeline())
  const graphs = new Map<string, StageGraph<PackageContext>>()
  const graphAt = (path: string) => {
    const graph = graphs.get(path) ?? begin(contextOf(path), run.progress, timelineOf(path))
    graphs.set(path, graph)
    return graph
  }
  const siblings = new SiblingWheels(chosen, async (path) => {
    return (await graphAt(path).result('build')) as StageResult<Build>
  })
  return inOrder(verified, edges).map((path) => ({
    context: contextOf(path),
    timeline: timelineOf(path),
    graph: () => graphAt(path),
    buildSiblings: () => siblings.buildAhead([path]),
    release: async () => {
      await siblings.wheelOf(path)
      graphs.delete(path)
    },
  }))
}

/** The context of each package of a repository. */
function contexts(
  { checkout, sources, edges, verified, history }: Chosen,
  run: Run,
  siblingsOf: (path: string) => Pick<PackageContext, 'siblings' | 'siblingsForBuild'>,
): (path: string) => PackageContext {
  const copies = new Copies(
    checkout,
    join(run.scratch, 'shared'),
    sources.map(({ project }) => project.path),
    [...reachableFrom(verified, edges, 'needs')],
  )
  return oncePerKey((path: string): PackageContext => {
    const at = sources.findIndex(({ project }) => project.path === path)
    const { project } = sources[at] as (typeof sources)[number]
    const { config, toolchains } = run
    const { policy, 'release-branches': releaseBranches } = project.settings.version
    const scratch = join(run.scratch, String(at))
    const place = run.isSingle ? '' : path === '.' ? project.name : path
    // What is only built for others is nobody's output.
    const output = verified.includes(path) ? join(run.directory, place) : join(scratch, 'out')
    return {
      project,
      checkout,
      config,
      versionPolicy: policyFor(config.event, config.versionPolicy ?? policy, releaseBranches),
      scratch,
      output: join(output, 'dist'),
      logs: new Logs(join(output, 'logs'), project.name, run.secrets),
      toolchains,
      copies,
      history,
      ...siblingsOf(path),
    }
  })
}

function begin(context: PackageContext, progress: Progress, timeline: Timeline): StageGraph<PackageContext> {
  mkdirSync(context.scratch, { recursive: true })
  for (const old of [context.output, context.logs.folder]) rmSync(old, { recursive: true, force: true })
  return packageGraph(context, progress, timeline)
}
