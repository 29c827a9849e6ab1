import { relative, sep } from 'node:path'

/** The files of a checkout, or of an earlier commit. */
export interface SourceTree {
  /** Absolute. */
  readonly root: string
  /** Relative to the root, with `/`. */
  readonly files: readonly string[]
}

/** A path relative to the root of the source tree, with `/`; `.` for the root itself. */
export function pathInSourceTree({ root }: Pick<SourceTree, 'root'>, absolute: string): string {
  return relative(root, absolute).split(sep).join('/') || '.'
}
