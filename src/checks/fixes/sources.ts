import type { Project } from '../../project/project.ts'

/** The input for the candidates of a fix, besides the finding: the project in the checkout. */
export interface ProjectSources {
  readonly project: Project
  /** The tracked files of the checkout, relative to its root, with `/`. */
  readonly files: readonly string[]
  /** Returns the text of a file of the checkout, relative to its root; undefined if it does not exist. */
  readonly textOf: (file: string) => string | undefined
  /** Members of the wheel that was verified, as installed; empty if none was built. */
  readonly wheelFiles: readonly string[]
}
