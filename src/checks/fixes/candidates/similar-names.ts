/**
 * Returns the names that resemble a misspelled one, the most similar first: the same letters and digits, at most a third
 * of the characters changed, or one name with the other as a word.
 */
export function similarNames(wanted: string, names: readonly string[]): string[] {
  const ranked = [...new Set(names)]
    .filter((name) => name !== wanted)
    .map((name) => ({ name, distance: distanceOf(wanted, name) }))
    .filter(({ distance }) => distance <= 1 / 3)
    .sort((a, b) => a.distance - b.distance || editDistance(wanted, a.name) - editDistance(wanted, b.name))
  return ranked.map(({ name }) => name)
}

/** From 0, the same but for case and separators, to 1, all different. */
function distanceOf(one: string, other: string): number {
  const [a, b] = [plain(one), plain(other)]
  if (a === b) return 0
  const words = [one, other].map((name) => name.toLowerCase().split(/[^\p{Letter}\p{Number}]+/u))
  const isWord = words.some((some, i) => some.includes(words[1 - i]?.join('_') ?? ''))
  const changed = editDistance(a, b) / Math.max(a.length, b.length)
  return isWord ? Math.min(changed, 1 / 3) : changed
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{Letter}\p{Number}]/gu, '')
}

/** The number of characters to insert, delete, replace or swap with the next one (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
          ...(isSwapped ? [at(i - 2, j - 2) + 1] : []),
        ),
      )
    }
  }
  return at(a.length, b.length)
}
