import { explain } from '@renovatebot/pep440'
import { isSameVersion } from '../../python/versions.ts'

const VERSION =
  /(?<![\w.])v?(?:\d+!)?\d+(?:\.\d+)*(?:(?: (?:alpha|beta|preview|pre|rc)|[-_.]?(?:alpha|beta|preview|pre|rc|a|b|c))(?:[-_. ]?\d+)?)?(?:[-_.]?(?:post|rev|r)[-_.]?\d+)?(?:[-_.]?dev[-_.]?\d*)?(?![\w+]|\.\w)/gi

/** 2026-01-31, 20260131, Jan 31, 2026, 31 January 2026. */
const DATE =
  /(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{4})/

/** Words before the version in the heading of its entry. */
const LEADING_WORDS =
  /^(?:(?:version|release|released|changes|changelog|notes|what['’]?s|new|in|for|of|the|ver\.?|-|–|—|:)\s+)+/i

/** Words before a version that a heading only mentions. */
const OTHER_VERSION =
  /\b(?:since|after|from|before|until|than|compared? (?:to|with)|against|below|up to)\s+(?:version\s+)?[`"'[(]*$/i

const UNDERLINE = /^\s*([=\-~^"'`*#+.:_])\1{2,}\s*$/

/**
 * Returns whether a changelog has an entry for a version: a heading with the version, or a line that begins with it, followed by
 * a date, punctuation or the end of the line. Versions are compared by PEP 440.
 *
 * @param names the names of the package, which may precede the version
 */
export function hasChangelogEntry(text: string, version: string, names: readonly string[]): boolean {
  return linesOf(text).some((line, at, lines) => isEntry(line, lines[at + 1] ?? '', version, names))
}

/** Returns whether the name of a file, without its suffix, is the version. */
export function isNamedAfter(path: string, version: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  return isSame(name, version)
}

/** Returns the version without a local version label and, for a pre-release, the final release as well. */
export function versionsOfEntry(version: string): string[] {
  const parts = explain(version)
  const base = version.replace(/\+.*$/, '')
  return parts?.pre ? [base, parts.base_version] : [base]
}

/** Returns the heading of the unreleased changes; undefined without one. */
export function unreleasedHeading(
  text: string,
): { readonly heading: string; readonly line: number } | undefined {
  const lines = linesOf(text)
  const at = lines.findIndex(
    (line, i) =>
      isHeading(line, lines[i + 1] ?? '') &&
      /^\W*(unreleased|upcoming|to be released|next (release|version))\b/i.test(line),
  )
  return at < 0 ? undefined : { heading: plain(lines[at] ?? ''), line: at + 1 }
}

/** The lines of a text; those of comments are empty. */
function linesOf(text: string): string[] {
  return text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, '')).split(/\r?\n/)
}

function isHeading(line: string, next: string): boolean {
  return (
    /^\s{0,3}#{1,6}\s|^={1,6}\s+\S|<h[1-6]\b/i.test(line) ||
    (UNDERLINE.test(next) && /\w/.test(line)) ||
    /^\s*(\*\*|__)[^*_]+(\*\*|__)\W*$/.test(line)
  )
}

/** The text of a line without markup, links and HTML tags. */
function plain(line: string): string {
  return line
    .replace(/<[^>]*>/g, ' ')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/https?:\S+/g, ' ')
    .replace(/^[\s#=*_•>|`-]+/, '')
    .replace(/[\s#=*_`]+$/, '')
}

function isEntry(line: string, next: string, version: string, names: readonly string[]): boolean {
  // A link or a target of a link.
  if (/^\s*(\[[^\]]+\]:|\.\. _)/.test(line)) return false
  const directive = /^\s*(?:\.\. (?:version|release|changes)::|:version:|[-*]?\s*:release:`)\s*(\S+)/.exec(
    line,
  )?.[1]
  if (directive !== undefined) return isSame(directive.replace(/`$/, ''), version)
  const text = plain(line)
  return isHeading(line, next)
    ? versionsIn(text).some((found) => isSame(found, version))
    : isVersionLine(text, version, names)
}

/** Whether a line that is not a heading begins with the version, after a date or the name of the package. */
function isVersionLine(text: string, version: string, names: readonly string[]): boolean {
  const begin = withoutNames(text.replace(new RegExp(`^${DATE.source}[,:]?\\s*[-–—:]?\\s*`), ''), names)
  const unquoted = begin.replace(/^[[(*_`"]+/, '')
  const [match] = unquoted.matchAll(VERSION)
  if (match?.index !== 0 || !isSame(match[0], version)) return false
  const rest = unquoted.slice(match[0].length).trim()
  // `1.` starts a list item.
  if (!match[0].includes('.') && rest !== '' && !DATE.test(rest)) return false
  return (
    rest === '' ||
    /^[-–—:,;([\]/|*_`)"]/.test(rest) ||
    new RegExp(`^(?:released )?(?:on )?${DATE.source}`, 'i').test(rest)
  )
}

function withoutNames(text: string, names: readonly string[]): string {
  const begin = text.replace(LEADING_WORDS, '')
  for (const name of names) {
    if (!begin.toLowerCase().startsWith(name.toLowerCase())) continue
    return begin
      .slice(name.length)
      .replace(/^[\s:,_-]+/, '')
      .replace(LEADING_WORDS, '')
  }
  return begin
}

/** The versions in a heading. A number without a dot is only a version at the beginning. */
function versionsIn(heading: string): string[] {
  return [...heading.matchAll(VERSION)]
    .filter(({ index, 0: found }) => {
      const before = heading.slice(0, index)
      return (
        !OTHER_VERSION.test(before) &&
        (found.includes('.') || before.replace(LEADING_WORDS, '').replace(/^[[("]+/, '') === '')
      )
    })
    .map(([found]) => found)
}

function isSame(found: string, version: string): boolean {
  return isSameVersion(found.replaceAll(' ', ''), version)
}
