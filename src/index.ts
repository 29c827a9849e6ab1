import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as core from '@actions/core'
import { makeConfig } from './config/config.ts'
import { OPTIONS } from './config/options.ts'
import { endChildrenOnSignals } from './environment/child.ts'
import { main, type Result } from './main.ts'
import { ConfigurationError, Undecided } from './problems.ts'
import { type Annotation, annotationsOf, annotationsOfProblems } from './report/annotations.ts'
import { plainProgress } from './report/progress.ts'
import { EXIT_STATUS } from './report/report.ts'
import { redact, secretsIn } from './report/secrets.ts'
import { summaryOf } from './report/summary.ts'
import { terminalReport } from './report/terminal.ts'
import { inert, workflowLog } from './report/workflow-log.ts'

/** The door on GitHub: reads inputs and event, runs, and tells the runner. */
async function action(): Promise<void> {
  for (const secret of secretsIn(process.env)) core.setSecret(secret)
  const given = Object.fromEntries(OPTIONS.map(({ name }) => [name, core.getInput(name)]))
  const config = makeConfig(given, process.env, process.env.GITHUB_WORKSPACE ?? process.cwd())
  const result = await main(
    config,
    plainProgress((line) => core.info(inert(line))),
  )

  for (const log of result.logs)
    process.stdout.write(workflowLog(log, await readFile(log.file, 'utf8').catch(() => '')))
  core.info(inert(terminalReport(result.report, { colour: true, timings: config.timings })))
  tell(annotationsOf(result.report))
  await writeSummary(result)
  setOutputs(result)
  const { verdict } = result.report
  if (verdict === 'fail')
    core.setFailed('as-installed: fail. The artifact is broken; the findings say where and how to mend it.')
  if (verdict === 'error') core.setFailed('as-installed: error. It could not be decided; the checks say why.')
  process.exitCode = EXIT_STATUS[verdict]
}

const BY_LEVEL = { error: core.error, warning: core.warning, notice: core.notice }

function tell(annotations: readonly Annotation[]): void {
  for (const { level, message, ...place } of annotations) BY_LEVEL[level](message, place)
}

async function writeSummary({ report }: Result): Promise<void> {
  try {
    await core.summary.addRaw(summaryOf(report)).write()
  } catch (error) {
    core.warning(`The job summary could not be written: ${(error as Error).message}`)
  }
}

/** The outputs of the contract. Those that name one file or version speak of the first package. */
function setOutputs({ report, file }: Result): void {
  const [first] = report.packages
  const artifact = (kind: string) => first?.artifacts.find((one) => one.kind === kind)?.file ?? ''
  core.setOutput('verdict', report.verdict)
  core.setOutput('version', first?.version ?? '')
  core.setOutput('previous-version', first?.previousVersion ?? '')
  core.setOutput('wheel', artifact('wheel'))
  core.setOutput('sdist', artifact('sdist'))
  core.setOutput('dist', artifact('wheel') === '' ? '' : dirname(artifact('wheel')))
  core.setOutput('report', file)
}

endChildrenOnSignals()

try {
  await action()
} catch (error) {
  core.setOutput('verdict', 'error')
  if (error instanceof ConfigurationError) {
    for (const { message } of error.problems) core.info(inert(message))
    tell(annotationsOfProblems(error.problems))
    core.setFailed('as-installed: the configuration is wrong.')
    process.exitCode = 2
  } else if (error instanceof Undecided) {
    core.setFailed(`as-installed: ${redact(error.message, secretsIn(process.env))}`)
    process.exitCode = EXIT_STATUS.error
  } else {
    core.setFailed(
      `as-installed: this is a defect of as-installed itself, please report it: ${(error as Error).message}`,
    )
    process.exitCode = EXIT_STATUS.error
  }
}
