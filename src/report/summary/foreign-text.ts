import type { PhrasingContent } from 'mdast'
import { stripControls } from '../../terminal/strip-controls.ts'

/**
 * What GitHub would turn into something else after Markdown is parsed, where no escape helps: mentions, issues, commits,
 * URLs, mathematics, emoji; and all characters of HTML and Markdown but `_`, which is escaped where it matters. In inline
 * code, GitHub leaves all of this as it is (GitHub documentation, "Basic writing and formatting syntax").
 */
const RISKY =
  /[@#<>`[\]*~|\\$&{}]|:\/\/|www\.|^GH-\d|:[\w+-]+:|(?:^|[^\w])(?=[0-9a-f]*\d)[0-9a-f]{7,40}(?:$|[^\w])/i

/** Paths, names of files and identifiers, which are easier to read in inline code. */
const NAME = /^(?![\d/.]+$).*[_/]|^(?!e\.g$|i\.e$)[a-z]\w*(?:\.[a-z]\w*)+(?::\d+)?$/i

/** Words that follow "import" in sentences. */
const ENGLISH = 'of|it|the|a|an|them|and|or|from|in|is|as|only|what|with|errors?'

/** A text in quotes or backticks, a setting, a command or statement, or a word. */
const TOKENS = new RegExp(
  [
    String.raw`(?<=^|[\s(])(?:"([^"\n]{1,200})"|\`([^\`\n]{1,200})\`)(?=$|[\s.,;:!?)])`,
    String.raw`(?<=^|\s)([A-Za-z][\w.-]* = (?:"[^"\n]{1,200}"|\[[^\]\n]{1,200}\]))(?=$|[\s.,;:!?)])`,
    String.raw`(?<=^|\s)(python -c "[^"\n]{1,200}")`,
    String.raw`(?<=^|\s)((?:import|python -m) (?!(?:${ENGLISH})\b)[A-Za-z_]\w*(?:\.\w+)*)`,
    String.raw`\S+`,
  ].join('|'),
  'g',
)

/** Characters of a text; the others are omitted. */
const MAX_LENGTH = 8000
const MAX_NAME = 300

function shorten(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max)} …` : text
}

/** Returns the lines of a text of other programs, without control characters. */
export function linesOf(text: string): string[] {
  return stripControls(text).split('\n')
}

/**
 * Returns a text that contains words of packages and programs as nodes. What GitHub could read as HTML, a link, a
 * mention, an issue or an image is in inline code.
 */
export function foreignText(text: string): PhrasingContent[] {
  const lines = linesOf(shorten(text, MAX_LENGTH)).filter((line) => line.trim() !== '')
  return lines.flatMap((line, i): PhrasingContent[] => [
    ...(i === 0 ? [] : [{ type: 'break' } as const]),
    ...foreignLine(line.trim()),
  ])
}

/** Returns a name or version of a package as a node. */
export function foreignName(name: string): PhrasingContent[] {
  const line = linesOf(shorten(name, MAX_NAME)).join(' ')
  if (line === '') return []
  return [RISKY.test(line) ? { type: 'inlineCode', value: line } : { type: 'text', value: line }]
}

function foreignLine(line: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = []
  const add = (type: 'text' | 'inlineCode', value: string) => {
    if (value === '') return
    const last = nodes.at(-1)
    if (type === 'text' && last?.type === 'text') last.value += value
    else nodes.push({ type, value })
  }
  let end = 0
  for (const match of line.matchAll(TOKENS)) {
    add('text', line.slice(end, match.index))
    end = match.index + match[0].length
    const [, quotedText, ...others] = match
    const quoted = quotedText ?? others.find((text) => text !== undefined)
    // After a colon comes what a reader copies.
    const isValue = quotedText !== undefined && line.slice(0, match.index).endsWith(': ')
    if (quoted !== undefined) add('inlineCode', isValue ? match[0] : quoted)
    else for (const [type, value] of wordParts(match[0])) add(type, value)
  }
  add('text', line.slice(end))
  return nodes
}

/** A word without the given characters at its end; a regular expression takes quadratic time for that. */
function withoutEnd(word: string, characters: string): string {
  let end = word.length
  while (end > 0 && characters.includes(word[end - 1] ?? '')) end--
  return word.slice(0, end)
}

/** A word, and the punctuation around it. */
function wordParts(word: string): (readonly ['text' | 'inlineCode', string])[] {
  const [, before = '', rest = ''] = /^([("']*)(.*)$/.exec(word) ?? []
  const inner = withoutEnd(rest, '.,;:!?"\'')
  const after = rest.slice(inner.length)
  const value = inner.includes('(') ? inner : withoutEnd(inner, ')')
  const closing = inner.slice(value.length)
  if (!RISKY.test(word) && !NAME.test(value)) return [['text', word]]
  return RISKY.test(`${before}${closing}${after}`)
    ? [['inlineCode', word]]
    : [
        ['text', before],
        ['inlineCode', value],
        ['text', `${closing}${after}`],
      ]
}
