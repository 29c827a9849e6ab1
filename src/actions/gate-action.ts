import * as core from '@actions/core'
import { type GateMode, gate } from '../commands/gate.ts'
import { writeFormats } from '../commands/write-formats.ts'
import type { Config } from '../config/config.ts'
import { joinedVerdict } from '../matrix/join.ts'
import { joinedSummary } from '../matrix/joined-summary.ts'
import { joinedText } from '../matrix/joined-terminal.ts'
import { annotationsOfProblems } from '../report/annotations.ts'
import { EXIT_STATUS, verdictOfRun } from '../report/report.ts'
import { escapeCommands } from '../report/workflow-log.ts'
import { workflowLogStyle } from '../terminal/style.ts'
import { annotate, writeSummary } from './annotate.ts'

/** Joins the reports of the jobs, and sets the outputs and the exit status. */
export async function gateAction(config: Config, mode: GateMode): Promise<void> {
  const { report, file } = await gate(config, mode, config.directory)
  core.info(escapeCommands(joinedText(report, workflowLogStyle(config.environment))))
  await writeFormats(report, config.formats)
  // The jobs have already annotated their findings.
  annotate(annotationsOfProblems(report.gate?.problems ?? [], 'as-installed: gate'))
  await writeSummary(joinedSummary(report))
  core.setOutput('verdict', report.verdict)
  core.setOutput('report', file)
  const verdict = verdictOfRun(report)
  if (verdict !== 'pass') core.setFailed(`as-installed: ${verdict}. ${joinedVerdict(report)}`)
  process.exitCode = EXIT_STATUS[verdict]
}
