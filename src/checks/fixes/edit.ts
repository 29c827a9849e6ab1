/** A change to one file. Paths are relative to the checkout's root, with `/`. */
export type Edit = SettingEdit | LinesEdit | ReplaceEdit | NewFile | DeletedFile

/**
 * A change to a packaging setting. Formatting and comments of the file are kept.
 *
 * `path` names the setting:
 * - in `pyproject.toml`, the keys: `['tool', 'setuptools', 'package-data', 'demo']`
 * - in `setup.cfg`, section and option: `['options.package_data', 'demo']`, and the key of one item of a mapping:
 *   `['options', 'package_dir', '']`, `['options.entry_points', 'console_scripts', 'demo']`
 * - in `setup.py`, an argument of `setup()`, and keys of a dictionary in it: `['package_data', 'demo']`; it can be
 *   changed only if the arguments are literals, or calls of `find_packages` and `find_namespace_packages` (path:
 *   `['packages', 'exclude']`)
 */
export interface SettingEdit {
  readonly kind: 'setting'
  /** Ends with `pyproject.toml`, `setup.cfg` or `setup.py`. */
  readonly file: string
  readonly path: readonly string[]
  readonly change: SettingChange
}

/**
 * Tables that do not exist are created; a change that changes nothing is an error. A table that becomes empty is deleted,
 * unless a later edit adds to it, or it enables a tool that computes the version (`[tool.setuptools_scm]`).
 */
export type SettingChange =
  | { readonly kind: 'set'; readonly value: SettingValue }
  /** Appends to a list those items that it lacks; creates the list. */
  | { readonly kind: 'append'; readonly items: readonly SettingValue[] }
  /** Removes items from a list; a list that becomes empty is deleted, with the tables that become empty. */
  | { readonly kind: 'remove'; readonly items: readonly SettingValue[] }
  /** Replaces one item of a list. */
  | { readonly kind: 'replace'; readonly item: SettingValue; readonly by: SettingValue }
  /** Deletes the setting, with the tables that become empty. */
  | { readonly kind: 'delete' }

export type SettingValue = string | boolean | number | SettingList | SettingTable
export interface SettingList extends ReadonlyArray<SettingValue> {}
export interface SettingTable {
  readonly [key: string]: SettingValue
}

/** A change to whole lines of a text file such as MANIFEST.in, which is created if it does not exist. */
export interface LinesEdit {
  readonly kind: 'lines'
  readonly file: string
  /** 1-based numbers, in the checkout, of the lines to delete. */
  readonly delete?: readonly number[]
  /** Lines to append at the end. */
  readonly append?: readonly string[]
}

/** A change within one line of a text file. */
export interface ReplaceEdit {
  readonly kind: 'replace'
  readonly file: string
  /** 1-based, in the checkout. */
  readonly line: number
  /** Occurs exactly once in the line. */
  readonly text: string
  readonly by: string
}

/** A file that does not exist yet. */
export interface NewFile {
  readonly kind: 'create'
  readonly file: string
  readonly text: string
}

/** Removes a file from the repository. */
export interface DeletedFile {
  readonly kind: 'delete'
  readonly file: string
}

/** A possible fix of a finding: edits that are applied together. */
export interface Candidate {
  /** What the edits do, as an imperative sentence: `Include the files as package data.` */
  readonly summary: string
  /** At least one. */
  readonly edits: readonly Edit[]
  /**
   * Set if it is only suggested even if the finding is gone. `decision`: the user has to decide, for instance on a version
   * or whether to remove a command. `unverifiable`: it cannot be tried in a copy of the checkout, such as a workflow.
   */
  readonly suggestion?: 'decision' | 'unverifiable'
}
