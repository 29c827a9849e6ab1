import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { PackageContext } from '../checks/context.ts'
import type { StageResult } from '../checks/stage.ts'
import type { Config } from '../config/config.ts'
import { policyFor } from '../config/version-policy.ts'
import type { Build } from '../distribution/build.ts'
import { Logs } from '../process/logs.ts'
import { memoize } from '../process/memoize.ts'
import { Timeline } from '../process/timeline.ts'
import type { Toolchains } from '../python/toolchain.ts'
import { CheckoutCopies } from '../repository/checkout-copies.ts'
import type { SelectedPackages } from '../repository/select-packages.ts'
import { inDependencyOrder, reachableFrom } from '../repository/workspace.ts'
import type { StageGraph } from './graph.ts'
import type { OutputDirectories } from './output-directories.ts'
import type { Progress } from './progress.ts'
import { SiblingWheels } from './sibling-wheels.ts'
import { packageGraph } from './verify-package.ts'

/** What all packages of a run share. */
export interface Run {
  readonly config: Config
  readonly progress: Progress
  readonly secrets: readonly string[]
  /** The output directory; of several packages, each has its own subdirectory. */
  readonly directory: string
  readonly scratch: string
  readonly toolchains: Toolchains
  /** Whether one package was requested, of all repositories. */
  readonly isSingle: boolean
}

/** A package to verify. */
export interface PackageRun {
  readonly context: PackageContext
  readonly timeline: Timeline
  readonly graph: () => StageGraph<PackageContext>
  /** Builds the workspace members that the package needs. */
  readonly buildSiblings: () => Promise<void>
  /** Waits until its wheel is built, which other packages may need, and frees everything else. */
  readonly release: () => Promise<void>
}

/** The packages of one repository to verify, dependencies before their dependents. */
export function packageRuns(
  chosen: SelectedPackages,
  run: Run & { readonly outputOf: OutputDirectories },
): PackageRun[] {
  const { edges, verified } = chosen
  const contextOf = contexts(chosen, run, (path) => siblings.of(path))
  const timelineOf = memoize((path: string) => new Timeline(contextOf(path).project.name))
  const graphs = new Map<string, StageGraph<PackageContext>>()
  const graphAt = (path: string) => {
    const graph = graphs.get(path) ?? startPackage(contextOf(path), run.progress, timelineOf(path))
    graphs.set(path, graph)
    return graph
  }
  const siblings = new SiblingWheels(chosen, async (path) => {
    return (await graphAt(path).result('build')) as StageResult<Build>
  })
  return inDependencyOrder(verified, edges).map((path) => ({
    context: contextOf(path),
    timeline: timelineOf(path),
    graph: () => graphAt(path),
    buildSiblings: () => siblings.buildDependencies([path]),
    release: async () => {
      await siblings.wheelOf(path)
      graphs.delete(path)
    },
  }))
}

/** The context of each package of a repository. */
function contexts(
  { checkout, sources, edges, verified, history }: SelectedPackages,
  run: Run & { readonly outputOf: OutputDirectories },
  siblingsOf: (path: string) => Pick<PackageContext, 'findSiblings' | 'findSiblingsForBuild'>,
): (path: string) => PackageContext {
  const copies = new CheckoutCopies(
    checkout,
    join(run.scratch, 'shared'),
    sources.map(({ project }) => project.path),
    [...reachableFrom(verified, edges, 'needs')],
  )
  return memoize((path: string): PackageContext => {
    const index = sources.findIndex(({ project }) => project.path === path)
    const { project } = sources[index] as (typeof sources)[number]
    const { config, toolchains } = run
    const { policy, 'release-branches': releaseBranches } = project.settings.version
    const scratch = join(run.scratch, String(index))
    // A package that is only built as a dependency has no output.
    const output = verified.includes(path) ? run.outputOf(project) : join(scratch, 'out')
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

function startPackage(
  context: PackageContext,
  progress: Progress,
  timeline: Timeline,
): StageGraph<PackageContext> {
  mkdirSync(context.scratch, { recursive: true })
  for (const old of [context.output, context.logs.directory]) rmSync(old, { recursive: true, force: true })
  return packageGraph(context, progress, timeline)
}
