#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { gate } from './commands/gate.ts'
import { plan } from './commands/plan.ts'
import { verify } from './commands/verify.ts'
import { makeConfig } from './config/config.ts'
import { type GivenOptions, OPTIONS, type Option } from './config/options.ts'
import { joinedText } from './matrix/joined-terminal.ts'
import { planText } from './matrix/plan-text.ts'
import { endChildrenOnExit } from './process/run.ts'
import { redact, secretsIn } from './process/secrets.ts'
import { ConfigurationError, Inconclusive } from './program/errors.ts'
import { programVersion } from './program/version.ts'
import { liveProgress, plainProgress } from './report/progress.ts'
import { EXIT_STATUS } from './report/report.ts'
import { terminalReport } from './report/terminal.ts'

const USAGE_ERROR = 2

/** The door for terminals and for every CI that is not GitHub. */
async function cli(): Promise<number> {
  const { given, wants } = readArguments(process.argv.slice(2))
  if (wants === 'help') return say(help())
  if (wants === 'version') return say(`as-installed ${programVersion()}\n`)

  const config = makeConfig(given, process.env, process.cwd())
  const colour = process.env.NO_COLOR ? false : process.stdout.isTTY === true
  const tellPlace = (what: string, file: string) => config.json === undefined && say(`${what}: ${file}\n`)
  if (config.mode.kind === 'plan') {
    const made = await plan(config, config.mode, process.cwd())
    say(planText(made.plan))
    tellPlace('Plan', made.file)
    return EXIT_STATUS.pass
  }
  if (config.mode.kind === 'gate') {
    const joined = await gate(config, config.mode, process.cwd())
    say(joinedText(joined.report, { colour }))
    tellPlace('Report', joined.file)
    return EXIT_STATUS[joined.report.verdict]
  }
  const progress =
    process.stderr.isTTY && !process.env.CI
      ? liveProgress(process.stderr)
      : plainProgress((line) => process.stderr.write(`${line}\n`))
  const { report, file } = await verify(config, progress)
  say(terminalReport(report, { colour, timings: config.timings }))
  tellPlace('Report', file)
  return EXIT_STATUS[report.verdict]
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}

function readArguments(args: string[]): { given: GivenOptions; wants: 'run' | 'help' | 'version' } {
  const flags = OPTIONS.filter(({ name }) => name !== 'path')
  const options = Object.fromEntries(
    flags.map(({ name, kind }) => [
      name,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const), multiple: kind === 'list' },
    ]),
  )
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...options, help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } },
      allowPositionals: true,
    })
    const flagValue = (name: string) =>
      (values as Record<string, string | boolean | string[] | undefined>)[name]
    const given = Object.fromEntries(
      flags.flatMap(({ name }) =>
        flagValue(name) === undefined ? [] : [[name, [flagValue(name)].flat().join('\n')]],
      ),
    )
    return {
      given: { ...given, ...(positionals.length > 0 ? { path: positionals.join('\n') } : {}) },
      wants: values.help ? 'help' : values.version ? 'version' : 'run',
    }
  } catch (error) {
    throw new ConfigurationError([{ message: `${(error as Error).message} See "as-installed --help".` }])
  }
}

function help(): string {
  const flag = ({ name, kind, placeholder }: Option) =>
    `--${name}${kind === 'switch' ? '' : ` ${placeholder}`}`
  const flags = OPTIONS.filter(({ name }) => name !== 'path')
  const width = Math.max(...flags.map((option) => flag(option).length)) + 2
  return `Builds a Python package, installs the wheel into a clean environment, runs its scripts and
tests there, checks that its version moved, and says whether it may ship.

Usage: as-installed [OPTIONS] [PATH...]

${flags.map((option) => `  ${flag(option).padEnd(width)}${option.description}${option.kind === 'list' ? ' (may be given several times)' : ''}`).join('\n')}
  ${'--version'.padEnd(width)}Print the version
  ${'--help'.padEnd(width)}Print this

Exit status: 0 pass, 1 fail (defects), 2 usage or configuration error, 3 undecided (index down, no interpreter).
`
}

// Who reads may go away before the end, as "head" does; the verdict is in the status all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

/** Says how a run ended that came to no verdict. */
function end(error: unknown): void {
  process.exitCode = error instanceof ConfigurationError ? USAGE_ERROR : EXIT_STATUS.error
  const secrets = secretsIn(process.env)
  const complain = (message: string) => process.stderr.write(`as-installed: ${redact(message, secrets)}\n`)
  if (error instanceof ConfigurationError) {
    for (const { message, file, line } of error.problems) {
      complain(`${file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `}${message}`)
    }
  } else if (error instanceof Inconclusive) complain(error.message)
  else complain(`this is a defect of as-installed itself, please report it: ${(error as Error).message}`)
}

endChildrenOnExit(end)
try {
  process.exitCode = await cli()
} catch (error) {
  end(error)
}
