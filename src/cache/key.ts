import { createHash } from 'node:crypto'

/** What an entry depends on. */
export interface KeyParts {
  /** Of the folder: `uv`. */
  readonly name: string
  /** Versions, platform. */
  readonly surroundings: readonly string[]
  /** Everything that the content was made from. */
  readonly content: readonly string[]
}

/**
 * The key of an entry, and what those begin with that differ in the content alone. Each key ends with a
 * digest of fixed length, as the service takes every key that the one it is asked for is a beginning of.
 */
export function keysOf({ name, surroundings, content }: KeyParts): { key: string; similar: string } {
  const digest = createHash('sha256')
    .update(JSON.stringify([...new Set(content)].sort()))
    .digest('hex')
  // A key has no comma, and at most 512 characters.
  const words = ['as-installed', name, ...surroundings].map((word) =>
    word.replace(/[^\w.+-]+/g, '-').slice(0, 60),
  )
  const similar = `${words.join('-')}-`
  return { key: `${similar}${digest.slice(0, 40)}`, similar }
}
