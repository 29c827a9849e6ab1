import type { AST } from 'toml-eslint-parser'
import type { SettingTable, SettingValue } from './edit.ts'
import { lineStart } from './edited-text.ts'
import { isTable, keyText } from './setting-values.ts'
import type { TomlSyntax } from './toml-syntax.ts'

/** How a document formats values. */
export interface TomlStyle {
  /** Strings of the document are mostly `'literal'`. */
  readonly prefersLiteral: boolean
  /** Before each item of an array with one item per line. */
  readonly indentation: string
  /** The space inside the braces of an inline table. */
  readonly padding: string
  readonly ending: '\n' | '\r\n'
}

const MOST_COLUMNS = 88

/** The style of most values of a document. */
export function tomlStyle(syntax: TomlSyntax, ending: '\n' | '\r\n'): TomlStyle {
  const values = syntax.pairs.flatMap(({ node }) => allValues(node.value))
  const onOwnLine = values
    .filter((node) => node.type === 'TOMLArray')
    .flatMap(({ elements }) => elements.slice(0, 1))
    .map(({ range }) => syntax.text.slice(lineStart(syntax.text, range[0]), range[0]))
    .find((before) => /^[ \t]+$/.test(before))
  const inline = values.find((node) => node.type === 'TOMLInlineTable' && node.body.length > 0)
  return {
    prefersLiteral: mostlyLiteral(values),
    indentation: onOwnLine ?? '    ',
    padding: inline === undefined || syntax.text[inline.range[0] + 1] === ' ' ? ' ' : '',
    ending,
  }
}

/** Whether most strings among some values are literal; undefined if there are none. */
export function mostlyLiteral(values: readonly AST.TOMLContentNode[]): boolean {
  const strings = values.filter((node) => node.type === 'TOMLValue' && node.kind === 'string')
  return strings.filter(({ style }) => style === 'literal').length * 2 > strings.length
}

function allValues(node: AST.TOMLContentNode): AST.TOMLContentNode[] {
  if (node.type === 'TOMLArray') return [node, ...node.elements.flatMap(allValues)]
  if (node.type === 'TOMLInlineTable') return [node, ...node.body.flatMap(({ value }) => allValues(value))]
  return [node]
}

/** A value in one line. */
export function formatInline(value: SettingValue, style: TomlStyle): string {
  if (typeof value === 'string') return formatString(value, style.prefersLiteral)
  if (typeof value !== 'object') return String(value)
  if (!isTable(value)) return `[${value.map((item) => formatInline(item, style)).join(', ')}]`
  const pairs = Object.entries(value).map(([key, item]) => `${keyText(key)} = ${formatInline(item, style)}`)
  return pairs.length === 0 ? '{}' : `{${style.padding}${pairs.join(', ')}${style.padding}}`
}

/** A value that follows `start`, such as `key = `: an array that is too long has one item per line. */
export function formatAfter(start: string, value: SettingValue, style: TomlStyle): string {
  const inline = formatInline(value, style)
  if (!Array.isArray(value) || value.length === 0) return inline
  const isLong = start.length + inline.length > MOST_COLUMNS || (value.length > 1 && value.some(isTable))
  return isLong ? formatLines(start, value, style) : inline
}

/** An array that follows `start` with one item per line. */
export function formatLines(start: string, items: readonly SettingValue[], style: TomlStyle): string {
  const indentation = /^[ \t]*/.exec(start)?.[0] ?? ''
  const lines = items.map((item) => `${indentation}${style.indentation}${formatInline(item, style)},`)
  return ['[', ...lines, `${indentation}]`].join(style.ending)
}

/** The lines `key = value` of a table. */
export function formatPairs(table: SettingTable, style: TomlStyle): string[] {
  return Object.entries(table).map(([key, value]) => {
    const start = `${keyText(key)} = `
    return start + formatAfter(start, value, style)
  })
}

/** Whether a table is written as an inline table where it is new: one with plain values, such as `{file = "README.md"}`. */
export function isWrittenInline(table: SettingTable): boolean {
  const values = Object.values(table)
  return values.length > 0 && values.every((value) => typeof value !== 'object')
}

function formatString(value: string, prefersLiteral: boolean): string {
  const canBeLiteral = !/['\u0000-\u0008\u000a-\u001f\u007f]/.test(value)
  if (canBeLiteral && (prefersLiteral || /["\\]/.test(value))) return `'${value}'`
  // JSON escapes everything that TOML wants escaped but DEL.
  return JSON.stringify(value).replaceAll('\u007f', '\\u007F')
}
