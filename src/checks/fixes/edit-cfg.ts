import {
  type CfgOption,
  type CfgSection,
  type CfgSyntax,
  indentationOf,
  isBlank,
  isComment,
  type Line,
  parseCfg,
  valueLines,
} from './cfg-syntax.ts'
import type { SettingChange, SettingValue } from './edit.ts'
import { attemptEdit, type EditedText, EditRefused, lineEnding } from './edited-text.ts'
import { changedValue, isSame, isTable, missingItems } from './setting-values.ts'

/**
 * Changes one option of a setup.cfg: `path` is the section, the option, and for one item of a mapping such as
 * `package_dir` its key. Everything else keeps its formatting. The result is parsed again, and refused unless exactly
 * this option differs.
 */
export function editCfg(text: string, path: readonly string[], change: SettingChange): EditedText {
  return attemptEdit(() => {
    const [section = '', key = '', item] = path
    if (path.length < 2 || path.length > 3) throw new EditRefused(`${path.join('.')} is not an option`)
    const edited =
      item === undefined ? editOption(text, section, key, change) : editItem(text, section, key, item, change)
    if (edited === text) throw new EditRefused(`${section}.${key} has this value already`)
    if (!isSame(otherOptions(edited, section, key), otherOptions(text, section, key)))
      throw new EditRefused(`${section}.${key} cannot be changed without changing other options`)
    return edited
  })
}

/** All options but one, as pairs of a name and a value. */
function otherOptions(text: string, section: string, key: string): (readonly [string, readonly string[]])[] {
  const syntax = parseCfg(text)
  return syntax.sections.flatMap(({ name, options }) =>
    options
      .filter((option) => name !== section || !isKey(option.key, key, section))
      .map((option) => [`${name} ${option.key}`, valueLines(syntax, option)] as const),
  )
}

function editOption(text: string, section: string, key: string, change: SettingChange): string {
  const syntax = parseCfg(text)
  const name = `${section}.${key}`
  const target = syntax.sections.find((one) => one.name === section)
  const option = target?.options.find((one) => isKey(one.key, key, section))
  const old = option && valueLines(syntax, option)
  switch (change.kind) {
    case 'set': {
      const lines = linesOf(change.value)
      if (option === undefined) return insertOption(syntax, section, key, change.value)
      if (isSame(old, lines)) throw new EditRefused(`${name} has this value already`)
      return setOption(syntax, section, option, change.value)
    }
    case 'delete':
      if (target === undefined || option === undefined) throw new EditRefused(`${name} is not set`)
      return deleteOption(syntax, target, option)
    default: {
      const directive =
        old?.length === 1 ? /^(find|find_namespace|file|attr):/.exec(old[0] as string)?.[0] : undefined
      if (directive !== undefined) throw new EditRefused(`${name} is "${directive}" and not a list`)
      const list = option && itemsOf(syntax, section, option)
      const changed = changedValue(list, asTexts(change), name) as string[] | undefined
      if (option === undefined || target === undefined)
        return insertOption(syntax, section, key, changed ?? [])
      if (changed === undefined) return deleteOption(syntax, target, option)
      return changeList(syntax, section, option, list ?? [], asTexts(change))
    }
  }
}

/** Changes the item `key = value` of an option that is a mapping. */
function editItem(
  text: string,
  section: string,
  key: string,
  itemKey: string,
  change: SettingChange,
): string {
  const syntax = parseCfg(text)
  const option = syntax.sections
    .find((one) => one.name === section)
    ?.options.find((one) => isKey(one.key, key, section))
  const items = option === undefined ? [] : itemsOf(syntax, section, option)
  const item = items.find((one) => one.includes('=') && one.slice(0, one.indexOf('=')).trim() === itemKey)
  const name = `${section}.${key}.${itemKey}`
  if (change.kind === 'delete') {
    if (item === undefined) throw new EditRefused(`${name} is not set`)
    return editOption(text, section, key, { kind: 'remove', items: [item] })
  }
  const old = item?.slice(item.indexOf('=') + 1).trim()
  const value =
    change.kind === 'set' ? change.value : changedValue(old?.split(/\s*,\s*/), asTexts(change), name)
  if (value === undefined) return editItem(text, section, key, itemKey, { kind: 'delete' })
  const by =
    `${itemKey} = ${Array.isArray(value) ? value.join(', ') : plainText(value as SettingValue)}`.trim()
  return item === undefined
    ? editOption(text, section, key, { kind: 'append', items: [by] })
    : editOption(text, section, key, { kind: 'replace', item, by })
}

