import picomatch from 'picomatch'

const compiled = new Map<string, (path: string) => boolean>()

/** Returns whether a path matches one of some patterns. They are compiled once, as there may be thousands of files. */
export function glob(...patterns: readonly string[]): (path: string) => boolean {
  const key = patterns.join('\n')
  const known = compiled.get(key)
  if (known !== undefined) return known
  // picomatch throws for an empty pattern.
  const match = picomatch(
    patterns.filter((pattern) => pattern !== ''),
    { dot: true },
  )
  // Its matcher takes more arguments, which `some` and `filter` would pass.
  const matches = (path: string) => match(path)
  compiled.set(key, matches)
  return matches
}
