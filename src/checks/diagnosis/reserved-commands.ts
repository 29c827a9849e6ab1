import { type EntryPoint, SCRIPT_GROUPS } from '../../distribution/entry-points.ts'

/** Commands of other programs that a wheel must not replace, and their owners in messages. */
export const RESERVED_COMMANDS: readonly (readonly [name: RegExp, owner: string])[] = [
  [/^python(w|\d+(\.\d+)?)?$/i, 'Python itself'],
  [/^(activate|deactivate)$/i, 'every virtual environment'],
  [/^pip(\d+(\.\d+)?)?$/i, 'pip'],
  [/^(pytest|py\.test)$/i, 'pytest'],
  [/^uvx?$/i, 'uv'],
]

/** Returns whether an entry point would replace the interpreter of its environment. */
export function replacesPython({ group, name }: EntryPoint): boolean {
  return SCRIPT_GROUPS.includes(group) && RESERVED_COMMANDS[0]?.[0].test(name) === true
}
