import { parse } from 'smol-toml'
import type { AST } from 'toml-eslint-parser'
import type { TomlPath } from '../../config/toml.ts'
import type { SettingChange, SettingTable, SettingValue } from './edit.ts'
import {
  attemptEdit,
  type EditedText,
  EditRefused,
  insertLines,
  lineEnd,
  lineEnding,
  lineStart,
  splice,
} from './edited-text.ts'
import { changeValues, isSame, isTable, keyText, missingItems, settingName } from './setting-values.ts'
import { appendItems, removeItem } from './toml-array.ts'
import {
  formatAfter,
  formatInline,
  formatLines,
  formatPairs,
  isWrittenInline,
  type TomlStyle,
  tomlStyle,
} from './toml-format.ts'
import { isBelow, isPath, type Pair, parseTomlSyntax, type Section, type TomlSyntax } from './toml-syntax.ts'

/**
 * Changes one setting of a TOML document. Everything else keeps its formatting: the new text is the old one with parts
 * replaced. It is parsed again, and refused unless exactly this setting differs.
 *
 * @param keepsTable whether a table is kept if it becomes empty, because a later edit adds to it
 */
export function editToml(
  text: string,
  path: readonly string[],
  change: SettingChange,
  keepsTable: (path: readonly string[]) => boolean = () => false,
): EditedText {
  return attemptEdit(() => {
    const before = valuesOf(text)
    const keeps = (table: readonly string[]) => hasMeaningWhenEmpty(table) || keepsTable(table)
    const after = changeValues(before, path, change, keeps)
    const edited = apply(text, path, change, { before, after })
    if (!isSame(parsed(edited), after))
      throw new EditRefused(`${settingName(path)} cannot be changed without changing other settings`)
    return edited
  })
}

interface Values {
  readonly before: unknown
  readonly after: unknown
}

/**
 * A tool that computes the version may be enabled by its table only, and the project's own hook of hatchling is:
 * https://setuptools-scm.readthedocs.io/en/stable/config/, https://hatch.pypa.io/latest/config/build/#build-hooks
 */
function hasMeaningWhenEmpty([tool, name = '', ...rest]: readonly string[]): boolean {
  const isHook = name === 'hatch' && rest.slice(-2).join('.') === 'hooks.custom'
  return tool === 'tool' && (isHook || (rest.length === 0 && /scm|vcs|version/.test(name)))
}

function valuesOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text)
  } catch (error) {
    throw new EditRefused(`it is not valid TOML (${(error as Error).message.split('\n')[0]})`)
  }
}

