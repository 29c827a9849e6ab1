import type {
  BlockContent,
  Code,
  Html,
  InlineCode,
  Link,
  Paragraph,
  PhrasingContent,
  RootContent,
} from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { defaultHandlers, type Handle, toMarkdown } from 'mdast-util-to-markdown'
import { docsPage, type Rule } from '../../checks/rules.ts'
import { foreignName, linesOf } from './foreign-text.ts'

/** Lines of a code block; the others are counted. */
const MAX_CODE_LINES = 400

/** Characters of a line of a code block. */
const MAX_LINE_LENGTH = 1000

/** Serializes a text without escapes for `_` inside of words, which is no emphasis (GFM, "Emphasis"). */
const text: Handle = (...given) =>
  defaultHandlers.text(...given).replace(/(?<=[\p{L}\p{N}])\\_(?=[\p{L}\p{N}])/gu, '_')

/** Writes nodes as GitHub Flavored Markdown, with a line break at the end. */
export function markdown(nodes: readonly RootContent[]): string {
  return toMarkdown(
    { type: 'root', children: [...nodes] },
    {
      bullet: '-',
      fence: '`',
      fences: true,
      listItemIndent: 'one',
      resourceLink: true,
      extensions: [gfmToMarkdown({ tablePipeAlign: false })],
      handlers: { text },
    },
  )
}

/** A text of as-installed, not of the package. */
export function plain(value: string): PhrasingContent {
  return { type: 'text', value }
}

/** Text in bold. */
export function strong(value: string): PhrasingContent {
  return { type: 'strong', children: [plain(value)] }
}

/** Inline code in one line. */
export function code(value: string): InlineCode {
  return { type: 'inlineCode', value: linesOf(value).join(' ') }
}

/** A link to the page of a rule. */
export function ruleLink(rule: Rule): Link {
  return { type: 'link', url: docsPage(rule), children: [code(rule)] }
}

/** A paragraph; of several lines if several are given. */
export function paragraph(...lines: readonly (readonly PhrasingContent[])[]): Paragraph {
  const children = lines
    .filter((line) => line.length > 0)
    .flatMap((line, i): PhrasingContent[] => (i === 0 ? [...line] : [{ type: 'break' }, ...line]))
  return { type: 'paragraph', children }
}

/** A heading. */
export function heading(depth: 2 | 3 | 4, ...children: PhrasingContent[]): RootContent {
  return { type: 'heading', depth, children }
}

/** A bulleted list, an item for each line. */
export function bullets(lines: readonly (readonly PhrasingContent[])[]): RootContent[] {
  if (lines.length === 0) return []
  const children = lines.map((line) => ({
    type: 'listItem' as const,
    spread: false,
    children: [paragraph(line)],
  }))
  return [{ type: 'list', ordered: false, spread: false, children }]
}

/** A code block; the middle of a long one is cut. */
export function codeBlock(value: string, lang?: string): Code {
  const lines = linesOf(value.trimEnd()).map((line) =>
    line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)} …` : line,
  )
  const shown =
    lines.length <= MAX_CODE_LINES
      ? lines
      : [...lines.slice(0, MAX_CODE_LINES), `… ${lines.length - MAX_CODE_LINES} more lines`]
  return { type: 'code', value: shown.join('\n'), ...(lang === undefined ? {} : { lang }) }
}

/** A table; each table cell is one line. */
export function table(
  columns: readonly { readonly title: string; readonly align?: 'right' }[],
  rows: readonly (readonly (readonly PhrasingContent[])[])[],
): RootContent {
  const row = (cells: readonly (readonly PhrasingContent[])[]) => ({
    type: 'tableRow' as const,
    children: cells.map((children) => ({
      type: 'tableCell' as const,
      children: children.map(inCell),
    })),
  })
  return {
    type: 'table',
    align: columns.map(({ align }) => align ?? null),
    children: [row(columns.map(({ title }) => foreignName(title))), ...rows.map(row)],
  }
}

/** Characters of a word in a table: longer ones make the table wider than the page. */
const MAX_WORD = 56

function inCell(node: PhrasingContent): PhrasingContent {
  if (node.type === 'break') return html('<br>')
  if (node.type !== 'text' && node.type !== 'inlineCode') return node
  return {
    ...node,
    value: node.value.replace(
      /\S{57,}/g,
      (word) => `${word.slice(0, MAX_WORD / 2)}…${word.slice(-MAX_WORD / 2)}`,
    ),
  }
}

/**
 * A folded part of the summary.
 *
 * @param title HTML
 */
export function folded(title: string, nodes: readonly RootContent[], isOpen = false): RootContent[] {
  const start = `<details${isOpen ? ' open' : ''}><summary>${title}</summary>`
  return [html(start), ...nodes, html('</details>')]
}

/** A node of HTML. */
export function html(value: string): Html & BlockContent {
  return { type: 'html', value }
}

/** Escapes a text of other programs for HTML, as code, where GitHub makes no mentions or links of it. */
export function codeAsHtml(value: string): string {
  return `<code>${escapeHtml(linesOf(value).join(' '))}</code>`
}

/** Escapes text for HTML. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Text that does not break into lines. */
export function unbroken(value: string): string {
  return value.replaceAll(' ', '\u00a0')
}
