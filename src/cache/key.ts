import { createHash } from 'node:crypto'

/** What the key of a cache entry is computed from. */
export interface KeyParts {
  /** Of the cached directory: `uv`. */
  readonly name: string
  /** Versions and platform, in clear text in the key. */
  readonly platform: readonly string[]
  /** Everything else that the content depends on: only its digest is in the key. */
  readonly content: readonly string[]
}

/**
 * The key of a cache entry, and the restore key that matches entries with other content. The service compares by
 * prefix: the digest has a fixed length, so that no key is the prefix of another.
 */
export function keysOf({ name, platform, content }: KeyParts): { key: string; restoreKey: string } {
  const digest = createHash('sha256')
    .update(JSON.stringify([...new Set(content)].sort()))
    .digest('hex')
  // A key must not contain a comma or be longer than 512 characters (@actions/cache).
  const words = ['as-installed', name, ...platform].map((word) =>
    word.replace(/[^\w.+-]+/g, '-').slice(0, 60),
  )
  const restoreKey = `${words.join('-')}-`
  return { key: `${restoreKey}${digest.slice(0, 40)}`, restoreKey }
}
