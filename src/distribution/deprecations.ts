import { stripVTControlCharacters } from 'node:util'

/** Something that the output of a build says will be removed. */
export interface Deprecation {
  readonly message: string
  /** What to do, and other paragraphs, in the words of the backend. */
  readonly paragraphs: readonly string[]
  /** The end of support: `2027-02-18`, or `overdue`. */
  readonly by: string | undefined
  readonly url: string | undefined
  /** Whether the build backend warns about the configuration of the project; otherwise a setting named in the message shows that. */
  readonly isOfBackend: boolean
}

/** `/env/site-packages/setuptools/dist.py:599: SetuptoolsDeprecationWarning: Invalid dash-separated key ...` */
const WARNING = /^(\S.*?):\d+: (\w*(?:Deprecat|FutureWarning|Removed)\w*): (.+)$/
/** A line of a backend that does not use Python's warnings. */
const LINE =
  /\b(?:is|are|has been|been) deprecated\b|\bdeprecated (?:option|setting|field|key)|will be removed in/i
/** Output of installers and compilers. */
const FOREIGN = /^(?:DEPRECATION:|WARNING: (?:The candidate|Ignoring|Retrying))|\[-W|^\S+\.\w+:\d+[:(]|^\s*\|/

/** Warnings of setuptools about its own code, which a project cannot change. */
const INTERNAL =
  /^(?:setup\.py install|easy_install|pkg_resources|Deprecated call to `pkg_resources|Setuptools is replacing|The 'wheel' package|Automatically generated|Support for `\[tool)/

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** Finds the deprecations in the output of a build, each once. */
export function deprecationsIn(output: string): Deprecation[] {
  const lines = stripVTControlCharacters(output).split(/\r?\n/)
  const found = new Map<string, Deprecation>()
  for (const [index, line] of lines.entries()) {
    const deprecation = warningAt(lines, index) ?? announcementIn(line)
    if (deprecation !== undefined && !found.has(deprecation.message))
      found.set(deprecation.message, deprecation)
  }
  return [...found.values()]
}

function warningAt(lines: readonly string[], index: number): Deprecation | undefined {
  const [, , category = '', message = ''] = WARNING.exec(lines[index] ?? '') ?? []
  if (message === '' || INTERNAL.test(message)) return undefined
  const block = blockAfter(lines, index)
  const text = block.join(' ')
  return {
    message: message.replace(/\.$/, ''),
    paragraphs: block,
    by: endOfSupport(text),
    url: /\bSee (https?:\S+)/.exec(text)?.[1],
    isOfBackend: /^Setuptools/.test(category),
  }
}

/** The paragraphs between the two lines `!!` with which setuptools frames the text of a warning. */
function blockAfter(lines: readonly string[], index: number): string[] {
  if (lines[index + 1] !== '!!') return []
  const end = lines.indexOf('!!', index + 2)
  const block = lines.slice(index + 2, end < 0 ? index + 2 : end).filter((line) => !/^\s*\*{5,}$/.test(line))
  return block
    .map((line) => line.trim())
    .join('\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll('\n', ' ').trim())
    .filter((paragraph) => paragraph !== '')
}

function endOfSupport(text: string): string | undefined {
  if (/This deprecation is overdue/.test(text)) return 'overdue'
  const [, year, month = '', day] = /\bBy (\d{4})-(\w{3})-(\d{2})\b/.exec(text) ?? []
  const number = MONTHS.indexOf(month) + 1
  return number === 0 ? undefined : `${year}-${String(number).padStart(2, '0')}-${day}`
}

function announcementIn(line: string): Deprecation | undefined {
  if (!LINE.test(line) || FOREIGN.test(line) || /\w+Warning: /.test(line)) return undefined
  const message = line
    .trim()
    .replace(/^[^\w`]*(?:warning|warn)[^\w`]+/i, '')
    .replace(/\.$/, '')
  return message.length > 300
    ? undefined
    : { message, paragraphs: [], by: undefined, url: undefined, isOfBackend: false }
}
