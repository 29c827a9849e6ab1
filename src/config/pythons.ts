/**
 * Reads the lines of `python`: versions, parted by spaces, commas or lines. A line that has anything else is one path
 * or name, as there may be spaces in it.
 */
export function readPythons(lines: readonly string[]): string[] {
  const all = lines.flatMap((line) => {
    const words = line.split(/[\s,]+/).filter(Boolean)
    return words.every(isVersion) ? words : [line]
  })
  return [...new Set(all)]
}

/** Whether a Python is asked for by number: `3`, `3.12`, `3.12.4`. */
export function isVersion(python: string): boolean {
  return /^\d+(\.\d+)*$/.test(python)
}
