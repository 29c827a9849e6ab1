import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import * as core from '@actions/core'
import { openCache } from '../cache/cache.ts'
import type { Result } from '../commands/verify.ts'
import { verifyLogged } from '../commands/verify-logged.ts'
import { writeFormats } from '../commands/write-formats.ts'
import type { Config } from '../config/config.ts'
import { annotationsOf } from '../report/annotations.ts'
import { fixesText } from '../report/fixes-text.ts'
import { failureMessage, partitionPackages } from '../report/many-packages.ts'
import { plainProgress } from '../report/progress.ts'
import { EXIT_STATUS, type Report, verdictOfRun } from '../report/report.ts'
import { summaryOf } from '../report/summary.ts'
import { packagesText, type TerminalStyle, verdictText } from '../report/terminal.ts'
import { escapeCommands, workflowLog } from '../report/workflow-log.ts'
import { workflowLogStyle } from '../terminal/style.ts'
import { annotate, writeSummary } from './annotate.ts'

/** Verifies packages, and sets annotations, the job summary, the outputs and the exit status. */
export async function verifyAction(config: Config): Promise<void> {
  const cache = await openCache(config)
  core.info(escapeCommands(cache.line))
  for (const warning of cache.warnings) core.warning(warning, { title: 'as-installed: cache' })
  const progress = plainProgress((line) => core.info(escapeCommands(line)))
  const { timings, triesFixes } = config
  const style: TerminalStyle = {
    ...workflowLogStyle(config.environment),
    timings,
    fixes: triesFixes ? 'below' : 'inline',
  }
  const printReport = (report: Report) => core.info(escapeCommands(packagesText(report, style)))
  const result = await verifyLogged(cache.config, progress, printReport).finally(cache.close)

  // With many packages, the logs of those that pass would hide the others; they are kept as files.
  const shownDirectories = partitionPackages(result.report)[0].map(({ logs }) => join(logs, sep))
  for (const log of result.logs.filter(({ file }) =>
    shownDirectories.some((directory) => file.startsWith(directory)),
  ))
    process.stdout.write(workflowLog(log, await readFile(log.file, 'utf8').catch(() => '')))
  if (triesFixes) core.info(escapeCommands(fixesText(result.report, style)))
  core.info(escapeCommands(verdictText(result.report, style)))
  await writeFormats(result.report, config.formats)
  annotate(annotationsOf(result.report))
  const summary = `${summaryOf(result.report)}\n${cache.line}\n`
  await writeSummary(summary)
  setOutputs(result, await keepSummary(summary, config))
  const verdict = verdictOfRun(result.report)
  if (verdict !== 'pass') core.setFailed(`as-installed: ${failureMessage(result.report)}`)
  process.exitCode = EXIT_STATUS[verdict]
}

/** Writes the job summary to a file for later steps, as GitHub removes its own; returns the path. */
async function keepSummary(text: string, { out, environment }: Config): Promise<string> {
  const temporary = environment.RUNNER_TEMP ?? tmpdir()
  const file = join(out ?? (await mkdtemp(join(temporary, 'as-installed-summary-'))), 'summary.md')
  await writeFile(file, text)
  return file
}

/** Sets the outputs; those of one file or version are of the first package. */
function setOutputs({ report, file, patch }: Result, summary: string): void {
  const [first] = report.packages
  const distribution = (kind: string) => first?.artifacts.find((one) => one.kind === kind)?.file ?? ''
  const counted = report.packages.flatMap(({ findings }) =>
    findings.filter(({ ignored }) => ignored === undefined),
  )
  const numberOf = (severity: string) => counted.filter((one) => one.severity === severity).length
  core.setOutput('verdict', report.verdict)
  core.setOutput('errors', numberOf('error'))
  core.setOutput('warnings', numberOf('warning'))
  core.setOutput('notes', numberOf('note'))
  core.setOutput('package-name', first?.name ?? '')
  core.setOutput('version', first?.version ?? '')
  core.setOutput('previous-version', first?.previousVersion ?? '')
  core.setOutput('wheel', distribution('wheel'))
  core.setOutput('sdist', distribution('sdist'))
  core.setOutput('dist', distribution('wheel') === '' ? '' : dirname(distribution('wheel')))
  core.setOutput('report', file)
  core.setOutput('summary', summary)
  core.setOutput('patch', patch ?? '')
}
