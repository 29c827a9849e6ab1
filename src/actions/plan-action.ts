import * as core from '@actions/core'
import { type PlanMode, plan } from '../commands/plan.ts'
import type { Config } from '../config/config.ts'
import { planSummary, planText } from '../matrix/plan-text.ts'
import { escapeCommands } from '../report/workflow-log.ts'
import { writeSummary } from './annotate.ts'

/** Plans a matrix and sets the outputs. Runs no code of the packages. */
export async function planAction(config: Config, mode: PlanMode): Promise<void> {
  const { plan: planned, matrix, file } = await plan(config, mode, config.directory)
  core.info(escapeCommands(planText(planned)))
  await writeSummary(planSummary(planned))
  core.setOutput('matrix', matrix)
  core.setOutput('count', planned.cells.length)
  core.setOutput('plan', file)
  core.setOutput('plan-digest', planned.digest)
}
