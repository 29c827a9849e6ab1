import * as core from '@actions/core'
import { type Config, makeConfig } from '../config/config.ts'
import type { Mode } from '../config/mode.ts'
import { OPTIONS } from '../config/options.ts'
import { endChildrenOnExit } from '../process/run.ts'
import { redact, secretsIn } from '../process/secrets.ts'
import { ConfigurationError, Inconclusive } from '../program/errors.ts'
import { annotationsOfProblems } from '../report/annotations.ts'
import { EXIT_STATUS } from '../report/report.ts'
import { escapeCommands } from '../report/workflow-log.ts'
import { annotate } from './annotate.ts'
import { gateAction } from './gate-action.ts'
import { planAction } from './plan-action.ts'
import { verifyAction } from './verify-action.ts'

/**
 * Runs as a GitHub Action: reads the inputs and the event, and reports errors that end the run without a report.
 *
 * @param mode undefined: the input of this name, which workflows used before the actions plan and gate
 */
export async function runAction(mode?: Mode['kind']): Promise<void> {
  endChildrenOnExit(reportError)
  try {
    for (const secret of secretsIn(process.env)) core.setSecret(secret)
    // Also inputs that action.yml does not declare, which the runner passes with a warning.
    const inputs = Object.fromEntries(OPTIONS.map(({ name }) => [name, core.getInput(name)]))
    const given = mode === undefined ? inputs : { ...inputs, mode }
    const config = makeConfig(given, process.env, process.env.GITHUB_WORKSPACE ?? process.cwd())
    requireFiles(config)
    await runMode(config)
  } catch (error) {
    reportError(error)
  }
}

/** The log has the report for people. */
function requireFiles({ formats }: Config): void {
  const problems = formats
    .filter(({ file }) => file === undefined)
    .map(({ format }) => ({
      message: `output has no file for the format ${format}. Name one, such as as-installed.${format}.`,
    }))
  if (problems.length > 0) throw new ConfigurationError(problems)
}

function runMode(config: Config): Promise<void> {
  switch (config.mode.kind) {
    case 'verify':
      return verifyAction(config)
    case 'plan':
      return planAction(config, config.mode)
    case 'gate':
      return gateAction(config, config.mode)
    case 'init':
      throw new ConfigurationError([{ message: 'mode is "init", which is only for the command line.' }])
  }
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
