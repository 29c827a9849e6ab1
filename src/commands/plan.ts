import { writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { RULE_NAMES } from '../checks/rules.ts'
import type { Config } from '../config/config.ts'
import type { Mode } from '../config/mode.ts'
import { gatherReports } from '../matrix/files.ts'
import { shardPackages } from '../matrix/jobs.ts'
import { checkSize, type Matrix, makePlan, matrixOf, type Plan } from '../matrix/plan.ts'
import { withScratch } from '../process/scratch.ts'
import { ConfigurationError } from '../program/errors.ts'
import { list } from '../program/sentence.ts'
import { identityOf } from '../report/run-identity.ts'
import type { Checkout } from '../repository/checkout.ts'
import { findPackages } from '../repository/find-packages.ts'
import { type SelectedPackages, selectPackages } from '../repository/select-packages.ts'
import { checkWritable, outputDirectory } from './output.ts'

export type PlanMode = Mode & { readonly kind: 'plan' }

/** The result of mode plan. */
export interface PlanResult {
  readonly plan: Plan
  readonly matrix: Matrix
  /** Absolute: the plan as JSON. */
  readonly file: string
}

/**
 * Plans which job verifies which packages: reads the packages, chooses their Pythons, and distributes them to jobs.
 * Runs no code of the packages.
 *
 * @param cwd where the jobs run: the paths in the matrix are relative to it
 * @throws ConfigurationError with everything that is wrong with the configuration of any package
 */
export async function plan(config: Config, mode: PlanMode, cwd: string): Promise<PlanResult> {
  const chosen = await withScratch(async (scratch) => {
    return selectPackages(await findPackages(config.paths, RULE_NAMES), config, scratch)
  })
  const checkout = singleCheckout(chosen)
  const file = config.json ?? join(await outputDirectory(config), 'plan.json')
  await checkWritable(file)

  const earlier = mode.timingsFrom === undefined ? [] : await earlierReports(mode.timingsFrom, cwd)
  const { shards: shares, leftOut } = shardPackages(chosen, mode, earlier)
  const plan = makePlan(shares, {
    run: identityOf(config.workflowRun, [checkout.head]),
    leftOut,
    selection: chosen[0]?.basis,
  })
  const root = relative(cwd, checkout.root).split(sep).join('/')
  const excluded = config.paths.excluded.map(({ text }) => text)
  const matrix = matrixOf(plan, root, excluded)
  checkSize(matrix)
  await writeFile(file, `${JSON.stringify(plan, null, 2)}\n`)
  return { plan, matrix, file }
}

/** The checkout of all packages: the paths of a plan are relative to its root. */
function singleCheckout(chosen: readonly SelectedPackages[]): Checkout {
  const [first, ...others] = chosen.map(({ checkout }) => checkout)
  if (first !== undefined && others.length === 0) return first
  const roots = list(chosen.map(({ checkout }) => checkout.root))
  const message = `path contains packages of several repositories (${roots}), but a plan covers one. Create a plan for each repository.`
  throw new ConfigurationError([{ message }])
}

/** Timings only balance the jobs: files that are missing or cannot be read are ignored. */
async function earlierReports(path: string, cwd: string) {
  const files = await gatherReports(path, cwd)
  return files.flatMap(({ content }) => (content.kind === 'read' ? [content.value] : []))
}
