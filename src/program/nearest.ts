import { distance } from 'fastest-levenshtein'

/** A beginning as short as this is no hint, as `--no`. */
const MIN_PREFIX = 5

/** The known word that a misspelled or incomplete one probably means; undefined if none is similar. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const distances = known.map((one) => ({ one, edits: distance(word.toLowerCase(), one.toLowerCase()) }))
  const similar = distances.filter(({ one, edits }) => isSimilar(word, one, edits))
  return similar.sort((a, b) => a.edits - b.edits)[0]?.one
}

function isSimilar(word: string, known: string, edits: number): boolean {
  const [shorter, longer] = [word, known].sort((a, b) => a.length - b.length) as [string, string]
  if (shorter.length >= MIN_PREFIX && longer.startsWith(shorter)) return true
  // Two transposed letters are two edits, and a third of a long word may be missing.
  return edits <= Math.max(2, Math.floor(longer.length / 3)) && edits < shorter.length
}

/** `Did you mean "uv"?`; the empty string if no known word is similar. */
export function didYouMean(word: string, known: readonly string[]): string {
  const best = nearest(word, known)
  return best === undefined ? '' : `Did you mean "${best}"?`
}
