/**
 * Splits a command into words, as a shell does, without expansions: words in single or double quotes can contain spaces.
 * A backslash is an ordinary character, as in paths on Windows; only in double quotes it escapes `"` and itself.
 *
 * @returns undefined if a quote is not closed
 */
export function splitCommand(command: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  for (const [token, single, double] of command.matchAll(/'([^']*)'|"((?:\\["\\]|[^"])*)"|\s+|[\s\S]/g)) {
    if (token.trim() === '') {
      if (word !== undefined) words.push(word)
      word = undefined
      continue
    }
    if (token === "'" || token === '"') return undefined
    word = (word ?? '') + (single ?? double?.replace(/\\(["\\])/g, '$1') ?? token)
  }
  return word === undefined ? words : [...words, word]
}
