import { stripVTControlCharacters } from 'node:util'

/** Small rules of English for the sentences that users read. */

/** `a, b and c` */
export function list(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** The first few of many, with the number of the rest: `a, b, c and 4 more`. */
export function listSome(items: readonly string[], most = 5): string {
  return items.length <= most
    ? list(items)
    : `${items.slice(0, most).join(', ')} and ${items.length - most} more`
}

/** `1 test`, `2 tests` */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`
}

/** The last lines of a text that have something in them, without colours and other control sequences. */
export function lastLines(text: string, most: number): string[] {
  return stripVTControlCharacters(text)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-most)
}

/** A cause as a sentence that follows another one; nothing for none. */
export function because(cause: string | null): string {
  return cause === null ? '' : ` ${cause}.`
}
