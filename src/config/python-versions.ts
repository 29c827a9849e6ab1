/**
 * Reads the lines of `python`: versions, separated by spaces, commas or line breaks. Any other line is one path or name,
 * which may contain spaces.
 */
export function readPythons(lines: readonly string[]): string[] {
  const pythons = lines.flatMap((line) => {
    const words = line.split(/[\s,]+/).filter(Boolean)
    return words.every(isVersion) ? words : [line]
  })
  return [...new Set(pythons)]
}

/** Whether a Python is given as a version: `3`, `3.12`, `3.12.4`. */
export function isVersion(python: string): boolean {
  return /^\d+(\.\d+)*$/.test(python)
}
