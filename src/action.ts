import { readFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import * as core from '@actions/core'
import { openCache } from './cache/cache.ts'
import { type GateMode, gate } from './commands/gate.ts'
import { type PlanMode, plan } from './commands/plan.ts'
import { type Result, verify } from './commands/verify.ts'
import { writeFormats } from './commands/write-formats.ts'
import { type Config, makeConfig } from './config/config.ts'
import { OPTIONS } from './config/options.ts'
import { joinedVerdict } from './matrix/join.ts'
import { joinedSummary } from './matrix/joined-summary.ts'
import { joinedText } from './matrix/joined-terminal.ts'
import { planSummary, planText } from './matrix/plan-text.ts'
import { endChildrenOnExit } from './process/run.ts'
import { redact, secretsIn } from './process/secrets.ts'
import { ConfigurationError, Inconclusive } from './program/errors.ts'
import { type Annotation, annotationsOf, annotationsOfProblems } from './report/annotations.ts'
import { fixesText } from './report/fixes-text.ts'
import { failureMessage, partitionPackages } from './report/many-packages.ts'
import { plainProgress } from './report/progress.ts'
import { EXIT_STATUS, type Report, verdictOfRun } from './report/report.ts'
import { summaryOf } from './report/summary.ts'
import { terminalReport } from './report/terminal.ts'
import { escapeCommands, workflowLog } from './report/workflow-log.ts'

/** Runs as a GitHub Action: reads the inputs and the event, runs the mode, and sets outputs and annotations. */
async function action(): Promise<void> {
  for (const secret of secretsIn(process.env)) core.setSecret(secret)
  const inputs = Object.fromEntries(OPTIONS.map(({ name }) => [name, core.getInput(name)]))
  const cwd = process.env.GITHUB_WORKSPACE ?? process.cwd()
  const config = makeConfig(inputs, process.env, cwd)
  const withoutFile = config.formats.find(({ file }) => file === undefined)
  if (withoutFile !== undefined)
    throw new ConfigurationError([
      {
        message: `output has no file for the format ${withoutFile.format}. Name one, such as as-installed.${withoutFile.format}.`,
      },
    ])
  switch (config.mode.kind) {
    case 'verify':
      return verifyAction(config)
    case 'plan':
      return planAction(config, config.mode, cwd)
    case 'gate':
      return gateAction(config, config.mode, cwd)
  }
}

async function verifyAction(config: Config): Promise<void> {
  const cache = await openCache(config)
  core.info(escapeCommands(cache.line))
  for (const warning of cache.warnings) core.warning(warning, { title: 'as-installed: cache' })
  const progress = plainProgress((line) => core.info(escapeCommands(line)))
  const { timings, triesFixes } = config
  const style = { colour: true, timings, fixes: triesFixes ? ('below' as const) : ('inline' as const) }
  const printReport = (report: Report) => core.info(escapeCommands(terminalReport(report, style)))
  const result = await verify(cache.config, progress, printReport).finally(cache.close)

  // With many packages, the logs of those that pass would hide the others; they are kept as files.
  const shownDirectories = partitionPackages(result.report)[0].map(({ logs }) => join(logs, sep))
  for (const log of result.logs.filter(({ file }) =>
    shownDirectories.some((directory) => file.startsWith(directory)),
  ))
    process.stdout.write(workflowLog(log, await readFile(log.file, 'utf8').catch(() => '')))
  if (triesFixes) core.info(escapeCommands(fixesText(result.report, style)))
  await writeFormats(result.report, config.formats)
  annotate(annotationsOf(result.report))
  await writeSummary(`${summaryOf(result.report)}\n${cache.line}\n`)
  setOutputs(result)
  const verdict = verdictOfRun(result.report)
  if (verdict !== 'pass') core.setFailed(`as-installed: ${failureMessage(result.report)}`)
  process.exitCode = EXIT_STATUS[verdict]
}

const BY_LEVEL = { error: core.error, warning: core.warning, notice: core.notice }

function annotate(annotations: readonly Annotation[]): void {
  for (const { level, message, ...location } of annotations) BY_LEVEL[level](message, location)
}

/** Runs no code of the packages. */
async function planAction(config: Config, mode: PlanMode, cwd: string): Promise<void> {
  const { plan: planned, matrix, file } = await plan(config, mode, cwd)
  core.info(escapeCommands(planText(planned)))
  await writeSummary(planSummary(planned))
  core.setOutput('matrix', matrix)
  core.setOutput('count', planned.cells.length)
  core.setOutput('plan', file)
  core.setOutput('plan-digest', planned.digest)
}

async function gateAction(config: Config, mode: GateMode, cwd: string): Promise<void> {
  const { report, file } = await gate(config, mode, cwd)
  core.info(escapeCommands(joinedText(report, { colour: true })))
  // The jobs have already annotated their findings.
  annotate(annotationsOfProblems(report.gate?.problems ?? [], 'as-installed: gate'))
  await writeSummary(joinedSummary(report))
  core.setOutput('verdict', report.verdict)
  core.setOutput('report', file)
  const verdict = verdictOfRun(report)
  if (verdict !== 'pass') core.setFailed(`as-installed: ${verdict}. ${joinedVerdict(report)}`)
  process.exitCode = EXIT_STATUS[verdict]
}

async function writeSummary(text: string): Promise<void> {
  try {
    await core.summary.addRaw(text).write()
  } catch (error) {
    core.warning(`The job summary could not be written: ${(error as Error).message}`)
  }
}

/** Sets the outputs of mode verify; those of one file or version are of the first package. */
function setOutputs({ report, file, patch }: Result): void {
  const [first] = report.packages
  const artifact = (kind: string) => first?.artifacts.find((one) => one.kind === kind)?.file ?? ''
  core.setOutput('verdict', report.verdict)
  core.setOutput('version', first?.version ?? '')
  core.setOutput('previous-version', first?.previousVersion ?? '')
  core.setOutput('wheel', artifact('wheel'))
  core.setOutput('sdist', artifact('sdist'))
  core.setOutput('dist', artifact('wheel') === '' ? '' : dirname(artifact('wheel')))
  core.setOutput('report', file)
  core.setOutput('patch', patch ?? '')
}

/** Reports an error that ended the run without a report, and sets the exit status. */
function reportError(error: unknown): void {
  core.setOutput('verdict', 'error')
  if (error instanceof ConfigurationError) {
    for (const { message } of error.problems) core.info(escapeCommands(message))
    annotate(annotationsOfProblems(error.problems))
    core.setFailed('as-installed: the configuration is wrong.')
    process.exitCode = 2
  } else if (error instanceof Inconclusive) {
    core.setFailed(`as-installed: ${redact(error.message, secretsIn(process.env))}`)
    process.exitCode = EXIT_STATUS.error
  } else {
    core.setFailed(
      `as-installed: this is a bug in as-installed, please report it: ${(error as Error).message}`,
    )
    process.exitCode = EXIT_STATUS.error
  }
}

endChildrenOnExit(reportError)
try {
  await action()
} catch (error) {
  reportError(error)
}