/** Whether a written key is the option. setuptools accepts dashes and upper case in its options. */
function isKey(written: string, key: string, section: string): boolean {
  const normalized = (one: string) => one.toLowerCase().replaceAll('-', '_')
  return written === key || (/^(metadata|options)$/.test(section) && normalized(written) === normalized(key))
}

function plainText(value: SettingValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'object') throw new EditRefused('setup.cfg has no such nested values')
  return String(value)
}

/** The lines of a value. */
function linesOf(value: SettingValue): string[] {
  if (Array.isArray(value)) return value.map(plainText)
  if (isTable(value)) return Object.entries(value).map(([key, item]) => `${key} = ${plainText(item)}`.trim())
  return plainText(value as SettingValue).split('\n')
}

function asTexts(change: SettingChange): SettingChange {
  switch (change.kind) {
    case 'append':
    case 'remove':
      return { kind: change.kind, items: change.items.map(plainText) }
    case 'replace':
      return { kind: 'replace', item: plainText(change.item), by: plainText(change.by) }
    default:
      return change
  }
}

/** Whether setuptools separates the items of a value in one line by commas, and not by semicolons or lines only. */
function hasCommas(section: string, key: string): boolean {
  if (section === 'options') return !/_requires?$/.test(key.replaceAll('-', '_'))
  return (
    section === 'metadata' || /^options\.(packages\.find|(exclude_)?package_data|data_files)$/.test(section)
  )
}

function itemsOf(syntax: CfgSyntax, section: string, option: CfgOption): string[] {
  const lines = valueLines(syntax, option)
  const isInline = lines.length === 1 && hasCommas(section, option.key)
  return isInline ? splitItems(lines[0] as string) : lines
}

