import { stripVTControlCharacters } from 'node:util'
import { explain } from '@renovatebot/pep440'
import { normalizeName } from '../../python/requirement.ts'
import { type Comparison, compareSaid, INCOMPARABLE } from './version-comparison.ts'

/** What a program printed as its version. */
export interface PrintedVersion extends Comparison {
  /** As it stands there; null where it cannot be told which it is. */
  readonly version: string | null
}

const NOTHING: PrintedVersion = { version: null, ...INCOMPARABLE }

/**
 * Reads what a program answered to `--version`. It agrees if the version of the wheel is anywhere in it. It disagrees
 * only if it plainly names another version of the program itself, in a line of the form `[name][,] [version] 1.2.3`.
 *
 * @param names what the program may call itself
 */
export function printedVersion(output: string, version: string, names: readonly string[]): PrintedVersion {
  const lines = stripVTControlCharacters(output)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  const same = lines.flatMap(versionsIn).find((one) => compareSaid(one, version).agrees)
  if (same !== undefined) return { version: same, agrees: true }

  const own = new Set(names.map((name) => normalizeName(name)))
  const named = lines.flatMap((line) => ownVersion(line, (name) => own.has(calledIn(name))) ?? [])
  const alone = lines.length === 1 ? ownVersion(lines[0] as string, (name) => name === '') : undefined
  const [said, ...others] = named.length > 0 ? named : [alone]
  if (said === undefined || others.some((one) => one !== said)) return NOTHING
  if (explain(said) === null || (isDate(said) && !isDate(version))) return NOTHING
  return { version: said, ...compareSaid(said, version) }
}

/** Everything that begins as a version does. */
function versionsIn(line: string): string[] {
  const words = line.split(/[\s,;:()[\]{}<>"'`=/\\@|]+/)
  return [...words, ...words.map((word) => word.replace(/^[A-Za-z][\w.]*?-(?=v?\d)/, ''))]
    .map((word) => word.replace(/^v(?=\d)/i, '').replace(/\.+$/, ''))
    .filter((word) => /^\d/.test(word))
}

/** A version that nothing else looks like: of more than one number, or with an epoch or a local part. */
const VERSION = /\d+(?:\.\d|[!+]\w)[\w.!+-]*/
const LINE = new RegExp(
  `^(?:(?<name>.*?[^\\s,:/=@-])[\\s,:/=@-]+)??(?:version[:\\s]+)?v?(?<version>${VERSION.source})(?<rest>(?![\\w./\\\\!+-]).*)$`,
  'i',
)

/** The version in a line of the form `[name][,] [version] 1.2.3`, if the name is right and it is the only one. */
function ownVersion(line: string, isName: (name: string) => boolean): string | undefined {
  const { name = '', version, rest = '' } = LINE.exec(line)?.groups ?? {}
  // What follows in brackets, or after "from", tells of what it runs on.
  const more = rest.split(/[([{]|\bfrom\b/)[0] as string
  if (version === undefined || !isName(name) || VERSION.test(more)) return undefined
  return name === '' && /\w/.test(more) ? undefined : version.replace(/[.-]+$/, '')
}

/** What a program calls itself, in the form in which names are compared: it may be a path, or have an ending. */
function calledIn(name: string): string {
  const file = name.split(/[\\/]/).at(-1) as string
  return normalizeName(file.replace(/\.(?:exe|py|pyz)$/i, '').replaceAll(' ', '-'))
}

/** 2024.1.15 is a date, unless the project counts its releases so. */
function isDate(version: string): boolean {
  const [year = 0, month = 0] = explain(version)?.release ?? []
  return year >= 1970 && year < 2100 && month >= 1 && month <= 12
}
