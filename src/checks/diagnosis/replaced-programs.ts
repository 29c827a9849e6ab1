import { type EntryPoint, SCRIPT_GROUPS } from '../../distribution/entry-points.ts'

/** Commands that everyone has or expects, and whose they are. */
export const PROGRAMS: readonly (readonly [name: RegExp, owner: string])[] = [
  [/^python(w|\d+(\.\d+)?)?$/i, 'Python itself'],
  [/^(activate|deactivate)$/i, 'every virtual environment'],
  [/^pip(\d+(\.\d+)?)?$/i, 'pip'],
  [/^(pytest|py\.test)$/i, 'pytest'],
  [/^uvx?$/i, 'uv'],
]

/** Whether an entry would replace the interpreter of the environment that it is installed into. */
export function replacesPython({ group, name }: EntryPoint): boolean {
  return SCRIPT_GROUPS.includes(group) && PROGRAMS[0]?.[0].test(name) === true
}
