import { type Command, Help, type Option } from 'commander'
import { wrap } from '../terminal/wrap.ts'
import { type CliCommand, COMMANDS } from './commands.ts'

export interface HelpStyle {
  /** Columns. */
  readonly width: number
  /** Formats a heading. */
  readonly heading: (text: string) => string
}

const MAX_WIDTH = 100
/** Below it, descriptions would be columns of single words. */
const MIN_WIDTH = 60

const DOCUMENTATION = 'https://github.com/as-installed/as-installed#readme'

/** The text of `--help` for a command. */
export function formatHelp(parser: Command, command: CliCommand, { width, heading }: HelpStyle): string {
  const helpWidth = Math.max(MIN_WIDTH, Math.min(width, MAX_WIDTH))
  const help = new CommandHelp()
  Object.assign(help, { helpWidth, minWidthToWrap: 20, styleTitle: heading })
  return [
    help.formatHelp(parser, help).trimEnd(),
    '',
    heading('Examples:'),
    ...exampleLines(command, helpWidth),
    '',
    ...(command === COMMANDS[0] ? [heading('Exit status:'), ...exitStatusLines(helpWidth), ''] : []),
    `Documentation: ${DOCUMENTATION}`,
    '',
  ].join('\n')
}

class CommandHelp extends Help {
  override commandUsage(parser: Command): string {
    const names = [parser.parent?.name(), parser.name()].filter(Boolean).join(' ')
    return `${names} [OPTIONS]${parser.registeredArguments.length === 0 ? '' : ' [PATH...]'}`
  }

  override optionTerm({ flags, short }: Option): string {
    return `${short === undefined ? '    ' : ''}${flags.replace(/[<>]/g, '')}`
  }

  override subcommandTerm(command: Command): string {
    return command.name()
  }
}

function exampleLines({ examples }: CliCommand, width: number): string[] {
  const column = Math.max(...examples.map(([command]) => command.length)) + 2
  return examples.map(([command, description]) => {
    if (description === '') return `  ${command}`
    const text = `  ${command.padEnd(column)}# ${description}`
    return text.length <= width ? text : `  # ${description}\n  ${command}`
  })
}

const EXIT_STATUSES = [
  ['0', 'pass, or any verdict with --fail-on never'],
  ['1', 'fail'],
  ['2', 'wrong usage or configuration'],
  ['3', 'inconclusive: a check could not be completed, as the package index is down or Python is missing'],
  ['130', 'interrupted'],
] as const

function exitStatusLines(width: number): string[] {
  return EXIT_STATUSES.map(([status, meaning]) =>
    wrap(meaning, { width, first: `  ${status.padEnd(5)}`, next: '       ' }),
  )
}
