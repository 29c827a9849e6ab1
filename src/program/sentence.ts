import { stripVTControlCharacters } from 'node:util'

/** Joins items as English does: `a, b and c`. */
export function list(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** Joins the first items and counts the others: `a, b, c and 4 more`. */
export function listSome(items: readonly string[], limit = 5): string {
  return items.length <= limit
    ? list(items)
    : `${items.slice(0, limit).join(', ')} and ${items.length - limit} more`
}

/** Returns a text with an upper-case first letter. */
export function capitalize(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`
}

/** A number with its noun: `1 test`, `2 tests`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`
}

/** The last non-blank lines of a text, without colors and other control sequences. */
export function lastLines(text: string, limit: number): string[] {
  return stripVTControlCharacters(text)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-limit)
}

/** A cause as a sentence to append to another one; the empty string if there is no cause. */
export function because(cause: string | null): string {
  return cause === null ? '' : ` ${cause}.`
}
