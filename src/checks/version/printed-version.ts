import { stripVTControlCharacters } from 'node:util'
import { explain } from '@renovatebot/pep440'
import { normalizeName } from '../../python/requirement.ts'
import { compareReported, INCOMPARABLE, type VersionComparison } from './version-comparison.ts'

/** The version that a script printed. */
export interface PrintedVersion extends VersionComparison {
  /** As printed; null if the output has no unambiguous version. */
  readonly version: string | null
}

const UNKNOWN: PrintedVersion = { version: null, ...INCOMPARABLE }

/**
 * Finds the version in the output of `--version`. It agrees if the output contains the version of the wheel anywhere.
 * It disagrees only if a line of the form `[name][,] [version] 1.2.3` has another version of the script itself.
 *
 * @param names the names that the script may print for itself
 */
export function printedVersion(output: string, version: string, names: readonly string[]): PrintedVersion {
  const lines = stripVTControlCharacters(output)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  const same = lines.flatMap(versionsIn).find((one) => compareReported(one, version).agrees)
  if (same !== undefined) return { version: same, agrees: true }

  const own = new Set(names.map((name) => normalizeName(name)))
  const named = lines.flatMap(
    (line) => ownVersion(line, (name) => own.has(normalizedProgramName(name))) ?? [],
  )
  const onlyLine = lines.length === 1 ? ownVersion(lines[0] as string, (name) => name === '') : undefined
  const [printed, ...others] = named.length > 0 ? named : [onlyLine]
  if (printed === undefined || others.some((other) => other !== printed)) return UNKNOWN
  if (explain(printed) === null || (isDate(printed) && !isDate(version))) return UNKNOWN
  return { version: printed, ...compareReported(printed, version) }
}

/** All words that begin with a digit, with and without a `name-` prefix. */
function versionsIn(line: string): string[] {
  const words = line.split(/[\s,;:()[\]{}<>"'`=/\\@|]+/)
  return [...words, ...words.map((word) => word.replace(/^[A-Za-z][\w.]*?-(?=v?\d)/, ''))]
    .map((word) => word.replace(/^v(?=\d)/i, '').replace(/\.+$/, ''))
    .filter((word) => /^\d/.test(word))
}

/** A version that is not just a number: it has several release numbers, an epoch or a local label. */
const VERSION = /\d+(?:\.\d|[!+]\w)[\w.!+-]*/
const LINE = new RegExp(
  `^(?:(?<name>.*?[^\\s,:/=@-])[\\s,:/=@-]+)??(?:version[:\\s]+)?v?(?<version>${VERSION.source})(?<rest>(?![\\w./\\\\!+-]).*)$`,
  'i',
)

/** Returns the version in a line of the form `[name][,] [version] 1.2.3`, if the name matches and there is only one. */
function ownVersion(line: string, isName: (name: string) => boolean): string | undefined {
  const { name = '', version, rest = '' } = LINE.exec(line)?.groups ?? {}
  // Text in brackets or after "from" is about the interpreter or the platform.
  const remainder = rest.split(/[([{]|\bfrom\b/)[0] as string
  if (version === undefined || !isName(name) || VERSION.test(remainder)) return undefined
  return name === '' && /\w/.test(remainder) ? undefined : version.replace(/[.-]+$/, '')
}

/** The normalized name of a program, which may be printed as a path or with a file extension. */
function normalizedProgramName(name: string): string {
  const file = name.split(/[\\/]/).at(-1) as string
  return normalizeName(file.replace(/\.(?:exe|py|pyz)$/i, '').replaceAll(' ', '-'))
}

/** Whether a version may be a date, like 2024.1.15. */
function isDate(version: string): boolean {
  const [year = 0, month = 0] = explain(version)?.release ?? []
  return year >= 1970 && year < 2100 && month >= 1 && month <= 12
}
