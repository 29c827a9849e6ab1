import { didYouMean } from '../program/nearest.ts'
import { count, list } from '../program/sentence.ts'

/** The formats of other programs in which the report can be written. */
export const FORMAT_NAMES = ['sarif', 'junit', 'gitlab', 'ctrf', 'markdown', 'jsonl'] as const

export type Format = (typeof FORMAT_NAMES)[number]

/** The formats that list the tests that pass too. */
export const LISTS_TESTS: readonly Format[] = ['junit', 'ctrf']

/** A format, and the file to write; undefined: standard output, in place of the report for people. */
export interface FormatOutput {
  readonly format: Format
  /** Absolute. */
  readonly file: string | undefined
}

/** The name of standard output, as an output file. */
const STANDARD_OUTPUT = '-'

/**
 * Pairs the formats with the output files in the same order. The last format may have no file: it is written to standard
 * output, as is one whose file is `-`.
 *
 * @param outputs as given
 * @param absolute returns the absolute path of a file
 * @param problem receives what is wrong, as a sentence
 * @param allowed the formats of the mode
 */
export function readFormats(
  formats: readonly string[],
  outputs: readonly string[],
  absolute: (file: string) => string,
  problem: (message: string) => void,
  allowed: readonly Format[] = FORMAT_NAMES,
): FormatOutput[] {
  if (outputs.length > formats.length)
    problem(
      `output names ${count(outputs.length, 'file')}, but format only ${formats.length}. Name the format of each file.`,
    )
  if (formats.length > outputs.length + 1)
    problem(
      `format names ${count(formats.length, 'format')}, but output only ${count(outputs.length, 'file')}. Name the file of each format; only the last may go to standard output.`,
    )
  const read = formats.flatMap((name, index): FormatOutput[] => {
    const format = allowed.find((one) => one === name)
    if (format === undefined) {
      problem(
        `format is "${name}", but it must be ${list(allowed, 'or')}. ${didYouMean(name, allowed)}`.trim(),
      )
      return []
    }
    const output = outputs[index] ?? STANDARD_OUTPUT
    return [{ format, file: output === STANDARD_OUTPUT ? undefined : absolute(output) }]
  })
  const printed = outputs.filter((output) => output === STANDARD_OUTPUT).length
  if (printed + Math.max(0, formats.length - outputs.length) > 1 && formats.length <= outputs.length + 1)
    problem('Several formats go to standard output. Name the files of all but one.')
  return read
}
