import { listSome } from '../../program/sentence.ts'

/** Joins at most three commands for a sentence, with quotes around code: `"import demo" and the script demo`. */
export function quoteCommands(labels: readonly string[]): string {
  return listSome(
    labels.map((label) => (/^(import|python -m) /.test(label) ? `"${label}"` : label)),
    3,
  )
}
