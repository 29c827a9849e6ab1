/** One line of entry_points.txt (specification "Entry points"). */
export interface EntryPoint {
  readonly group: string
  readonly name: string
  /** As written, with extras and comments. */
  readonly value: string
  readonly module: string
  /** Undefined if the object reference is only a module, which is invalid for scripts. */
  readonly attribute: string | undefined
  readonly extras: readonly string[]
}

/** Splits an object reference, `package.module:object.attribute [extra]`. */
export function parseEntryPoint(group: string, name: string, value: string): EntryPoint {
  // Neither `#` nor `;` can be part of a reference: installers ignore the rest as a comment.
  const [uncommented = ''] = value.split(/[#;]/)
  const [reference = '', bracket = ''] = uncommented.split('[')
  const [module = '', attribute] = reference.split(':').map((part) => part.trim())
  return {
    group,
    name,
    value,
    module,
    attribute: attribute || undefined,
    extras: (bracket.split(']')[0] ?? '')
      .split(',')
      .map((extra) => extra.trim())
      .filter(Boolean),
  }
}

/** The groups for whose entry points installers create commands. */
export const SCRIPT_GROUPS: readonly string[] = ['console_scripts', 'gui_scripts']

/** `package.module:object.attribute [extra]`, as installers parse it: without spaces around the colon. */
const SCRIPT_VALUE = /^[\w.]+:[\w.]+\s*(\[[^\]]*\])?$/u

/**
 * The reason why installers do not create the command of an entry point, as the predicate of a sentence; undefined if
 * they create it. pip 26.2 rejects the wheel, ignores the entry point, or writes a file with another name or path.
 */
export function misspelling({ group, name, value }: EntryPoint): string | undefined {
  if (!SCRIPT_GROUPS.includes(group)) return undefined
  if (/[\\/]/.test(name))
    return 'has a path separator in its name, which installers reject or write to another directory'
  if (/\s/.test(name)) return 'has a space in its name, at which installers truncate it'
  const reference = (value.split(/[#;]/)[0] ?? '').trim()
  if (SCRIPT_VALUE.test(reference)) return undefined
  return reference.includes(':')
    ? 'does not have the form "package.module:function", so installers reject it'
    : 'names no function, so installers reject it'
}
