/** Longer arguments are rather programs than what users look for. */
const MAX_LENGTH = 200

/** A command as users would type it: `python -m pytest 'a b'`. Long arguments are cut. */
export function commandLine(program: string, args: readonly string[]): string {
  return [program, ...args].map(quoted).join(' ')
}

function quoted(argument: string): string {
  const [line = ''] = argument.split('\n')
  const text = line === argument && line.length <= MAX_LENGTH ? line : `${line.slice(0, MAX_LENGTH)}…`
  return /^[\w@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
