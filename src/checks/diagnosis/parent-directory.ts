/** Returns the directory of a path, without a trailing slash; empty for the top. */
export function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}
