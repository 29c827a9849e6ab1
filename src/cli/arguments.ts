import { Argument, Command, Option } from 'commander'
import { type GivenOptions, OPTIONS, type Option as OptionDescription } from '../config/options.ts'
import { ConfigurationError } from '../program/errors.ts'
import { nearest } from '../program/nearest.ts'
import { type CliCommand, COMMANDS } from './commands.ts'
import { formatHelp, type HelpStyle } from './help.ts'

/** What a command line requests. */
export type Arguments =
  | { readonly kind: 'run'; readonly given: GivenOptions }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }

/**
 * Reads the arguments of a command line.
 *
 * @param style of the help text
 * @throws ConfigurationError for unknown flags and missing values
 */
export function readArguments(args: readonly string[], style: HelpStyle): Arguments {
  let result: Arguments | undefined
  const program = makeProgram((command, chosen) => {
    result = argumentsOf(command, chosen, style)
  })
  program.parse([...args], { from: 'user' })
  if (result === undefined) throw new Error('no command was run')
  return result
}

type OnCommand = (parser: Command, command: CliCommand) => void

function makeProgram(onCommand: OnCommand): Command {
  const [verify, ...others] = COMMANDS as readonly [CliCommand, ...CliCommand[]]
  const program = makeParser('as-installed', verify, onCommand)
  // So that a flag after the name of a command is one of that command.
  program.enablePositionalOptions()
  for (const one of others) program.addCommand(makeParser(one.name, one, onCommand))
  const again = makeParser(verify.name, verify, onCommand)
  return program.addCommand(again, { hidden: true })
}

/** The parser of one command. It accepts the flags of all: the configuration reports those that are of another one. */
function makeParser(name: string, command: CliCommand, onCommand: OnCommand): Command {
  const parser = new Parser(name)
    .summary(command.summary)
    .description(command.description)
    .helpOption(false)
    .helpCommand(false)
    .action(() => onCommand(parser, command))
  for (const option of OPTIONS as readonly OptionDescription[]) {
    const isOfCommand = option.modes === undefined || option.modes.includes(command.name)
    if (option.name !== 'path') parser.addOption(flagOf(option).hideHelp(option.isHidden || !isOfCommand))
    else if (isOfCommand) parser.addArgument(new Argument('[PATH...]', describe(option)))
  }
  parser.addOption(new Option('-h, --help', 'Print this help').helpGroup('Other:'))
  parser.addOption(new Option('-V, --version', 'Print the version').helpGroup('Other:'))
  return parser
}

/** Reports errors in the words of as-installed, and does not end the process. */
class Parser extends Command {
  override error(message: string): never {
    throw usageError(message.replace(/^error: |\.$/g, ''))
  }

  unknownOption(flag: string): never {
    const [name = flag] = flag.split('=')
    if (this.options.some(({ long }) => long === name)) throw usageError(`${name} takes no value`)
    const best = nearestFlag(name, this.options)
    throw usageError(`unknown option ${name}${best === undefined ? '' : ` (did you mean ${best}?)`}`)
  }

  optionMissingArgument(option: Option): never {
    throw usageError(`${option.long} needs a value`)
  }
}

/** The flag that a misspelled one probably means; of an alias, the documented name. */
function nearestFlag(name: string, flags: readonly Option[]): string | undefined {
  const documented = new Map(
    (OPTIONS as readonly OptionDescription[]).map(({ name, aliasOf }) => [
      `--${name}`,
      aliasOf && `--${aliasOf}`,
    ]),
  )
  const known = flags.flatMap(({ long, hidden }) => (long && (!hidden || documented.get(long)) ? [long] : []))
  const best = nearest(name, known)
  return best && (documented.get(best) ?? best)
}

function usageError(problem: string): ConfigurationError {
  return new ConfigurationError([{ message: `${problem}. See "as-installed --help".` }])
}

function flagOf(option: OptionDescription): Option {
  const { name, kind, placeholder, short, group } = option
  const value = kind === 'switch' ? '' : ` <${placeholder}>`
  const flag = new Option(`${short === undefined ? '' : `-${short}, `}--${name}${value}`, describe(option))
  // commander takes `--no-x` for the negation of `--x`.
  flag.negate = false
  flag.attributeName = () => name
  return flag
    .argParser((value: string, earlier: string | undefined) =>
      readValue(flag, value, kind === 'list' ? earlier : undefined),
    )
    .helpGroup(`${group}:`)
}

/** The values of a list are lines of one text, as those of an input. */
function readValue({ long }: Option, value: string, earlier: string | undefined): string {
  // The next flag is rather a forgotten value, except where flags of another program are expected.
  if (long !== '--pytest-args' && OPTIONS.some(({ name }) => value === `--${name}`))
    throw usageError(`${long} needs a value, but ${value} follows`)
  return earlier === undefined ? value : `${earlier}\n${value}`
}

/** A description with choices and default. */
function describe(option: OptionDescription): string {
  const { description, help = description, kind, choices, default: value, defaultHelp = value } = option
  const details = [
    choices === undefined ? '' : choices.join(', '),
    kind === 'list' ? 'repeatable' : '',
    kind === 'switch' || defaultHelp === '' ? '' : `default: ${defaultHelp}`,
  ].filter(Boolean)
  return details.length === 0 ? help : `${help} [${details.join('; ')}]`
}

function argumentsOf(parser: Command, command: CliCommand, style: HelpStyle): Arguments {
  const values = parser.optsWithGlobals<Record<string, string | boolean>>()
  if (values.help) return { kind: 'help', text: formatHelp(parser, command, style) }
  if (values.version) return { kind: 'version' }
  const given = Object.fromEntries(
    OPTIONS.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, String(values[name])]])),
  )
  return {
    kind: 'run',
    given: {
      ...given,
      ...(parser.args.length > 0 ? { path: parser.args.join('\n') } : {}),
      ...(parser.parent === null ? {} : { mode: command.name }),
    },
  }
}