function parsed(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

function valueAt(values: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (value, key) => (isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    values,
  )
}

function apply(
  text: string,
  path: readonly string[],
  change: SettingChange,
  { before, after }: Values,
): string {
  const old = valueAt(before, path)
  switch (change.kind) {
    case 'set':
      return setValue(text, path, change.value)
    case 'append': {
      if (old === undefined) return insertValue(text, path, change.items)
      const items = missingItems(old as readonly unknown[], change.items)
      return onList(text, path, {
        array: (array, syntax) => appendItems(syntax, array, items, styleOf(syntax)),
        tables: () => appendTables(text, path, items),
      })
    }
    case 'replace':
      return replaceItem(text, path, old as readonly unknown[], change)
    case 'remove': {
      if (valueAt(after, path) === undefined) return deleteEmptied(text, path, after)
      return change.items.reduce<string>((current, item) => removeAll(current, path, item), text)
    }
    case 'delete':
      return deleteEmptied(text, path, after)
  }
}

function styleOf(syntax: TomlSyntax): TomlStyle {
  return tomlStyle(syntax, lineEnding(syntax.text))
}

/** Calls the function for the syntax that a list has: an array, or an array of tables (`[[path]]`). */
function onList(
  text: string,
  path: readonly string[],
  {
    array,
    tables,
  }: {
    readonly array: (node: AST.TOMLArray, syntax: TomlSyntax) => string
    readonly tables: (syntax: TomlSyntax) => string
  },
): string {
  const syntax = parseTomlSyntax(text)
  const value = syntax.pairs.find((pair) => isPath(pair.path, path))?.node.value
  return value?.type === 'TOMLArray' ? array(value, syntax) : tables(syntax)
}

function setValue(text: string, path: readonly string[], value: SettingValue): string {
  const syntax = parseTomlSyntax(text)
  const pair = syntax.pairs.find((one) => isPath(one.path, path))
  if (pair !== undefined) {
    const old = pair.node.value
    const [start, end] = old.range
    return splice(text, start, end, formatLike(syntax, pair, value))
  }
  const exists =
    syntax.sections.some((section) => isBelow(section.path, path)) ||
    syntax.pairs.some((one) => isBelow(one.path, path))
  return insertValue(exists ? deleteAt(text, path) : text, path, value)
}

/** A new value of a pair: an array keeps its layout. */
function formatLike(syntax: TomlSyntax, { node, inline }: Pair, value: SettingValue): string {
  const style = styleOf(syntax)
  const [start, end] = node.value.range
  if (inline !== undefined) return formatInline(value, style)
  const before = syntax.text.slice(lineStart(syntax.text, node.range[0]), start)
  const hasLines = node.value.type === 'TOMLArray' && syntax.text.slice(start, end).includes('\n')
  return hasLines && Array.isArray(value) && value.length > 0
    ? formatLines(before, value, style)
    : formatAfter(before, value, style)
}

/** Inserts a setting that does not exist into the innermost table that does. */
function insertValue(text: string, path: readonly string[], value: SettingValue): string {
  const syntax = parseTomlSyntax(text)
  const { sections, pairs } = syntax
  for (let length = path.length - 1; length >= 0; length--) {
    const outer = path.slice(0, length)
    const rest = path.slice(length)
    const pair = pairs.find((one) => isPath(one.path, outer))
    if (pair?.node.value.type === 'TOMLInlineTable')
      return insertInline(syntax, pair.node.value, dotted(rest), value)
    if (sections.some(({ path }) => isPath(path.slice(0, -1), outer) && typeof path.at(-1) === 'number'))
      throw new EditRefused(`${settingName(outer)} is an array of tables`)
    const byDottedKey = pairs.findLast((one) => isBelow(one.path, outer) && one.outer.length < length)
    if (byDottedKey !== undefined) return insertDotted(syntax, byDottedKey, length, rest, value)
    const section = sections.find((one) => isPath(one.path, outer))
    if (section !== undefined && rest.length === 1 && !(isTable(value) && !isWrittenInline(value)))
      return insertPair(syntax, section, keyText(path.at(-1) as string), value)
    if (section === undefined) continue
    const usesDottedKeys = section.pairs.some(({ key }) => key.keys.length > 1)
    const hasTables = sections.some((one) => one.path.length > length && isBelow(one.path, outer))
    if (!usesDottedKeys || hasTables || rest.length === 1) break
    return insertPair(syntax, section, dotted(rest), value)
  }
  return isTable(value) && !isWrittenInline(value)
    ? insertSection(syntax, path, value)
    : insertSection(syntax, path.slice(0, -1), { [path.at(-1) as string]: value })
}

function dotted(keys: readonly string[]): string {
  return keys.map(keyText).join('.')
}

function insertInline(
  { text, ...syntax }: TomlSyntax,
  table: AST.TOMLInlineTable,
  key: string,
  value: SettingValue,
): string {
  const style = styleOf({ text, ...syntax })
  const pair = `${key} = ${formatInline(value, style)}`
  const last = table.body.at(-1)
  return last === undefined
    ? splice(text, table.range[0], table.range[1], `{${style.padding}${pair}${style.padding}}`)
    : splice(text, last.range[1], last.range[1], `, ${pair}`)
}

/** Inserts `a.b.new = value` behind a pair `a.b.old = value`, of which `a.b` leads to the table at `length`. */
function insertDotted(
  syntax: TomlSyntax,
  { node, outer, inline }: Pair,
  length: number,
  rest: readonly string[],
  value: SettingValue,
): string {
  const { text } = syntax
  const shared = node.key.keys[length - outer.length - 1] as AST.TOMLBare
  const key = `${text.slice(node.key.range[0], shared.range[1])}.${dotted(rest)}`
  if (inline !== undefined) {
    const pair = `${key} = ${formatInline(value, styleOf(syntax))}`
    return splice(text, node.range[1], node.range[1], `, ${pair}`)
  }
  return insertAfterPair(syntax, node, key, value)
}

function insertAfterPair(
  syntax: TomlSyntax,
  node: AST.TOMLKeyValue,
  key: string,
  value: SettingValue,
): string {
  const { text } = syntax
  const indentation = text.slice(lineStart(text, node.range[0]), node.range[0])
  const between = text.slice(node.key.range[1], node.value.range[0])
  const start = `${indentation}${key}${/^ ?= ?$/.test(between) ? between : ' = '}`
  return insertLines(text, lineEnd(text, node.range[1]), [start + formatAfter(start, value, styleOf(syntax))])
}

function insertPair(
  syntax: TomlSyntax,
  { header, pairs }: Section,
  key: string,
  value: SettingValue,
): string {
  const last = pairs.at(-1)
  if (last !== undefined) return insertAfterPair(syntax, last, key, value)
  const start = `${key} = `
  const line = start + formatAfter(start, value, styleOf(syntax))
  const { text } = syntax
  if (header !== undefined) return insertLines(text, lineEnd(text, header.key.range[1]), [line])
  const first = syntax.sections[1]
  return first === undefined
    ? insertLines(text, text.length, [line])
    : insertLines(text, contentStart(syntax, first), [line, ''])
}

/** Where the comments directly above the header of a section begin, or its header. */
function contentStart({ text }: TomlSyntax, { header }: Section): number {
  let start = lineStart(text, header?.range[0] ?? 0)
  while (start > 0) {
    const previous = lineStart(text, start - 1)
    if (!/^[ \t]*#/.test(text.slice(previous, start))) break
    start = previous
  }
  return start
}

/** Inserts a table with a header next to the tables that it belongs to. */
function insertSection(syntax: TomlSyntax, path: readonly string[], table: SettingTable): string {
  const lines = [`[${dotted(path)}]`, ...formatPairs(table, styleOf(syntax))]
  const inner = syntax.sections.find((section) => section.header && isBelow(section.path, path))
  if (inner !== undefined) return insertBlock(syntax.text, contentStart(syntax, inner), lines)
  const empty = syntax.sections.find(
    (section) => isOnlyHeader(syntax, section) && isBelow(path, section.path),
  )
  if (empty?.header !== undefined) {
    const { text } = syntax
    const [start, end] = [
      lineStart(text, empty.header.range[0]),
      text.indexOf(']', empty.header.key.range[1]),
    ]
    return splice(text, start, end + 1, lines.join(lineEnding(text)))
  }
  for (let length = path.length - 1; length > 0; length--) {
    const index = syntax.sections.findLastIndex(({ path: other }) => isBelow(other, path.slice(0, length)))
    if (index !== -1) return insertAfterSection(syntax, index, lines)
  }
  return insertBlock(syntax.text, syntax.text.length, lines)
}

/** Whether a table has neither keys nor tables, and no comment in the line of its header. */
function isOnlyHeader({ text, sections }: TomlSyntax, section: Section): boolean {
  const { header, path } = section
  if (header?.kind !== 'standard' || section.pairs.length > 0 || path.length < 2) return false
  const rest = text.slice(header.key.range[1], lineEnd(text, header.key.range[1]))
  return rest.trim() === ']' && !sections.some((one) => one !== section && isBelow(one.path, path))
}

function insertAfterSection(syntax: TomlSyntax, index: number, lines: readonly string[]): string {
  const next = syntax.sections[index + 1]
  const offset = next === undefined ? syntax.text.length : contentStart(syntax, next)
  return insertBlock(syntax.text, offset, lines)
}

/** Inserts lines with a blank line before and after them. */
function insertBlock(text: string, offset: number, lines: readonly string[]): string {
  const before = text.slice(0, offset)
  const needsBlankBefore = before.trim() !== '' && !/(^|\n)[ \t]*\r?\n$/.test(before)
  const isLast = text.slice(offset).trim() === ''
  return insertLines(text, offset, [...(needsBlankBefore ? [''] : []), ...lines, ...(isLast ? [] : [''])])
}

function appendTables(text: string, path: readonly string[], items: readonly SettingValue[]): string {
  return items.reduce<string>((current, item) => {
    if (!isTable(item)) throw new EditRefused(`${settingName(path)} is an array of tables`)
    const syntax = parseTomlSyntax(current)
    const index = syntax.sections.findLastIndex((section) => isBelow(section.path, path))
    return insertAfterSection(syntax, index, [`[[${dotted(path)}]]`, ...formatPairs(item, styleOf(syntax))])
  }, text)
}

function removeAll(text: string, path: readonly string[], item: SettingValue): string {
  const list = valueAt(valuesOf(text), path)
  const index = Array.isArray(list) ? list.findIndex((one) => isSame(one, item)) : -1
  if (index === -1) return text
  const removed = onList(text, path, {
    array: (array, syntax) => removeItem(syntax, array, index),
    tables: () => deleteAt(text, [...path, index]),
  })
  return removeAll(removed, path, item)
}

function replaceItem(
  text: string,
  path: readonly string[],
  list: readonly unknown[],
  { item, by }: { readonly item: SettingValue; readonly by: SettingValue },
): string {
  const indices = list.flatMap((one, i) => (isSame(one, item) ? [i] : [])).reverse()
  return indices.reduce<string>(
    (current, index) =>
      onList(current, path, {
        array: ({ elements }, syntax) => {
          const { range } = elements[index] as AST.TOMLContentNode
          const isLiteral = current[range[0]] === "'"
          const style = { ...styleOf(syntax), prefersLiteral: isLiteral }
          return splice(current, range[0], range[1], formatInline(by, style))
        },
        tables: ({ sections }) => {
          const own = sections.filter((section) => isBelow(section.path, [...path, index]))
          const header = own[0]?.header
          if (own.length !== 1 || header === undefined || !isTable(by))
            throw new EditRefused(`${settingName(path)} is an array of tables that contain tables`)
          const lines = [`[[${dotted(path)}]]`, ...formatPairs(by, styleOf(parseTomlSyntax(current)))]
          return splice(current, header.range[0], header.range[1], lines.join(lineEnding(current)))
        },
      }),
    text,
  )
}

/** Deletes a setting, and the tables around it that are empty then. */
function deleteEmptied(text: string, path: readonly string[], after: unknown): string {
  const length = path.findIndex((_, i) => valueAt(after, path.slice(0, i + 1)) === undefined)
  return deleteAt(text, path.slice(0, length + 1))
}

/** Deletes everything that belongs to a path. */
function deleteAt(text: string, path: TomlPath): string {
  // The last one first, as the tables of an array that follow get other indices.
  const count = parseTomlSyntax(text).sections.filter((section) => isIn(section, path)).length
  let current = text
  for (let i = 0; i < count; i++) {
    const syntax = parseTomlSyntax(current)
    const section = syntax.sections.findLast((one) => isIn(one, path))
    if (section !== undefined) current = deleteSection(syntax, section)
  }
  return typeof path.at(-1) === 'number' ? current : deletePairs(current, path)
}

function isIn({ header, path }: Section, outer: TomlPath): boolean {
  return header !== undefined && isBelow(path, outer)
}

function deletePairs(text: string, path: TomlPath): string {
  const syntax = parseTomlSyntax(text)
  const pair = syntax.pairs.find((one) => isBelow(one.path, path))
  return pair === undefined ? text : deletePairs(deletePair(syntax, pair), path)
}

function deletePair(syntax: TomlSyntax, { node, inline, section }: Pair): string {
  const { text } = syntax
  if (inline !== undefined) {
    const index = inline.body.indexOf(node)
    const next = inline.body[index + 1]
    const previous = inline.body[index - 1]
    if (next !== undefined) return splice(text, node.range[0], next.range[0], '')
    const start = previous?.range[1] ?? inline.range[0] + 1
    return splice(text, start, previous === undefined ? inline.range[1] - 1 : node.range[1], '')
  }
  const isOnly = section.pairs.length === 1 && section.header !== undefined
  const hasTables = syntax.sections.some(
    (one) => one.path.length > section.path.length && isBelow(one.path, section.path),
  )
  if (isOnly && hasTables && section.header?.kind === 'standard') return deleteSection(syntax, section)
  return splice(text, lineStart(text, node.range[0]), lineEnd(text, node.range[1]), '')
}

/** Deletes a section with the comments directly above its header, and the blank lines behind it. */
function deleteSection(syntax: TomlSyntax, section: Section): string {
  const { text } = syntax
  const start = contentStart(syntax, section)
  const last = section.pairs.at(-1)?.range[1] ?? section.header?.key.range[1] ?? start
  let end = lineEnd(text, last)
  while (end < text.length && /^[ \t]*\r?\n?$/.test(text.slice(end, lineEnd(text, end))))
    end = lineEnd(text, end)
  const before = text.slice(0, start)
  const isLast = end === text.length
  return (isLast ? before.replace(/(\r?\n)(?:[ \t]*\r?\n)+$/, '$1') : before) + text.slice(end)
}
