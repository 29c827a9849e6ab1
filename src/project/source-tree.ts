import { relative, sep } from 'node:path'

/** The files among which a project lies: those of a checkout, or of one of its earlier commits. */
export interface SourceTree {
  /** Absolute. */
  readonly root: string
  /** Relative to the root, with `/`. */
  readonly files: readonly string[]
}

/** The path of something in the tree, relative to its root and with `/`; `.` for the root itself. */
export function pathInTree({ root }: Pick<SourceTree, 'root'>, absolute: string): string {
  return relative(root, absolute).split(sep).join('/') || '.'
}
