import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

export interface Wrapping {
  /** Columns. */
  readonly width: number
  /** The indentation of the first line, or what is in its place. */
  readonly first?: string
  /** The indentation of the other lines. */
  readonly next?: string
}

/** Fewer columns would put each word on its own line. */
const MIN_COLUMNS = 20

/** Stands for the spaces that may not become line breaks; a character for private use (Unicode). */
const FIXED_SPACE = '\ue000'

/**
 * Breaks text into lines of at most a width, with a hanging indent. Words that are longer than a line, such as paths, are
 * not broken, code in backticks only if it does not fit a line, and indented lines not at all: users copy them.
 */
export function wrap(text: string, { width, first = '', next = first }: Wrapping): string {
  const columns = Math.max(MIN_COLUMNS, width - Math.max(stringWidth(first), stringWidth(next)))
  const lines = text.split('\n').flatMap((line) => {
    if (/^\s/.test(line)) return [line.trimEnd()]
    const fixed = line.replace(/`[^`]+`/g, (code) =>
      stringWidth(code) <= columns ? code.replaceAll(' ', FIXED_SPACE) : code,
    )
    return wrapAnsi(fixed, columns, { hard: false }).replaceAll(FIXED_SPACE, ' ').split('\n')
  })
  return lines.map((line, i) => `${i === 0 ? first : next}${line}`.trimEnd()).join('\n')
}

/** Appends spaces up to a width in columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)))
}
