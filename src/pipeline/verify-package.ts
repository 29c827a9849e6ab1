import { availableParallelism } from 'node:os'
import { contents } from '../checks/contents/check.ts'
import type { Contents } from '../checks/contents/facts.ts'
import type { PackageContext } from '../checks/context.ts'
import { completed, type PackageFacts } from '../checks/facts.ts'
import { CHECKS } from '../checks/index.ts'
import { Skip, type StageResult } from '../checks/stage.ts'
import type { Build } from '../distribution/build.ts'
import { Semaphore } from '../process/concurrency.ts'
import { atLowPriority } from '../process/run.ts'
import type { Timeline } from '../process/timeline.ts'
import { ConfigurationError, Inconclusive } from '../program/errors.ts'
import type { Pythons } from '../python/find-pythons.ts'
import type { Toolchain } from '../python/toolchain.ts'
import { type GraphResults, type Results, StageGraph } from './graph.ts'
import type { ObservedPackage } from './observed-package.ts'
import type { Progress } from './progress.ts'
import { choosePythons, pythonRuns } from './python-runs.ts'
import { withSelectedChecks } from './selected-checks.ts'
import { SETUP_STAGES } from './setup-stages.ts'

/** Shared by all packages: each Python of each package uses one core. */
const slots = new Semaphore(availableParallelism())

/** The graph of the stages of one package; none of them runs yet. */
export function packageGraph(
  context: PackageContext,
  progress: Progress,
  timeline: Timeline,
): StageGraph<PackageContext> {
  const { project, config } = context
  const requested = CHECKS.filter(({ isRequested }) => isRequested === undefined || isRequested(config))
  const checks = withSelectedChecks(requested, config)
  return new StageGraph<PackageContext>({
    stages: [...SETUP_STAGES, ...checks],
    context,
    pythons: {
      after: ['interpreters', 'build', 'contents'],
      find: async (results) => {
        const chosen = chosenPythons(config, results)
        const [build, contents] = [completed(results.build as StageResult<Build>), usableContents(results)]
        const isBuilt = build?.kind === 'built' && contents !== undefined
        const first = isBuilt ? { sdist: build.sdist, contents } : undefined
        return chosen === undefined ? [{ python: undefined, context }] : pythonRuns(context, chosen, first)
      },
    },
    limit: (work) => slots.run(work),
    inconclusive: reasonInconclusive,
    around: async ({ name, isReported, priority }, python, work) => {
      const stage = python === undefined ? name : `${name} ${python}`
      const end = progress.begin(project.name, stage, isReported === true, python)
      const started = performance.now()
      const seconds = () => (performance.now() - started) / 1000
      try {
        const run = () => timeline.measure(stage, work, (value) => !(value instanceof Skip))
        const value = await (priority === 'low' ? atLowPriority(run) : run())
        end(value instanceof Skip ? 'skipped' : 'done', seconds())
        return value
      } catch (error) {
        if (reasonInconclusive(error) !== undefined) end('inconclusive', seconds())
        throw error
      }
    },
  })
}

/**
 * Runs all stages of one package and returns their facts.
 *
 * @throws ConfigurationError with all problems of the configuration that the stages found
 */
export async function verifyPackage(
  context: PackageContext,
  graph: StageGraph<PackageContext>,
): Promise<ObservedPackage> {
  const results = await graph.run().catch((error: unknown) => {
    throw error instanceof AggregateError ? combined(error.errors) : error
  })
  return observedPackage(context, results)
}

/** Returns the facts of a package, from the results of its stages with each Python. */
export function observedPackage(
  context: Pick<PackageContext, 'project' | 'config' | 'versionPolicy'>,
  results: GraphResults,
): ObservedPackage {
  const { project, config, versionPolicy } = context
  const { event } = config
  const chosen = chosenPythons(config, results.package)
  // The first configured Python may not be installed.
  const first = results.pythons.find(({ python }) => python === chosen?.used[0]?.python)
  const factsWith = (own: Results) =>
    ({ project, event, versionPolicy, ...results.package, ...own }) as unknown as PackageFacts
  const facts = factsWith((first ?? results.pythons[0])?.results ?? {})
  if (config.pythons.length < 2 || chosen === undefined) return { facts, pythons: [], leftOut: [] }
  const versions = new Map(
    chosen.used.map(({ python, toolchain }) => [python, toolchain.interpreter.version]),
  )
  return {
    facts,
    pythons: results.pythons.map(({ python = '', results: own }) => {
      return { python, version: versions.get(python), facts: factsWith(own) }
    }),
    leftOut: chosen.leftOut,
  }
}

/** Undefined if no interpreter was found. */
function chosenPythons(config: PackageContext['config'], results: Results) {
  const interpreters = completed(results.interpreters as StageResult<Pythons<Toolchain>>)
  if (interpreters === undefined) return undefined
  return choosePythons(config.pythons, interpreters, usableContents(results)?.wheel.metadata)
}

/** The contents of the wheel, if the check offers them to other stages. */
function usableContents(results: Results): Contents | undefined {
  const value = completed(results.contents as StageResult<Contents>)
  const offered = value === undefined ? undefined : contents.offer?.(value)
  return offered instanceof Skip ? undefined : offered
}

/** Why a stage could not be completed for a cause outside the distribution. */
function reasonInconclusive(error: unknown): string | undefined {
  if (error instanceof Inconclusive) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? `The disk is full: ${message}. Free some space and run again.`
    : undefined
}

/** A bug of as-installed, if any; otherwise one error with all problems of the configuration. */
function combined(errors: readonly unknown[]): unknown {
  const defect = errors.find((error) => !(error instanceof ConfigurationError))
  return defect ?? new ConfigurationError(errors.flatMap((error) => (error as ConfigurationError).problems))
}
