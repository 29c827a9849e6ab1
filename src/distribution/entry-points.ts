/** One entry of entry_points.txt (specification "Entry points"). */
export interface EntryPoint {
  readonly group: string
  readonly name: string
  /** As written, with its extras. */
  readonly value: string
  readonly module: string
  /** Undefined where the entry names a module alone, which no script may do. */
  readonly attribute: string | undefined
  readonly extras: readonly string[]
}

/**
 * Reads entry_points.txt as importlib.metadata does: sections and names are case-sensitive, `#` begins a comment
 * line, the first `=` ends the name. What it does not know as an entry is not there.
 */
export function parseEntryPoints(text: string): EntryPoint[] {
  let group = ''
  return text.split(/\r?\n/).flatMap((raw) => {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) return []
    if (line.startsWith('[') && line.endsWith(']')) {
      group = line.slice(1, -1)
      return []
    }
    const equals = line.indexOf('=')
    if (group === '' || equals < 0) return []
    return [parseEntryPoint(group, line.slice(0, equals).trim(), line.slice(equals + 1).trim())]
  })
}

/** Splits the object reference of an entry, `package.module:object.attribute [extra]`. */
export function parseEntryPoint(group: string, name: string, value: string): EntryPoint {
  // Neither `#` nor `;` is part of a reference: installers take what follows as a comment.
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

/** The groups that installers make commands of. */
export const SCRIPT_GROUPS: readonly string[] = ['console_scripts', 'gui_scripts']

/** `package.module:object.attribute [extra]`, as installers read it: without spaces around the colon. */
const SCRIPT_VALUE = /^[\w.]+:[\w.]+\s*(\[[^\]]*\])?$/u

/**
 * What keeps installers from making a command of an entry, as the end of a sentence; undefined where nothing does.
 * pip 26.2 refuses the whole wheel, drops the entry, or makes a file of another name or in another folder.
 */
export function misspelling({ group, name, value }: EntryPoint): string | undefined {
  if (!SCRIPT_GROUPS.includes(group)) return undefined
  if (/[\\/]/.test(name)) return 'has a path for a name, which installers refuse or put elsewhere'
  if (/\s/.test(name)) return 'has a space in its name, which installers cut off there'
  const reference = (value.split(/[#;]/)[0] ?? '').trim()
  if (SCRIPT_VALUE.test(reference)) return undefined
  return reference.includes(':')
    ? 'is not of the form "package.module:function", so that installers refuse it'
    : 'names no function, so that installers refuse it'
}
