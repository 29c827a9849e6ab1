/** The result of an edit of a text. */
export type EditedText =
  | { readonly kind: 'edited'; readonly text: string }
  /** `reason` is a clause without the file and without a period: `packages has no item "demo"`. */
  | { readonly kind: 'refused'; readonly reason: string }

/** Thrown inside an editor for an edit that the text does not allow; the message is the reason. */
export class EditRefused extends Error {}

/** Runs an editor and returns its text, or the reason why it refused. */
export function attemptEdit(edit: () => string): EditedText {
  try {
    return { kind: 'edited', text: edit() }
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error
    return { kind: 'refused', reason: error.message }
  }
}

/** Replaces the text from offset `start` to offset `end`, which is not included. */
export function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end)
}

/** The line ending that most lines of a text have. */
export function lineEnding(text: string): '\n' | '\r\n' {
  const all = text.split('\n').length - 1
  const windows = text.split('\r\n').length - 1
  return windows * 2 > all ? '\r\n' : '\n'
}

/** The offset of the first character of the line around an offset. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** The offset behind the line ending of the line around an offset, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end + 1
}

/**
 * Inserts lines at an offset where a line begins, or at the end of a text: one without a line ending at its end has none
 * afterwards, either.
 */
export function insertLines(
  text: string,
  offset: number,
  lines: readonly string[],
  ending = lineEnding(text),
): string {
  const isUnfinished = offset === text.length && text !== '' && !text.endsWith('\n')
  const inserted = lines.join(ending)
  return splice(text, offset, offset, isUnfinished ? ending + inserted : inserted + ending)
}
