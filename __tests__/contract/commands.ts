/** A workflow command that the runner would execute. */
export interface RunnerCommand {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** The commands that the runner supports (actions/runner, ActionCommandManager.cs); it ignores others. */
const REGISTERED = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]

/**
 * The commands in a log that the runner would execute, in order (actions/runner, ActionCommand.cs and
 * ActionCommandManager.cs): `::name::` at the start of a line and `##[name]` anywhere, case-insensitively, unless
 * commands are stopped.
 */
export function executedCommands(log: string): RunnerCommand[] {
  const executed: RunnerCommand[] = []
  let token: string | undefined
  for (const line of log.split(/\r\n|\r|\n/)) {
    const known = new Set([...REGISTERED, ...(token === undefined ? [] : [token])])
    const command = modern(line, known) ?? legacy(line, known)
    if (command === undefined) continue
    if (token !== undefined) {
      if (command.name === token) token = undefined
    } else {
      executed.push(command)
      if (command.name === 'stop-commands') token = command.data.toLowerCase()
    }
  }
  return executed
}

/** The white space that .NET's TrimStart removes: that of JavaScript and U+0085. */
const LEADING_SPACE = /^[\s\u0085]*/

function modern(line: string, known: ReadonlySet<string>): RunnerCommand | undefined {
  const found = /^::(.*?)::(.*)$/s.exec(line.replace(LEADING_SPACE, ''))
  const decode = decoder({ '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' })
  return found === null ? undefined : commandOf(found, ',', known, decode)
}

function legacy(line: string, known: ReadonlySet<string>): RunnerCommand | undefined {
  const found = /##\[(.*?)\](.*)$/s.exec(line)
  const decode = decoder({ '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']' })
  return found === null ? undefined : commandOf(found, ';', known, decode)
}

function commandOf(
  [, head = '', data = '']: RegExpExecArray,
  separator: string,
  known: ReadonlySet<string>,
  decode: (text: string) => string,
): RunnerCommand | undefined {
  const [written = '', ...rest] = head.split(' ')
  const name = written.toLowerCase()
  if (!known.has(name)) return undefined
  const pairs = rest.join(' ').split(separator)
  const properties = pairs.flatMap((pair) => {
    const at = pair.indexOf('=')
    return at > 0 ? [[pair.slice(0, at).trim(), decode(pair.slice(at + 1))]] : []
  })
  return { name, properties: Object.fromEntries(properties), data: decode(data) }
}

/** Decodes `%25` last, so that the percent sign does not become part of another escape. */
function decoder(escapes: Readonly<Record<string, string>>): (text: string) => string {
  return (text) =>
    [...Object.entries(escapes), ['%25', '%'] as const].reduce(
      (rest, [escaped, meant]) => rest.replaceAll(escaped, meant),
      text,
    )
}
