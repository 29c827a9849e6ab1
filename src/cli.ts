#!/usr/bin/env node
import { readArguments } from './cli/arguments.ts'
import { commandLine } from './cli/command-line.ts'
import { describeInterruption } from './cli/interruption.ts'
import {
  describeResults,
  discardResults,
  openResults,
  type ResultsDirectory,
} from './cli/results-directory.ts'
import { runCommand } from './cli/run-command.ts'
import { makeConfig } from './config/config.ts'
import type { ColorChoice } from './config/options.ts'
import type { Progress } from './pipeline/progress.ts'
import { type CommandObserver, endChildrenOnExit, observeCommands } from './process/run.ts'
import { redact, secretsIn } from './process/secrets.ts'
import { ConfigurationError, Inconclusive } from './program/errors.ts'
import { programVersion } from './program/version.ts'
import { liveProgress } from './report/live-progress.ts'
import { NO_PROGRESS, plainProgress } from './report/progress.ts'
import { EXIT_STATUS } from './report/report.ts'
import { BOLD, painter, textWidth, usesColor } from './terminal/style.ts'
import { wrap } from './terminal/wrap.ts'

const USAGE_ERROR = 2

const width = textWidth(process.env, process.stdout.columns)
/** Programs that read errors get each in one line. */
const errorWidth = process.stderr.isTTY
  ? textWidth(process.env, process.stderr.columns)
  : Number.MAX_SAFE_INTEGER
let progress: Progress = NO_PROGRESS
let results: ResultsDirectory | undefined

/** Runs as a command, in terminals and in CI systems other than GitHub Actions; returns the exit status. */
async function cli(): Promise<number> {
  const heading = (text: string) => painter({ color: hasColor('auto', process.stdout) })(BOLD, text)
  const requested = readArguments(process.argv.slice(2), { width, heading })
  if (requested.kind === 'help') return print(requested.text)
  if (requested.kind === 'version') return print(`as-installed ${programVersion()}\n`)

  const config = makeConfig(requested.given, process.env, process.cwd())
  if (config.verbosity === 'verbose') observeCommands(printCommand)
  // The commands would be between the lines that are redrawn.
  if (isLive() && config.verbosity !== 'verbose')
    progress = liveProgress(process.stderr, {
      color: hasColor(config.color, process.stderr),
      isReportBelow: process.stdout.isTTY || config.verbosity === 'quiet',
    })
  else if (config.verbosity !== 'quiet') progress = plainProgress((line) => printError(`${line}\n`))
  results = await openResults(config)
  return runCommand({ ...config, out: results.path }, results, {
    print,
    printError,
    progress,
    width,
    color: hasColor(config.color, process.stdout),
  })
}

const secrets = secretsIn(process.env)

/** Prints the commands that users could run: not git, and not the probes but the one that builds. */
const printCommand: CommandObserver = ({ program, args }, { packageName, stage }) => {
  const isProbe = args.some((arg) => /[\\/]probes[\\/](?!build\.py$)\w+\.py$/.test(arg))
  if (program !== 'git' && !isProbe)
    printError(redact(`${packageName}: ${stage}: $ ${commandLine(program, args)}\n`, secrets))
}

/** Whether the standard error shows lines that are redrawn. */
function isLive(): boolean {
  return process.stderr.isTTY && process.env.TERM !== 'dumb' && !process.env.CI
}

function hasColor(choice: ColorChoice, { isTTY }: NodeJS.WriteStream): boolean {
  return usesColor(choice, process.env, isTTY)
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

function printError(text: string): void {
  process.stderr.write(text)
}

// A reader such as `head` may close the pipe early; the exit status must still be that of the verdict.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

/** Prints an error that ended the run without a report, and sets the exit status. */
function reportError(error: unknown): void {
  progress.end()
  process.exitCode = error instanceof ConfigurationError ? USAGE_ERROR : EXIT_STATUS.error
  const printProblem = (message: string) =>
    printError(
      `${wrap(redact(message, secrets), { width: errorWidth, first: 'as-installed: ', next: '  ' })}\n`,
    )
  if (error instanceof ConfigurationError) {
    for (const { message, file, line } of error.problems)
      printProblem(
        `${file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `}${message}`,
      )
  } else if (error instanceof Inconclusive) printProblem(error.message)
  else printProblem(`this is a bug in as-installed, please report it: ${(error as Error).message}`)
  if (results === undefined) return
  if (error instanceof ConfigurationError) discardResults(results)
  const left = describeResults(results)
  if (left !== undefined) printError(`Results so far: ${left}\n`)
}

endChildrenOnExit(reportError, (signal) => {
  progress.end()
  return (ended) => {
    const left = results === undefined ? undefined : describeResults(results)
    printError(`${wrap(describeInterruption(signal, ended, left), { width: errorWidth })}\n`)
  }
})
try {
  process.exitCode = await cli()
} catch (error) {
  reportError(error)
}
