#!/usr/bin/env node
import { readArguments } from './cli/arguments.ts'
import { applyFixes } from './commands/fixes/apply-fixes.ts'
import { diffOfAll } from './commands/fixes/try-fixes.ts'
import { gate } from './commands/gate.ts'
import { plan } from './commands/plan.ts'
import { verify } from './commands/verify.ts'
import { writeFormats } from './commands/write-formats.ts'
import { makeConfig } from './config/config.ts'
import type { ColorChoice } from './config/options.ts'
import { joinedText } from './matrix/joined-terminal.ts'
import { planText } from './matrix/plan-text.ts'
import { endChildrenOnExit } from './process/run.ts'
import { redact, secretsIn } from './process/secrets.ts'
import { ConfigurationError, Inconclusive } from './program/errors.ts'
import { list } from './program/sentence.ts'
import { programVersion } from './program/version.ts'
import { fixesText } from './report/fixes-text.ts'
import { liveProgress, plainProgress } from './report/progress.ts'
import { EXIT_STATUS, type Report, verdictOfRun } from './report/report.ts'
import { BOLD, painter, terminalReport } from './report/terminal.ts'
import { textWidth, usesColour } from './terminal/style.ts'

const USAGE_ERROR = 2

/** Runs as a command, in terminals and in CI systems other than GitHub Actions; returns the exit status. */
async function cli(): Promise<number> {
  const width = textWidth(process.env, process.stdout.columns)
  const hasColour = (choice: ColorChoice) => usesColour(choice, process.env, process.stdout.isTTY)
  const heading = (text: string) => painter({ colour: hasColour('auto') })(BOLD, text)
  const requested = readArguments(process.argv.slice(2), { width, heading })
  if (requested.kind === 'help') return print(requested.text)
  if (requested.kind === 'version') return print(`as-installed ${programVersion()}\n`)

  const config = makeConfig(requested.given, process.env, process.cwd())
  const colour = hasColour(config.color)
  const printPath = (label: string, file: string) => config.json === undefined && print(`${label}: ${file}\n`)
  if (config.mode.kind === 'plan') {
    const planned = await plan(config, config.mode, config.directory)
    print(planText(planned.plan))
    printPath('Plan', planned.file)
    return EXIT_STATUS.pass
  }
  if (config.mode.kind === 'gate') {
    const joined = await gate(config, config.mode, config.directory)
    print(joinedText(joined.report, { colour }))
    printPath('Report', joined.file)
    return EXIT_STATUS[verdictOfRun(joined.report)]
  }
  const progress =
    process.stderr.isTTY && !process.env.CI
      ? liveProgress(process.stderr)
      : plainProgress((line) => process.stderr.write(`${line}\n`))
  const style = { colour, timings: config.timings }
  const printReport = (report: Report) => print(terminalReport(report, style))
  const printVerdict = (report: Report) =>
    print(terminalReport(report, { ...style, fixes: config.triesFixes ? 'below' : 'inline' }))
  if (config.fixes === 'print') {
    const { report, fixes } = await verify(config, progress)
    print(diffOfAll(fixes))
    return EXIT_STATUS[verdictOfRun(report)]
  }
  const isReplaced = config.formats.some(({ file }) => file === undefined)
  const first = await verify(config, progress, isReplaced ? undefined : printVerdict)
  print((await writeFormats(first.report, config.formats)) ?? '')
  if (isReplaced && config.fixes === 'report') return EXIT_STATUS[verdictOfRun(first.report)]
  if (config.triesFixes) print(fixesText(first.report, style))
  printPath('Report', first.file)
  if (config.fixes === 'report' || first.fixes.length === 0) return EXIT_STATUS[verdictOfRun(first.report)]
  const changed = await applyFixes(first.fixes, config.fixes === 'apply-to-dirty')
  print(`\nChanged ${list(changed)}. The verdict with the changes:\n\n`)
  const second = await verify({ ...config, triesFixes: false }, progress, printReport)
  printPath('Report', second.file)
  return EXIT_STATUS[verdictOfRun(second.report)]
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

// A reader such as `head` may close the pipe early; the exit status must still be that of the verdict.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

/** Prints an error that ended the run without a report, and sets the exit status. */
function reportError(error: unknown): void {
  process.exitCode = error instanceof ConfigurationError ? USAGE_ERROR : EXIT_STATUS.error
  const secrets = secretsIn(process.env)
  const printError = (message: string) => process.stderr.write(`as-installed: ${redact(message, secrets)}\n`)
  if (error instanceof ConfigurationError) {
    for (const { message, file, line } of error.problems) {
      printError(`${file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `}${message}`)
    }
  } else if (error instanceof Inconclusive) printError(error.message)
  else printError(`this is a bug in as-installed, please report it: ${(error as Error).message}`)
}

endChildrenOnExit(reportError)
try {
  process.exitCode = await cli()
} catch (error) {
  reportError(error)
}
