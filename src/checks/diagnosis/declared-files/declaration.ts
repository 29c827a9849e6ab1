import type { SourceLocation } from '../../rules.ts'

/** A packaging setting that names a file. */
export interface Declaration {
  readonly pattern: string
  /** `package-data of [tool.setuptools]`, without its position. */
  readonly setting: string
  readonly where: SourceLocation
  /** Why the setting has no effect, as a sentence without a full stop; undefined if the exclusion explains it. */
  readonly problem?: string | undefined
  readonly fix?: string | undefined
}

/** A tracked file that a packaging setting names and the wheel lacks. */
export interface DeclaredFile {
  /** Path at which it would be installed. */
  readonly installed: string
  /** Path in the checkout. */
  readonly source: string
  readonly declaration: Declaration
}
