import type { AST } from 'toml-eslint-parser'
import type { SettingValue } from './edit.ts'
import { lineEnd, lineStart, splice } from './edited-text.ts'
import { formatInline, mostlyLiteral, type TomlStyle } from './toml-format.ts'
import type { TomlSyntax } from './toml-syntax.ts'

/** Appends items to an array in its layout: in the same line, or one item per line, with a trailing comma or without. */
export function appendItems(
  syntax: TomlSyntax,
  array: AST.TOMLArray,
  items: readonly SettingValue[],
  documentStyle: TomlStyle,
): string {
  const { text } = syntax
  const { ending } = documentStyle
  const [start, end] = array.range
  const last = array.elements.at(-1)
  const style =
    last === undefined ? documentStyle : { ...documentStyle, prefersLiteral: mostlyLiteral(array.elements) }
  const values = items.map((item) => formatInline(item, style))
  const closing = end - 1
  const closingLine = lineStart(text, closing)
  const hasOwnClosingLine = closingLine > start && text.slice(closingLine, closing).trim() === ''
  if (last === undefined) {
    if (!hasOwnClosingLine) return splice(text, start, end, `[${values.join(', ')}]`)
    const indentation = text.slice(closingLine, closing) + style.indentation
    const lines = values.map((value) => `${indentation}${value},${ending}`)
    return splice(text, closingLine, closingLine, lines.join(''))
  }
  const lastLine = lineStart(text, last.range[0])
  const comma = commaAfter(syntax, last, end)
  const lineBefore = text.slice(lastLine, firstOfLine(text, array, lastLine)?.range[0])
  // An array that begins in the line of its key has no indentation of its own.
  const beforeItem = lastLine > start && /^[ \t]*(,[ \t]*)?$/.test(lineBefore) ? lineBefore : undefined
  if (beforeItem === undefined || (!hasOwnClosingLine && comma !== undefined)) {
    const behind = comma === undefined ? last.range[1] : comma.range[0]
    return splice(text, behind, behind, values.map((value) => `, ${value}`).join(''))
  }
  if (!hasOwnClosingLine) {
    const lines = values.map((value) => `,${ending}${beforeItem}${value}`)
    return splice(text, last.range[1], last.range[1], lines.join(''))
  }
  if (beforeItem.includes(',')) {
    const lines = values.map((value) => `${beforeItem}${value}${ending}`)
    return splice(text, closingLine, closingLine, lines.join(''))
  }
  const lines = values.map((value, i) => {
    const hasComma = comma !== undefined || i < values.length - 1
    return `${beforeItem}${value}${hasComma ? ',' : ''}${ending}`
  })
  const inserted = splice(text, closingLine, closingLine, lines.join(''))
  return comma === undefined ? splice(inserted, last.range[1], last.range[1], ',') : inserted
}

/** Removes an item from an array, with its line if it has one of its own. */
export function removeItem(syntax: TomlSyntax, array: AST.TOMLArray, index: number): string {
  const { text } = syntax
  const node = array.elements[index] as AST.TOMLContentNode
  const [previous, next] = [array.elements[index - 1], array.elements[index + 1]]
  const [start, end] = node.range
  const comma = commaAfter(syntax, node, next?.range[0] ?? array.range[1])
  const line = lineStart(text, start)
  const itemEnd = comma?.range[1] ?? end
  const lineRest = text.slice(itemEnd, lineEnd(text, itemEnd))
  const hasOwnLine = text.slice(line, start).trim() === '' && /^[ \t]*(#.*)?\r?\n$/.test(lineRest)
  if (hasOwnLine && (comma === undefined || !text.slice(end, comma.range[0]).includes('\n')))
    return splice(text, line, lineEnd(text, itemEnd), '')
  if (/^[ \t]*,[ \t]*$/.test(text.slice(line, start)) && previous !== undefined)
    return splice(text, line, lineEnd(text, end), '')
  const isBehindOther = previous !== undefined && previous.range[1] > line
  if (!isBehindOther && next !== undefined && !text.slice(end, next.range[0]).includes('#'))
    return splice(text, start, next.range[0], '')
  return splice(text, previous?.range[1] ?? start, end, '')
}

function commaAfter(
  { tokens }: TomlSyntax,
  { range }: AST.TOMLContentNode,
  before: number,
): AST.Token | undefined {
  return tokens.find(
    ({ type, value, range: [start] }) =>
      type === 'Punctuator' && value === ',' && start >= range[1] && start < before,
  )
}

function firstOfLine(
  text: string,
  { elements }: AST.TOMLArray,
  line: number,
): AST.TOMLContentNode | undefined {
  return elements.find(({ range }) => lineStart(text, range[0]) === line)
}
