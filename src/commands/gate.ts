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
 * Joins the reports of all cells of a plan into one, with one verdict.
 *
 * @param cwd what paths are told relative to; where no runner tells of a run, in the checkout that the plan must be of
 */
export async function gate(
  config: Config,
  mode: GateMode,
  cwd: string,
): Promise<{ report: Report; file: string }> {
  const plan = await gatherPlan(mode.plan, cwd)
  const reports = await gatherReports(mode.reports, cwd, mode.plan)
  const here = identityOf(config.run, [await headOf(cwd)])
  const report = joinReports(decide({ plan, reports, needs: mode.needs, here }))
  // After the reports were read: it may lie among them.
  const file = config.json ?? join(await outputDirectory(config), 'report.json')
  await checkWritable(file)
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
  return { report, file }
}

async function headOf(folder: string): Promise<string | undefined> {
  const head = await tryGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD'])
  return head.stdout.trim() || undefined
}