function splitItems(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function changeList(
  syntax: CfgSyntax,
  section: string,
  option: CfgOption,
  items: readonly string[],
  change: SettingChange,
): string {
  const value = valueLines(syntax, option)
  if (value.length === 1 && hasCommas(section, option.key)) {
    const index = option.continued[0] ?? option.line
    const changed = changedValue(items, change, '') as string[]
    const before = option.first === '' ? indentationOf(syntax.lines[index] as Line) : option.start
    // A list whose only item is in the next line is continued there.
    if (option.first === '' && items.length === 1 && change.kind === 'append')
      return changeLines(syntax, option, change)
    return joined(withText(syntax.lines, index, before + changed.join(', ')))
  }
  return changeLines(syntax, option, change)
}

/** Changes a list with one item per line. */
function changeLines(syntax: CfgSyntax, option: CfgOption, change: SettingChange): string {
  const { lines } = syntax
  const { line, first, continued } = option
  if (change.kind === 'append') {
    const items = missingItems(valueLines(syntax, option), change.items) as readonly string[]
    const last = continued.at(-1)
    const indentation = last === undefined ? indentationIn(syntax) : indentationOf(lines[last] as Line)
    const added = items.map((item) => indentation + item)
    if (last !== undefined || first === '') return joined(withInserted(lines, (last ?? line) + 1, added))
    const moved = withText(lines, line, option.start.trimEnd())
    return joined(withInserted(moved, line + 1, [indentation + first, ...added]))
  }
  const removed: readonly SettingValue[] =
    change.kind === 'remove' ? change.items : change.kind === 'replace' ? [change.item] : []
  const by = change.kind === 'replace' ? (change.by as string) : undefined
  const isRemoved = (index: number) => removed.includes((lines[index] as Line).text.trim())
  const changed = lines.flatMap((current, index) => {
    if (index === line && removed.includes(first))
      return [{ ...current, text: by === undefined ? option.start.trimEnd() : option.start + by }]
    if (!continued.includes(index) || !isRemoved(index)) return [current]
    return by === undefined ? [] : [{ ...current, text: indentationOf(current) + by }]
  })
  return joined(changed)
}

function setOption(syntax: CfgSyntax, section: string, option: CfgOption, value: SettingValue): string {
  const { line, continued, first } = option
  const end = (continued.at(-1) ?? line) + 1
  const isInline = first !== '' && continued.length === 0
  const lines = linesOf(value)
  const isCommaList = isInline && Array.isArray(value) && hasCommas(section, option.key)
  const isScalar = typeof value !== 'object' && lines.length === 1
  if (isScalar || isCommaList) {
    const start = option.start.trimEnd()
    const spaced = first === '' ? `${start} ` : option.start
    const changed = withText(syntax.lines, line, spaced + lines.join(', '))
    return joined([...changed.slice(0, line + 1), ...changed.slice(end)])
  }
  const last = continued[0]
  const indentation = last === undefined ? indentationIn(syntax) : indentationOf(syntax.lines[last] as Line)
  const changed = withText(syntax.lines, line, option.start.trimEnd())
  const kept = [...changed.slice(0, line + 1), ...changed.slice(end)]
  return joined(
    withInserted(
      kept,
      line + 1,
      lines.map((one) => indentation + one),
    ),
  )
}

function insertOption(syntax: CfgSyntax, section: string, key: string, value: SettingValue): string {
  const target = syntax.sections.find((one) => one.name === section)
  const last = target?.options.at(-1)
  const separator = last === undefined || / [=:]/.test(last.start) ? ' =' : '='
  const space = separator === ' =' || last?.start.endsWith(' ') ? ' ' : ''
  const lines = linesOf(value)
  const option =
    typeof value !== 'object' && lines.length === 1
      ? [`${key}${separator}${space}${lines[0]}`]
      : [`${key}${separator}`, ...lines.map((line) => indentationIn(syntax) + line)]
  if (target === undefined) return insertSection(syntax, section, option)
  const index = last === undefined ? target.line : (last.continued.at(-1) ?? last.line)
  return joined(withInserted(syntax.lines, index + 1, option))
}

function insertSection({ lines, sections }: CfgSyntax, name: string, option: readonly string[]): string {
  const family = name.split('.')[0] as string
  const nearest = sections.findLastIndex((one) => one.name === family || one.name.startsWith(`${family}.`))
  const next = nearest === -1 ? undefined : sections[nearest + 1]
  const index = next === undefined ? lines.length : contentStart(lines, next)
  const previous = lines[index - 1]
  const needsBlank = previous !== undefined && !isBlank(previous)
  const isLast = lines.slice(index).every(isBlank)
  const block = [...(needsBlank ? [''] : []), `[${name}]`, ...option, ...(isLast ? [] : [''])]
  return joined(withInserted(lines, index, block))
}

/** The first of the comment lines directly above a section's header, or the header. */
function contentStart(lines: readonly Line[], { line }: CfgSection): number {
  let start = line
  while (start > 0 && isComment(lines[start - 1] as Line)) start--
  return start
}

function deleteOption({ lines }: CfgSyntax, section: CfgSection, option: CfgOption): string {
  const end = (option.continued.at(-1) ?? option.line) + 1
  if (section.options.length > 1) return joined([...lines.slice(0, option.line), ...lines.slice(end)])
  const before = lines.slice(0, contentStart(lines, section))
  const after = lines.slice(end)
  const first = after.findIndex((line) => !isBlank(line))
  if (first !== -1) return joined([...before, ...after.slice(first)])
  return joined(before.slice(0, before.findLastIndex((line) => !isBlank(line)) + 1))
}

/** The indentation of most values of several lines. */
function indentationIn({ lines, sections }: CfgSyntax): string {
  const continued = sections.flatMap(({ options }) =>
    options.flatMap((option) => option.continued.slice(0, 1)),
  )
  const first = continued[0]
  return first === undefined ? '    ' : indentationOf(lines[first] as Line)
}

function withText(lines: readonly Line[], index: number, text: string): Line[] {
  return lines.map((line, i) => (i === index ? { ...line, text } : line))
}

function withInserted(lines: readonly Line[], index: number, texts: readonly string[]): Line[] {
  const ending = lineEnding(joined(lines))
  const inserted = texts.map((text) => ({ text, ending }))
  const before = lines.slice(0, index)
  const last = before.at(-1)
  if (last === undefined || last.ending !== '') return [...before, ...inserted, ...lines.slice(index)]
  const unfinished = inserted.map((line, i) =>
    i === inserted.length - 1 ? { ...line, ending: '' as const } : line,
  )
  return [...before.slice(0, -1), { ...last, ending }, ...unfinished]
}

function joined(lines: readonly Line[]): string {
  return lines.map(({ text, ending }) => text + ending).join('')
}
