import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Mode } from '../config/mode.ts'
import { decide } from '../matrix/decide.ts'
import { gatherPlan, gatherReports } from '../matrix/files.ts'
import { joinReports } from '../matrix/join.ts'
import type { Report } from '../report/report.ts'
import { identityOf } from '../report/run-identity.ts'
import { tryGit } from '../repository/git.ts'
import { checkWritable, outputDirectory } from './output.ts'

export type GateMode = Mode & { readonly kind: 'gate' }

/**
 * Joins the reports of all jobs of a plan into one, with one verdict.
 *
 * @param cwd paths in messages are relative to it; outside GitHub, the plan must be of the commit checked out there
 * @throws ConfigurationError when the joined report cannot be written
 */
export async function gate(
  config: Config,
  mode: GateMode,
  cwd: string,
): Promise<{ report: Report; file: string }> {
  const plan = await gatherPlan(mode.plan, cwd)
  const reports = await gatherReports(mode.reports, cwd, mode.plan)
  const currentRun = identityOf(config.workflowRun, [await headOf(cwd)])
  const report = joinReports(decide({ plan, reports, needs: mode.needs, currentRun: currentRun }))
  // Removes an old file, which may be one of the reports: only after they were read.
  const file = config.json ?? join(await outputDirectory(config), 'report.json')
  await checkWritable(file)
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
  return { report, file }
}

async function headOf(directory: string): Promise<string | undefined> {
  const head = await tryGit(directory, ['rev-parse', '--verify', '--quiet', 'HEAD'])
  return head.stdout.trim() || undefined
}
