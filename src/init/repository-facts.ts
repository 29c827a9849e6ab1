/** A package to verify in CI. */
export interface PackageToVerify {
  readonly name: string
  /** Versions such as `3.12`: the lowest and the highest that Requires-Python allows; never empty. */
  readonly pythons: readonly [string, ...string[]]
}

/** What a CI configuration depends on. */
export interface RepositoryFacts {
  readonly packages: readonly [PackageToVerify, ...PackageToVerify[]]
  /** The lines of `path`, relative to the root of the repository. */
  readonly paths: readonly [string, ...string[]]
  readonly defaultBranch: string
  /** Patterns of the release tags, such as `v*`; empty without releases. */
  readonly tagPatterns: readonly string[]
  /** The workflow that already publishes to a package index, relative to the root. */
  readonly publishedBy: string | undefined
  /** Whether a job that publishes is requested. */
  readonly publishes: boolean
}

/** Returns patterns of tags for a CI configuration, from the names of the newest releases: `v1.2` -> `v*`. */
export function tagPatternsOf(tags: readonly string[]): string[] {
  const prefixes = tags.map((tag) => tag.replace(/\d.*$/, ''))
  return [...new Set(prefixes)].sort().map((prefix) => (prefix === '' ? '[0-9]*' : `${prefix}*`))
}

/**
 * Returns patterns of directories for `path`: `packages/*` for several packages in one directory.
 *
 * @param directories relative to the root
 */
export function pathPatternsOf(directories: readonly string[]): string[] {
  const parentOf = (directory: string) =>
    directory.includes('/') ? directory.slice(0, directory.lastIndexOf('/')) : '.'
  const hasSibling = (directory: string) =>
    directories.filter((other) => parentOf(other) === parentOf(directory)).length > 1
  const patterns = directories.map((directory) => {
    const parent = parentOf(directory)
    return parent !== '.' && hasSibling(directory) ? `${parent}/*` : directory
  })
  return [...new Set(patterns)].sort()
}
