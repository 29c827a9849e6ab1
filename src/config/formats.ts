import { count, list } from '../program/sentence.ts'

/** The formats of other programs in which the report can be written. */
export const FORMAT_NAMES = ['sarif', 'markdown'] as const

export type Format = (typeof FORMAT_NAMES)[number]

/** The formats that list the tests that pass too. */
export const LISTS_TESTS: readonly string[] = ['junit', 'ctrf']

/** A format, and the file to write; undefined: standard output, in place of the report for people. */
export interface FormatOutput {
  readonly format: Format
  /** Absolute. */
  readonly file: string | undefined
}

/**
 * Pairs the formats with the output files in the same order; only the last format may have no file.
 *
 * @param problem receives what is wrong, as a sentence
 */
export function readFormats(
  formats: readonly string[],
  outputs: readonly string[],
  problem: (message: string) => void,
): FormatOutput[] {
  if (outputs.length > formats.length)
    problem(
      `output names ${count(outputs.length, 'file')}, but format only ${formats.length}. Name the format of each file.`,
    )
  if (formats.length > outputs.length + 1)
    problem(
      `format names ${count(formats.length, 'format')}, but output only ${count(outputs.length, 'file')}. Name the file of each format; only the last may go to standard output.`,
    )
  return formats.flatMap((name, index) => {
    const format = FORMAT_NAMES.find((one) => one === name)
    if (format === undefined) {
      problem(`format is "${name}", but it must be ${list(FORMAT_NAMES, 'or')}.`)
      return []
    }
    return [{ format, file: outputs[index] }]
  })
}
