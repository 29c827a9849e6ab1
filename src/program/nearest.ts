import { distance } from 'fastest-levenshtein'

/** The known word that a misspelled one probably means; undefined if none is similar. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const distances = known.map((one) => ({ one, edits: distance(word.toLowerCase(), one.toLowerCase()) }))
  const [best] = distances.sort((a, b) => a.edits - b.edits)
  if (best === undefined) return undefined
  // Two transposed letters are two edits, and a third of a long word may be missing.
  const limit = Math.max(2, Math.floor(Math.max(word.length, best.one.length) / 3))
  return best.edits <= limit && best.edits < Math.min(word.length, best.one.length) ? best.one : undefined
}

/** `Did you mean "uv"?`; the empty string if no known word is similar. */
export function didYouMean(word: string, known: readonly string[]): string {
  const best = nearest(word, known)
  return best === undefined ? '' : `Did you mean "${best}"?`
}
